// ReadTimelineEvent, ParseTimelineEntry and EntryOf: an event out of JSON, and out of a row.
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/json/canonical_value.h"
#include "lib/json/document.h"
#include "lib/timeline/complete.h"
#include "lib/timeline/envelopes.h"
#include "lib/timeline/event_members.h"
#include "lib/timeline/event_row.h"
#include "lib/timeline/faults.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/timeline_event.h"

namespace vexlens {

using json::Value;
using timeline::EventMembers;
using timeline::Faults;

namespace {

// How deep an event may be nested: a payload somewhat less.
constexpr std::size_t kMaxDepth = 64;

absl::Status Parse(std::string_view json, std::size_t max_bytes, std::size_t padding, Value& root) {
  thread_local json::Parser parser;  // keeps its memory from one event to the next
  if (auto failure = json::ParseAnyNumber(parser, json, {max_bytes, kMaxDepth}, padding, root)) {
    return std::move(failure->status);
  }
  return absl::OkStatus();
}

absl::StatusOr<TimelineEvent> Read(std::string_view json, std::size_t max_bytes, std::size_t padding, bool received) {
  Value root;
  VEXLENS_RETURN_IF_ERROR(Parse(json, max_bytes, padding, root));
  TimelineEvent event;
  Faults faults;
  EventMembers members(received, event, faults);
  if (received || !timeline::ReadEnvelope(root, members, event, faults)) members.Read(root);
  VEXLENS_RETURN_IF_ERROR(faults.ToStatus());
  return event;
}

}  // namespace

absl::StatusOr<TimelineEvent> ReadTimelineEvent(std::string_view json, const TimelineLimits& limits,
                                                std::size_t padding) {
  VEXLENS_ASSIGN_OR_RETURN(TimelineEvent event, timeline::ReadMembers(json, limits, padding));
  VEXLENS_RETURN_IF_ERROR(timeline::Complete(event, limits));
  return event;
}

absl::StatusOr<TimelineEvent> ParseTimelineEntry(std::string_view json) {
  absl::StatusOr<TimelineEvent> event = Read(json, json.size(), 0, /*received=*/true);
  if (!event.ok()) return absl::DataLossError(event.status().message());
  if (WriteTimelineEvent(*event) != json) return absl::DataLossError("the event is not in canonical form");
  return event;
}

namespace timeline {

absl::StatusOr<TimelineEvent> ReadMembers(std::string_view json, const TimelineLimits& limits, std::size_t padding) {
  return Read(json, limits.max_event_bytes, padding, /*received=*/false);
}

namespace {

// Reads "attributes" or "evidence" from JSON into the event; "" is none.
absl::Status ReadMember(std::string_view name, std::string_view json, TimelineEvent& event) {
  if (json.empty()) return absl::OkStatus();
  Value value;
  Faults faults;
  absl::Status status = Parse(json, json.size(), 0, value);
  if (status.ok()) {
    EventMembers(/*received=*/true, event, faults).Take(name, absl::StrCat("/", name), value);
    status = faults.ToStatus();
  }
  return status.ok() ? status : absl::DataLossError(status.message());
}

}  // namespace

absl::StatusOr<TimelineEntry> EntryOf(std::string_view tenant, const TimelineRow& row) {
  TimelineEntry entry;
  entry.index = row.index;
  entry.digest = row.digest.value_or(Digest{});
  TimelineEvent& event = entry.event;
  event.tenant = tenant;
  event.event_id = row.event_id;
  event.received_at = row.received_at;
  event.occurred_at = row.occurred_at;
  event.event_type = row.event_type;
  event.source = row.source;
  event.severity = row.severity;
  event.subject = row.subject;
  event.actor = row.actor;
  event.correlation_id = row.correlation_id;
  event.trace_id = row.trace_id;
  event.span_id = row.span_id;
  event.payload = row.payload;
  event.payload_digest = row.payload_digest;
  absl::Status status = ReadMember("attributes", row.attributes, event);
  if (status.ok()) status = ReadMember("evidence", row.evidence, event);
  if (status.ok()) return entry;
  return absl::DataLossError(absl::StrCat("event ", row.index, ": ", status.message()));
}

}  // namespace timeline
}  // namespace vexlens
