// Queue: the conflicts of a tenant that wait for a decision, and those that a waiver keeps out of it.
#ifndef VEXLENS_LIB_WORKSPACE_QUEUE_H_
#define VEXLENS_LIB_WORKSPACE_QUEUE_H_

#include <string_view>
#include <vector>

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

// Counts the queue after a change, for the observer if there is one.
absl::Status ObserveQueue(Turn& turn, std::string_view tenant);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_QUEUE_H_
