// Workspaces: the one that the options name, and what all its commands share.
#ifndef VEXLENS_CLI_WORKSPACES_H_
#define VEXLENS_CLI_WORKSPACES_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/options.h"
#include "vexlens/workspace.h"

namespace vexlens::cli {

// Access is what a command does with a workspace.
enum class Access { kRead, kChange, kCreate };

// Opens the options' workspace. Errors: INVALID_ARGUMENT if it is missing and not to be created.
absl::StatusOr<std::unique_ptr<Workspace>> OpenWorkspace(const Options& options, Access access);

// Does what Fail does, for a change of a workspace: there RESOURCE_EXHAUSTED is a full disk.
int FailChange(const absl::Status& status);

// Returns the point in time that the options name.
absl::StatusOr<Moment> PointOf(const Options& options);

// Returns who makes a change, by default the user who is logged in, and why.
absl::StatusOr<Audit> AuditOf(const Options& options);

// Makes an edit of the options' workspace, and returns the exit code. An edit that is ABORTED is repeated, so that of
// several at a time each sees the one before.
using TrustEdit = std::function<absl::Status(Workspace& workspace, const Audit& audit)>;
int EditTrust(const Options& options, Access access, const TrustEdit& edit);

// Returns "3 records computed, 1 revision".
std::string RecomputedText(const Recomputed& recomputed);

// Returns a number with its noun: "1 record", "2 records".
std::string Counted(std::size_t count, const std::string& noun);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_WORKSPACES_H_
