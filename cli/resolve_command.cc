// A conflict that an operator of the tenant decides.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/commands.h"
#include "cli/conflict_choice.h"
#include "cli/decision_document.h"
#include "cli/exit_code.h"
#include "cli/instants.h"
#include "cli/record_output.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "cli/workspaces.h"
#include "vexlens/status_macros.h"

namespace vexlens::cli {
namespace {

// ReadDecision takes from the options what does not depend on the workspace.
absl::StatusOr<OperatorDecision> ReadDecision(const Options& options) {
  OperatorDecision decision;
  const std::optional<VexStatus> status = ParseStatusName(options.status);
  if (!status.has_value()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--status: \"", options.status, "\" is not affected, under_investigation, not_affected or fixed"));
  }
  const bool not_affected = *status == VexStatus::kNotAffected;
  const auto label = std::find(kJustifications.begin(), kJustifications.end(), options.justification);
  if (!options.justification.empty() && label == kJustifications.end()) {
    return absl::InvalidArgumentError(absl::StrCat("--justification: \"", options.justification, "\" is none of ",
                                                   absl::StrJoin(kJustifications, ", ")));
  }
  if (not_affected == (options.justification.empty() && options.impact.empty())) {
    return absl::InvalidArgumentError(not_affected ? "--status not_affected needs --justification or --impact"
                                                   : "--justification and --impact go with --status not_affected only");
  }
  if ((*status == VexStatus::kAffected) == options.action.empty()) {
    return absl::InvalidArgumentError(options.action.empty() ? "--status affected needs --action: what users can do"
                                                             : "--action goes with --status affected only");
  }
  decision.status = *status;
  decision.justification = options.justification;
  decision.impact = options.impact;
  decision.action = options.action;
  decision.reason = options.reason;
  return decision;
}

// CheckOperator is OK for an entry of the tenant's whose word decides.
absl::Status CheckOperator(const Options& options, const Issuer* issuer, Instant as_of) {
  const std::string who = absl::StrCat("\"", options.issuer, "\"");
  if (issuer == nullptr || !issuer->is_operator) {
    return absl::FailedPreconditionError(
        absl::StrCat(issuer == nullptr ? "no issuer is called " : "no operator is ", who, ": give tenant \"",
                     options.tenant, "\" an entry with \"operator\":true by `stella trust issuers set`"));
  }
  return issuer->RevokedAt(as_of) ? absl::FailedPreconditionError(absl::StrCat(who, " is revoked")) : absl::OkStatus();
}

// Complete adds who decides what, and when, from what the workspace knows.
absl::Status Complete(const Options& options, Workspace& workspace, OperatorDecision& decision) {
  VEXLENS_ASSIGN_OR_RETURN(const QueuedConflict conflict, ChooseConflict(options, workspace));
  VEXLENS_ASSIGN_OR_RETURN(const Instant as_of, workspace.AsOf());
  VEXLENS_ASSIGN_OR_RETURN(const IssuerDirectory directory, workspace.Directory(std::nullopt));
  const Issuer* const issuer = directory.Find(options.tenant, options.issuer);
  VEXLENS_RETURN_IF_ERROR(CheckOperator(options, issuer, as_of));
  decision.decided_at = SystemNow();
  if (as_of < decision.decided_at) {
    return absl::FailedPreconditionError(absl::StrCat(
        "asOf of the workspace is ", FormatInstant(as_of),
        ", and what is dated after it does not exist: `stella vex ingest` moves it on to the end of today"));
  }
  decision.issuer = issuer->id;
  decision.key = conflict.key;
  decision.id = absl::StrCat("urn:vexlens:decision:", ShortId(conflict.id), ":", decision.decided_at.micros);
  return absl::OkStatus();
}

}  // namespace

int RunConflictsResolve(const Options& options) {
  absl::StatusOr<OperatorDecision> decision = ReadDecision(options);
  if (!decision.ok()) return Fail(decision.status());
  const absl::StatusOr<Audit> audit = AuditOf(options);
  if (!audit.ok()) return Fail(audit.status());
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kChange);
  if (!workspace.ok()) return FailChange(workspace.status());
  if (absl::Status status = Complete(options, **workspace, *decision); !status.ok()) return FailChange(status);
  const absl::StatusOr<std::string> document = DecisionDocument(*decision);
  if (!document.ok()) return Fail(document.status());
  const absl::StatusOr<IngestResult> result = (*workspace)->IngestDecision(options.tenant, *document, *audit);
  if (!result.ok()) return FailChange(result.status());
  std::fprintf(stderr, "added %s: %s\n", DigestText(result->documents.front().report.digest).c_str(),
               RecomputedText(result->recomputed).c_str());
  const absl::StatusOr<std::string> record = (*workspace)->Get(options.tenant, decision->key, {});
  if (!record.ok()) return FailChange(record.status());
  RecordOutput output(options.form());
  if (!output.Add(*record) || !output.Finish()) return kFailed;
  if (ReadRecordRow(*record).reason == "operator") return kOk;
  std::fputs(
      "the word was added, but does not decide: another is as new, or the policy refuses it (stella vex explain)\n",
      stderr);
  return kFailed;
}

}  // namespace vexlens::cli
