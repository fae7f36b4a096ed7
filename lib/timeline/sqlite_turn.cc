#include "lib/timeline/sqlite_turn.h"

#include <algorithm>
#include <limits>
#include <string>

#include "lib/timeline/edge_bytes.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::timeline {

using sqlite::Blob;
using sqlite::Rows;

namespace {

constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();

// How many of the bits of an id are the index; see sqlite_schema.cc.
constexpr int kIndexBits = 40;
constexpr std::uint64_t kIndexes = std::uint64_t{1} << kIndexBits;

std::uint64_t Unsigned(std::int64_t number) { return static_cast<std::uint64_t>(number); }
std::uint64_t IndexOf(std::int64_t id) { return Unsigned(id) % kIndexes; }

// The columns that ReadRow reads.
#define VEXLENS_ROW                                                                                           \
  "SELECT event.id, leaf.digest, leaf.event_id, leaf.received_at, occurred_at, event_type, source, severity," \
  " subject, actor, correlation_id, trace_id, span_id, attributes, evidence, payload, payload_digest FROM event"
#define VEXLENS_LEAF " LEFT JOIN leaf ON leaf.id = event.id AND leaf.tenant = event.tenant "
// The filter, whose parameters are numbered; 2 and 3 are the position after which the list goes on.
#define VEXLENS_CHOSEN                                                                                   \
  " event.tenant = ?1 AND (occurred_at, event.id) < (?2, ?3) AND occurred_at >= ?4 AND occurred_at < ?5" \
  " AND (?6 = '' OR event_type = ?6) AND (?7 = '' OR source = ?7) AND (?8 = '' OR subject = ?8)"         \
  " AND (?9 = '' OR actor = ?9) AND (?10 = '' OR correlation_id = ?10) AND (?11 = '' OR trace_id = ?11)" \
  " AND severity >= ?12 ORDER BY occurred_at DESC, event.id DESC LIMIT ?13"

// The rows of a tenant from an id on.
#define VEXLENS_FROM " WHERE id BETWEEN ? AND ? AND +tenant = ? ORDER BY id LIMIT 1"

// Returns the statement of a list, by the index that serves it best.
const char* ListSql(const TimelineFilter& filter) {
  if (!filter.correlation_id.empty()) {
    return VEXLENS_ROW " INDEXED BY event_correlation" VEXLENS_LEAF
                       "WHERE correlation_id = ?10 AND correlation_id <> '' AND" VEXLENS_CHOSEN;
  }
  if (!filter.subject.empty()) {
    return VEXLENS_ROW " INDEXED BY event_subject" VEXLENS_LEAF
                       "WHERE subject = ?8 AND subject <> '' AND" VEXLENS_CHOSEN;
  }
  return VEXLENS_ROW " INDEXED BY event_time" VEXLENS_LEAF "WHERE" VEXLENS_CHOSEN;
}

void ReadRow(Rows& rows, TimelineRow& row) {
  row.index = IndexOf(rows.Int(0));
  row.digest.reset();
  if (!rows.IsNull(1)) row.digest = rows.ADigest(1);
  row.event_id = rows.Text(2);
  row.received_at = rows.Time(3);
  row.occurred_at = rows.Time(4);
  row.event_type = rows.Text(5);
  row.source = rows.Text(6);
  row.severity = rows.Enumerator(7, EventSeverity::kCritical);
  row.subject = rows.Text(8);
  row.actor = rows.Text(9);
  row.correlation_id = rows.Text(10);
  row.trace_id = rows.Text(11);
  row.span_id = rows.Text(12);
  row.attributes = rows.Text(13);
  row.evidence = rows.Text(14);
  row.payload = rows.Text(15);
  row.payload_digest.reset();
  if (!rows.IsNull(16)) row.payload_digest = rows.ADigest(16);
}

absl::Status GiveRows(Rows rows, TimelineRowSink sink) {
  TimelineRow row;
  while (rows.Next()) {
    ReadRow(rows, row);
    if (rows.status().ok()) sink(row);
  }
  return rows.status();
}

}  // namespace

