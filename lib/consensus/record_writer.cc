// Records as RFC 8785 bytes: members in byte order of their names.
#include "lib/consensus/record_writer.h"

#include <memory>

#include "lib/json/canonical.h"

namespace vexlens::consensus {
namespace {

// Upper bounds of the bytes apart from texts of the evidence: literals, numbers, digests and dates.
constexpr std::size_t kRecordRoom = 2'048;
constexpr std::size_t kEntryRoom = 2'048;
constexpr std::size_t kConflictRoom = 1'024;
constexpr std::size_t kDigestItemRoom = kDigestRoom + 3;
constexpr std::size_t kLocationRoom = 2 + 3 * json::kUintRoom;

// Returns an upper bound of the bytes of a record.
std::size_t RoomFor(const Record& record, const Evidence& evidence) {
  std::size_t room = kRecordRoom + json::StringRoom(record.tenant) + json::StringRoom(record.advisory_key) +
                     json::StringRoom(record.artifact_key) + json::StringRoom(record.component_key) +
                     record.derived_from.size() * kDigestItemRoom;
  for (const RationaleEntry& entry : record.rationale) {
    const TextId pattern = evidence.table().occasion(entry.statement).pattern;
    room += kEntryRoom + json::StringRoom(entry.issuer) + json::StringRoom(entry.justification) +
            json::StringRoom(evidence.Text(pattern)) + kLocationRoom;
  }
  for (const Conflict& conflict : record.conflicts) {
    room += kConflictRoom + conflict.statements.size() * kDigestItemRoom;
    for (const std::string_view issuer : conflict.issuers) room += json::StringRoom(issuer) + 1;
  }
  return room;
}

// Pen writes without checking for room. All methods but the last two begin a member with a literal.
class Pen {
 public:
  explicit Pen(char* at) : at_(at) {}

  void Text(std::string_view literal, std::string_view text) {
    Raw(literal);
    at_ = json::WriteString(text, at_);
  }

  // Writes one of our own words, which need no escapes.
  void Word(std::string_view literal, std::string_view word) {
    Raw(literal);
    *at_++ = '"';
    Raw(word);
    *at_++ = '"';
  }

  void Number(std::string_view literal, Millionths value) {
    Raw(literal);
    at_ = WriteMillionths(value, at_);
  }

  void Count(std::string_view literal, std::uint64_t value) {
    Raw(literal);
    at_ = json::WriteUint(value, at_);
  }

  void Id(std::string_view literal, const Digest& digest) {
    Raw(literal);
    *at_++ = '"';
    at_ = WriteDigest(digest, at_);
    *at_++ = '"';
  }

  void Time(std::string_view literal, Instant instant) {
    Raw(literal);
    *at_++ = '"';
    at_ = WriteInstant(instant, at_);
    *at_++ = '"';
  }

  template <typename Values, typename Write>
  void List(std::string_view literal, const Values& values, Write write) {
    Raw(literal);
    *at_++ = '[';
    bool first = true;
    for (const auto& value : values) {
      if (!first) *at_++ = ',';
      first = false;
      write(value);
    }
    *at_++ = ']';
  }

  void Raw(std::string_view text) { at_ += text.copy(at_, text.size()); }

  char* at() const { return at_; }

