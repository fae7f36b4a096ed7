// Derived: the tables that follow from others, emptied and compared.
#ifndef VEXLENS_LIB_SQLITE_DERIVED_H_
#define VEXLENS_LIB_SQLITE_DERIVED_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/sqlite/database.h"
#include "lib/workspace/rows.h"

namespace vexlens::sqlite {

// Empties every table that the documents determine, and resets such columns.
absl::Status DeleteDerived(Database& database);

// Makes new tables in their place without reading the old ones, whose pages stay in the file, unreferenced. Requires:
// the transaction has not read any damage, or SQLite refuses to write.
absl::Status ReplaceDerived(Database& database);

// Returns a digest of each kind of derived rows.
absl::StatusOr<std::vector<workspace::DerivedDigest>> DigestDerived(Database& database);

}  // namespace vexlens::sqlite

#endif  // VEXLENS_LIB_SQLITE_DERIVED_H_
