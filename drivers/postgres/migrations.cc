#include "drivers/postgres/migrations.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "vexlens/digest.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::postgres {
namespace {

constexpr char kList[] =
    "CREATE TABLE IF NOT EXISTS timeline.migrations("
    "number bigint PRIMARY KEY, name text NOT NULL, checksum bytea NOT NULL, applied_at timestamptz NOT NULL)";

absl::Status Differs(const Connection& connection, std::string_view what) {
  return absl::FailedPreconditionError(absl::StrCat(connection.name(), ": ", what));
}

// Returns how many of our steps the database has, after comparing each.
absl::StatusOr<std::size_t> CountApplied(Connection& connection, std::span<const Migration> migrations) {
  VEXLENS_ASSIGN_OR_RETURN(
      Result rows, connection.Run("SELECT number, name, checksum FROM timeline.migrations ORDER BY number", {}));
  const auto count = static_cast<std::size_t>(rows.size());
  for (std::size_t i = 0; i < count; ++i) {
    const int row = static_cast<int>(i);
    const std::int64_t number = rows.Int(row, 0);
    const std::string step = absl::StrCat("migration ", number, " (", rows.Text(row, 1), ")");
    if (number != static_cast<std::int64_t>(i) + 1) return Differs(connection, absl::StrCat("no step before ", step));
    if (i >= migrations.size()) {
      return Differs(connection, absl::StrCat(step, " is of a newer program, this one has ", migrations.size(),
                                              ": use the newer one"));
    }
    const Digest has = rows.ADigest(row, 2);
    if (!rows.status().ok()) return rows.status();
    if (const Digest ours = Sha256(migrations[i].sql); has != ours) {
      return Differs(connection, absl::StrCat(step, " has the checksum ", DigestText(has), ", that of this program ",
                                              DigestText(ours), ": another program has made it"));
    }
  }
  return count;
}

absl::Status Take(Connection& connection, const Migration& migration) {
  VEXLENS_RETURN_IF_ERROR(connection.RunScript("BEGIN"));
  absl::Status status = connection.RunScript(std::string(migration.sql));
  if (status.ok()) {
    status = connection
                 .Run("INSERT INTO timeline.migrations VALUES($1, $2, $3, now())",
                      Parameters(migration.number, migration.name, Sha256(migration.sql)))
                 .status();
  }
  if (!status.ok()) {
    const absl::Status rollback = connection.RunScript("ROLLBACK");
    return absl::Status(status.code(), absl::StrCat(status.message(), " (migration ", migration.number, ", ",
                                                    migration.name, rollback.ok() ? ")" : "; not rolled back)"));
  }
  return connection.RunScript("COMMIT");
}

}  // namespace

absl::StatusOr<std::vector<std::string>> Migrate(Connection& connection, std::span<const Migration> migrations) {
  // Held until the session ends.
  VEXLENS_RETURN_IF_ERROR(connection.RunScript("SELECT pg_advisory_lock(hashtextextended('vexlens migrations', 0))"));
  VEXLENS_RETURN_IF_ERROR(connection.RunScript(absl::StrCat("CREATE SCHEMA IF NOT EXISTS timeline; ", kList)));
  VEXLENS_ASSIGN_OR_RETURN(const std::size_t applied, CountApplied(connection, migrations));
  std::vector<std::string> taken;
  for (const Migration& migration : migrations.subspan(applied)) {
    VEXLENS_RETURN_IF_ERROR(Take(connection, migration));
    taken.push_back(absl::StrCat("migration ", migration.number, ": ", migration.name));
  }
  return taken;
}

absl::Status CheckMigrated(Connection& connection, std::span<const Migration> migrations) {
  absl::StatusOr<std::size_t> applied = CountApplied(connection, migrations);
  if (absl::IsFailedPrecondition(applied.status()) &&
      !connection.Run("SELECT 1 FROM timeline.migrations LIMIT 1", {}).ok()) {
    applied = 0;
  }
  VEXLENS_RETURN_IF_ERROR(applied.status());
  if (*applied == migrations.size()) return absl::OkStatus();
  return Differs(connection, *applied == 0
                                 ? std::string("it has no timeline: run `stella timeline migrate` as the tables' owner")
                                 : absl::StrCat("it has ", *applied, " of ", migrations.size(),
                                                " migrations: run `stella timeline migrate` as the tables' owner"));
}

}  // namespace vexlens::postgres
