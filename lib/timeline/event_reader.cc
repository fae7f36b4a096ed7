// ReadTimelineEvent, ParseTimelineEntry and EntryOf: an event out of JSON, and out of a row.
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/json/canonical_value.h"
#include "lib/json/document.h"
#include "lib/json/pointer.h"
#include "lib/timeline/complete.h"
#include "lib/timeline/event_row.h"
#include "lib/timeline/faults.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/timeline_event.h"

namespace vexlens {

using json::Value;
using timeline::Faults;

namespace {

// How deep an event may be nested: a payload somewhat less.
constexpr std::size_t kMaxDepth = 64;

// EventMembers fills an event from the members of one object.
class EventMembers {
 public:
  EventMembers(bool received, TimelineEvent& event, Faults& faults)
      : received_(received), event_(event), faults_(faults) {}

  void Read(Value root) {
    if (!root.is_object()) return faults_.Add("", "expected an object");
    for (const auto member : root.members()) Take(member.name, member.value);
  }

  void Take(std::string_view name, Value value) {
    for (const Member& member : Members()) {
      if (member.name != name) continue;
      if (member.text == nullptr) {
        (this->*member.take)(absl::StrCat("/", name), value);
      } else if (value.is_string()) {
        event_.*member.text = value.text();
      } else {
        faults_.Add(absl::StrCat("/", name), "expected a string");
      }
      return;
    }
    faults_.Add(absl::StrCat("/", json::EscapePointer(name)), "unknown member");
  }

 private:
  using Taker = void (EventMembers::*)(std::string_view place, Value value);
  struct Member {
    std::string_view name;
    std::string TimelineEvent::*text;  // where it goes, of those that are plain texts
    Taker take = nullptr;
  };

  static constexpr std::size_t kMembers = 16;
  static const std::array<Member, kMembers>& Members() {
    static constexpr std::array<Member, kMembers> kTable = {{
        {"actor", &TimelineEvent::actor},
        {"attributes", nullptr, &EventMembers::Attributes},
        {"correlationId", &TimelineEvent::correlation_id},
        {"eventId", &TimelineEvent::event_id},
        {"eventType", &TimelineEvent::event_type},
        {"evidence", nullptr, &EventMembers::Evidence},
        {"occurredAt", nullptr, &EventMembers::OccurredAt},
        {"payload", nullptr, &EventMembers::Payload},
        {"payloadDigest", nullptr, &EventMembers::PayloadDigest},
        {"receivedAt", nullptr, &EventMembers::ReceivedAt},
        {"severity", nullptr, &EventMembers::Severity},
        {"source", &TimelineEvent::source},
        {"spanId", &TimelineEvent::span_id},
        {"subject", &TimelineEvent::subject},
        {"tenant", &TimelineEvent::tenant},
        {"traceId", &TimelineEvent::trace_id},
    }};
    return kTable;
  }

  std::string Text(std::string_view place, Value value) {
    if (!value.is_string()) faults_.Add(place, "expected a string");
    return std::string(value.text());
  }

  std::optional<Digest> ADigest(std::string_view place, Value value) {
    std::optional<Digest> digest = ParseDigest(value.text());
    if (!digest.has_value()) faults_.Add(place, "expected sha256: and 64 lower-case hex digits");
    return digest;
  }

  Instant AnInstant(std::string_view place, Value value) {
    const absl::StatusOr<Instant> instant = ParseInstant(value.text());
    if (!instant.ok()) faults_.Add(place, instant.status().message());
    return instant.value_or(Instant{});
  }

  void OccurredAt(std::string_view place, Value value) { event_.occurred_at = AnInstant(place, value); }

  void ReceivedAt(std::string_view place, Value value) {
    if (!received_) return faults_.Add(place, "leave it out: the timeline sets it");
    event_.received_at = AnInstant(place, value);
  }

  void Severity(std::string_view place, Value value) {
    const std::optional<EventSeverity> severity = ParseEventSeverity(value.text());
    if (!severity.has_value()) faults_.Add(place, kExpectedEventSeverity);
    event_.severity = severity.value_or(EventSeverity::kInfo);
  }

  void Payload(std::string_view, Value value) { event_.payload = json::CanonicalText(value); }
  void PayloadDigest(std::string_view place, Value value) { event_.payload_digest = ADigest(place, value); }

  void Attributes(std::string_view place, Value value) {
    if (!value.is_object()) return faults_.Add(place, "expected an object of strings");
    for (const auto member : value.members()) {
      const std::string below = absl::StrCat(place, "/", json::EscapePointer(member.name));
      event_.attributes.emplace(member.name, Text(below, member.value));
    }
  }

  void Evidence(std::string_view place, Value value) {
    if (!value.is_array()) return faults_.Add(place, "expected an array");
    for (const Value element : value.elements()) {
      const std::string at = absl::StrCat(place, "/", event_.evidence.size());
      event_.evidence.push_back(OneEvidence(at, element));
    }
  }

  EventEvidence OneEvidence(const std::string& place, Value value) {
    EventEvidence evidence;
    if (!value.is_object()) faults_.Add(place, "expected an object");
    for (const auto member : value.members()) {
      const std::string at = absl::StrCat(place, "/", json::EscapePointer(member.name));
      if (member.name == "bundleId") {
        evidence.bundle_id = Text(at, member.value);
      } else if (member.name == "bundleDigest") {
        evidence.bundle_digest = ADigest(at, member.value);
      } else if (member.name == "attestationSubject") {
        evidence.attestation_subject = Text(at, member.value);
      } else {
        faults_.Add(at, "unknown member");
      }
    }
    return evidence;
  }

  const bool received_;
  TimelineEvent& event_;
  Faults& faults_;
};

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
  EventMembers(received, event, faults).Read(root);
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
    EventMembers(/*received=*/true, event, faults).Take(name, value);
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
