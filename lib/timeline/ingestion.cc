#include "lib/timeline/ingestion.h"

#include <bit>
#include <cstddef>
#include <map>
#include <optional>

#include "absl/strings/str_cat.h"
#include "lib/timeline/complete.h"
#include "lib/timeline/event_row.h"
#include "vexlens/canonical_json.h"
#include "vexlens/merkle_tree.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::timeline {
namespace {

// Errors: DATA_LOSS for a head that no tree has.
absl::StatusOr<MerkleEdge> EdgeOf(const TimelineHead& head) {
  if (head.edge.size() == static_cast<std::size_t>(std::popcount(head.size))) return MerkleEdge(head.size, head.edge);
  return absl::DataLossError("the right edge of the tree is damaged: verify the timeline");
}

absl::Status OursAlone() {
  return absl::InvalidArgumentError(absl::StrCat("/eventType: only the timeline itself says ", kEventsDropped));
}

}  // namespace

struct Ingestion::Arrival {
  TimelineEvent event;
  IngestedEvent became;
  std::optional<EventTexts> texts;  // once it was checked

  // Reports whether it may still be stored.
  bool open() const { return became.outcome == EventOutcome::kFailed && became.status.ok(); }
  void End(EventOutcome outcome, absl::Status status) {
    became.outcome = outcome;
    became.status = std::move(status);
  }
  TimelineRow Row() const { return RowOf(event, *texts); }
};

std::vector<IngestedEvent> Ingestion::Ingest(std::span<const std::string_view> events) {
  const std::chrono::nanoseconds begun = Observed().Now();
  std::vector<Arrival> arrivals(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    absl::StatusOr<TimelineEvent> event = ReadMembers(events[i], limits_, 0);
    if (event.ok()) {
      arrivals[i].event = *std::move(event);
    } else {
      arrivals[i].End(EventOutcome::kRejected, event.status());
    }
  }
  return KeepAll(std::move(arrivals), begun);
}

std::vector<IngestedEvent> Ingestion::IngestEvents(std::vector<TimelineEvent> events) {
  const std::chrono::nanoseconds begun = Observed().Now();
  std::vector<Arrival> arrivals(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    TimelineEvent& event = arrivals[i].event = std::move(events[i]);
    if (event.payload.empty()) continue;
    absl::StatusOr<std::string> payload = CanonicalJson(event.payload);
    if (payload.ok()) {
      event.payload = *std::move(payload);
    } else {
      arrivals[i].End(EventOutcome::kRejected,
                      absl::InvalidArgumentError(absl::StrCat("/payload: ", payload.status().message())));
    }
  }
  return KeepAll(std::move(arrivals), begun);
}

std::vector<IngestedEvent> Ingestion::KeepAll(std::vector<Arrival> arrivals, std::chrono::nanoseconds begun) {
  const Instant now = clock_();
  std::map<std::string_view, std::vector<Arrival*>> tenants;
  for (Arrival& arrival : arrivals) {
    if (!arrival.open()) continue;
    arrival.became.tenant = arrival.event.tenant;
    arrival.became.event_id = arrival.event.event_id;
    arrival.event.received_at = now;
    absl::Status status = Complete(arrival.event, limits_);
    if (status.ok() && arrival.event.event_type == kEventsDropped) status = OursAlone();
    if (!status.ok()) {
      arrival.End(EventOutcome::kRejected, std::move(status));
    } else {
      arrival.texts.emplace(arrival.event);
      tenants[arrival.became.tenant].push_back(&arrival);
    }
  }
  for (const auto& [tenant, theirs] : tenants) Keep(tenant, theirs);
  if (Observed()) Tell(arrivals, begun);
  std::vector<IngestedEvent> became;
  became.reserve(arrivals.size());
  for (Arrival& arrival : arrivals) became.push_back(std::move(arrival.became));
  return became;
}

void Ingestion::Tell(std::span<const Arrival> arrivals, std::chrono::nanoseconds begun) const {
  const std::chrono::nanoseconds elapsed = Observed().Now() - begun;
  for (const Arrival& arrival : arrivals) {
    const IngestedEvent& became = arrival.became;
    observer_->OnEventIngested({became.tenant, became.event_id, arrival.event.event_type, arrival.event.source,
                                EventOutcomeName(became.outcome), became.status.message(), became.index, elapsed},
                               base::NoTrace());
  }
}

