// History: the revisions of records, which are also the queue of events.
#ifndef VEXLENS_LIB_WORKSPACE_HISTORY_H_
#define VEXLENS_LIB_WORKSPACE_HISTORY_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/workspace/store.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// Returns the revisions with a larger sequence, in order, at most `limit`.
absl::StatusOr<std::vector<Revision>> RevisionsAfter(View& view, std::uint64_t sequence, std::size_t limit);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_HISTORY_H_
