#include "lib/timeline/event_members.h"

#include "absl/strings/str_cat.h"
#include "lib/json/canonical_value.h"
#include "lib/json/pointer.h"

namespace vexlens::timeline {

using json::Value;

const EventMembers::Member* EventMembers::Find(std::string_view name) {
  static constexpr Member kTable[] = {
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
  };
  for (const Member& member : kTable) {
    if (member.name == name) return &member;
  }
  return nullptr;
}

void EventMembers::Read(Value root) {
  if (!root.is_object()) return faults_.Add("", "expected an object");
  for (const auto member : root.members()) {
    Take(member.name, absl::StrCat("/", json::EscapePointer(member.name)), member.value);
  }
}

void EventMembers::Take(std::string_view name, std::string_view place, Value value) {
  const Member* const member = Find(name);
  if (member == nullptr) return faults_.Add(place, "unknown member");
  if (member->text == nullptr) return (this->*member->take)(place, value);
  event_.*member->text = Text(place, value);
}

std::string EventMembers::Text(std::string_view place, Value value) {
  if (!value.is_string()) faults_.Add(place, "expected a string");
  return std::string(value.text());
}

std::optional<Digest> EventMembers::ADigest(std::string_view place, Value value) {
  std::optional<Digest> digest = ParseDigest(value.text());
  if (!digest.has_value()) faults_.Add(place, "expected sha256: and 64 lower-case hex digits");
  return digest;
}

Instant EventMembers::AnInstant(std::string_view place, Value value) {
  const absl::StatusOr<Instant> instant = ParseInstant(value.text());
  if (!instant.ok()) faults_.Add(place, instant.status().message());
  return instant.value_or(Instant{});
}

void EventMembers::OccurredAt(std::string_view place, Value value) { event_.occurred_at = AnInstant(place, value); }

void EventMembers::ReceivedAt(std::string_view place, Value value) {
  if (!received_) return faults_.Add(place, "leave it out: the timeline sets it");
  event_.received_at = AnInstant(place, value);
}

void EventMembers::Severity(std::string_view place, Value value) {
  const std::optional<EventSeverity> severity = ParseEventSeverity(value.text());
  if (!severity.has_value()) faults_.Add(place, kExpectedEventSeverity);
  event_.severity = severity.value_or(EventSeverity::kInfo);
}

void EventMembers::Payload(std::string_view, Value value) { event_.payload = json::CanonicalText(value); }

void EventMembers::PayloadDigest(std::string_view place, Value value) { event_.payload_digest = ADigest(place, value); }

void EventMembers::Attributes(std::string_view place, Value value) {
  if (!value.is_object()) return faults_.Add(place, "expected an object of strings");
  for (const auto member : value.members()) {
    const std::string below = absl::StrCat(place, "/", json::EscapePointer(member.name));
    event_.attributes.emplace(member.name, Text(below, member.value));
  }
}

void EventMembers::Evidence(std::string_view place, Value value) {
  if (!value.is_array()) return faults_.Add(place, "expected an array");
  for (const Value element : value.elements()) {
    const std::string at = absl::StrCat(place, "/", event_.evidence.size());
    event_.evidence.push_back(OneEvidence(at, element));
  }
}

EventEvidence EventMembers::OneEvidence(const std::string& place, Value value) {
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

}  // namespace vexlens::timeline
