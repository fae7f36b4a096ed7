// Recompute: from a change to the records that it touches.
#ifndef VEXLENS_LIB_WORKSPACE_RECOMPUTE_H_
#define VEXLENS_LIB_WORKSPACE_RECOMPUTE_H_

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/workspace/change.h"
#include "lib/workspace/records.h"

namespace vexlens::workspace {

// Returns the error of a change that Cause::go_on stopped: CANCELLED.
absl::Status Stopped();

// Brings the records of a tenant that `change` touches up to date with the store, and counts them. Memory is bounded by
// the largest class. Errors: CANCELLED by Cause::go_on.
absl::StatusOr<Recomputed> Recompute(Turn& turn, std::string_view tenant, const Change& change, const Cause& cause);

// Brings every record of every tenant up to date.
absl::StatusOr<Recomputed> RecomputeAll(Turn& turn, const Cause& cause);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_RECOMPUTE_H_