 private:
  char* at_;
};

void WriteConflict(const Conflict& conflict, Pen& pen) {
  pen.Id("{\"conflictId\":", conflict.id);
  pen.List(",\"issuers\":", conflict.issuers, [&](std::string_view issuer) { pen.Text("", issuer); });
  pen.Count(",\"level\":", static_cast<std::uint64_t>(conflict.level));
  pen.Word(",\"reason\":", conflict.reason);
  pen.Time(",\"since\":", conflict.since);
  pen.List(",\"statements\":", conflict.statements, [&](const Digest& digest) { pen.Id("", digest); });
  pen.List(",\"statuses\":", conflict.statuses, [&](VexStatus status) { pen.Word("", StatusName(status)); });
  pen.Number(",\"trustDelta\":", conflict.trust_delta);
  pen.Raw("}");
}

void WriteEntry(const Evidence& evidence, const RationaleEntry& entry, Pen& pen) {
  const Occasion& occasion = evidence.table().occasion(entry.statement);
  pen.Raw(entry.accepted ? "{\"accepted\":true" : "{\"accepted\":false");
  pen.Count(",\"count\":", entry.count);
  pen.Id(",\"documentDigest\":", evidence.documents()[occasion.document].digest);
  pen.List(",\"factors\":", entry.factors, [&](const FactorStep& step) {
    pen.Word("{\"name\":", step.name);
    pen.Number(",\"value\":", step.value);
    pen.Number(",\"weightAfter\":", step.after);
    pen.Number(",\"weightBefore\":", step.before);
    pen.Raw("}");
  });
  pen.Text(",\"issuer\":", entry.issuer);
  pen.Text(",\"justification\":", entry.justification);
  pen.Count(",\"level\":", static_cast<std::uint64_t>(entry.level));
  thread_local std::string location;
  location.clear();
  evidence.AppendLocation(evidence.table().location(entry.statement), location);
  pen.Text(",\"location\":", location);
  pen.Word(",\"reason\":", ReasonName(entry.reason));
  pen.Id(",\"statementId\":", entry.statement_id);
  pen.Word(",\"status\":", StatusName(entry.status));
  pen.Word(",\"tier\":", TierName(entry.tier));
  pen.Time(",\"updatedAt\":", entry.updated_at);
  pen.Number(",\"weight\":", entry.weight);
  pen.Raw("}");
}

void WriteWeights(const Decision& decision, Pen& pen) {
  const auto weight = [&](VexStatus status) { return decision.weights[static_cast<std::size_t>(status)]; };
  pen.Number(",\"weights\":{\"affected\":", weight(VexStatus::kAffected));
  pen.Number(",\"fixed\":", weight(VexStatus::kFixed));
  pen.Number(",\"not_affected\":", weight(VexStatus::kNotAffected));
  pen.Number(",\"under_investigation\":", weight(VexStatus::kUnderInvestigation));
  pen.Raw("}");
}

// Write the members before and after consensusDigest.
void WriteHead(const Record& record, const RecordContext& context, Pen& pen) {
  pen.Text("{\"advisoryKey\":", record.advisory_key);
  pen.Number(",\"agreement\":", record.decision.agreement);
  pen.Text(",\"artifactKey\":", record.artifact_key);
  pen.Time(",\"asOf\":", context.as_of);
  pen.Text(",\"componentKey\":", record.component_key);
  pen.Number(",\"confidence\":", record.decision.confidence);
  pen.List(",\"conflicts\":", record.conflicts, [&](const Conflict& conflict) { WriteConflict(conflict, pen); });
}

void WriteTail(const Record& record, const RecordContext& context, Pen& pen) {
  const Decision& decision = record.decision;
  pen.Id(",\"consensusId\":", record.consensus_id);
  pen.List(",\"derivedFrom\":", record.derived_from, [&](const Digest& digest) { pen.Id("", digest); });
  pen.Word(",\"mode\":", ModeName(context.mode));
  pen.Id(",\"policyDigest\":", context.policy_digest);
  pen.Count(",\"quorum\":", decision.quorum);
  pen.List(",\"rationale\":", record.rationale,
           [&](const RationaleEntry& entry) { WriteEntry(context.evidence, entry, pen); });
  pen.Word(",\"reason\":", decision.reason);
  pen.Count(",\"rules\":", kRules);
  pen.Word(",\"state\":", StateName(decision.state));
  pen.Word(",\"status\":", StatusName(decision.status));
  pen.Number(",\"strength\":", decision.strength);
  pen.Text(",\"tenant\":", record.tenant);
  WriteWeights(decision, pen);
  pen.Word(",\"winner\":", decision.winner.has_value() ? StatusName(*decision.winner) : "");
  pen.Raw("}");
}

// Returns per-thread scratch of at least that size.
char* Scratch(std::size_t size) {
  thread_local std::unique_ptr<char[]> memory;
  thread_local std::size_t room = 0;
  if (room < size) {
    memory.reset(new char[size]);
    room = size;
  }
  return memory.get();
}

}  // namespace

Digest AppendRecordJson(const Record& record, const RecordContext& context, std::string& out) {
  constexpr std::string_view kMember = ",\"consensusDigest\":";
  constexpr std::size_t kMemberSize = kMember.size() + 1 + kDigestRoom + 1;
  char* const start = Scratch(RoomFor(record, context.evidence));
  Pen head(start);
  WriteHead(record, context, head);
  char* const middle = head.at() + kMemberSize;
  Pen tail(middle);
  WriteTail(record, context, tail);
  const auto between = [](const char* from, const char* to) {
    return std::string_view(from, static_cast<std::size_t>(to - from));
  };
  const Digest digest = Sha256(between(start, head.at()), between(middle, tail.at()));
  head.Id(kMember, digest);
  out += between(start, tail.at());
  return digest;
}

}  // namespace vexlens::consensus
