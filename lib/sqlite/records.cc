// Session: records, their revisions, and the queue of conflicts.
#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "lib/sqlite/session.h"
#include "lib/workspace/binary.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::sqlite {

using workspace::LiveRecord;
using workspace::NewConflict;
using workspace::NewRevision;
using workspace::RecordEdit;
using workspace::RecordPlace;
using workspace::RecordRow;
using workspace::RevisionRow;
using workspace::RevisionShared;

namespace {

std::int64_t HashOf(std::string_view product, std::string_view component) {
  std::string key;
  workspace::AppendText(product, key);
  key += component;
  const Digest digest = Sha256(key);
  std::int64_t hash = 0;
  for (std::size_t i = 0; i < sizeof hash; ++i)
    hash = static_cast<std::int64_t>(std::uint64_t(hash) << 8 | digest.bytes[i]);
  return hash & (INT64_MAX >> 1);  // leaves room after it for records with the same hash
}

#define VEXLENS_SELECT_REVISION                                                                         \
  "SELECT r.sequence, tenant.name, advisory.name, record.product, record.component, r.revision,"        \
  " r.recorded_at, r.cause, r.as_of, r.state, r.status, renamed.name, r.digest, previous.digest,"       \
  " (SELECT digest FROM trust WHERE subject = 'issuers' AND recorded_at <= r.recorded_at"               \
  "  ORDER BY recorded_at DESC LIMIT 1), r.rules"                                                       \
  " FROM revision r JOIN record ON record.advisory = r.advisory AND record.hash = r.hash"               \
  " JOIN vulnerability advisory ON advisory.id = r.advisory JOIN tenant ON tenant.id = advisory.tenant" \
  " LEFT JOIN vulnerability renamed ON renamed.id = r.renamed_to"                                       \
  " LEFT JOIN revision previous ON previous.sequence = r.previous "

// Reads what VEXLENS_SELECT_REVISION selects.
absl::StatusOr<std::vector<RevisionRow>> RevisionsIn(Rows rows) {
  std::vector<RevisionRow> revisions;
  while (rows.Next()) {
    RevisionRow& row = revisions.emplace_back();
    Revision& revision = row.revision;
    revision.sequence = static_cast<std::uint64_t>(rows.Int(0));
    revision.tenant = rows.Text(1);
    revision.key = {std::string(rows.Text(2)), std::string(rows.Text(3)), std::string(rows.Text(4))};
    revision.revision = static_cast<std::uint32_t>(rows.Int(5));
    revision.recorded_at = rows.Time(6);
    revision.trigger = rows.Enumerator(7, Trigger::kAsOfChange);
    revision.as_of = rows.Time(8);
    if (!rows.IsNull(9)) row.state = rows.Enumerator(9, State::kInconclusive);
    if (!rows.IsNull(10)) row.status = rows.Enumerator(10, VexStatus::kFixed);
    revision.renamed_to = rows.Text(11);
    if (!rows.IsNull(12)) revision.digest = rows.ADigest(12);
    if (!rows.IsNull(13)) revision.previous_digest = rows.ADigest(13);
    if (!rows.IsNull(14)) row.directory = rows.ADigest(14);
    revision.rules = static_cast<std::uint32_t>(rows.Int(15));
  }
  if (!rows.status().ok()) return rows.status();
  return revisions;
}

}  // namespace

absl::StatusOr<RecordRow> Session::FindRecord(const RecordPlace& place) {
  for (std::int64_t hash = HashOf(place.product, place.component);; ++hash) {
    Rows row = database_.Select(
        "SELECT product, component, revision, latest, fingerprint, queued FROM record WHERE advisory = ? AND hash = ?",
        place.advisory, hash);
    RecordRow record;
    record.slot = hash;
    if (!row.Next()) {
      if (!row.status().ok()) return row.status();
      return record;
    }
    if (row.Text(0) != place.product || row.Text(1) != place.component) continue;
    record.revision = static_cast<std::uint32_t>(row.Int(2));
    record.latest = static_cast<std::uint64_t>(row.Int(3));
    record.fingerprint = row.Bytes(4);
    record.queued = row.Int(5);
    return record;
  }
}

