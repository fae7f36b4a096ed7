#include "lib/timeline/envelopes.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "vexlens/digest.h"

namespace vexlens::timeline {

using json::Type;
using json::Value;

namespace {

// Row is a member of an envelope, and the member of the event that has its value.
struct Row {
  std::string_view from;
  std::string_view to;
};

// Envelope is one producer's form.
struct Envelope {
  std::string_view type;
  std::string_view producer;                // eventType is producer.NAME.NAME, of `names`
  std::span<const std::string_view> names;  // texts that the envelope must have
  std::span<const Row> members;
  std::span<const std::string_view> subjects;    // the first that is there is the subject
  std::span<const std::string_view> attributes;  // texts that become attributes by their own names
  std::string_view attestation;                  // digest of a DSSE envelope: evidence, about the next
  std::string_view attested;
};

// StellaOps, docs/modules/excititor/observability/timeline-events.md (OBS-52-001).
constexpr std::string_view kExcititorNames[] = {"kind", "action"};
constexpr Row kExcititorMembers[] = {
    {"eventId", "eventId"}, {"source", "source"},        {"spanId", "spanId"},
    {"tenant", "tenant"},   {"timestamp", "occurredAt"}, {"traceId", "traceId"},
};
constexpr std::string_view kExcititorSubjects[] = {"linksetId", "observationId"};
constexpr std::string_view kExcititorAttributes[] = {"dsseEnvelopeHash", "evidenceHash", "linksetId", "observationId"};

constexpr Envelope kEnvelopes[] = {
    {"excititor.timeline.v1", "excititor", kExcititorNames, kExcititorMembers, kExcititorSubjects, kExcititorAttributes,
     "dsseEnvelopeHash", "evidenceHash"},
};

const Envelope* EnvelopeOf(Value root) {
  const Value type = root["type"];
  for (const Envelope& envelope : kEnvelopes) {
    if (type.is_string() && type.text() == envelope.type) return &envelope;
  }
  return nullptr;
}

// Mapping is one envelope on its way.
class Mapping {
 public:
  Mapping(Value root, TimelineEvent& event, Faults& faults) : root_(root), event_(event), faults_(faults) {}

  // Producers write null for what they do not have.
  Value Find(std::string_view name) const {
    const Value value = root_[name];
    return value.is(Type::kNull) ? Value() : value;
  }

  // Returns a text, "" if it is not there.
  std::string_view Text(std::string_view name) {
    const Value value = Find(name);
    if (value.exists() && !value.is_string()) faults_.Add(absl::StrCat("/", name), "expected a string");
    return value.text();
  }

  void TakeType(const Envelope& envelope) {
    event_.event_type = envelope.producer;
    for (const std::string_view name : envelope.names) {
      const std::string_view text = Text(name);
      if (text.empty()) faults_.Add(absl::StrCat("/", name), "missing");
      absl::StrAppend(&event_.event_type, ".", text);
    }
  }

  void TakeTexts(const Envelope& envelope) {
    for (const std::string_view name : envelope.attributes) {
      if (const std::string_view text = Text(name); !text.empty()) event_.attributes.emplace(name, text);
    }
    for (const std::string_view name : envelope.subjects) {
      if (event_.subject.empty()) event_.subject = Text(name);
    }
  }

  void TakeEvidence(const Envelope& envelope) {
    const std::string_view text = Text(envelope.attestation);
    if (text.empty()) return;
    EventEvidence evidence = {std::string(text), ParseDigest(text), std::string(Text(envelope.attested))};
    if (!evidence.bundle_digest.has_value()) {
      faults_.Add(absl::StrCat("/", envelope.attestation), "expected sha256: and 64 lower-case hex digits");
    }
    event_.evidence.push_back(std::move(evidence));
  }

 private:
  const Value root_;
  TimelineEvent& event_;
  Faults& faults_;
};

}  // namespace

bool ReadEnvelope(Value root, EventMembers& members, TimelineEvent& event, Faults& faults) {
  const Envelope* const envelope = EnvelopeOf(root);
  if (envelope == nullptr) return false;
  Mapping mapping(root, event, faults);
  mapping.TakeType(*envelope);
  for (const Row& row : envelope->members) {
    if (const Value value = mapping.Find(row.from); value.exists()) {
      members.Take(row.to, absl::StrCat("/", row.from), value);
    }
  }
  mapping.TakeTexts(*envelope);
  mapping.TakeEvidence(*envelope);
  members.Take("payload", "", root);
  return true;
}

}  // namespace vexlens::timeline
