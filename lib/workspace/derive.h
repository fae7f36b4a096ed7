// Derive: the rows that follow from documents, written again.
#ifndef VEXLENS_LIB_WORKSPACE_DERIVE_H_
#define VEXLENS_LIB_WORKSPACE_DERIVE_H_

#include "absl/status/status.h"
#include "lib/workspace/snapshot.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// Reads every document and envelope again, and writes what follows from them. Those that are damaged, or cannot be read
// any more, are listed in the report and left out. Requires: nothing derived is there (DeleteDerived).
absl::Status DeriveAll(Turn& turn, RebuildReport& report);

// Deletes what is derived, and derives it and the records again by the rules of this program. What is damaged is left
// out without a report: Rebuild makes one.
absl::Status DeriveAnew(Turn& turn);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_DERIVE_H_
