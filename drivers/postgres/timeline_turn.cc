#include "drivers/postgres/timeline_turn.h"

#include <bit>

#include "absl/strings/str_cat.h"
#include "lib/json/utf8.h"
#include "lib/timeline/edge_bytes.h"
#include "vexlens/merkle_tree.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::postgres {
namespace {

// PostgreSQL refuses other texts, so no row has one.
bool CanBeText(std::string_view text) { return text.find('\0') == std::string_view::npos && json::IsUtf8(text); }

// The columns that ReadRow reads, of an event `e`, its leaf `l` and its details `d`. An event is without those that are
// not there, or were received at another time.
constexpr char kColumns[] =
    "SELECT coalesce(e.index, d.index) AS index, l.digest, l.event_id, coalesce(e.received_at, d.received_at), "
    "e.occurred_at, e.event_type, e.source, e.severity, e.subject, e.actor, e.correlation_id, e.trace_id, e.span_id, "
    "d.attributes, d.evidence, d.payload, e.payload_digest ";
// Row by row: of a young table the planner has no statistics, and would read all of it for each join.
constexpr char kItsLeaf[] =
    " LEFT JOIN LATERAL (SELECT * FROM timeline.timeline_event_digests"
    " WHERE tenant = $1 AND index = e.index AND received_at = e.received_at LIMIT 1) l ON true ";

void ReadRow(Result& rows, int i, TimelineRow& row) {
  row.index = rows.Count(i, 0);
  row.digest.reset();
  if (!rows.IsNull(i, 1)) row.digest = rows.ADigest(i, 1);
  row.event_id = rows.Text(i, 2);
  row.received_at = rows.Time(i, 3);
  row.occurred_at = rows.IsNull(i, 4) ? Instant{} : rows.Time(i, 4);
  row.event_type = rows.Text(i, 5);
  row.source = rows.Text(i, 6);
  row.severity = rows.IsNull(i, 7) ? EventSeverity::kDebug : rows.Enumerator(i, 7, EventSeverity::kCritical);
  row.subject = rows.Text(i, 8);
  row.actor = rows.Text(i, 9);
  row.correlation_id = rows.Text(i, 10);
  row.trace_id = rows.Text(i, 11);
  row.span_id = rows.Text(i, 12);
  row.attributes = rows.Text(i, 13);
  row.evidence = rows.Text(i, 14);
  row.payload = rows.Text(i, 15);
  row.payload_digest.reset();
  if (!rows.IsNull(i, 16)) row.payload_digest = rows.ADigest(i, 16);
}

absl::Status GiveRows(absl::StatusOr<Result> rows, TimelineRowSink sink) {
  if (!rows.ok()) return rows.status();
  TimelineRow row;
  for (int i = 0; i < rows->size(); ++i) {
    ReadRow(*rows, i, row);
    if (!rows->status().ok()) return rows->status();
    sink(row);
  }
  return absl::OkStatus();
}

// Returns the right edge that belongs to a checkpoint, of rows {number, size, root, edge, …}. It is believed only if
// the root follows from it.
absl::StatusOr<std::vector<Digest>> EdgeOf(Result& rows, int i) {
  const std::uint64_t size = rows.Count(i, 1);
  const Digest root = rows.ADigest(i, 2);
  const std::string_view bytes = rows.Text(i, 3);
  if (!rows.status().ok()) return rows.status();
  if (bytes.size() == static_cast<std::size_t>(std::popcount(size)) * sizeof(Digest::bytes)) {
    std::vector<Digest> edge = timeline::EdgeOfBytes(bytes);
    if (MerkleEdge(size, edge).Root() == root) return edge;
  }
  return absl::DataLossError(absl::StrCat("the checkpoint of commit ", rows.Count(i, 0), " is not as it was"));
}

// Returns the number in the one row of an answer, nothing for null.
absl::StatusOr<std::optional<std::uint64_t>> CountOf(absl::StatusOr<Result> rows) {
  if (!rows.ok()) return rows.status();
  if (rows->IsNull(0, 0)) return std::optional<std::uint64_t>();
  const std::uint64_t count = rows->Count(0, 0);
  if (!rows->status().ok()) return rows->status();
  return count;
}

// Chosen is the condition of a list, with its parameters after the tenant.
class Chosen {
 public:
  explicit Chosen(std::string_view tenant) : parameters_(tenant) {}

