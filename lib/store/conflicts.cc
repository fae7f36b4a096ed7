// The queue of conflicts, and what takes one out of it.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/store/audit.h"
#include "lib/store/sqlite_workspace.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {
namespace {

// VEXLENS_SELECT_CONFLICT is all conflicts of a tenant; whether a waiver holds at an instant is to follow.
#define VEXLENS_SELECT_CONFLICT                                                                    \
  "SELECT c.id, v.name, r.product, r.component, c.reason, c.since FROM conflict c"                 \
  " JOIN tenant t ON t.id = c.tenant JOIN record r ON r.advisory = c.advisory AND r.hash = c.hash" \
  " JOIN vulnerability v ON v.id = c.advisory WHERE t.name = ? AND "
#define VEXLENS_WAIVED                                                                                   \
  "EXISTS (SELECT 1 FROM waiver w WHERE w.tenant = c.tenant AND w.conflict = c.id AND w.expires_at > ?)" \
  " ORDER BY c.since, c.id"

absl::StatusOr<std::vector<QueuedConflict>> ConflictsOf(Rows rows) {
  std::vector<QueuedConflict> conflicts;
  while (rows.Next()) {
    conflicts.push_back({rows.ADigest(0),
                         {std::string(rows.Text(1)), std::string(rows.Text(2)), std::string(rows.Text(3))},
                         std::string(rows.Text(4)),
                         rows.Time(5)});
  }
  if (!rows.status().ok()) return rows.status();
  return conflicts;
}

}  // namespace

absl::StatusOr<std::vector<QueuedConflict>> SqliteWorkspace::Conflicts(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  return ConflictsOf(lease.database().Select(VEXLENS_SELECT_CONFLICT "NOT " VEXLENS_WAIVED, tenant, Now()));
}

absl::StatusOr<std::vector<QueuedConflict>> SqliteWorkspace::WaivedConflicts(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  return ConflictsOf(lease.database().Select(VEXLENS_SELECT_CONFLICT VEXLENS_WAIVED, tenant, Now()));
}

absl::Status SqliteWorkspace::Waive(std::string_view tenant, const Digest& conflict, Instant expires_at,
                                    const Audit& audit) {
  VEXLENS_RETURN_IF_ERROR(CheckAudit(audit));
  return Write([&](Connection& connection, Instant recorded_at) -> absl::Status {
    Database& database = connection.database();
    VEXLENS_ASSIGN_OR_RETURN(
        const std::int64_t found,
        database.Number(0, "SELECT t.id FROM conflict c JOIN tenant t ON t.id = c.tenant WHERE t.name = ? AND c.id = ?",
                        tenant, conflict));
    if (found == 0) {
      return absl::NotFoundError(absl::StrCat("tenant ", tenant, " has no open conflict ", DigestText(conflict)));
    }
    return database.Run("INSERT INTO waiver VALUES(?, ?, ?, ?, ?, ?)", found, conflict, recorded_at, expires_at,
                        audit.actor, audit.reason);
  });
}

absl::StatusOr<std::vector<Waiver>> SqliteWorkspace::Waivers(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  std::vector<Waiver> waivers;
  Rows rows = lease.database().Select(
      "SELECT w.conflict, w.actor, w.reason, w.expires_at, w.recorded_at FROM waiver w"
      " JOIN tenant t ON t.id = w.tenant WHERE t.name = ? ORDER BY w.recorded_at",
      tenant);
  while (rows.Next()) {
    waivers.push_back(
        {rows.ADigest(0), {std::string(rows.Text(1)), std::string(rows.Text(2))}, rows.Time(3), rows.Time(4)});
  }
  if (!rows.status().ok()) return rows.status();
  return waivers;
}

}  // namespace vexlens::store
