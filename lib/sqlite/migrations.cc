#include "lib/sqlite/migrations.h"

#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "vexlens/digest.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::sqlite {

namespace {

// Versions are the numbers that identify a file.
struct Versions {
  std::int64_t application = 0;
  std::int64_t schema = 0;  // the number of the last migration
  std::int64_t tables = 0;
};

absl::StatusOr<Versions> VersionsOf(Database& database) {
  Versions versions;
  for (const auto& [sql, number] :
       {std::pair("PRAGMA application_id", &versions.application), std::pair("PRAGMA user_version", &versions.schema),
        std::pair("SELECT count(*) FROM sqlite_schema", &versions.tables)}) {
    VEXLENS_ASSIGN_OR_RETURN(const std::int64_t found, database.Number(0, sql));
    *number = found;
  }
  return versions;
}

absl::Status OfAnotherKind(const Schema& schema) {
  return absl::FailedPreconditionError(absl::StrCat("the file is no ", schema.what, " of vexlens"));
}

// Returns the error for a number that differs: what the file has, what this program knows, and what to do.
absl::Status Differs(const Schema& schema, std::string_view what, std::int64_t has, std::int64_t knows) {
  return absl::FailedPreconditionError(absl::StrCat(
      "the ", schema.what, " has ", what, " ", has, ", this program knows ", knows,
      has > knows ? ": use a newer one" : ": open it once where it can be written, and it is brought up to date"));
}

// Returns the number of migrations that the file lists. Version 1 kept no list.
absl::StatusOr<std::size_t> CountApplied(Database& database, const Schema& schema) {
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t kept,
                           database.Number(0, "SELECT count(*) FROM sqlite_schema WHERE name = 'migration'"));
  if (kept == 0) return 1;
  std::size_t count = 0;
  Rows rows = database.Select("SELECT number, name, digest FROM migration ORDER BY number");
  for (; rows.Next(); ++count) {
    const std::int64_t number = rows.Int(0);
    if (number != static_cast<std::int64_t>(count) + 1) {
      return absl::FailedPreconditionError(absl::StrCat("the ", schema.what, " has migration ", number, " (",
                                                        rows.Text(1), ") after migration ", count,
                                                        ": one between them is missing"));
    }
    if (count == schema.migrations.size())
      return Differs(schema, "migration", number, static_cast<std::int64_t>(count));
    const Migration& ours = schema.migrations[count];
    const Digest digest = rows.ADigest(2);
    if (!rows.status().ok()) return rows.status();
    if (const Digest expected = Sha256(ours.sql); digest != expected) {
      return absl::FailedPreconditionError(absl::StrCat(
          "migration ", number, " (", rows.Text(1), ") of the ", schema.what, " has the checksum ", DigestText(digest),
          ", that of this program (", ours.name, ") has ", DigestText(expected), ": another program has made it"));
    }
  }
  if (!rows.status().ok()) return rows.status();
  return count;
}

}  // namespace

absl::StatusOr<FileState> StateOf(Database& database, const Schema& schema) {
  VEXLENS_ASSIGN_OR_RETURN(const Versions versions, VersionsOf(database));
  if (versions.application == 0 && versions.tables == 0) return FileState::kEmpty;
  if (versions.application != schema.application || versions.schema < 1) return OfAnotherKind(schema);
  const auto last = static_cast<std::int64_t>(schema.migrations.size());
  if (versions.schema > last) return Differs(schema, "version", versions.schema, last);
  VEXLENS_ASSIGN_OR_RETURN(const std::size_t applied, CountApplied(database, schema));
  if (static_cast<std::int64_t>(applied) != versions.schema) {
    return absl::FailedPreconditionError(absl::StrCat("the ", schema.what, " says that it has version ",
                                                      versions.schema, ", and lists ", applied, " migrations"));
  }
  return versions.schema < last ? FileState::kOld : FileState::kCurrent;
}

absl::Status CheckVersion(Database& database, const Schema& schema) {
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t application, database.Number(0, "PRAGMA application_id"));
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t version, database.Number(0, "PRAGMA user_version"));
  if (application != schema.application) return OfAnotherKind(schema);
  const auto last = static_cast<std::int64_t>(schema.migrations.size());
  return version == last ? absl::OkStatus() : Differs(schema, "version", version, last);
}

absl::Status ApplyMigrations(Database& database, const Schema& schema, Instant now) {
  VEXLENS_ASSIGN_OR_RETURN(const Versions versions, VersionsOf(database));
  absl::Status status = database.RunScript(
      "CREATE TABLE IF NOT EXISTS migration("
      "number INTEGER PRIMARY KEY, name TEXT NOT NULL, digest BLOB NOT NULL, applied_at INTEGER NOT NULL) STRICT");
  for (const Migration& migration : schema.migrations) {
    if (status.ok() && migration.number > versions.schema) status = database.RunScript(migration.sql.data());
    if (!status.ok()) return status;
    // Version 1 did not record its migration.
    status = database.Run("INSERT OR IGNORE INTO migration(number, name, digest, applied_at) VALUES(?, ?, ?, ?)",
                          migration.number, migration.name, Sha256(migration.sql), now);
  }
  if (!status.ok()) return status;
  return database.RunScript(
      absl::StrCat("PRAGMA application_id = ", schema.application, "; PRAGMA user_version = ", schema.migrations.size())
          .c_str());
}

}  // namespace vexlens::sqlite
