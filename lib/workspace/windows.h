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

// Windows are stretches of a tenant's names, one behind another, with both ends. Every class is called by one of the
// names, so that each record belongs to one window: the one that holds its advisory key.
class Windows {
 public:
  Windows(View& view, RowId tenant) : view_(view), tenant_(tenant) {}

  // Next returns nothing when there are no more names.
  absl::StatusOr<std::optional<NameRange>> Next();

 private:
  View& view_;
  const RowId tenant_;
  std::string after_;  // that name, the next window begins
};

// LoadWindow returns the slice of those names of a window that the snapshot knows.
absl::StatusOr<std::unique_ptr<LoadedSlice>> LoadWindow(Snapshot& snapshot, RowId tenant, const Basis& basis,
                                                        const NameRange& window);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_WINDOWS_H_
