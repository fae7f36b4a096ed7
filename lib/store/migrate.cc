// Migrating: a workspace that is new, or of an older version, becomes one of this version.
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/store/derive.h"
#include "lib/store/schema.h"
#include "lib/store/sqlite_workspace.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {

// All is one transaction: whoever dies on the way leaves the file as it was, and the next one begins anew.
absl::Status SqliteWorkspace::Migrate(Connection& connection) {
  Database& database = connection.database();
  VEXLENS_ASSIGN_OR_RETURN(Transaction transaction, Transaction::Write(database));
  // Another process may have been first.
  const absl::StatusOr<Standing> standing = StandingOf(database);
  if (!standing.ok()) {
    return absl::Status(standing.status().code(), absl::StrCat(path_, ": ", standing.status().message()));
  }
  if (*standing == Standing::kCurrent) return absl::OkStatus();
  absl::Status status = connection.Refresh();
  if (status.ok()) status = ApplyMigrations(database, Now());
  if (status.ok() && *standing == Standing::kEmpty) {
    status = database.Run("INSERT INTO meta VALUES('as_of', ?), ('recorded_at', 0), ('heard', 0)", EndOfDay(Now()));
  }
  if (status.ok() && *standing == Standing::kOld) status = DeriveAnew(connection);
  if (status.ok()) status = database.Run("UPDATE meta SET value = ? WHERE name = 'rules'", std::int64_t{kRules});
  return status.ok() ? transaction.Commit() : status;
}

// DeriveAnew does what Rebuild does. A document that cannot be read any more is left out; Rebuild names it.
absl::Status SqliteWorkspace::DeriveAnew(Connection& connection) {
  Database& database = connection.database();
  VEXLENS_ASSIGN_OR_RETURN(const Instant recorded_at, NextInstant(database));
  RebuildReport report;
  absl::Status status = DeleteDerived(database);
  if (status.ok()) status = DeriveAll(connection, report);
  if (!status.ok()) return status;
  const Occasion occasion{Trigger::kPolicyChange, recorded_at, /*queue_anew=*/true};
  if (status = RecomputeAll(connection, occasion).status(); !status.ok()) return status;
  return database.Run("UPDATE meta SET value = ? WHERE name = 'recorded_at'", recorded_at);
}

}  // namespace vexlens::store
