// The conflict that the user names.
#ifndef VEXLENS_CLI_CONFLICT_CHOICE_H_
#define VEXLENS_CLI_CONFLICT_CHOICE_H_

#include <string>

#include "absl/status/statusor.h"
#include "cli/options.h"
#include "vexlens/workspace.h"

namespace vexlens::cli {

// ChooseConflict is the one, in the queue or waived, whose id begins as the options say.
absl::StatusOr<QueuedConflict> ChooseConflict(const Options& options, Workspace& workspace);

// ShortId is what people need of an id to name it.
std::string ShortId(const Digest& id);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_CONFLICT_CHOICE_H_