  template <typename Value>
  void Add(std::string_view condition, const Value& value) {
    parameters_.Add(value);
    absl::StrAppend(&sql_, " AND ", condition, " $", parameters_.types().size());
  }
  void AddText(std::string_view column, const std::string& text) {
    if (text.empty()) return;
    // For the sake of indexes that leave '' out.
    absl::StrAppend(&sql_, " AND ", column, " <> ''");
    Add(absl::StrCat(column, " ="), std::string_view(text));
  }
  void AddPosition(const TimelinePosition& after) {
    parameters_.Add(after.occurred_at);
    parameters_.Add(after.index);
    const std::size_t last = parameters_.types().size();
    absl::StrAppend(&sql_, " AND (occurred_at, index) < ($", last - 1, ", $", last, ")");
  }
  // Ends with how many are wanted. Returns the parameter's place.
  std::size_t AddCount(std::size_t count) {
    parameters_.Add(count);
    return parameters_.types().size();
  }

  const std::string& sql() const { return sql_; }
  const Parameters& parameters() const { return parameters_; }

 private:
  std::string sql_ = "tenant = $1";
  Parameters parameters_;
};

Chosen ChosenBy(std::string_view tenant, const TimelineFilter& filter, const std::optional<TimelinePosition>& after) {
  Chosen chosen(tenant);
  if (filter.from.dated()) chosen.Add("occurred_at >=", filter.from);
  if (filter.until.dated()) chosen.Add("occurred_at <", filter.until);
  chosen.AddText("event_type", filter.event_type);
  chosen.AddText("source", filter.source);
  chosen.AddText("subject", filter.subject);
  chosen.AddText("actor", filter.actor);
  chosen.AddText("correlation_id", filter.correlation_id);
  chosen.AddText("trace_id", filter.trace_id);
  if (filter.at_least.has_value()) chosen.Add("severity >=", static_cast<std::int64_t>(*filter.at_least));
  if (after.has_value()) chosen.AddPosition(*after);
  return chosen;
}

}  // namespace

absl::StatusOr<TimelineHead> PostgresTurn::Head() {
  VEXLENS_ASSIGN_OR_RETURN(Result rows, Run("SELECT number, size, root, edge FROM timeline.timeline_checkpoints"
                                            " WHERE tenant = $1 ORDER BY number DESC LIMIT 1"));
  if (rows.size() == 0) return TimelineHead();
  VEXLENS_ASSIGN_OR_RETURN(std::vector<Digest> edge, EdgeOf(rows, 0));
  return TimelineHead{rows.Count(0, 1), rows.Count(0, 0), std::move(edge)};
}

absl::StatusOr<std::vector<std::optional<TimelineLeaf>>> PostgresTurn::Known(
    std::span<const std::string_view> event_ids) {
  Array ids(Type::kText);
  for (const std::string_view id : event_ids) CanBeText(id) ? ids.Add(id) : ids.AddNull();
  VEXLENS_ASSIGN_OR_RETURN(
      Result rows, Run("SELECT asked.place, leaf.index, leaf.received_at, leaf.digest"
                       " FROM unnest($2) WITH ORDINALITY AS asked(id, place)"
                       " JOIN timeline.timeline_event_digests leaf ON leaf.tenant = $1 AND leaf.event_id = asked.id",
                       ids));
  std::vector<std::optional<TimelineLeaf>> known(event_ids.size());
  for (int i = 0; i < rows.size(); ++i) {
    const std::size_t place = rows.Count(i, 0) - 1;
    known[place] = {rows.Count(i, 1), std::string(event_ids[place]), rows.Time(i, 2), rows.ADigest(i, 3)};
  }
  if (!rows.status().ok()) return rows.status();
  return known;
}

absl::StatusOr<std::vector<TimelineLeaf>> PostgresTurn::Leaves(std::uint64_t first, std::uint64_t end) {
  VEXLENS_ASSIGN_OR_RETURN(Result rows,
                           Run("SELECT index, event_id, received_at, digest FROM timeline.timeline_event_digests"
                               " WHERE tenant = $1 AND index >= $2 AND index < $3 ORDER BY index",
                               first, end));
  std::vector<TimelineLeaf> leaves;
  for (int i = 0; i < rows.size(); ++i) {
    leaves.push_back({rows.Count(i, 0), std::string(rows.Text(i, 1)), rows.Time(i, 2), rows.ADigest(i, 3)});
  }
  if (!rows.status().ok()) return rows.status();
  return leaves;
}

