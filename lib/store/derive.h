// Derive: what follows from the documents, once more.
#ifndef VEXLENS_LIB_STORE_DERIVE_H_
#define VEXLENS_LIB_STORE_DERIVE_H_

#include "absl/status/status.h"
#include "lib/store/connection.h"
#include "vexlens/workspace.h"

namespace vexlens::store {

// Reads every document and envelope again and writes what follows from them; a damaged one, or one that cannot be read
// any more, is named in the report and left out. Requires: all that is derived was deleted.
absl::Status DeriveAll(Connection& connection, RebuildReport& report);

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_DERIVE_H_
