// Windows: all of a tenant's vulnerabilities, some at a time, in byte order of their names.
#ifndef VEXLENS_LIB_WORKSPACE_WINDOWS_H_
#define VEXLENS_LIB_WORKSPACE_WINDOWS_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "lib/workspace/slice.h"
#include "vexlens/slice.h"

namespace vexlens::workspace {

// Windows returns consecutive ranges of a tenant's names, with both ends. Every class is named by a member, so each
// record belongs to the one window that holds its advisory key.
class Windows {
 public:
  Windows(View& view, RowId tenant) : view_(view), tenant_(tenant) {}

  // Returns the next range; nothing at the end.
  absl::StatusOr<std::optional<NameRange>> Next();

 private:
  View& view_;
  const RowId tenant_;
  std::string after_;  // the last name that was returned
};

// Returns the slice of those names in a window that the snapshot knows.
absl::StatusOr<std::unique_ptr<BuiltSlice>> BuildWindow(Snapshot& snapshot, RowId tenant, const Basis& basis,
                                                        const NameRange& window);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_WINDOWS_H_