absl::StatusOr<std::vector<RecordRow>> Session::FindRecords(std::span<const RecordPlace> places) {
  std::vector<RecordRow> records;
  records.reserve(places.size());
  for (const RecordPlace& place : places) {
    VEXLENS_ASSIGN_OR_RETURN(RecordRow record, FindRecord(place));
    records.push_back(std::move(record));
  }
  return records;
}

absl::StatusOr<std::vector<LiveRecord>> Session::LiveRecords(std::span<const RowId> advisories) {
  std::vector<LiveRecord> live;
  for (const RowId advisory : advisories) {
    Rows rows = database_.Select(
        "SELECT product, component, hash, revision, latest, fingerprint, queued FROM record"
        " WHERE advisory = ? AND fingerprint != x''",
        advisory);
    while (rows.Next()) {
      live.push_back({advisory,
                      std::string(rows.Text(0)),
                      std::string(rows.Text(1)),
                      {rows.Int(2), static_cast<std::uint32_t>(rows.Int(3)), static_cast<std::uint64_t>(rows.Int(4)),
                       std::string(rows.Bytes(5)), rows.Int(6)}});
    }
    if (!rows.status().ok()) return rows.status();
  }
  return live;
}

absl::StatusOr<std::vector<RevisionRow>> Session::RevisionsAfter(std::uint64_t sequence, std::size_t limit) {
  return RevisionsIn(
      database_.Select(VEXLENS_SELECT_REVISION "WHERE r.sequence > ? ORDER BY r.sequence LIMIT ?", sequence, limit));
}

// Follows `previous` from the latest revision to the first, and reverses.
absl::StatusOr<std::vector<RevisionRow>> Session::RevisionsOf(const RecordPlace& place) {
  VEXLENS_ASSIGN_OR_RETURN(const RecordRow record, FindRecord(place));
  std::vector<RevisionRow> revisions;
  for (auto sequence = static_cast<std::int64_t>(record.latest); sequence != 0;) {
    VEXLENS_ASSIGN_OR_RETURN(std::vector<RevisionRow> one,
                             RevisionsIn(database_.Select(VEXLENS_SELECT_REVISION "WHERE r.sequence = ?", sequence)));
    VEXLENS_ASSIGN_OR_RETURN(const std::int64_t previous,
                             database_.Number(-1, "SELECT previous FROM revision WHERE sequence = ?", sequence));
    if (one.empty() || previous < 0 || previous >= sequence) {
      return absl::DataLossError("the history of the record is damaged");
    }
    revisions.push_back(std::move(one.front()));
    sequence = previous;
  }
  std::reverse(revisions.begin(), revisions.end());
  return revisions;
}

absl::StatusOr<std::vector<QueuedConflict>> Session::Conflicts(RowId tenant) {
  std::vector<QueuedConflict> conflicts;
  Rows rows = database_.Select(
      "SELECT c.id, v.name, r.product, r.component, c.reason, c.since FROM conflict c"
      " JOIN record r ON r.advisory = c.advisory AND r.hash = c.hash JOIN vulnerability v ON v.id = c.advisory"
      " WHERE c.tenant = ? ORDER BY c.since, c.id",
      tenant);
  while (rows.Next()) {
    conflicts.push_back({rows.ADigest(0),
                         {std::string(rows.Text(1)), std::string(rows.Text(2)), std::string(rows.Text(3))},
                         std::string(rows.Text(4)),
                         rows.Time(5)});
  }
  if (!rows.status().ok()) return rows.status();
  return conflicts;
}

