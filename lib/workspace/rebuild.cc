// Rebuild: everything that follows from the documents, derived again.
#include <utility>
#include <vector>

#include "lib/workspace/derive.h"
#include "lib/workspace/recompute.h"
#include "lib/workspace/transactions.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {
namespace {

using base::Observing;
using base::Span;
using workspace::Cause;
using workspace::DerivedDigest;
using workspace::Turn;

// Returns the kinds of derived rows that differ.
std::vector<std::string> Differing(const std::vector<DerivedDigest>& before, const std::vector<DerivedDigest>& after) {
  std::vector<std::string> differing;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (i >= before.size() || before[i].digest != after[i].digest) differing.emplace_back(after[i].kind);
  }
  return differing;
}

}  // namespace

absl::StatusOr<RebuildReport> Workspace::Rebuild(bool check_only) {
  const Observing observing = check_only ? Observing() : transactions_->ObservingFor();
  Span call(observing, "rebuild");
  RebuildReport report;
  std::vector<DerivedDigest> before;
  const auto derive = [&](Turn& turn, bool replace) -> absl::Status {
    report = {};
    VEXLENS_RETURN_IF_ERROR(turn.edit().DeleteDerived(replace));
    VEXLENS_RETURN_IF_ERROR(workspace::DeriveAll(turn, report));
    const Cause cause{Trigger::kIngestionDelta, turn.recorded_at(), /*queue_anew=*/true};
    VEXLENS_RETURN_IF_ERROR(workspace::RecomputeAll(turn, cause).status());
    VEXLENS_ASSIGN_OR_RETURN(const std::vector<DerivedDigest> after, turn.view().DigestDerived());
    report.differing = Differing(before, after);
    return absl::OkStatus();
  };
  const auto rebuild = [&](Turn& turn) -> absl::Status {
    VEXLENS_ASSIGN_OR_RETURN(before, turn.view().DigestDerived());
    return derive(turn, /*replace=*/false);
  };
  // In a turn of its own, which has not read the damage: after that a store may refuse to write.
  const auto rebuild_anew = [&](Turn& turn) { return derive(turn, /*replace=*/true); };
  absl::Status status = transactions_->Transact(rebuild, !check_only, call.inside());
  if (absl::IsDataLoss(status)) status = transactions_->Transact(rebuild_anew, !check_only, call.inside());
  if (!status.ok()) return status;
  call.End(true);
  return report;
}

}  // namespace vexlens
