// Queue: the conflicts of a tenant that wait for a decision, and those that a waiver keeps out of it.
#ifndef VEXLENS_LIB_WORKSPACE_QUEUE_H_
#define VEXLENS_LIB_WORKSPACE_QUEUE_H_

#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "lib/workspace/snapshot.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// Queue is both, oldest first.
struct Queue {
  std::vector<QueuedConflict> queued;
  std::vector<QueuedConflict> waived;
};

// Returns a tenant's queue by the waivers in force at `now`.
absl::StatusOr<Queue> QueueOf(Snapshot& snapshot, std::string_view tenant, Instant now);

// Leaves the length of the queue for the observer, if there is one, and with the ids of the queue before, what is new.
absl::Status ObserveQueue(Turn& turn, std::string_view tenant, const absl::flat_hash_set<Digest>* before);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_QUEUE_H_
