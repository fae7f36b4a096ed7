#include "lib/timeline/ingestion.h"

#include <bit>
#include <map>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "lib/timeline/complete.h"
#include "lib/timeline/edge.h"
#include "vexlens/merkle_tree.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::timeline {

struct Ingestion::Arrival {
  TimelineEvent event;
  IngestedEvent became;

  // Whether it may still be stored.
  bool open() const { return became.outcome == EventOutcome::kFailed && became.status.ok(); }
  void End(EventOutcome outcome, absl::Status status) {
    became.outcome = outcome;
    became.status = std::move(status);
  }
};

std::vector<IngestedEvent> Ingestion::Ingest(std::span<const std::string_view> events) {
  std::vector<Arrival> arrivals(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    absl::StatusOr<TimelineEvent> event = ReadMembers(events[i], limits_, 0);
    if (event.ok()) {
      arrivals[i].event = *std::move(event);
    } else {
      arrivals[i].End(EventOutcome::kRejected, event.status());
    }
  }
  return KeepAll(std::move(arrivals));
}

std::vector<IngestedEvent> Ingestion::IngestEvents(std::vector<TimelineEvent> events) {
  std::vector<Arrival> arrivals(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) arrivals[i].event = std::move(events[i]);
  return KeepAll(std::move(arrivals));
}

std::vector<IngestedEvent> Ingestion::KeepAll(std::vector<Arrival> arrivals) {
  const Instant now = clock_();
  std::map<std::string_view, std::vector<Arrival*>> tenants;
  for (Arrival& arrival : arrivals) {
    if (!arrival.open()) continue;
    arrival.became.tenant = arrival.event.tenant;
    arrival.became.event_id = arrival.event.event_id;
    arrival.event.received_at = now;
    if (absl::Status status = Complete(arrival.event, limits_); !status.ok()) {
      arrival.End(EventOutcome::kRejected, std::move(status));
    } else {
      tenants[arrival.became.tenant].push_back(&arrival);
    }
  }
  for (const auto& [tenant, theirs] : tenants) Keep(tenant, theirs);
  std::vector<IngestedEvent> became;
  became.reserve(arrivals.size());
  for (Arrival& arrival : arrivals) became.push_back(std::move(arrival.became));
  return became;
}

void Ingestion::Keep(std::string_view tenant, std::span<Arrival* const> arrivals) {
  absl::StatusOr<std::unique_ptr<TimelineTurn>> turn = store_.Write(tenant);
  const absl::Status status = turn.ok() ? KeepIn(**turn, tenant, arrivals) : turn.status();
  if (status.ok()) return;
  // Nothing was committed: what is no duplicate of an event that was there before is not there now either.
  for (Arrival* const arrival : arrivals) arrival->End(EventOutcome::kFailed, status);
}

absl::Status Ingestion::KeepIn(TimelineTurn& turn, std::string_view tenant, std::span<Arrival* const> arrivals) {
  VEXLENS_ASSIGN_OR_RETURN(TimelineHead head, turn.Head());
  VEXLENS_ASSIGN_OR_RETURN(MerkleEdge edge, EdgeOf(head));
  std::vector<std::string_view> ids;
  ids.reserve(arrivals.size());
  for (const Arrival* const arrival : arrivals) ids.push_back(arrival->became.event_id);
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<std::optional<TimelineLeaf>> known, turn.Known(ids));
  absl::flat_hash_map<std::string_view, TimelineLeaf> leaves;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (known[i].has_value()) leaves.try_emplace(ids[i], *known[i]);
  }
  std::vector<TimelineEntry> entries;
  std::vector<MerkleNode> nodes;
  for (Arrival* const arrival : arrivals) {
    TimelineEvent& event = arrival->event;
    const auto [place, is_new] = leaves.try_emplace(arrival->became.event_id);
    TimelineLeaf& leaf = place->second;
    if (is_new) {
      leaf = {edge.size(), "", event.received_at, LeafDigest(WriteTimelineEvent(event))};
      edge.Append(leaf.digest, nodes);
      arrival->End(EventOutcome::kStored, absl::OkStatus());
      entries.push_back({leaf.index, leaf.digest, std::move(event)});
    } else {
      // The same event, had it come when the other one came.
      event.received_at = leaf.received_at;
      const bool same = LeafDigest(WriteTimelineEvent(event)) == leaf.digest;
      arrival->End(same ? EventOutcome::kDuplicate : EventOutcome::kRejected,
                   same ? absl::OkStatus()
                        : absl::AlreadyExistsError(absl::StrCat("/eventId: another event of tenant ", tenant,
                                                                " has this id, at place ", leaf.index)));
    }
    arrival->became.index = leaf.index;
  }
  if (entries.empty()) return absl::OkStatus();
  head = {edge.size(), head.commits + 1, edge.digests()};
  TimelineCheckpoint checkpoint = {head.commits, head.size, edge.Root(), ""};
  VEXLENS_ASSIGN_OR_RETURN(checkpoint.note, signer_.Sign({signer_.OriginOf(tenant), head.size, checkpoint.root}));
  VEXLENS_RETURN_IF_ERROR(turn.Append(entries, nodes));
  VEXLENS_RETURN_IF_ERROR(turn.SetHead(head, checkpoint));
  return turn.Commit();
}

}  // namespace vexlens::timeline

namespace vexlens {

std::string_view EventOutcomeName(EventOutcome outcome) {
  constexpr std::string_view kNames[] = {"stored", "duplicate", "rejected", "failed"};
  return kNames[static_cast<std::size_t>(outcome)];
}

}  // namespace vexlens
