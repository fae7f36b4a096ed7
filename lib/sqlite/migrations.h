// Migrations: how the file of an older program is brought up to date.
#ifndef VEXLENS_LIB_SQLITE_MIGRATIONS_H_
#define VEXLENS_LIB_SQLITE_MIGRATIONS_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/sqlite/database.h"
#include "vexlens/instant.h"

namespace vexlens::sqlite {

// Migration is one step. Numbers are 1, 2, … without a gap.
struct Migration {
  std::int64_t number;
  std::string_view name;
  std::string_view sql;  // NUL-terminated, static
};

// Schema is what a kind of file holds. A step that was released is never changed, not even its comments: files keep its
// checksum.
struct Schema {
  std::int64_t application;               // the file's application_id
  std::string_view what;                  // in messages, such as "workspace"
  std::span<const Migration> migrations;  // in order; the first makes the tables of an empty file
};

// FileState is what a file is for this program.
enum class FileState : std::uint8_t { kEmpty, kOld, kCurrent };

// Returns the state of a file, after checking every migration that was applied. Errors: FAILED_PRECONDITION for a file
// of another kind, for one that a newer program changed, and for migrations that are not ours: a checksum that differs,
// or a gap. The message says what the file has and what this program knows.
absl::StatusOr<FileState> StateOf(Database& database, const Schema& schema);

// Checks that a file is of the schema's last version, by its version numbers alone. Errors: FAILED_PRECONDITION.
absl::Status CheckVersion(Database& database, const Schema& schema);

// Applies all migrations that the file lacks, in the caller's transaction, and records each with the instant. Requires:
// StateOf is OK. What follows from other rows must be derived again afterwards.
absl::Status ApplyMigrations(Database& database, const Schema& schema, Instant now);

}  // namespace vexlens::sqlite

#endif  // VEXLENS_LIB_SQLITE_MIGRATIONS_H_
