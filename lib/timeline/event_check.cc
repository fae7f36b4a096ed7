// CheckTimelineEvent: the rules of each member.
#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/json/pointer.h"
#include "lib/timeline/complete.h"
#include "lib/timeline/faults.h"
#include "lib/timeline/line.h"
#include "vexlens/canonical_json.h"
#include "vexlens/tenant.h"
#include "vexlens/timeline_event.h"

namespace vexlens {

using timeline::Faults;
using timeline::IsLine;

namespace {

constexpr std::array<std::string_view, 6> kSeverities = {"debug", "info", "notice", "warning", "error", "critical"};

constexpr std::size_t kMaxNameBytes = 255;
constexpr std::size_t kMaxActorBytes = 1024;
constexpr std::size_t kMaxTextBytes = 4096;

void CheckText(std::string_view place, std::string_view text, std::size_t most, Faults& faults) {
  if (text.size() > most) {
    faults.Add(place, absl::StrCat("longer than ", most, " bytes"));
  } else if (!IsLine(text)) {
    faults.Add(place, "expected UTF-8 without control characters");
  }
}

void CheckName(std::string_view place, std::string_view name, Faults& faults) {
  if (name.empty()) return faults.Add(place, "missing");
  CheckText(place, name, kMaxNameBytes, faults);
}

void CheckTraceId(std::string_view place, std::string_view id, std::size_t digits, Faults& faults) {
  if (id.empty()) return;
  const auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  const bool zero = id.find_first_not_of('0') == std::string_view::npos;
  if (id.size() == digits && std::all_of(id.begin(), id.end(), hex) && !zero) return;
  faults.Add(place, absl::StrCat("expected ", digits, " lower-case hex digits, not all 0"));
}

void CheckInstants(const TimelineEvent& event, const TimelineLimits& limits, Faults& faults) {
  constexpr std::string_view kPlace = "/occurredAt";
  if (!event.occurred_at.dated()) {
    faults.Add(kPlace, "missing");
  } else if (event.occurred_at < limits.earliest) {
    faults.Add(kPlace, absl::StrCat(FormatInstant(event.occurred_at), " is before ", FormatInstant(limits.earliest),
                                    ": is the source's clock set?"));
  } else if (event.received_at.dated() && event.occurred_at.micros > event.received_at.micros &&
             event.occurred_at.micros - event.received_at.micros > limits.max_ahead_micros) {
    faults.Add(kPlace, absl::StrCat(FormatInstant(event.occurred_at), " is ahead of ", FormatInstant(event.received_at),
                                    ", when it came: is the source's clock right?"));
  }
}

void CheckAttributes(const TimelineEvent& event, const TimelineLimits& limits, Faults& faults) {
  if (event.attributes.size() > limits.max_attributes) {
    faults.Add("/attributes", absl::StrCat("more than ", limits.max_attributes));
  }
  for (const auto& [name, value] : event.attributes) {
    const std::string place = absl::StrCat("/attributes/", json::EscapePointer(name));
    if (name.empty() || name.size() > kMaxNameBytes || !IsLine(name)) {
      faults.Add("/attributes", "a name is 1 to 255 bytes of UTF-8 without control characters");
    } else {
      CheckText(place, value, kMaxTextBytes, faults);
    }
  }
}

void CheckEvidence(const TimelineEvent& event, const TimelineLimits& limits, Faults& faults) {
  if (event.evidence.size() > limits.max_evidence) {
    faults.Add("/evidence", absl::StrCat("more than ", limits.max_evidence));
  }
  for (std::size_t i = 0; i < event.evidence.size(); ++i) {
    const EventEvidence& each = event.evidence[i];
    CheckName(absl::StrCat("/evidence/", i, "/bundleId"), each.bundle_id, faults);
    CheckText(absl::StrCat("/evidence/", i, "/attestationSubject"), each.attestation_subject, kMaxTextBytes, faults);
  }
}

void CheckPayload(const TimelineEvent& event, const std::optional<Digest>& digest, Faults& faults) {
  if (!digest.has_value() || event.payload_digest == digest) return;
  faults.Add("/payloadDigest",
             absl::StrCat("expected ", DigestText(*digest), ", that of the payload in canonical form (RFC 8785)"));
}

std::optional<Digest> PayloadDigest(const TimelineEvent& event) {
  if (event.payload.empty()) return std::nullopt;
  return Sha256(event.payload);
}

// `digest` is that of the payload, if there is one.
absl::Status Check(const TimelineEvent& event, const std::optional<Digest>& digest, const TimelineLimits& limits) {
  Faults faults;
  CheckName("/eventId", event.event_id, faults);
  if (event.tenant.empty()) {
    faults.Add("/tenant", "missing");
  } else if (const absl::Status tenant = CheckTenant(event.tenant); !tenant.ok()) {
    faults.Add("/tenant", tenant.message());
  }
  CheckName("/eventType", event.event_type, faults);
  CheckName("/source", event.source, faults);
  CheckInstants(event, limits, faults);
  CheckText("/correlationId", event.correlation_id, kMaxNameBytes, faults);
  CheckTraceId("/traceId", event.trace_id, 32, faults);
  CheckTraceId("/spanId", event.span_id, 16, faults);
  CheckText("/actor", event.actor, kMaxActorBytes, faults);
  CheckText("/subject", event.subject, kMaxTextBytes, faults);
  CheckAttributes(event, limits, faults);
  CheckEvidence(event, limits, faults);
  CheckPayload(event, digest, faults);
  if (faults.none() && event.payload.size() > limits.max_payload_bytes) {
    return absl::ResourceExhaustedError(absl::StrCat("/payload: ", event.payload.size(),
                                                     " bytes in canonical form, at most ", limits.max_payload_bytes));
  }
  return faults.ToStatus();
}

}  // namespace

std::string_view EventSeverityName(EventSeverity severity) { return kSeverities[static_cast<std::size_t>(severity)]; }

std::optional<EventSeverity> ParseEventSeverity(std::string_view name) {
  const auto place = std::find(kSeverities.begin(), kSeverities.end(), name);
  if (place == kSeverities.end()) return std::nullopt;
  return static_cast<EventSeverity>(place - kSeverities.begin());
}

absl::Status CheckTimelineEvent(const TimelineEvent& event, const TimelineLimits& limits) {
  if (!event.payload.empty()) {
    const absl::StatusOr<std::string> canonical = CanonicalJson(event.payload);
    if (!canonical.ok()) return absl::InvalidArgumentError(absl::StrCat("/payload: ", canonical.status().message()));
    if (*canonical != event.payload) return absl::InvalidArgumentError("/payload: not in canonical form (RFC 8785)");
  }
  return Check(event, PayloadDigest(event), limits);
}

absl::Status timeline::Complete(TimelineEvent& event, const TimelineLimits& limits) {
  const std::optional<Digest> digest = PayloadDigest(event);
  if (!event.payload_digest.has_value()) event.payload_digest = digest;
  return Check(event, digest, limits);
}

}  // namespace vexlens
