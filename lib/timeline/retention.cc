#include "lib/timeline/retention.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/timeline/event_row.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/tenant.h"

namespace vexlens::timeline {
namespace {

constexpr std::uint64_t kMostAtOnce = 100'000;
constexpr std::uint64_t kWindow = 1024;  // leaves at a time
constexpr char kEnd[] = "end";

// Returns the index of the first event from `first` to before `end` that was received at an instant or later, `end` if
// none was.
absl::StatusOr<std::uint64_t> FirstSince(TimelineView& view, std::uint64_t first, std::uint64_t end, Instant since) {
  while (first < end) {
    const std::uint64_t next = std::min(first + kWindow, end);
    VEXLENS_ASSIGN_OR_RETURN(const std::vector<TimelineLeaf> leaves, view.Leaves(first, next));
    for (const TimelineLeaf& leaf : leaves) {
      if (leaf.received_at >= since) return leaf.index;
    }
    first = next;
  }
  return end;
}

TimelineEvent EventOf(std::string_view tenant, Instant now, Instant before, std::uint64_t end) {
  TimelineEvent event;
  event.event_id = absl::StrCat(kEventsDropped, "/", end);
  event.tenant = tenant;
  event.event_type = kEventsDropped;
  event.source = "vexlens";
  event.occurred_at = now;
  event.received_at = now;
  event.severity = EventSeverity::kNotice;
  event.attributes = {{"before", FormatInstant(before)}, {kEnd, absl::StrCat(end)}};
  return event;
}

}  // namespace

absl::StatusOr<TimelineRetained> Retention::Retain(std::string_view tenant, Instant before) {
  VEXLENS_RETURN_IF_ERROR(CheckTenant(tenant));
  if (before > clock_()) {
    return absl::InvalidArgumentError(
        absl::StrCat("to drop events before ", FormatInstant(before), ", which is yet to come"));
  }
  TimelineRetained retained;
  std::uint64_t bound = std::numeric_limits<std::uint64_t>::max();
  while (true) {
    VEXLENS_ASSIGN_OR_RETURN(const bool more, DropSome(tenant, before, bound, retained));
    if (!more) return retained;
  }
}

absl::StatusOr<bool> Retention::DropSome(std::string_view tenant, Instant before, std::uint64_t& bound,
                                         TimelineRetained& retained) {
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<TimelineTurn> turn, store_.Write(tenant));
  VEXLENS_ASSIGN_OR_RETURN(const TimelineHead head, turn->Head());
  VEXLENS_ASSIGN_OR_RETURN(const std::optional<std::uint64_t> first, turn->FirstEvent());
  if (!first.has_value()) return false;
  retained.end = *first;
  bound = std::min(bound, head.size);
  const std::uint64_t most = std::min(*first + kMostAtOnce, bound);
  VEXLENS_ASSIGN_OR_RETURN(const std::uint64_t end, FirstSince(*turn, *first, most, before));
  if (end <= *first) return false;
  VEXLENS_RETURN_IF_ERROR(turn->Drop(end));
  VEXLENS_RETURN_IF_ERROR(ingestion_.Append(*turn, EventOf(tenant, clock_(), before, end)));
  VEXLENS_RETURN_IF_ERROR(turn->Commit());
  retained.dropped += end - *first;
  retained.end = end;
  return end == most;
}

std::uint64_t DroppedBefore(const TimelineRow& row) {
  if (row.event_type != kEventsDropped) return 0;
  const absl::StatusOr<TimelineEntry> entry = EntryOf("", row);
  if (!entry.ok()) return 0;
  const auto end = entry->event.attributes.find(kEnd);
  std::uint64_t number = 0;
  return end != entry->event.attributes.end() && absl::SimpleAtoi(end->second, &number) ? number : 0;
}

}  // namespace vexlens::timeline
