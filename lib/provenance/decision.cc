#include "vexlens/decision.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/provenance/decision_document.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using provenance::DecisionDocument;

namespace {

// Errors: INVALID_ARGUMENT for what OpenVEX forbids: reasons that are missing, or do not go with the status.
absl::Status CheckJudgement(const Judgement& judgement) {
  const bool known =
      std::find(kJustifications.begin(), kJustifications.end(), judgement.justification) != kJustifications.end();
  if (!judgement.justification.empty() && !known) {
    return absl::InvalidArgumentError(absl::StrCat("justification: \"", judgement.justification, "\" is none of ",
                                                   absl::StrJoin(kJustifications, ", ")));
  }
  const bool not_affected = judgement.status == VexStatus::kNotAffected;
  if (not_affected == (judgement.justification.empty() && judgement.impact.empty())) {
    return absl::InvalidArgumentError(not_affected ? "not_affected needs a justification or an impact"
                                                   : "justification and impact go with not_affected only");
  }
  if ((judgement.status == VexStatus::kAffected) == judgement.action.empty()) {
    return absl::InvalidArgumentError(judgement.action.empty() ? "affected needs an action: what users can do"
                                                               : "an action goes with affected only");
  }
  return absl::OkStatus();
}

// Returns the tenant's operator of that name. Errors: FAILED_PRECONDITION if there is none, or it is revoked.
absl::StatusOr<Issuer> OperatorOf(Workspace& workspace, std::string_view tenant, std::string_view name, Instant as_of) {
  VEXLENS_ASSIGN_OR_RETURN(const IssuerDirectory directory, workspace.Directory(std::nullopt));
  const Issuer* const issuer = directory.Find(tenant, name);
  if (issuer == nullptr || !issuer->is_operator) {
    return absl::FailedPreconditionError(
        absl::StrCat(issuer == nullptr ? "no issuer is called \"" : "no operator is \"", name, "\": give tenant \"",
                     tenant, "\" an entry with \"operator\":true"));
  }
  if (issuer->RevokedAt(as_of)) return absl::FailedPreconditionError(absl::StrCat("\"", name, "\" is revoked"));
  return *issuer;
}

}  // namespace

absl::StatusOr<IngestResult> DecideConflict(Workspace& workspace, std::string_view tenant,
                                            const QueuedConflict& conflict, const Judgement& judgement,
                                            const Audit& audit, std::optional<Instant> decided_at) {
  VEXLENS_RETURN_IF_ERROR(CheckJudgement(judgement));
  const Instant now = decided_at.value_or(workspace.Now());
  VEXLENS_ASSIGN_OR_RETURN(const Instant as_of, workspace.AsOf());
  VEXLENS_ASSIGN_OR_RETURN(const Issuer issuer, OperatorOf(workspace, tenant, judgement.issuer, as_of));
  if (as_of < now) {
    return absl::FailedPreconditionError(absl::StrCat("asOf of the workspace is ", FormatInstant(as_of),
                                                      ", and what is dated after it, as this would be, ",
                                                      "does not exist: move asOf on first"));
  }
  const std::string id = absl::StrCat("urn:vexlens:decision:", DigestText(conflict.id).substr(7, 12), ":", now.micros);
  VEXLENS_ASSIGN_OR_RETURN(const std::string document,
                           DecisionDocument({id, issuer.id, conflict.key, judgement, audit.reason, now}));
  return workspace.IngestDecision(tenant, document, audit);
}

}  // namespace vexlens
