#include "lib/timeline/sqlite_turn.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/timeline/event_members.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::timeline {

using sqlite::Blob;
using sqlite::Rows;

namespace {

constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();

std::int64_t Number(std::uint64_t position) {
  return static_cast<std::int64_t>(std::min(position, static_cast<std::uint64_t>(kLast)));
}
std::uint64_t Position(std::int64_t number) { return static_cast<std::uint64_t>(number); }

// What an entry is read from, in the order of ReadEntries.
#define VEXLENS_ENTRY                                                                                               \
  "SELECT event.position, leaf.digest, leaf.event_id, leaf.received_at, occurred_at, event_type, source, severity," \
  " subject, actor, correlation_id, trace_id, span_id, attributes, evidence, payload, payload_digest"
#define VEXLENS_LEAF_OF " leaf ON leaf.tenant = event.tenant AND leaf.position = event.position "
// The filter, whose parameters are numbered; 2 and 3 are the position after which the list goes on.
#define VEXLENS_CHOSEN                                                                                         \
  " event.tenant = ?1 AND (occurred_at, event.position) < (?2, ?3) AND occurred_at >= ?4 AND occurred_at < ?5" \
  " AND (?6 = '' OR event_type = ?6) AND (?7 = '' OR source = ?7) AND (?8 = '' OR subject = ?8)"               \
  " AND (?9 = '' OR actor = ?9) AND (?10 = '' OR correlation_id = ?10) AND (?11 = '' OR trace_id = ?11)"       \
  " AND severity >= ?12 ORDER BY occurred_at DESC, event.position DESC LIMIT ?13"

// Returns the statement of a list, by the index that serves it best.
const char* ListSql(const TimelineFilter& filter) {
  if (!filter.correlation_id.empty()) {
    return VEXLENS_ENTRY " FROM event INDEXED BY event_correlation JOIN" VEXLENS_LEAF_OF
                         "WHERE correlation_id = ?10 AND correlation_id <> '' AND" VEXLENS_CHOSEN;
  }
  if (!filter.subject.empty()) {
    return VEXLENS_ENTRY " FROM event INDEXED BY event_subject JOIN" VEXLENS_LEAF_OF
                         "WHERE subject = ?8 AND subject <> '' AND" VEXLENS_CHOSEN;
  }
  return VEXLENS_ENTRY " FROM event INDEXED BY event_time JOIN" VEXLENS_LEAF_OF "WHERE" VEXLENS_CHOSEN;
}

// Reads the columns of TimelineEvent from the fifth on.
absl::Status ReadEvent(Rows& rows, TimelineEvent& event) {
  event.occurred_at = rows.Time(4);
  event.event_type = rows.Text(5);
  event.source = rows.Text(6);
  event.severity = rows.Enumerator(7, EventSeverity::kCritical);
  event.subject = rows.Text(8);
  event.actor = rows.Text(9);
  event.correlation_id = rows.Text(10);
  event.trace_id = rows.Text(11);
  event.span_id = rows.Text(12);
  VEXLENS_RETURN_IF_ERROR(ReadMember("attributes", rows.Text(13), event));
  VEXLENS_RETURN_IF_ERROR(ReadMember("evidence", rows.Text(14), event));
  event.payload = rows.Text(15);
  if (!rows.IsNull(16)) event.payload_digest = rows.ADigest(16);
  return rows.status();
}

}  // namespace

absl::StatusOr<TimelineHead> SqliteTurn::Head() {
  TimelineHead head;
  Rows rows = database_.Select("SELECT size, commits, edge FROM tenant WHERE id = ?", tenant_);
  if (!rows.Next()) return rows.status().ok() ? absl::StatusOr<TimelineHead>(head) : rows.status();
  head.size = Position(rows.Int(0));
  head.commits = Position(rows.Int(1));
  const std::string_view edge = rows.Bytes(2);
  head.edge.resize(edge.size() / sizeof(Digest::bytes));
  for (std::size_t i = 0; i < head.edge.size(); ++i) {
    std::memcpy(head.edge[i].bytes.data(), edge.data() + i * sizeof(Digest::bytes), sizeof(Digest::bytes));
  }
  if (!rows.status().ok()) return rows.status();
  return head;
}

absl::StatusOr<std::vector<std::optional<TimelineLeaf>>> SqliteTurn::Known(
    std::span<const std::string_view> event_ids) {
  std::vector<std::optional<TimelineLeaf>> known(event_ids.size());
  for (std::size_t i = 0; i < event_ids.size(); ++i) {
    Rows rows = database_.Select("SELECT position, received_at, digest FROM leaf WHERE tenant = ? AND event_id = ?",
                                 tenant_, event_ids[i]);
    if (rows.Next()) known[i] = {Position(rows.Int(0)), std::string(event_ids[i]), rows.Time(1), rows.ADigest(2)};
    if (!rows.status().ok()) return rows.status();
  }
  return known;
}

absl::StatusOr<std::vector<TimelineLeaf>> SqliteTurn::Leaves(std::uint64_t first, std::size_t count) {
  std::vector<TimelineLeaf> leaves;
  Rows rows = database_.Select(
      "SELECT position, event_id, received_at, digest FROM leaf WHERE tenant = ? AND position >= ?"
      " ORDER BY position LIMIT ?",
      tenant_, Number(first), Number(count));
  while (rows.Next()) {
    leaves.push_back({Position(rows.Int(0)), std::string(rows.Text(1)), rows.Time(2), rows.ADigest(3)});
  }
  if (!rows.status().ok()) return rows.status();
  return leaves;
}

