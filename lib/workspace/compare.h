// Compare: the records that differ between two sides.
#ifndef VEXLENS_LIB_WORKSPACE_COMPARE_H_
#define VEXLENS_LIB_WORKSPACE_COMPARE_H_

#include <functional>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/workspace/slice.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// Side is one side of a comparison: a snapshot, and the basis by which it is weighed.
struct Side {
  Snapshot& snapshot;
  RowId tenant;
  Basis basis;
};

// Returns a tenant's side at a point in time.
absl::StatusOr<Side> SideOf(Snapshot& snapshot, std::string_view tenant, const Moment& when);

// Calls `visit` with each record that differs, in byte order of keys, until it returns false. Requires: the sides are
// of one tenant, and `after` has every vulnerability that `before` has.
absl::Status Compare(const Side& before, const Side& after, const std::function<bool(const Delta&)>& visit);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_COMPARE_H_
