// Migrations: how the file of an older program is brought up to date.
#ifndef VEXLENS_LIB_SQLITE_MIGRATIONS_H_
#define VEXLENS_LIB_SQLITE_MIGRATIONS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/sqlite/database.h"
#include "lib/workspace/store.h"
#include "vexlens/instant.h"

namespace vexlens::sqlite {

// Returns the state of a file, after checking every migration that was applied. Errors: FAILED_PRECONDITION for a file
// that is no workspace, for one that a newer program changed, and for migrations that are not ours: a checksum that
// differs, or a gap. The message says what the file has and what this program knows.
absl::StatusOr<workspace::StoreState> StateOf(Database& database);

// Checks that a file is a workspace of this version, by its version numbers alone. Errors: FAILED_PRECONDITION.
absl::Status CheckVersion(Database& database);

// Applies all migrations that the file lacks, in the caller's transaction, and records each with the instant. Requires:
// StateOf is OK. What follows from documents must be derived again afterwards.
absl::Status ApplyMigrations(Database& database, Instant now);

}  // namespace vexlens::sqlite

#endif  // VEXLENS_LIB_SQLITE_MIGRATIONS_H_
