// Session: the log of conflicts, and how far it was told to others.
#include <map>
#include <utility>

#include "lib/sqlite/session.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::sqlite {

using workspace::NewConflict;
using workspace::RecordEdit;
using workspace::RecordPlace;
using workspace::RecordRow;
using workspace::RevisionShared;

absl::StatusOr<std::vector<ConflictChange>> Session::ConflictsAfter(std::uint64_t sequence, std::size_t limit) {
  std::vector<ConflictChange> changes;
  Rows rows = database_.Select(
      "SELECT s.sequence, tenant.name, s.id, v.name, r.product, r.component, s.reason, s.since, s.step, s.recorded_at,"
      " w.actor, w.reason, w.expires_at FROM conflict_step s JOIN tenant ON tenant.id = s.tenant"
      " JOIN vulnerability v ON v.id = s.advisory JOIN record r ON r.advisory = s.advisory AND r.hash = s.hash"
      " LEFT JOIN waiver w ON s.step = 2 AND w.tenant = s.tenant AND w.conflict = s.id"
      "  AND w.recorded_at = s.recorded_at"
      " WHERE s.sequence > ? ORDER BY s.sequence LIMIT ?",
      sequence, limit);
  while (rows.Next()) {
    ConflictChange& change = changes.emplace_back();
    change.sequence = static_cast<std::uint64_t>(rows.Int(0));
    change.tenant = rows.Text(1);
    change.conflict = {rows.ADigest(2),
                       {std::string(rows.Text(3)), std::string(rows.Text(4)), std::string(rows.Text(5))},
                       std::string(rows.Text(6)),
                       rows.Time(7)};
    change.step = rows.Enumerator(8, ConflictStep::kWaived);
    change.recorded_at = rows.Time(9);
    if (rows.IsNull(10)) continue;
    change.waiver = {change.conflict.id,
                     {std::string(rows.Text(10)), std::string(rows.Text(11))},
                     rows.Time(12),
                     change.recorded_at};
  }
  if (!rows.status().ok()) return rows.status();
  return changes;
}

absl::StatusOr<std::vector<NewConflict>> Session::OpenedIn(RowId advisory, std::int64_t slot) {
  std::map<Digest, NewConflict> open;
  Rows rows = database_.Select(
      "SELECT id, since, reason, step FROM conflict_step WHERE advisory = ? AND hash = ? ORDER BY sequence", advisory,
      slot);
  while (rows.Next()) {
    const Digest id = rows.ADigest(0);
    const ConflictStep step = rows.Enumerator(3, ConflictStep::kWaived);
    if (step == ConflictStep::kOpened) open[id] = {id, rows.Time(1), std::string(rows.Text(2))};
    if (step == ConflictStep::kClosed) open.erase(id);
  }
  if (!rows.status().ok()) return rows.status();
  std::vector<NewConflict> opened;
  for (auto& [id, conflict] : open) opened.push_back(std::move(conflict));
  return opened;
}

absl::StatusOr<std::vector<std::vector<NewConflict>>> Session::OpenedAt(std::span<const RecordPlace> places) {
  std::vector<std::vector<NewConflict>> opened;
  for (const RecordPlace& place : places) {
    VEXLENS_ASSIGN_OR_RETURN(const RecordRow record, FindRecord(place));
    VEXLENS_ASSIGN_OR_RETURN(std::vector<NewConflict> here, OpenedIn(place.advisory, record.slot));
    opened.push_back(std::move(here));
  }
  return opened;
}

absl::Status Session::AddSteps(const RevisionShared& shared, const RecordEdit& edit, std::int64_t slot) {
  for (const auto& [conflict, step] : edit.steps) {
    VEXLENS_RETURN_IF_ERROR(
        database_.Run("INSERT INTO conflict_step(tenant, advisory, hash, id, since, reason, recorded_at, step)"
                      " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                      shared.tenant, edit.advisory, slot, conflict.id, conflict.since, conflict.reason,
                      shared.recorded_at, static_cast<std::int64_t>(step)));
  }
  return absl::OkStatus();
}

absl::StatusOr<Relayed> Session::LastRelayed(RowId tenant) {
  Relayed relayed;
  Rows rows =
      database_.Select("SELECT trust, revision, conflict, refused, size, root FROM relayed WHERE tenant = ?", tenant);
  if (rows.Next()) {
    const auto number = [&](int column) { return static_cast<std::uint64_t>(rows.Int(column)); };
    relayed = {{number(0), number(1), number(2)}, number(3), number(4), rows.ADigest(5)};
  }
  if (!rows.status().ok()) return rows.status();
  return relayed;
}

absl::Status Session::PutRelayed(RowId tenant, const Relayed& relayed) {
  return database_.Run("INSERT OR REPLACE INTO relayed VALUES(?, ?, ?, ?, ?, ?, ?)", tenant, relayed.position.trust,
                       relayed.position.revision, relayed.position.conflict, relayed.refused, relayed.size,
                       relayed.root);
}

}  // namespace vexlens::sqlite
