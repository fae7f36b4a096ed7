// Migrations: how the file of an older workspace becomes one of today.
#ifndef VEXLENS_LIB_SQLITE_MIGRATIONS_H_
#define VEXLENS_LIB_SQLITE_MIGRATIONS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/sqlite/database.h"
#include "lib/workspace/store.h"
#include "vexlens/instant.h"

namespace vexlens::sqlite {

// Returns what a file is to this program after a look at every migration that was applied. FAILED_PRECONDITION for a
// file of somebody else's, for one that a newer program has changed, and for migrations that are not ours: a checksum
// that differs, or a gap. The message says what the file has and what this program knows.
absl::StatusOr<workspace::StoreState> StateOf(Database& database);

// Returns OK for a workspace of this version. Cheap: it looks at numbers alone. FAILED_PRECONDITION for any other file.
absl::Status CheckVersion(Database& database);

// Applies all migrations that the file lacks, within the caller's transaction, and notes each with the instant.
// Requires: StateOf is OK. What follows from documents is then still to be derived.
absl::Status ApplyMigrations(Database& database, Instant now);

}  // namespace vexlens::sqlite

#endif  // VEXLENS_LIB_SQLITE_MIGRATIONS_H_
