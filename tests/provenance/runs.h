// Runs to write down.
#ifndef VEXLENS_TESTS_PROVENANCE_RUNS_H_
#define VEXLENS_TESTS_PROVENANCE_RUNS_H_

#include <string>

#include "vexlens/pack_run.h"

namespace vexlens::testing {

// ARun is a run of the tenant "acme" with some of everything.
inline PackRunManifest ARun(std::string run_id = "run-7") {
  PackRunManifest run;
  run.run = {"acme", std::move(run_id)};
  run.plan_hash = Sha256("plan");
  run.requested_at = *ParseInstant("2026-06-01T10:00:00Z");
  run.started_at = *ParseInstant("2026-06-01T10:00:01.5Z");
  run.finished_at = *ParseInstant("2026-06-01T12:00:09+02:00");
  run.parameters = R"({ "z": 1e20, "a": [true, {"b": "\u00fc"}] })";
  run.steps = {{"pack", PackRunStatus::kSucceeded, run.started_at, run.finished_at},
               {"push", PackRunStatus::kSkipped, {}, {}}};
  run.artifacts = {{"logs/run.txt", "text/plain", 3, Sha256("log"), ""},
                   {"image.tar", "application/x-tar", 5, Sha256("image"), "s3://packs/image.tar"}};
  run.builder = "https://ci.example/pack";
  return run;
}

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_PROVENANCE_RUNS_H_
