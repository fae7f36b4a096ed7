// Events of a timeline: what happened, to what, when and by whom.
#ifndef VEXLENS_TIMELINE_EVENT_H_
#define VEXLENS_TIMELINE_EVENT_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/digest.h"
#include "vexlens/instant.h"

namespace vexlens {

// EventSeverity is how much an event matters to whoever is on call.
enum class EventSeverity : std::uint8_t { kDebug, kInfo, kNotice, kWarning, kError, kCritical };
std::string_view EventSeverityName(EventSeverity severity);  // "info"
std::optional<EventSeverity> ParseEventSeverity(std::string_view name);
inline constexpr std::string_view kExpectedEventSeverity = "expected debug, info, notice, warning, error or critical";

// EventEvidence points to what proves an event: a bundle, and the subject of an attestation in it.
struct EventEvidence {
  std::string bundle_id;
  std::optional<Digest> bundle_digest;
  std::string attestation_subject;  // "" when none is meant

  // Returns {attestationSubject, bundleDigest, bundleId}, those that there are, in canonical JSON.
  std::string Json() const;

  friend bool operator==(const EventEvidence&, const EventEvidence&) = default;
};

// TimelineEvent is one event. Texts are UTF-8 without control characters; "" is a member that the event does not have.
struct TimelineEvent {
  std::string event_id;        // required, 1 to 255 bytes: the same event has the same id, however often it is sent
  std::string tenant;          // required, CheckTenant
  std::string event_type;      // required, 1 to 255 bytes, such as "consensus.changed"
  std::string source;          // required, 1 to 255 bytes: the service that tells
  Instant occurred_at;         // required: by the clock of the source
  Instant received_at;         // by the clock of the indexer, which sets it
  std::string correlation_id;  // at most 255 bytes
  std::string trace_id;        // 32 lower-case hex digits, not all 0 (W3C Trace Context, 3.2.2.3)
  std::string span_id;         // 16 lower-case hex digits, not all 0 (3.2.2.4)
  std::string actor;           // at most 1024 bytes
  EventSeverity severity = EventSeverity::kInfo;
  std::string subject;  // what it is about, at most 4096 bytes, such as a purl
  std::map<std::string, std::string, std::less<>> attributes;
  std::string payload;  // any JSON value
  std::optional<Digest>
      payload_digest;  // of the payload in canonical form (RFC 8785), or of one that is kept elsewhere
  std::vector<EventEvidence> evidence;

  friend bool operator==(const TimelineEvent&, const TimelineEvent&) = default;
};

// TimelineLimits bound what is taken.
struct TimelineLimits {
  std::size_t max_event_bytes = std::size_t{128} << 10;   // of the JSON text as it came
  std::size_t max_payload_bytes = std::size_t{32} << 10;  // in canonical form
  std::size_t max_attributes = 64;                        // names of 1 to 255 bytes, values of at most 4096
  std::size_t max_evidence = 32;
  Instant earliest{946'684'800'000'000};           // 2000-01-01: before it no clock is believed
  std::int64_t max_ahead_micros = 86'400'000'000;  // one day: how far occurredAt may be ahead of receivedAt
};

// Reads an event as JSON: the members of TimelineEvent in camelCase, in any spelling and order. `payload` is brought
// into canonical form and its digest formed. `receivedAt` is the indexer's to say, and refused. `padding` is how many
// bytes after the text may be read; 64 or more saves a copy. An envelope of another producer, by its member `type`, is
// read as the event that it is mapped to; `payload` is then the whole envelope (docs/timeline.md has the table).
//
// Errors: INVALID_ARGUMENT names each member that is unknown, missing or wrong, by its JSON Pointer; RESOURCE_EXHAUSTED
// for a limit.
absl::StatusOr<TimelineEvent> ReadTimelineEvent(std::string_view json, const TimelineLimits& limits = {},
                                                std::size_t padding = 0);

// Returns OK if the event may be kept as received at its `received_at`: each rule above, and the clock's. The payload
// is in canonical form already, and its digest beside it. Errors: as of ReadTimelineEvent.
absl::Status CheckTimelineEvent(const TimelineEvent& event, const TimelineLimits& limits = {});

// Returns the event in canonical JSON (RFC 8785), without the members that it does not have: the entry whose LeafDigest
// is in the tree. Requires: the event passed CheckTimelineEvent.
std::string WriteTimelineEvent(const TimelineEvent& event);

// Reads what WriteTimelineEvent writes, `receivedAt` included, and nothing else. Errors: DATA_LOSS.
absl::StatusOr<TimelineEvent> ParseTimelineEntry(std::string_view json);

}  // namespace vexlens

#endif  // VEXLENS_TIMELINE_EVENT_H_