absl::StatusOr<std::vector<MerkleNode>> PostgresTurn::Nodes(unsigned height, std::uint64_t first, std::size_t count) {
  VEXLENS_ASSIGN_OR_RETURN(Result rows,
                           Run("SELECT position, digest FROM timeline.timeline_nodes"
                               " WHERE tenant = $1 AND height = $2 AND position >= $3 ORDER BY position LIMIT $4",
                               std::uint64_t{height}, first, count));
  std::vector<MerkleNode> nodes;
  for (int i = 0; i < rows.size(); ++i) nodes.push_back({height, rows.Count(i, 0), rows.ADigest(i, 1)});
  if (!rows.status().ok()) return rows.status();
  return nodes;
}

absl::Status PostgresTurn::Events(std::uint64_t first, std::uint64_t end, TimelineRowSink sink) {
  constexpr char kRange[] = " WHERE tenant = $1 AND index >= $2 AND index < $3) ";
  const std::string sql =
      absl::StrCat(kColumns, "FROM (SELECT * FROM timeline.timeline_events", kRange,
                   "e FULL JOIN (SELECT * FROM timeline.timeline_event_details", kRange,
                   "d ON d.index = e.index AND d.received_at = e.received_at", kItsLeaf, "ORDER BY 1");
  return GiveRows(Run(sql, first, end), sink);
}

absl::StatusOr<std::optional<std::uint64_t>> PostgresTurn::Next(std::uint64_t first) {
  return CountOf(
      Run("SELECT least("
          "(SELECT min(index) FROM timeline.timeline_event_digests WHERE tenant = $1 AND index >= $2),"
          "(SELECT min(index) FROM timeline.timeline_events WHERE tenant = $1 AND index >= $2),"
          "(SELECT min(index) FROM timeline.timeline_event_details WHERE tenant = $1 AND index >= $2))",
          first));
}

absl::StatusOr<std::optional<std::uint64_t>> PostgresTurn::FirstEvent() {
  return CountOf(Run("SELECT min(index) FROM timeline.timeline_events WHERE tenant = $1"));
}

absl::Status PostgresTurn::List(const TimelineFilter& filter, const std::optional<TimelinePosition>& after,
                                std::size_t count, TimelineRowSink sink) {
  Chosen chosen = ChosenBy(tenant_, filter, after);
  const std::size_t limit = chosen.AddCount(count);
  const std::string sql =
      absl::StrCat(kColumns, "FROM (SELECT * FROM timeline.timeline_events WHERE ", chosen.sql(),
                   " ORDER BY occurred_at DESC, index DESC LIMIT $", limit,
                   ") e LEFT JOIN LATERAL (SELECT * FROM timeline.timeline_event_details"
                   " WHERE tenant = $1 AND index = e.index AND received_at = e.received_at LIMIT 1) d ON true",
                   kItsLeaf, "ORDER BY e.occurred_at DESC, e.index DESC");
  return GiveRows(session_.connection().Run(sql, chosen.parameters()), sink);
}

absl::StatusOr<std::vector<TimelineCheckpoint>> PostgresTurn::Checkpoints(std::uint64_t first, std::size_t count) {
  VEXLENS_ASSIGN_OR_RETURN(Result rows, Run("SELECT number, size, root, edge, note FROM timeline.timeline_checkpoints"
                                            " WHERE tenant = $1 AND number >= $2 ORDER BY number LIMIT $3",
                                            first, count));
  std::vector<TimelineCheckpoint> checkpoints;
  for (int i = 0; i < rows.size(); ++i) {
    VEXLENS_RETURN_IF_ERROR(EdgeOf(rows, i).status());
    checkpoints.push_back({rows.Count(i, 0), rows.Count(i, 1), rows.ADigest(i, 2), std::string(rows.Text(i, 4))});
  }
  if (!rows.status().ok()) return rows.status();
  return checkpoints;
}

absl::Status PostgresTurn::Append(std::span<const TimelineRow> rows, std::span<const MerkleNode> nodes) {
  if (!rows.empty()) {
    VEXLENS_RETURN_IF_ERROR(months_.Add(session_.connection(), rows[0].received_at));
    VEXLENS_RETURN_IF_ERROR(AppendLeaves(rows));
    VEXLENS_RETURN_IF_ERROR(AppendEvents(rows));
    VEXLENS_RETURN_IF_ERROR(AppendDetails(rows));
  }
  return nodes.empty() ? absl::OkStatus() : AppendNodes(nodes);
}