absl::Status Session::PutRecords(const RevisionShared& shared, std::span<const RecordEdit> edits) {
  absl::flat_hash_set<std::pair<RowId, std::int64_t>> filled;  // slots that this call has filled
  for (const RecordEdit& edit : edits) {
    std::int64_t slot = edit.before.slot;
    if (edit.before.revision == 0 && !filled.emplace(edit.advisory, slot).second) {
      VEXLENS_ASSIGN_OR_RETURN(const RecordRow now, FindRecord({edit.advisory, edit.product, edit.component}));
      slot = now.slot;
      filled.emplace(edit.advisory, slot);
    }
    std::uint64_t latest = edit.before.latest;
    if (edit.revision.has_value()) {
      VEXLENS_ASSIGN_OR_RETURN(latest, AddRevision(shared, edit, slot));
    }
    VEXLENS_RETURN_IF_ERROR(PutRecord(edit, slot, latest));
    VEXLENS_RETURN_IF_ERROR(PutConflicts(shared.tenant, edit, slot));
    VEXLENS_RETURN_IF_ERROR(AddSteps(shared, edit, slot));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::uint64_t> Session::AddRevision(const RevisionShared& shared, const RecordEdit& edit,
                                                   std::int64_t slot) {
  constexpr const char* kInsert =
      "INSERT INTO revision(advisory, hash, revision, previous, recorded_at, cause, as_of, rules, state, status,"
      " digest, renamed_to) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0))";
  const NewRevision& revision = *edit.revision;
  const auto insert = [&](const auto&... outcome) {
    return database_.Run(kInsert, edit.advisory, slot, std::int64_t{edit.before.revision} + 1,
                         static_cast<std::int64_t>(edit.before.latest), shared.recorded_at,
                         static_cast<std::int64_t>(shared.trigger), shared.as_of, std::int64_t{shared.rules},
                         outcome..., revision.renamed_to);
  };
  if (revision.state.has_value()) {
    VEXLENS_RETURN_IF_ERROR(insert(static_cast<std::int64_t>(*revision.state),
                                   static_cast<std::int64_t>(*revision.status), *revision.digest));
  } else {
    VEXLENS_RETURN_IF_ERROR(insert(nullptr, nullptr, nullptr));
  }
  return static_cast<std::uint64_t>(database_.last_id());
}

absl::Status Session::PutRecord(const RecordEdit& edit, std::int64_t slot, std::uint64_t latest) {
  const std::int64_t revision = std::int64_t{edit.before.revision} + (edit.revision.has_value() ? 1 : 0);
  const auto queued = static_cast<std::int64_t>(edit.conflicts.size());
  if (edit.before.revision != 0) {
    return database_.Run(
        "UPDATE record SET revision = ?, latest = ?, fingerprint = ?, queued = ? WHERE advisory = ? AND hash = ?",
        revision, static_cast<std::int64_t>(latest), Blob{edit.fingerprint}, queued, edit.advisory, slot);
  }
  return database_.Run(
      "INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued)"
      " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
      edit.advisory, slot, edit.product, edit.component, revision, static_cast<std::int64_t>(latest),
      Blob{edit.fingerprint}, queued);
}

absl::Status Session::PutConflicts(RowId tenant, const RecordEdit& edit, std::int64_t slot) {
  if (edit.before.queued != 0) {
    VEXLENS_RETURN_IF_ERROR(database_.Run("DELETE FROM conflict WHERE tenant = ? AND advisory = ? AND hash = ?", tenant,
                                          edit.advisory, slot));
  }
  for (const NewConflict& conflict : edit.conflicts) {
    VEXLENS_RETURN_IF_ERROR(
        database_.Run("INSERT INTO conflict(tenant, advisory, hash, id, since, reason) VALUES(?, ?, ?, ?, ?, ?)",
                      tenant, edit.advisory, slot, conflict.id, conflict.since, conflict.reason));
  }
  return absl::OkStatus();
}

}  // namespace vexlens::sqlite
