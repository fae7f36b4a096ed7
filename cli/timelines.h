// Timelines: the one that the options name.
#ifndef VEXLENS_CLI_TIMELINES_H_
#define VEXLENS_CLI_TIMELINES_H_

#include <memory>

#include "absl/status/statusor.h"
#include "cli/options.h"
#include "cli/workspaces.h"
#include "vexlens/timeline.h"

namespace vexlens::cli {

// Opens the options' timeline, with their key. Errors: NOT_FOUND if it is missing and not to be created.
absl::StatusOr<std::unique_ptr<Timeline>> OpenTimeline(const Options& options, Access access);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_TIMELINES_H_