absl::StatusOr<TimelineHead> SqliteTurn::Head() {
  TimelineHead head;
  Rows rows = database_.Select("SELECT size, commits, edge FROM tenant WHERE id = ?", tenant_);
  if (!rows.Next()) return rows.status().ok() ? absl::StatusOr<TimelineHead>(head) : rows.status();
  head.size = Unsigned(rows.Int(0));
  head.commits = Unsigned(rows.Int(1));
  head.edge = EdgeOfBytes(rows.Bytes(2));
  if (!rows.status().ok()) return rows.status();
  return head;
}

absl::StatusOr<std::vector<std::optional<TimelineLeaf>>> SqliteTurn::Known(
    std::span<const std::string_view> event_ids) {
  std::vector<std::optional<TimelineLeaf>> known(event_ids.size());
  for (std::size_t i = 0; i < event_ids.size(); ++i) {
    Rows rows = database_.Select("SELECT id, received_at, digest FROM leaf WHERE tenant = ? AND event_id = ?", tenant_,
                                 event_ids[i]);
    if (rows.Next()) known[i] = {IndexOf(rows.Int(0)), std::string(event_ids[i]), rows.Time(1), rows.ADigest(2)};
    if (!rows.status().ok()) return rows.status();
  }
  return known;
}

std::int64_t SqliteTurn::IdOf(std::uint64_t index) const {
  return tenant_ << kIndexBits | static_cast<std::int64_t>(std::min(index, kIndexes - 1));
}

// In what follows, a tenant with a + is no reason for SQLite to choose an index: the ids of a tenant follow each other.
absl::StatusOr<std::vector<TimelineLeaf>> SqliteTurn::Leaves(std::uint64_t first, std::uint64_t end) {
  std::vector<TimelineLeaf> leaves;
  if (first >= end) return leaves;
  Rows rows = database_.Select(
      "SELECT id, event_id, received_at, digest FROM leaf WHERE id BETWEEN ? AND ? AND +tenant = ? ORDER BY id",
      IdOf(first), IdOf(end - 1), tenant_);
  while (rows.Next()) {
    leaves.push_back({IndexOf(rows.Int(0)), std::string(rows.Text(1)), rows.Time(2), rows.ADigest(3)});
  }
  if (!rows.status().ok()) return rows.status();
  return leaves;
}

absl::StatusOr<std::vector<MerkleNode>> SqliteTurn::Nodes(unsigned height, std::uint64_t first, std::size_t count) {
  std::vector<MerkleNode> nodes;
  Rows rows = database_.Select(
      "SELECT position, digest FROM node WHERE tenant = ? AND height = ? AND position >= ? ORDER BY position LIMIT ?",
      tenant_, std::int64_t{height}, first, count);
  while (rows.Next()) nodes.push_back({height, Unsigned(rows.Int(0)), rows.ADigest(1)});
  if (!rows.status().ok()) return rows.status();
  return nodes;
}

absl::Status SqliteTurn::Events(std::uint64_t first, std::uint64_t end, TimelineRowSink sink) {
  if (first >= end) return absl::OkStatus();
  return GiveRows(database_.Select(VEXLENS_ROW VEXLENS_LEAF
                                   "WHERE event.id BETWEEN ? AND ? AND +event.tenant = ? ORDER BY event.id",
                                   IdOf(first), IdOf(end - 1), tenant_),
                  sink);
}

absl::StatusOr<std::optional<std::uint64_t>> SqliteTurn::Next(std::uint64_t first) {
  VEXLENS_ASSIGN_OR_RETURN(const auto leaf, Least("SELECT id FROM leaf" VEXLENS_FROM, first));
  VEXLENS_ASSIGN_OR_RETURN(const auto event, Least("SELECT id FROM event" VEXLENS_FROM, first));
  if (leaf.has_value() && event.has_value()) return std::min(leaf, event);
  return leaf.has_value() ? leaf : event;
}

absl::StatusOr<std::optional<std::uint64_t>> SqliteTurn::FirstEvent() {
  return Least("SELECT id FROM event" VEXLENS_FROM, 0);
}

