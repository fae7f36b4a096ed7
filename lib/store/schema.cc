#include "lib/store/schema.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/store/migration_scripts.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {
namespace {

#define VEXLENS_DERIVED_TABLES "('alias', 'statements', 'bom_element', 'link_user', 'conflict')"

absl::Status ResetDerived(Database& database) {
  return database.RunScript(
      "UPDATE record SET queued = 0; UPDATE vulnerability SET advisory = NULL;"
      "UPDATE envelope SET facts = NULL;"
      "UPDATE document SET format = NULL, issuer = NULL, name = NULL, version = NULL, updated_at = NULL,"
      " latest_at = NULL, checksum = NULL, vulnerabilities = NULL");
}

// Returns the script that makes the derived tables. The migrations are the one place that says how: they are run on a
// database of their own.
absl::StatusOr<std::string> DerivedTables() {
  Database::Options options;
  options.create = true;
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Database> made, Database::Open(":memory:", options));
  for (const Migration& migration : Migrations()) {
    VEXLENS_RETURN_IF_ERROR(made->RunScript(migration.sql.data()));
  }
  std::string script;
  Rows rows = made->Select("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name IN " VEXLENS_DERIVED_TABLES
                           " ORDER BY rowid");
  while (rows.Next()) absl::StrAppend(&script, rows.Text(0), ";\n");
  if (!rows.status().ok()) return rows.status();
  return script;
}

}  // namespace

absl::Status ConfigureWriter(Database& database, std::size_t cache_bytes) {
  VEXLENS_RETURN_IF_ERROR(database.TurnLogOn());
  // The log may grow to 128 MiB before it is brought into place: so that few changes wait for that.
  return database.RunScript(
      absl::StrCat("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 32768;"
                   "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA cache_size = -",
                   cache_bytes / 1024)
          .c_str());
}

absl::Status DeleteDerived(Database& database) {
  absl::Status status = database.RunScript(
      "DELETE FROM alias; DELETE FROM statements; DELETE FROM bom_element; DELETE FROM link_user;"
      "DELETE FROM conflict");
  return status.ok() ? ResetDerived(database) : status;
}

absl::Status ReplaceDerived(Database& database) {
  VEXLENS_ASSIGN_OR_RETURN(const std::string tables, DerivedTables());
  absl::Status status = database.EditSchema("DELETE FROM sqlite_schema WHERE tbl_name IN " VEXLENS_DERIVED_TABLES);
  if (status.ok()) status = database.RunScript(tables.c_str());
  return status.ok() ? ResetDerived(database) : status;
}

}  // namespace vexlens::store
