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
      "SELECT id, revision, fingerprint, product, component FROM record WHERE advisory = ? AND hash = ?", advisory,
      HashOf(product, component));
  while (rows.Next()) {
    if (rows.Text(3) != product || rows.Text(4) != component) continue;
    return StoredRecord{rows.Int(0), static_cast<std::uint32_t>(rows.Int(1)), std::string(rows.Bytes(2))};
  }
  if (!rows.status().ok()) return rows.status();
  return std::nullopt;
}

absl::Status RecordKeeper::Keep(std::int64_t advisory, const Consensus& consensus, const Record& record) {
  ++counts_.records;
  absl::StatusOr<std::optional<StoredRecord>> found =
      FindRecord(database_, advisory, record.artifact_key, record.component_key);
  if (!found.ok()) return found.status();
  const std::string fingerprint = Fingerprint(record);
  StoredRecord stored;
  if (found->has_value()) {
    stored = **std::move(found);
    if (stored.fingerprint == fingerprint) {
      return occasion_.queue_anew ? KeepConflicts(stored.id, record) : absl::OkStatus();
    }
  } else {
    absl::Status status = database_.Run(
        "INSERT INTO record(advisory, hash, product, component, revision, fingerprint) VALUES(?, ?, ?, ?, 0, x'')",
        advisory, HashOf(record.artifact_key, record.component_key), record.artifact_key, record.component_key);
    if (!status.ok()) return status;
    stored.id = database_.last_id();
  }
  stored.fingerprint = fingerprint;
  json_.clear();
  return Revise(stored, record, consensus.Append(record, json_));
}

absl::Status RecordKeeper::Revise(StoredRecord& stored, const Record& record, const Digest& digest) {
  ++counts_.revisions;
  ++stored.revision;
  absl::Status status = database_.Run("UPDATE record SET revision = ?, fingerprint = ? WHERE id = ?",
                                      std::int64_t{stored.revision}, Blob{stored.fingerprint}, stored.id);
  if (!status.ok()) return status;
  status = database_.Run(
      "INSERT INTO revision(record, revision, recorded_at, cause, as_of, state, status, digest)"
      " VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
      stored.id, std::int64_t{stored.revision}, occasion_.recorded_at, static_cast<std::int64_t>(occasion_.trigger),
      occasion_.as_of, static_cast<std::int64_t>(record.decision.state),
      static_cast<std::int64_t>(record.decision.status), digest);
  if (!status.ok()) return status;
  return KeepConflicts(stored.id, record);
}

absl::Status RecordKeeper::KeepConflicts(std::int64_t record_id, const Record& record) {
  if (absl::Status status = database_.Run("DELETE FROM conflict WHERE record = ?", record_id); !status.ok()) {
    return status;
  }
  if (IsDecidedByOperator(record)) return absl::OkStatus();
  for (const Conflict& conflict : record.conflicts) {
    absl::Status status = database_.Run("INSERT INTO conflict(tenant, since, id, record, reason) VALUES(?, ?, ?, ?, ?)",
                                        tenant_, conflict.since, conflict.id, record_id, conflict.reason);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status RecordKeeper::Remove(const StoredRecord& stored, std::int64_t renamed_to) {
  ++counts_.records;
  ++counts_.revisions;
  const std::int64_t revision = std::int64_t{stored.revision} + 1;
  absl::Status status =
      database_.Run("UPDATE record SET revision = ?, fingerprint = x'' WHERE id = ?", revision, stored.id);
  if (!status.ok()) return status;
  status = database_.Run("DELETE FROM conflict WHERE record = ?", stored.id);
  if (!status.ok()) return status;
  return database_.Run(
      "INSERT INTO revision(record, revision, recorded_at, cause, as_of, renamed_to)"
      " VALUES(?, ?, ?, ?, ?, nullif(?, 0))",
      stored.id, revision, occasion_.recorded_at, static_cast<std::int64_t>(occasion_.trigger), occasion_.as_of,
      renamed_to);
}

}  // namespace vexlens::store
