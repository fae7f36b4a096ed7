// Schema: how the tables of a workspace are written, and those that follow from others emptied.
#ifndef VEXLENS_LIB_STORE_SCHEMA_H_
#define VEXLENS_LIB_STORE_SCHEMA_H_

#include "absl/status/status.h"
#include "lib/store/database.h"

namespace vexlens::store {

// ConfigureWriter sets how a connection writes: every commit is on the disk when it returns.
absl::Status ConfigureWriter(Database& database, std::size_t cache_bytes);

// DeleteDerived empties every table that the documents determine.
absl::Status DeleteDerived(Database& database);

// ReplaceDerived puts new tables in their place, without a look at the old ones: their pages stay in the file, and
// nothing leads to them. It is for a transaction that has not met the damage, for SQLite lets no other write.
absl::Status ReplaceDerived(Database& database);

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_SCHEMA_H_
