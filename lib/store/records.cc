#include "lib/store/records.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "lib/store/binary.h"

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
  return hash;
}

std::string_view BytesOf(const Digest& digest) { return BlobOf(digest).bytes; }

bool IsDecidedByOperator(const Record& record) { return record.decision.reason == "operator"; }

}  // namespace

std::string Fingerprint(const Record& record) {
  std::string text;
  text += static_cast<char>(record.decision.state);
  text += static_cast<char>(record.decision.status);
  text += static_cast<char>(IsDecidedByOperator(record));
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

absl::StatusOr<std::optional<StoredRecord>> FindRecord(Database& database, std::int64_t advisory,
                                                       std::string_view product, std::string_view component) {
  Rows rows = database.Select(
      "SELECT id, revision, fingerprint, queued, product, component FROM record WHERE advisory = ? AND hash = ?",
      advisory, HashOf(product, component));
  while (rows.Next()) {
    if (rows.Text(4) != product || rows.Text(5) != component) continue;
    return StoredRecord{rows.Int(0), static_cast<std::uint32_t>(rows.Int(1)), std::string(rows.Bytes(2)), rows.Int(3)};
  }
  if (!rows.status().ok()) return rows.status();
  return std::nullopt;
}

absl::Status RecordKeeper::Keep(std::int64_t advisory, const Consensus& consensus, const Record& record) {
  ++counts_.records;
  const absl::StatusOr<std::optional<StoredRecord>> found =
      FindRecord(database_, advisory, record.artifact_key, record.component_key);
  if (!found.ok()) return found.status();
  const StoredRecord before = found->value_or(StoredRecord());
  StoredRecord now = before;
  now.fingerprint = Fingerprint(record);
  now.queued = IsDecidedByOperator(record) ? 0 : static_cast<std::int64_t>(record.conflicts.size());
  const bool revised = now.fingerprint != before.fingerprint;
  if (!revised && !occasion_.queue_anew) return absl::OkStatus();
  if (revised) ++now.revision;
  if (absl::Status status = Write(advisory, record, now); !status.ok()) return status;
  if (absl::Status status = Queue(before, now, record); !status.ok()) return status;
  if (!revised) return absl::OkStatus();
  ++counts_.revisions;
  json_.clear();
  const Digest digest = consensus.Append(record, json_);
  return database_.Run(
      "INSERT INTO revision(record, revision, recorded_at, cause, as_of, state, status, digest)"
      " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
      now.id, std::int64_t{now.revision}, occasion_.recorded_at, static_cast<std::int64_t>(occasion_.trigger), as_of_,
      static_cast<std::int64_t>(record.decision.state), static_cast<std::int64_t>(record.decision.status), digest);
}

// Write makes the row as `now` says, and gives a new one its id.
absl::Status RecordKeeper::Write(std::int64_t advisory, const Record& record, StoredRecord& now) {
  if (now.id != 0) {
    return database_.Run("UPDATE record SET revision = ?, fingerprint = ?, queued = ? WHERE id = ?",
                         std::int64_t{now.revision}, Blob{now.fingerprint}, now.queued, now.id);
  }
  absl::Status status = database_.Run(
      "INSERT INTO record(advisory, hash, product, component, revision, fingerprint, queued)"
      " VALUES(?, ?, ?, ?, ?, ?, ?)",
      advisory, HashOf(record.artifact_key, record.component_key), record.artifact_key, record.component_key,
      std::int64_t{now.revision}, Blob{now.fingerprint}, now.queued);
  now.id = database_.last_id();
  return status;
}

// Queue puts the record's conflicts in the place of those that it had.
absl::Status RecordKeeper::Queue(const StoredRecord& before, const StoredRecord& now, const Record& record) {
  if (before.queued != 0) {
    if (absl::Status status = database_.Run("DELETE FROM conflict WHERE record = ?", now.id); !status.ok()) {
      return status;
    }
  }
  for (std::size_t i = 0; i < static_cast<std::size_t>(now.queued); ++i) {
    const Conflict& conflict = record.conflicts[i];
    absl::Status status = database_.Run("INSERT INTO conflict(tenant, since, id, record, reason) VALUES(?, ?, ?, ?, ?)",
                                        tenant_, conflict.since, conflict.id, now.id, conflict.reason);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status RecordKeeper::Remove(const StoredRecord& stored, std::int64_t renamed_to) {
  ++counts_.records;
  ++counts_.revisions;
  const std::int64_t revision = std::int64_t{stored.revision} + 1;
  absl::Status status =
      database_.Run("UPDATE record SET revision = ?, fingerprint = x'', queued = 0 WHERE id = ?", revision, stored.id);
  if (!status.ok()) return status;
  status = database_.Run("DELETE FROM conflict WHERE record = ?", stored.id);
  if (!status.ok()) return status;
  return database_.Run(
      "INSERT INTO revision(record, revision, recorded_at, cause, as_of, renamed_to)"
      " VALUES(?, ?, ?, ?, ?, nullif(?, 0))",
      stored.id, revision, occasion_.recorded_at, static_cast<std::int64_t>(occasion_.trigger), as_of_, renamed_to);
}

}  // namespace vexlens::store
