#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "vexlens/merkle_tree.h"
#include "vexlens/outbox.h"
#include "vexlens/own_events.h"
#include "vexlens/support/json_text.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/timeline_relay.h"

namespace vexlens {
namespace {

// Reports whether the tenant's log goes on from the one that was noted.
absl::StatusOr<bool> GoesOn(TimelineQueryService& queries, std::string_view tenant, const Relayed& noted) {
  if (noted.size == 0) return false;
  const absl::StatusOr<TimelineConsistency> proof = queries.ProveConsistency(tenant, noted.size);
  // There is no log, or it was never as large.
  if (absl::IsNotFound(proof.status()) || absl::IsInvalidArgument(proof.status())) return false;
  if (!proof.ok()) return proof.status();
  const Checkpoint& now = proof->checkpoint;
  return CheckConsistency(noted.size, noted.root, now.size, now.root, proof->path).ok();
}

// Relay sends one tenant's outbox, page by page.
class Relay {
 public:
  Relay(Workspace& workspace, Timeline& timeline, std::string_view tenant, std::size_t at_once)
      : workspace_(workspace), timeline_(timeline), tenant_(tenant), at_once_(std::max<std::size_t>(at_once, 1)) {}

  absl::Status Begin(bool from_start) {
    VEXLENS_ASSIGN_OR_RETURN(noted_, workspace_.LastRelayed(tenant_));
    if (noted_ == Relayed()) return absl::OkStatus();
    if (!from_start) {
      VEXLENS_ASSIGN_OR_RETURN(const bool goes_on, GoesOn(timeline_.queries(), tenant_, noted_));
      from_start = !goes_on;
    }
    report_.from_start = from_start;
    if (!from_start) relayed_ = noted_;
    report_.refused_before = relayed_.refused;
    return absl::OkStatus();
  }

  absl::Status Run() {
    while (true) {
      VEXLENS_ASSIGN_OR_RETURN(const OutboxPage page, workspace_.Outbox(tenant_, relayed_.position, at_once_));
      if (page.next == relayed_.position) break;
      VEXLENS_RETURN_IF_ERROR(Send(page.entries));
      relayed_.position = page.next;
      // What was looked at and is others' need not be noted before the end.
      if (!page.entries.empty()) VEXLENS_RETURN_IF_ERROR(Note());
    }
    return relayed_.position == noted_.position ? absl::OkStatus() : Note();
  }

  RelayReport Take() { return std::move(report_); }

 private:
  absl::Status Send(const std::vector<OutboxEntry>& entries) {
    std::vector<TimelineEvent> events;
    for (const OutboxEntry& entry : entries) {
      for (TimelineEvent& event : EventsOf(tenant_, entry)) {
        events.push_back(std::move(event));
        if (events.size() == at_once_) VEXLENS_RETURN_IF_ERROR(Ingest(std::exchange(events, {})));
      }
    }
    return events.empty() ? absl::OkStatus() : Ingest(std::move(events));
  }

  absl::Status Ingest(std::vector<TimelineEvent> events) {
    for (IngestedEvent& event : timeline_.ingestion().IngestEvents(std::move(events))) {
      switch (event.outcome) {
        case EventOutcome::kStored:
          ++report_.stored;
          break;
        case EventOutcome::kDuplicate:
          ++report_.duplicate;
          break;
        case EventOutcome::kRejected:
          ++report_.refused;
          ++relayed_.refused;
          if (report_.refusals.size() < kMaxRelayRefusals) report_.refusals.push_back(std::move(event));
          break;
        case EventOutcome::kFailed:
          return event.status;
      }
    }
    return absl::OkStatus();
  }

  // Notes the position, and the log that has everything before it.
  absl::Status Note() {
    const absl::StatusOr<TimelineCheckpoint> last = timeline_.queries().LastCheckpoint(tenant_);
    if (!last.ok() && !absl::IsNotFound(last.status())) return last.status();
    if (last.ok()) {
      relayed_.size = last->size;
      relayed_.root = last->root;
    }
    noted_ = relayed_;
    return workspace_.NoteRelayed(tenant_, relayed_);
  }

  Workspace& workspace_;
  Timeline& timeline_;
  const std::string tenant_;
  const std::size_t at_once_;
  Relayed relayed_;
  Relayed noted_;  // in the workspace
  RelayReport report_;
};

}  // namespace

std::string RelayReport::Json() const {
  std::vector<std::string> each;
  for (const IngestedEvent& event : refusals) each.push_back(event.Json());
  return JsonObject()
      .AddJson("duplicate", absl::StrCat(duplicate))
      .AddJson("fromStart", from_start ? "true" : "false")
      .AddJson("refusals", JsonArray(each))
      .AddJson("refused", absl::StrCat(refused))
      .AddJson("refusedBefore", absl::StrCat(refused_before))
      .AddJson("stored", absl::StrCat(stored))
      .Text();
}

absl::StatusOr<RelayReport> RelayToTimeline(Workspace& workspace, Timeline& timeline, std::string_view tenant,
                                            const RelayOptions& options) {
  Relay relay(workspace, timeline, tenant, options.at_once);
  VEXLENS_RETURN_IF_ERROR(relay.Begin(options.from_start));
  VEXLENS_RETURN_IF_ERROR(relay.Run());
  return relay.Take();
}

}  // namespace vexlens
