// Pack runs: what is kept about them where the options say.
#ifndef VEXLENS_CLI_PACK_RUNS_H_
#define VEXLENS_CLI_PACK_RUNS_H_

#include <memory>

#include "absl/status/statusor.h"
#include "cli/options.h"
#include "vexlens/pack_run_artifacts.h"
#include "vexlens/pack_run_provenance.h"

namespace vexlens::cli {

// Returns the run that the options name.
PackRunKey RunOf(const Options& options);

// Opens the manifests of --store, in a folder or a database.
absl::StatusOr<std::unique_ptr<PackRunProvenanceWriter>> OpenManifests(const Options& options);

// Opens the artifacts of the run: in the folder of --artifacts, or those that --store lists.
absl::StatusOr<std::unique_ptr<PackRunArtifactReader>> OpenArtifacts(const Options& options);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_PACK_RUNS_H_
