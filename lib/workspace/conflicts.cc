// The queue of conflicts, and waivers.
#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "lib/workspace/audit.h"
#include "lib/workspace/queue.h"
#include "lib/workspace/transactions.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::workspace {

absl::StatusOr<Queue> QueueOf(Snapshot& snapshot, std::string_view tenant, Instant now) {
  VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, snapshot.Tenant(tenant));
  VEXLENS_ASSIGN_OR_RETURN(std::vector<QueuedConflict> all, snapshot.view().Conflicts(tenant_id));
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<Waiver> waivers, snapshot.view().Waivers(tenant_id));
  absl::flat_hash_set<Digest> in_force;
  for (const Waiver& waiver : waivers) {
    if (waiver.expires_at > now) in_force.insert(waiver.conflict);
  }
  Queue queue;
  for (QueuedConflict& each : all) {
    (in_force.contains(each.id) ? queue.waived : queue.queued).push_back(std::move(each));
  }
  return queue;
}

absl::Status ObserveQueue(Turn& turn, std::string_view tenant, const absl::flat_hash_set<Digest>* before) {
  if (!turn.observing()) return absl::OkStatus();
  VEXLENS_ASSIGN_OR_RETURN(const Queue queue, QueueOf(turn, tenant, turn.recorded_at()));
  std::map<std::string, std::size_t> found;
  const auto count_new = [&](const std::vector<QueuedConflict>& part) {
    for (const QueuedConflict& each : part) {
      if (!before->contains(each.id)) ++found[each.reason];
    }
  };
  if (before != nullptr) {
    count_new(queue.queued);
    count_new(queue.waived);
  }
  turn.Observe([name = std::string(tenant), queued = queue.queued.size(), waived = queue.waived.size(),
                found = std::move(found)](Observer& observer, const Trace& trace, std::chrono::nanoseconds) {
    for (const auto& [reason, count] : found) observer.OnConflictsFound({name, reason, count}, trace);
    observer.OnConflictsCounted({name, queued, waived}, trace);
  });
  return absl::OkStatus();
}

}  // namespace vexlens::workspace

namespace vexlens {

using workspace::Queue;
using workspace::QueueOf;
using workspace::RowId;
using workspace::Turn;

absl::StatusOr<std::vector<QueuedConflict>> Workspace::Conflicts(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_ASSIGN_OR_RETURN(Queue queue, QueueOf(*lease, tenant, transactions_->Now()));
  return std::move(queue.queued);
}

absl::StatusOr<std::vector<QueuedConflict>> Workspace::WaivedConflicts(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_ASSIGN_OR_RETURN(Queue queue, QueueOf(*lease, tenant, transactions_->Now()));
  return std::move(queue.waived);
}

absl::Status Workspace::Waive(std::string_view tenant, const Digest& conflict, Instant expires_at, const Audit& audit) {
  VEXLENS_RETURN_IF_ERROR(workspace::CheckAudit(audit));
  const auto step = [&](Turn& turn) -> absl::Status {
    VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, turn.Tenant(tenant));
    VEXLENS_ASSIGN_OR_RETURN(const std::vector<QueuedConflict> queue, turn.view().Conflicts(tenant_id));
    const bool found = std::any_of(queue.begin(), queue.end(), [&](const auto& each) { return each.id == conflict; });
    if (!found) {
      return absl::NotFoundError(absl::StrCat("tenant ", tenant, " has no open conflict ", DigestText(conflict)));
    }
    VEXLENS_RETURN_IF_ERROR(turn.edit().AddWaiver(tenant_id, {conflict, audit, expires_at, turn.recorded_at()}));
    return ObserveQueue(turn, tenant, nullptr);
  };
  return transactions_->Write("waive", step);
}

absl::StatusOr<std::vector<Waiver>> Workspace::Waivers(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, lease->Tenant(tenant));
  return lease->view().Waivers(tenant_id);
}

}  // namespace vexlens
