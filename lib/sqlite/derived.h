// Derived: the tables that follow from others, emptied and compared.
#ifndef VEXLENS_LIB_SQLITE_DERIVED_H_
#define VEXLENS_LIB_SQLITE_DERIVED_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/sqlite/database.h"
#include "lib/workspace/rows.h"

namespace vexlens::sqlite {

// DeleteDerived empties every table that the documents determine.
absl::Status DeleteDerived(Database& database);

// ReplaceDerived puts new tables in their place, without a look at the old ones: their pages stay in the file, and
// nothing leads to them. It is for a transaction that has not met the damage, for SQLite lets no other write.
absl::Status ReplaceDerived(Database& database);

// DigestDerived returns a digest of each kind of derived rows.
absl::StatusOr<std::vector<workspace::DerivedDigest>> DigestDerived(Database& database);

}  // namespace vexlens::sqlite

#endif  // VEXLENS_LIB_SQLITE_DERIVED_H_
