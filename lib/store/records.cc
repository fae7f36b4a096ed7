#include "lib/store/records.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "lib/store/binary.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {
namespace {

std::int64_t HashOf(std::string_view product, std::string_view component) {
  std::string key;
  AppendText(product, key);
  key += component;
  const Digest digest = Sha256(key);
  std::int64_t hash = 0;
  for (std::size_t i = 0; i < sizeof hash; ++i)
    hash = static_cast<std::int64_t>(std::uint64_t(hash) << 8 | digest.bytes[i]);
  return hash & (INT64_MAX >> 1);  // there are always numbers behind it
}

std::string_view BytesOf(const Digest& digest) { return BlobOf(digest).bytes; }

// IsOpen reports whether somebody has to decide: statuses of both sides stand against one another.
bool IsOpen(const Conflict& conflict) {
  return std::any_of(conflict.statuses.begin(), conflict.statuses.end(), Clears) &&
         !std::all_of(conflict.statuses.begin(), conflict.statuses.end(), Clears);
}

// CountQueued is how many conflicts of a record wait for somebody: none once an operator has decided.
std::int64_t CountQueued(const Record& record) {
  if (record.decision.reason == "operator") return 0;
  return std::count_if(record.conflicts.begin(), record.conflicts.end(), IsOpen);
}

}  // namespace

std::string Fingerprint(const Record& record) {
  std::string text;
  text += static_cast<char>(record.decision.state);
  text += static_cast<char>(record.decision.status);
  text += '\0';  // keeps what workspaces have stored
  std::vector<Digest> accepted;
  for (const RationaleEntry& entry : record.rationale) {
    if (entry.accepted) accepted.push_back(entry.statement_id);
  }
  std::sort(accepted.begin(), accepted.end());
  AppendNumber(accepted.size(), text);
  for (const Digest& statement : accepted) text += BytesOf(statement);
  for (const Conflict& conflict : record.conflicts) {
    text += BytesOf(conflict.id);
    AppendNumber(static_cast<std::uint64_t>(conflict.since.micros), text);
  }
  return std::string(BytesOf(Sha256(text)).substr(0, 16));
}

absl::StatusOr<StoredRecord> FindRecord(Database& database, std::int64_t advisory, std::string_view product,
                                        std::string_view component) {
  for (std::int64_t hash = HashOf(product, component);; ++hash) {
    Rows row = database.Select(
        "SELECT product, component, revision, latest, fingerprint, queued FROM record WHERE advisory = ? AND hash = ?",
        advisory, hash);
    StoredRecord record;
    record.advisory = advisory;
    record.hash = hash;
    if (!row.Next()) {
      if (!row.status().ok()) return row.status();
      return record;
    }
    if (row.Text(0) != product || row.Text(1) != component) continue;
    record.revision = static_cast<std::uint32_t>(row.Int(2));
    record.latest = row.Int(3);
    record.fingerprint = row.Bytes(4);
    record.queued = row.Int(5);
    return record;
  }
}

absl::Status RecordKeeper::Keep(std::int64_t advisory, const Consensus& consensus, const Record& record) {
  ++counts_.records;
  VEXLENS_ASSIGN_OR_RETURN(const StoredRecord before,
                           FindRecord(database_, advisory, record.artifact_key, record.component_key));
  StoredRecord now = before;
  now.fingerprint = Fingerprint(record);
  now.queued = CountQueued(record);
  const bool revised = now.fingerprint != before.fingerprint;
  // An operator's word may take conflicts out of the queue that are as they were.
  if (!revised && now.queued == before.queued && !occasion_.queue_anew) return absl::OkStatus();
  if (revised) {
    VEXLENS_RETURN_IF_ERROR(Revise(consensus, record, now));
  }
  VEXLENS_RETURN_IF_ERROR(Write(before, now, record));
  return Queue(before, now, record);
}

// Revise adds a revision to the history, and makes it the latest.
absl::Status RecordKeeper::Revise(const Consensus& consensus, const Record& record, StoredRecord& now) {
  ++counts_.revisions;
  ++now.revision;
  json_.clear();
  const Digest digest = consensus.Append(record, json_);
  absl::Status status = database_.Run(
      "INSERT INTO revision(advisory, hash, revision, previous, recorded_at, cause, as_of, state, status, digest,"
      " rules) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      now.advisory, now.hash, std::int64_t{now.revision}, now.latest, occasion_.recorded_at,
      static_cast<std::int64_t>(occasion_.trigger), as_of_, static_cast<std::int64_t>(record.decision.state),
      static_cast<std::int64_t>(record.decision.status), digest, std::int64_t{kRules});
  now.latest = database_.last_id();
  return status;
}

absl::Status RecordKeeper::Write(const StoredRecord& before, const StoredRecord& now, const Record& record) {
  if (before.revision != 0) {
    return database_.Run(
        "UPDATE record SET revision = ?, latest = ?, fingerprint = ?, queued = ? WHERE advisory = ? AND hash = ?",
        std::int64_t{now.revision}, now.latest, Blob{now.fingerprint}, now.queued, now.advisory, now.hash);
  }
  return database_.Run(
      "INSERT INTO record(advisory, hash, product, component, revision, latest, fingerprint, queued)"
      " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
      now.advisory, now.hash, record.artifact_key, record.component_key, std::int64_t{now.revision}, now.latest,
      Blob{now.fingerprint}, now.queued);
}

// Queue puts the record's conflicts in the place of those that it had.
absl::Status RecordKeeper::Queue(const StoredRecord& before, const StoredRecord& now, const Record& record) {
  if (before.queued != 0) {
    VEXLENS_RETURN_IF_ERROR(Unqueue(now));
  }
  if (now.queued == 0) return absl::OkStatus();
  for (const Conflict& conflict : record.conflicts) {
    if (!IsOpen(conflict)) continue;
    VEXLENS_RETURN_IF_ERROR(
        database_.Run("INSERT INTO conflict(tenant, advisory, hash, id, since, reason) VALUES(?, ?, ?, ?, ?, ?)",
                      tenant_, now.advisory, now.hash, conflict.id, conflict.since, conflict.reason));
  }
  return absl::OkStatus();
}

absl::Status RecordKeeper::Unqueue(const StoredRecord& stored) {
  return database_.Run("DELETE FROM conflict WHERE tenant = ? AND advisory = ? AND hash = ?", tenant_, stored.advisory,
                       stored.hash);
}

absl::Status RecordKeeper::Remove(const StoredRecord& stored, std::int64_t renamed_to) {
  ++counts_.records;
  ++counts_.revisions;
  const std::int64_t revision = std::int64_t{stored.revision} + 1;
  absl::Status status = database_.Run(
      "INSERT INTO revision(advisory, hash, revision, previous, recorded_at, cause, as_of, renamed_to, rules)"
      " VALUES(?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?)",
      stored.advisory, stored.hash, revision, stored.latest, occasion_.recorded_at,
      static_cast<std::int64_t>(occasion_.trigger), as_of_, renamed_to, std::int64_t{kRules});
  if (!status.ok()) return status;
  status = database_.Run(
      "UPDATE record SET revision = ?, latest = ?, fingerprint = x'', queued = 0 WHERE advisory = ? AND hash = ?",
      revision, database_.last_id(), stored.advisory, stored.hash);
  return status.ok() ? Unqueue(stored) : status;
}

}  // namespace vexlens::store
