// An operator's word about a conflict.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/handles.h"
#include "capi/numbers.h"
#include "capi/text.h"
#include "vexlens/decision.h"
#include "vexlens/support/status_macros.h"
#include "vexlens_decision.h"

using vexlens::capi::Arguments;
using vexlens::capi::GiveRevisions;
using vexlens::capi::Guard;
using vexlens::capi::JsonArrayOf;
using vexlens::capi::JsonOf;
using vexlens::capi::NewBytes;

namespace {

vexlens::Judgement JudgementOf(const vexlens_judgement& given, Arguments& in) {
  vexlens::Judgement judgement;
  const std::optional<vexlens::VexStatus> status = vexlens::capi::StatusOf(given.status);
  if (!status.has_value()) {
    in.Fail(absl::StatusCode::kInvalidArgument, "judgement.status", absl::StrCat(given.status, " is no status"));
  }
  judgement.status = status.value_or(vexlens::VexStatus{});
  judgement.issuer = in.Text(given.issuer, "judgement.issuer");
  judgement.justification = in.Text(given.justification, "judgement.justification");
  judgement.impact = in.Text(given.impact, "judgement.impact");
  judgement.action = in.Text(given.action, "judgement.action");
  return judgement;
}

// Returns the tenant's conflict of that id, waived or not.
absl::StatusOr<vexlens::QueuedConflict> ConflictOf(vexlens::Workspace& workspace, std::string_view tenant,
                                                   const vexlens::Digest& id) {
  VEXLENS_ASSIGN_OR_RETURN(std::vector<vexlens::QueuedConflict> all, workspace.Conflicts(tenant));
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<vexlens::QueuedConflict> waived, workspace.WaivedConflicts(tenant));
  all.insert(all.end(), waived.begin(), waived.end());
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id == id; });
  if (found != all.end()) return *found;
  return absl::NotFoundError(absl::StrCat("tenant ", tenant, " has no open conflict ", vexlens::DigestText(id)));
}

}  // namespace

vexlens_error* vexlens_workspace_decide(vexlens_workspace* workspace, vexlens_str tenant, vexlens_str conflict_id,
                                        const vexlens_judgement* judgement, const vexlens_audit* audit,
                                        vexlens_bytes** report, uint64_t* revisions) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    const vexlens::Digest id = in.DigestOf(conflict_id, "conflict_id");
    in.NotNull(judgement, "judgement");
    const auto given = in.Options(judgement, "judgement");
    const vexlens::Judgement said = JudgementOf(given, in);
    const auto decided_at = in.InstantOrNone(given.decided_at, "judgement.decided_at");
    const vexlens::Audit why = in.AuditOf(audit);
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const vexlens::QueuedConflict conflict, ConflictOf(*workspace->kept->workspace, who, id));
    VEXLENS_ASSIGN_OR_RETURN(
        const auto result, vexlens::DecideConflict(*workspace->kept->workspace, who, conflict, said, why, decided_at));
    if (report != nullptr) *report = NewBytes(JsonArrayOf(result.documents, JsonOf));
    return GiveRevisions(result.recomputed, revisions);
  });
}