void Ingestion::Keep(std::string_view tenant, std::span<Arrival* const> arrivals) {
  absl::StatusOr<std::unique_ptr<TimelineTurn>> turn = store_.Write(tenant);
  absl::Status status = turn.ok() ? KeepIn(**turn, tenant, arrivals) : turn.status();
  if (status.ok()) status = (*turn)->Commit();
  if (status.ok()) return;
  // Nothing was committed: what is no duplicate of an event that was there before is not there now either.
  for (Arrival* const arrival : arrivals) arrival->End(EventOutcome::kFailed, status);
}

absl::Status Ingestion::KeepIn(TimelineTurn& turn, std::string_view tenant, std::span<Arrival* const> arrivals) {
  VEXLENS_ASSIGN_OR_RETURN(TimelineHead head, turn.Head());
  VEXLENS_ASSIGN_OR_RETURN(MerkleEdge edge, EdgeOf(head));
  VEXLENS_ASSIGN_OR_RETURN(Leaves leaves, KnownOf(turn, arrivals));
  std::vector<TimelineRow> rows;
  std::vector<MerkleNode> nodes;
  std::string entry;
  for (Arrival* const arrival : arrivals) {
    const auto [place, is_new] = leaves.try_emplace(arrival->became.event_id);
    TimelineLeaf& leaf = place->second;
    if (!is_new) {
      CompareWith(leaf, tenant, *arrival);
      continue;
    }
    TimelineRow row = arrival->Row();
    WriteEntry(tenant, row, entry);
    leaf = {edge.size(), "", row.received_at, LeafDigest(entry)};
    row.index = leaf.index;
    row.digest = leaf.digest;
    edge.Append(leaf.digest, nodes);
    rows.push_back(row);
    arrival->End(EventOutcome::kStored, absl::OkStatus());
    arrival->became.index = leaf.index;
  }
  if (rows.empty()) return absl::OkStatus();
  head = {edge.size(), head.commits + 1, edge.digests()};
  TimelineCheckpoint checkpoint = {head.commits, head.size, edge.Root(), ""};
  VEXLENS_ASSIGN_OR_RETURN(checkpoint.note, signer_.Sign({signer_.OriginOf(tenant), head.size, checkpoint.root}));
  VEXLENS_RETURN_IF_ERROR(turn.Append(rows, nodes));
  return turn.SetHead(head, checkpoint);
}

absl::Status Ingestion::Append(TimelineTurn& turn, TimelineEvent event) {
  Arrival arrival;
  arrival.event = std::move(event);
  arrival.became.event_id = arrival.event.event_id;
  VEXLENS_RETURN_IF_ERROR(Complete(arrival.event, limits_));
  arrival.texts.emplace(arrival.event);
  Arrival* const arrivals[] = {&arrival};
  VEXLENS_RETURN_IF_ERROR(KeepIn(turn, arrival.event.tenant, arrivals));
  return arrival.became.outcome == EventOutcome::kStored ? absl::OkStatus() : arrival.became.status;
}

absl::StatusOr<Ingestion::Leaves> Ingestion::KnownOf(TimelineTurn& turn, std::span<Arrival* const> arrivals) {
  std::vector<std::string_view> ids;
  ids.reserve(arrivals.size());
  for (const Arrival* const arrival : arrivals) ids.push_back(arrival->became.event_id);
  VEXLENS_ASSIGN_OR_RETURN(std::vector<std::optional<TimelineLeaf>> known, turn.Known(ids));
  Leaves leaves;
  leaves.reserve(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (known[i].has_value()) leaves.try_emplace(ids[i], *std::move(known[i]));
  }
  return leaves;
}

// The same event, had it come when the other one came, has the same digest.
void Ingestion::CompareWith(const TimelineLeaf& leaf, std::string_view tenant, Arrival& arrival) {
  arrival.event.received_at = leaf.received_at;
  std::string entry;
  WriteEntry(tenant, arrival.Row(), entry);
  if (LeafDigest(entry) == leaf.digest) {
    arrival.End(EventOutcome::kDuplicate, absl::OkStatus());
    arrival.became.index = leaf.index;
  } else {
    arrival.End(EventOutcome::kRejected,
                absl::AlreadyExistsError(
                    absl::StrCat("/eventId: another event of tenant ", tenant, " has this id, at place ", leaf.index)));
  }
}

}  // namespace vexlens::timeline

namespace vexlens {

std::string_view EventOutcomeName(EventOutcome outcome) {
  constexpr std::string_view kNames[] = {"stored", "duplicate", "rejected", "failed"};
  return kNames[static_cast<std::size_t>(outcome)];
}

}  // namespace vexlens
