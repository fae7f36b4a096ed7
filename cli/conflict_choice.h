// The conflict that the options name.
#ifndef VEXLENS_CLI_CONFLICT_CHOICE_H_
#define VEXLENS_CLI_CONFLICT_CHOICE_H_

#include <string>

#include "absl/status/statusor.h"
#include "cli/options.h"
#include "vexlens/workspace.h"

namespace vexlens::cli {

// Returns the conflict, in the queue or waived, whose id begins as the options say. Errors: as PickId.
absl::StatusOr<QueuedConflict> ChooseConflict(const Options& options, Workspace& workspace);

// Returns as much of an id as people need to name it.
std::string ShortId(const Digest& id);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_CONFLICT_CHOICE_H_
