// A conflict that an operator of the tenant decides.
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/conflict_choice.h"
#include "cli/exit_code.h"
#include "cli/record_output.h"
#include "cli/streams.h"
#include "cli/workspaces.h"
#include "vexlens/decision.h"

namespace vexlens::cli {
namespace {

// ReadJudgement takes it from the options.
absl::StatusOr<Judgement> ReadJudgement(const Options& options) {
  const std::optional<VexStatus> status = ParseStatusName(options.status);
  if (!status.has_value()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--status: \"", options.status, "\" is not affected, under_investigation, not_affected or fixed"));
  }
  return Judgement{options.issuer, *status, options.justification, options.impact, options.action};
}

}  // namespace

int RunConflictsResolve(const Options& options) {
  const absl::StatusOr<Judgement> judgement = ReadJudgement(options);
  if (!judgement.ok()) return Fail(judgement.status());
  const absl::StatusOr<Audit> audit = AuditOf(options);
  if (!audit.ok()) return Fail(audit.status());
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kChange);
  if (!workspace.ok()) return FailChange(workspace.status());
  const absl::StatusOr<QueuedConflict> conflict = ChooseConflict(options, **workspace);
  if (!conflict.ok()) return FailChange(conflict.status());
  const absl::StatusOr<IngestResult> decided =
      DecideConflict(**workspace, options.tenant, *conflict, *judgement, *audit);
  if (!decided.ok()) return FailChange(decided.status());
  std::fprintf(stderr, "added %s: %s\n", DigestText(decided->documents.front().report.digest).c_str(),
               RecomputedText(decided->recomputed).c_str());
  const absl::StatusOr<Answer> answer = (*workspace)->Get(options.tenant, conflict->key, {});
  if (!answer.ok()) return FailChange(answer.status());
  RecordOutput output(options.form());
  if (!output.Add(answer->Json()) || !output.Finish()) return kFailed;
  if (answer->record.decision.reason == "operator") return kOk;
  std::fputs(
      "the word was added, but does not decide: another is as new, or the policy refuses it (stella vex explain)\n",
      stderr);
  return kFailed;
}

}  // namespace vexlens::cli