absl::StatusOr<std::vector<MerkleNode>> SqliteTurn::Nodes(unsigned height, std::uint64_t first, std::size_t count) {
  std::vector<MerkleNode> nodes;
  Rows rows = database_.Select(
      "SELECT position, digest FROM node WHERE tenant = ? AND height = ? AND position >= ? ORDER BY position LIMIT ?",
      tenant_, std::int64_t{height}, Number(first), Number(count));
  while (rows.Next()) nodes.push_back({height, Position(rows.Int(0)), rows.ADigest(1)});
  if (!rows.status().ok()) return rows.status();
  return nodes;
}

absl::StatusOr<std::vector<TimelineEntry>> SqliteTurn::Entries(std::uint64_t first, std::size_t count) {
  return ReadEntries(database_.Select(VEXLENS_ENTRY
                                      " FROM event LEFT JOIN" VEXLENS_LEAF_OF
                                      "WHERE event.tenant = ? AND event.position >= ? ORDER BY event.position LIMIT ?",
                                      tenant_, Number(first), Number(count)));
}

absl::StatusOr<std::vector<TimelineEntry>> SqliteTurn::List(const TimelineFilter& filter,
                                                            const std::optional<TimelinePosition>& after,
                                                            std::size_t count) {
  const TimelinePosition from = after.value_or(TimelinePosition{Instant{kLast}, Position(kLast)});
  const Instant until = filter.until.dated() ? filter.until : Instant{kLast};
  const auto severity = static_cast<std::int64_t>(filter.at_least.value_or(EventSeverity::kDebug));
  return ReadEntries(database_.Select(ListSql(filter), tenant_, from.occurred_at, Number(from.index), filter.from,
                                      until, filter.event_type, filter.source, filter.subject, filter.actor,
                                      filter.correlation_id, filter.trace_id, severity, Number(count)));
}

absl::StatusOr<std::vector<TimelineEntry>> SqliteTurn::ReadEntries(Rows rows) {
  std::vector<TimelineEntry> entries;
  while (rows.Next()) {
    TimelineEntry& entry = entries.emplace_back();
    entry.index = Position(rows.Int(0));
    // Without a leaf it is in no log, and its digest is no event's.
    if (!rows.IsNull(1)) entry.digest = rows.ADigest(1);
    entry.event.tenant = tenant_name_;
    entry.event.event_id = rows.Text(2);
    entry.event.received_at = rows.Time(3);
    if (const absl::Status status = ReadEvent(rows, entry.event); !status.ok()) {
      return absl::Status(status.code(), absl::StrCat("event ", entry.index, ": ", status.message()));
    }
  }
  if (!rows.status().ok()) return rows.status();
  return entries;
}

absl::StatusOr<std::vector<TimelineCheckpoint>> SqliteTurn::Checkpoints(std::uint64_t first, std::size_t count) {
  std::vector<TimelineCheckpoint> checkpoints;
  Rows rows = database_.Select(
      "SELECT number, size, root, note FROM checkpoint WHERE tenant = ? AND number >= ? ORDER BY number LIMIT ?",
      tenant_, Number(first), Number(count));
  while (rows.Next()) {
    checkpoints.push_back({Position(rows.Int(0)), Position(rows.Int(1)), rows.ADigest(2), std::string(rows.Text(3))});
  }
  if (!rows.status().ok()) return rows.status();
  return checkpoints;
}

absl::Status SqliteTurn::Append(std::span<const TimelineEntry> entries, std::span<const MerkleNode> nodes) {
  for (const TimelineEntry& entry : entries) {
    const std::int64_t position = Number(entry.index);
    VEXLENS_RETURN_IF_ERROR(database_.Run("INSERT INTO leaf VALUES(?, ?, ?, ?, ?)", tenant_, position,
                                          entry.event.event_id, entry.event.received_at, entry.digest));
    VEXLENS_RETURN_IF_ERROR(AppendEvent(position, entry.event));
  }
  for (const MerkleNode& node : nodes) {
    VEXLENS_RETURN_IF_ERROR(database_.Run("INSERT INTO node VALUES(?, ?, ?, ?)", tenant_, std::int64_t{node.height},
                                          Number(node.index), node.digest));
  }
  return absl::OkStatus();
}

absl::Status SqliteTurn::AppendEvent(std::int64_t position, const TimelineEvent& event) {
  const auto severity = static_cast<std::int64_t>(event.severity);
  const auto insert = [&](const auto& payload_digest) {
    return database_.Run("INSERT INTO event VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", tenant_,
                         position, event.occurred_at, event.event_type, event.source, severity, event.subject,
                         event.actor, event.correlation_id, event.trace_id, event.span_id, AttributesJson(event),
                         EvidenceJson(event), event.payload, payload_digest);
  };
  return event.payload_digest.has_value() ? insert(*event.payload_digest) : insert(nullptr);
}

absl::Status SqliteTurn::SetHead(const TimelineHead& head, const TimelineCheckpoint& checkpoint) {
  std::string edge;
  for (const Digest& digest : head.edge) edge.append(digest.bytes.begin(), digest.bytes.end());
  VEXLENS_RETURN_IF_ERROR(database_.Run("UPDATE tenant SET size = ?, commits = ?, edge = ? WHERE id = ?",
                                        Number(head.size), Number(head.commits), Blob{edge}, tenant_));
  return database_.Run("INSERT INTO checkpoint VALUES(?, ?, ?, ?, ?)", tenant_, Number(checkpoint.commit),
                       Number(checkpoint.size), checkpoint.root, checkpoint.note);
}

}  // namespace vexlens::timeline
