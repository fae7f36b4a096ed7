// WorkspaceFile: what tests do to the file of a workspace beside asking the workspace.
#ifndef VEXLENS_TESTS_SUPPORT_WORKSPACE_FILE_H_
#define VEXLENS_TESTS_SUPPORT_WORKSPACE_FILE_H_

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/workspace.h"

namespace vexlens::testing {

// OpenThrough opens the workspace of a directory as Workspace::Open does, through a VFS of SQLite ("": its default).
absl::StatusOr<std::unique_ptr<Workspace>> OpenThrough(const std::string& vfs, const std::string& folder,
                                                       Workspace::Options options);

// CheckpointOf brings what was written there into its final place, and waits as long for others as `patience` says.
absl::Status CheckpointOf(const std::string& folder, const std::string& vfs = "",
                          std::chrono::milliseconds patience = Workspace::Options().patience);

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_WORKSPACE_FILE_H_
