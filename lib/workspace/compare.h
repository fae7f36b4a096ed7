// Compare: how the records of two sides differ.
#ifndef VEXLENS_LIB_WORKSPACE_COMPARE_H_
#define VEXLENS_LIB_WORKSPACE_COMPARE_H_

#include <functional>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/workspace/slice.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// Side is what one snapshot knows, weighed by a basis.
struct Side {
  Snapshot& snapshot;
  RowId tenant;
  Basis basis;
};

// SideOf returns what a snapshot knows at a point in time.
absl::StatusOr<Side> SideOf(Snapshot& snapshot, std::string_view tenant, const Moment& when);

// Compare gives each record of the same tenant that differs, in byte order of keys, until `visit` says false. `after`
// knows every vulnerability that `before` knows.
absl::Status Compare(const Side& before, const Side& after, const std::function<bool(const Delta&)>& visit);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_COMPARE_H_
