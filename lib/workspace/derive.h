// Derive: what follows from the documents, once more.
#ifndef VEXLENS_LIB_WORKSPACE_DERIVE_H_
#define VEXLENS_LIB_WORKSPACE_DERIVE_H_

#include "absl/status/status.h"
#include "lib/workspace/snapshot.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// Reads every document and envelope again and writes what follows from them; a damaged one, or one that cannot be read
// any more, is named in the report and left out. Requires: all that is derived was deleted.
absl::Status DeriveAll(Turn& turn, RebuildReport& report);

// Derives all again by today's rules. A document that cannot be read any more is left out; Rebuild names it.
absl::Status DeriveAnew(Turn& turn);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_DERIVE_H_
