// Recompute: from a change to the records that it touches.
#ifndef VEXLENS_LIB_WORKSPACE_RECOMPUTE_H_
#define VEXLENS_LIB_WORKSPACE_RECOMPUTE_H_

#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/workspace/change.h"
#include "lib/workspace/records.h"

namespace vexlens::workspace {

// Stopped is the error when Cause::go_on, or whoever else is asked, does not want to go on.
absl::Status Stopped();

// Recompute brings the records of a tenant that `change` touches up to what the store now says. Memory is bounded by
// the largest class.
absl::StatusOr<Recomputed> Recompute(Turn& turn, std::string_view tenant, const Change& change, const Cause& cause);

// RecomputeAll brings every record of every tenant up to it.
absl::StatusOr<Recomputed> RecomputeAll(Turn& turn, const Cause& cause);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_RECOMPUTE_H_
