// Workspaces: opening the one that the options name, and what all its commands share.
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

// Access is what a command does to a workspace.
enum class Access { kRead, kChange, kCreate };

// OpenWorkspace opens the options' workspace. A missing one is INVALID_ARGUMENT, unless it may be created.
absl::StatusOr<std::unique_ptr<Workspace>> OpenWorkspace(const Options& options, Access access);

// FailChange is Fail for what changes a workspace: there a limit that is reached is a full disk.
int FailChange(const absl::Status& status);

// PointOf is the point in time that the options name.
absl::StatusOr<Moment> PointOf(const Options& options);

// AuditOf is who makes a change, by default who is logged in, and why.
absl::StatusOr<Audit> AuditOf(const Options& options);

// EditTrust makes an edit of the options' workspace, and returns the exit code. An edit that is ABORTED is made again:
// of several at once each sees what the one before made.
using TrustEdit = std::function<absl::Status(Workspace& workspace, const Audit& audit)>;
int EditTrust(const Options& options, Access access, const TrustEdit& edit);

// RecomputedText is "3 records computed, 1 revision".
std::string RecomputedText(const Recomputed& recomputed);

// Counted is a number with its noun: "1 record", "2 records".
std::string Counted(std::size_t count, const std::string& noun);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_WORKSPACES_H_