absl::StatusOr<std::optional<std::uint64_t>> SqliteTurn::Least(const char* sql, std::uint64_t first) {
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t id, database_.Number(kLast, sql, IdOf(first), IdOf(kIndexes), tenant_));
  if (id == kLast) return std::optional<std::uint64_t>();
  return IndexOf(id);
}

absl::Status SqliteTurn::List(const TimelineFilter& filter, const std::optional<TimelinePosition>& after,
                              std::size_t count, TimelineRowSink sink) {
  const Instant before = after.has_value() ? after->occurred_at : Instant{kLast};
  const std::int64_t id = after.has_value() ? IdOf(after->index) : kLast;
  const Instant until = filter.until.dated() ? filter.until : Instant{kLast};
  const auto severity = static_cast<std::int64_t>(filter.at_least.value_or(EventSeverity::kDebug));
  return GiveRows(
      database_.Select(ListSql(filter), tenant_, before, id, filter.from, until, filter.event_type, filter.source,
                       filter.subject, filter.actor, filter.correlation_id, filter.trace_id, severity, count),
      sink);
}

absl::StatusOr<std::vector<TimelineCheckpoint>> SqliteTurn::Checkpoints(std::uint64_t first, std::size_t count) {
  std::vector<TimelineCheckpoint> checkpoints;
  Rows rows = database_.Select(
      "SELECT number, size, root, note FROM checkpoint WHERE tenant = ? AND number >= ? ORDER BY number LIMIT ?",
      tenant_, first, count);
  while (rows.Next()) {
    checkpoints.push_back({Unsigned(rows.Int(0)), Unsigned(rows.Int(1)), rows.ADigest(2), std::string(rows.Text(3))});
  }
  if (!rows.status().ok()) return rows.status();
  return checkpoints;
}

absl::Status SqliteTurn::Append(std::span<const TimelineRow> rows, std::span<const MerkleNode> nodes) {
  for (const TimelineRow& row : rows) {
    if (row.index >= kIndexes || !row.digest.has_value()) {
      return absl::ResourceExhaustedError("a log of an SQLite file has at most 2^40 events");
    }
    VEXLENS_RETURN_IF_ERROR(database_.Run("INSERT INTO leaf VALUES(?, ?, ?, ?, ?)", IdOf(row.index), tenant_,
                                          row.event_id, row.received_at, *row.digest));
    VEXLENS_RETURN_IF_ERROR(AppendEvent(row));
  }
  for (const MerkleNode& node : nodes) {
    VEXLENS_RETURN_IF_ERROR(database_.Run("INSERT INTO node VALUES(?, ?, ?, ?)", tenant_, std::int64_t{node.height},
                                          node.index, node.digest));
  }
  return absl::OkStatus();
}

absl::Status SqliteTurn::AppendEvent(const TimelineRow& row) {
  const auto insert = [&](const auto& payload_digest) {
    return database_.Run("INSERT INTO event VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", IdOf(row.index),
                         tenant_, row.occurred_at, row.event_type, row.source, static_cast<std::int64_t>(row.severity),
                         row.subject, row.actor, row.correlation_id, row.trace_id, row.span_id, row.attributes,
                         row.evidence, row.payload, payload_digest);
  };
  return row.payload_digest.has_value() ? insert(*row.payload_digest) : insert(nullptr);
}

absl::Status SqliteTurn::Drop(std::uint64_t end) {
  if (end == 0) return absl::OkStatus();
  return database_.Run("DELETE FROM event WHERE id BETWEEN ? AND ? AND +tenant = ?", IdOf(0), IdOf(end - 1), tenant_);
}

absl::Status SqliteTurn::SetHead(const TimelineHead& head, const TimelineCheckpoint& checkpoint) {
  const std::string edge = EdgeBytes(head.edge);
  VEXLENS_RETURN_IF_ERROR(database_.Run("UPDATE tenant SET size = ?, commits = ?, edge = ? WHERE id = ?", head.size,
                                        head.commits, Blob{edge}, tenant_));
  return database_.Run("INSERT INTO checkpoint VALUES(?, ?, ?, ?, ?)", tenant_, checkpoint.commit, checkpoint.size,
                       checkpoint.root, checkpoint.note);
}

}  // namespace vexlens::timeline