absl::Status PostgresTurn::AppendLeaves(std::span<const TimelineRow> rows) {
  return Run("INSERT INTO timeline.timeline_event_digests(tenant, index, event_id, received_at, digest)"
             " SELECT $1, rows.* FROM unnest($2, $3, $4, $5) AS rows",
             ArrayOf(Type::kInt, rows, &TimelineRow::index), ArrayOf(Type::kText, rows, &TimelineRow::event_id),
             ArrayOf(Type::kTime, rows, &TimelineRow::received_at), ArrayOf(Type::kBytes, rows, &TimelineRow::digest))
      .status();
}

absl::Status PostgresTurn::AppendEvents(std::span<const TimelineRow> rows) {
  const auto severity = [](const TimelineRow& row) { return static_cast<std::int64_t>(row.severity); };
  return Run("INSERT INTO timeline.timeline_events(tenant, index, received_at, occurred_at, event_type, source,"
             " severity, subject, actor, correlation_id, trace_id, span_id, payload_digest)"
             " SELECT $1, rows.* FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS rows",
             ArrayOf(Type::kInt, rows, &TimelineRow::index), ArrayOf(Type::kTime, rows, &TimelineRow::received_at),
             ArrayOf(Type::kTime, rows, &TimelineRow::occurred_at),
             ArrayOf(Type::kText, rows, &TimelineRow::event_type), ArrayOf(Type::kText, rows, &TimelineRow::source),
             ArrayOf(Type::kInt, rows, severity), ArrayOf(Type::kText, rows, &TimelineRow::subject),
             ArrayOf(Type::kText, rows, &TimelineRow::actor), ArrayOf(Type::kText, rows, &TimelineRow::correlation_id),
             ArrayOf(Type::kText, rows, &TimelineRow::trace_id), ArrayOf(Type::kText, rows, &TimelineRow::span_id),
             ArrayOf(Type::kBytes, rows, &TimelineRow::payload_digest))
      .status();
}

absl::Status PostgresTurn::AppendDetails(std::span<const TimelineRow> rows) {
  return Run("INSERT INTO timeline.timeline_event_details(tenant, index, received_at, attributes, evidence, payload)"
             " SELECT $1, rows.* FROM unnest($2, $3, $4, $5, $6) AS rows",
             ArrayOf(Type::kInt, rows, &TimelineRow::index), ArrayOf(Type::kTime, rows, &TimelineRow::received_at),
             ArrayOf(Type::kText, rows, &TimelineRow::attributes), ArrayOf(Type::kText, rows, &TimelineRow::evidence),
             ArrayOf(Type::kText, rows, &TimelineRow::payload))
      .status();
}

absl::Status PostgresTurn::AppendNodes(std::span<const MerkleNode> nodes) {
  const auto height = [](const MerkleNode& node) { return std::uint64_t{node.height}; };
  return Run("INSERT INTO timeline.timeline_nodes(tenant, height, position, digest)"
             " SELECT $1, rows.* FROM unnest($2, $3, $4) AS rows",
             ArrayOf(Type::kInt, nodes, height), ArrayOf(Type::kInt, nodes, &MerkleNode::index),
             ArrayOf(Type::kBytes, nodes, &MerkleNode::digest))
      .status();
}

absl::Status PostgresTurn::Drop(std::uint64_t end) {
  for (const char* const sql : {"DELETE FROM timeline.timeline_events WHERE tenant = $1 AND index < $2",
                                "DELETE FROM timeline.timeline_event_details WHERE tenant = $1 AND index < $2"}) {
    VEXLENS_RETURN_IF_ERROR(Run(sql, end).status());
  }
  return absl::OkStatus();
}

absl::Status PostgresTurn::SetHead(const TimelineHead& head, const TimelineCheckpoint& checkpoint) {
  const std::string edge = timeline::EdgeBytes(head.edge);
  return Run("INSERT INTO timeline.timeline_checkpoints(tenant, number, size, root, edge, note)"
             " VALUES($1, $2, $3, $4, $5, $6)",
             checkpoint.commit, checkpoint.size, checkpoint.root, Bytes{edge}, std::string_view(checkpoint.note))
      .status();
}

}  // namespace vexlens::postgres
