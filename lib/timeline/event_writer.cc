// WriteTimelineEvent and WriteEntry: members in byte order of their names.
#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/json/canonical.h"
#include "lib/timeline/event_row.h"
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
  void Json(std::string_view name, std::string_view json) {
    if (json.empty()) return;
    Name(name);
    out_ += json;
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

void AppendEvidence(const EventEvidence& evidence, std::string& out) {
  EventWriter writer(out);
  writer.Text("attestationSubject", evidence.attestation_subject);
  writer.ADigest("bundleDigest", evidence.bundle_digest);
  writer.Text("bundleId", evidence.bundle_id);
  writer.Close();
}

void AppendEvidence(const TimelineEvent& event, std::string& out) {
  char before = '[';
  for (const EventEvidence& each : event.evidence) {
    out += std::exchange(before, ',');
    AppendEvidence(each, out);
  }
  out += ']';
}

}  // namespace

std::string EventEvidence::Json() const {
  std::string out;
  AppendEvidence(*this, out);
  return out;
}

namespace timeline {

EventTexts::EventTexts(const TimelineEvent& event) {
  if (!event.attributes.empty()) AppendAttributes(event, attributes);
  if (!event.evidence.empty()) AppendEvidence(event, evidence);
}

TimelineRow RowOf(const TimelineEvent& event, const EventTexts& texts) {
  TimelineRow row;
  row.event_id = event.event_id;
  row.received_at = event.received_at;
  row.occurred_at = event.occurred_at;
  row.event_type = event.event_type;
  row.source = event.source;
  row.severity = event.severity;
  row.subject = event.subject;
  row.actor = event.actor;
  row.correlation_id = event.correlation_id;
  row.trace_id = event.trace_id;
  row.span_id = event.span_id;
  row.attributes = texts.attributes;
  row.evidence = texts.evidence;
  row.payload = event.payload;
  row.payload_digest = event.payload_digest;
  return row;
}

void WriteEntry(std::string_view tenant, const TimelineRow& row, std::string& out) {
  out.clear();
  EventWriter writer(out);
  writer.Text("actor", row.actor);
  writer.Json("attributes", row.attributes);
  writer.Text("correlationId", row.correlation_id);
  writer.Text("eventId", row.event_id);
  writer.Text("eventType", row.event_type);
  writer.Json("evidence", row.evidence);
  writer.At("occurredAt", row.occurred_at);
  writer.Json("payload", row.payload);
  writer.ADigest("payloadDigest", row.payload_digest);
  writer.At("receivedAt", row.received_at);
  writer.Text("severity", EventSeverityName(row.severity));
  writer.Text("source", row.source);
  writer.Text("spanId", row.span_id);
  writer.Text("subject", row.subject);
  writer.Text("tenant", tenant);
  writer.Text("traceId", row.trace_id);
  writer.Close();
}

}  // namespace timeline

std::string WriteTimelineEvent(const TimelineEvent& event) {
  const timeline::EventTexts texts(event);
  std::string out;
  timeline::WriteEntry(event.tenant, timeline::RowOf(event, texts), out);
  return out;
}

}  // namespace vexlens
