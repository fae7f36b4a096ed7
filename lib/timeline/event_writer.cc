// WriteTimelineEvent: members in byte order of their names.
#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/json/canonical.h"
#include "lib/timeline/event_members.h"
#include "vexlens/timeline_event.h"

namespace vexlens {
namespace {

// EventWriter writes the members of one object that are there.
class EventWriter {
 public:
  explicit EventWriter(std::string& out) : out_(out) {}

  void Name(std::string_view name) {
    absl::StrAppend(&out_, std::string_view(&before_, 1), "\"", name, "\":");
    before_ = ',';
  }
  void Text(std::string_view name, std::string_view text) {
    if (text.empty()) return;
    Name(name);
    json::AppendString(text, out_);
  }
  void At(std::string_view name, Instant instant) {
    if (!instant.dated()) return;
    Name(name);
    out_ += '"';
    AppendInstant(instant, out_);
    out_ += '"';
  }
  void ADigest(std::string_view name, const std::optional<Digest>& digest) {
    if (!digest.has_value()) return;
    Name(name);
    out_ += '"';
    AppendDigest(*digest, out_);
    out_ += '"';
  }
  void Close() { out_ += before_ == '{' ? "{}" : "}"; }

 private:
  std::string& out_;
  char before_ = '{';
};

void AppendAttributes(const TimelineEvent& event, std::string& out) {
  std::vector<const std::pair<const std::string, std::string>*> members;
  for (const auto& member : event.attributes) members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const auto* a, const auto* b) { return json::MemberBefore(a->first, b->first); });
  char before = '{';
  for (const auto* member : members) {
    out += std::exchange(before, ',');
    json::AppendString(member->first, out);
    out += ':';
    json::AppendString(member->second, out);
  }
  out += '}';
}

void AppendEvidence(const TimelineEvent& event, std::string& out) {
  char before = '[';
  for (const EventEvidence& each : event.evidence) {
    out += std::exchange(before, ',');
    EventWriter writer(out);
    writer.Text("attestationSubject", each.attestation_subject);
    writer.ADigest("bundleDigest", each.bundle_digest);
    writer.Text("bundleId", each.bundle_id);
    writer.Close();
  }
  out += ']';
}

}  // namespace

namespace timeline {

std::string AttributesJson(const TimelineEvent& event) {
  std::string json;
  if (!event.attributes.empty()) AppendAttributes(event, json);
  return json;
}

std::string EvidenceJson(const TimelineEvent& event) {
  std::string json;
  if (!event.evidence.empty()) AppendEvidence(event, json);
  return json;
}

}  // namespace timeline

std::string WriteTimelineEvent(const TimelineEvent& event) {
  std::string out;
  out.reserve(event.payload.size() + 1024);
  EventWriter writer(out);
  writer.Text("actor", event.actor);
  if (!event.attributes.empty()) {
    writer.Name("attributes");
    AppendAttributes(event, out);
  }
  writer.Text("correlationId", event.correlation_id);
  writer.Text("eventId", event.event_id);
  writer.Text("eventType", event.event_type);
  if (!event.evidence.empty()) {
    writer.Name("evidence");
    AppendEvidence(event, out);
  }
  writer.At("occurredAt", event.occurred_at);
  if (!event.payload.empty()) {
    writer.Name("payload");
    out += event.payload;
  }
  writer.ADigest("payloadDigest", event.payload_digest);
  writer.At("receivedAt", event.received_at);
  writer.Text("severity", EventSeverityName(event.severity));
  writer.Text("source", event.source);
  writer.Text("spanId", event.span_id);
  writer.Text("subject", event.subject);
  writer.Text("tenant", event.tenant);
  writer.Text("traceId", event.trace_id);
  writer.Close();
  return out;
}

}  // namespace vexlens
