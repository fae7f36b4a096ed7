// The queue of conflicts, and waivers.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "lib/workspace/audit.h"
#include "lib/workspace/transactions.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {
namespace {

using workspace::RowId;
using workspace::Snapshot;
using workspace::Turn;

// Returns a tenant's queued conflicts that are waived at `now`, or those that are not.
absl::StatusOr<std::vector<QueuedConflict>> QueueOf(Snapshot& snapshot, std::string_view tenant, Instant now,
                                                    bool waived) {
  VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, snapshot.Tenant(tenant));
  VEXLENS_ASSIGN_OR_RETURN(std::vector<QueuedConflict> queue, snapshot.view().Conflicts(tenant_id));
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<Waiver> waivers, snapshot.view().Waivers(tenant_id));
  absl::flat_hash_set<Digest> in_force;
  for (const Waiver& waiver : waivers) {
    if (waiver.expires_at > now) in_force.insert(waiver.conflict);
  }
  std::erase_if(queue, [&](const QueuedConflict& conflict) { return in_force.contains(conflict.id) != waived; });
  return queue;
}

}  // namespace

absl::StatusOr<std::vector<QueuedConflict>> Workspace::Conflicts(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  return QueueOf(*lease, tenant, transactions_->Now(), /*waived=*/false);
}

absl::StatusOr<std::vector<QueuedConflict>> Workspace::WaivedConflicts(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  return QueueOf(*lease, tenant, transactions_->Now(), /*waived=*/true);
}

absl::Status Workspace::Waive(std::string_view tenant, const Digest& conflict, Instant expires_at, const Audit& audit) {
  VEXLENS_RETURN_IF_ERROR(workspace::CheckAudit(audit));
  return transactions_->Write([&](Turn& turn) -> absl::Status {
    VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, turn.Tenant(tenant));
    VEXLENS_ASSIGN_OR_RETURN(const std::vector<QueuedConflict> queue, turn.view().Conflicts(tenant_id));
    const bool found = std::any_of(queue.begin(), queue.end(), [&](const auto& each) { return each.id == conflict; });
    if (!found) {
      return absl::NotFoundError(absl::StrCat("tenant ", tenant, " has no open conflict ", DigestText(conflict)));
    }
    return turn.edit().AddWaiver(tenant_id, {conflict, audit, expires_at, turn.recorded_at()});
  });
}

absl::StatusOr<std::vector<Waiver>> Workspace::Waivers(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, lease->Tenant(tenant));
  return lease->view().Waivers(tenant_id);
}

}  // namespace vexlens
