// Records as RFC 8785 bytes: members in byte order of their names.
#include "lib/consensus/record_writer.h"

#include "lib/json/canonical.h"

namespace vexlens {
namespace {

// Each Field appends a literal that opens the member, then its value.
void Text(std::string_view literal, std::string_view text, std::string& out) {
  out += literal;
  json::AppendString(text, out);
}

// Word writes one of our own words, which need no escape.
void Word(std::string_view literal, std::string_view word, std::string& out) {
  out += literal;
  out += '"';
  out += word;
  out += '"';
}

void Number(std::string_view literal, Millionths value, std::string& out) {
  out += literal;
  AppendMillionths(value, out);
}

void Count(std::string_view literal, std::uint64_t value, std::string& out) {
  out += literal;
  json::AppendUint(value, out);
}

void Id(std::string_view literal, const Digest& digest, std::string& out) {
  out += literal;
  out += '"';
  AppendDigest(digest, out);
  out += '"';
}

void Time(std::string_view literal, Instant instant, std::string& out) {
  out += literal;
  out += '"';
  AppendInstant(instant, out);
  out += '"';
}

template <typename Values, typename Write>
void List(std::string_view literal, const Values& values, std::string& out, Write write) {
  out += literal;
  out += '[';
  bool first = true;
  for (const auto& value : values) {
    if (!first) out += ',';
    first = false;
    write(value);
  }
  out += ']';
}

void WriteConflict(const Conflict& conflict, std::string& out) {
  Id("{\"conflictId\":", conflict.id, out);
  List(",\"issuers\":", conflict.issuers, out, [&](std::string_view issuer) { json::AppendString(issuer, out); });
  Count(",\"level\":", static_cast<std::uint64_t>(conflict.level), out);
  Word(",\"reason\":", conflict.reason, out);
  Time(",\"since\":", conflict.since, out);
  List(",\"statements\":", conflict.statements, out, [&](const Digest& digest) { Id("", digest, out); });
  List(",\"statuses\":", conflict.statuses, out, [&](VexStatus status) { Word("", StatusName(status), out); });
  Number(",\"trustDelta\":", conflict.trust_delta, out);
  out += '}';
}

void WriteEntry(const Evidence& evidence, const RationaleEntry& entry, std::string& out) {
  const Statement& statement = evidence.statements()[entry.statement];
  out += entry.accepted ? "{\"accepted\":true" : "{\"accepted\":false";
  Count(",\"count\":", entry.count, out);
  Id(",\"documentDigest\":", evidence.documents()[statement.document].digest, out);
  List(",\"factors\":", entry.factors, out, [&](const FactorStep& step) {
    Word("{\"name\":", step.name, out);
    Number(",\"value\":", step.value, out);
    Number(",\"weightAfter\":", step.after, out);
    Number(",\"weightBefore\":", step.before, out);
    out += '}';
  });
  Text(",\"issuer\":", entry.issuer, out);
  Count(",\"level\":", static_cast<std::uint64_t>(entry.level), out);
  thread_local std::string location;
  location.clear();
  evidence.AppendLocation(statement.location, location);
  Text(",\"location\":", location, out);
  Word(",\"reason\":", ReasonName(entry.reason), out);
  Id(",\"statementId\":", entry.statement_id, out);
  Word(",\"status\":", StatusName(entry.status), out);
  Word(",\"tier\":", TierName(entry.tier), out);
  Time(",\"updatedAt\":", statement.updated_at, out);
  Number(",\"weight\":", entry.weight, out);
  out += '}';
}

void WriteWeights(const Decision& decision, std::string& out) {
  const auto weight = [&](VexStatus status) { return decision.weights[static_cast<std::size_t>(status)]; };
  Number(",\"weights\":{\"affected\":", weight(VexStatus::kAffected), out);
  Number(",\"fixed\":", weight(VexStatus::kFixed), out);
  Number(",\"not_affected\":", weight(VexStatus::kNotAffected), out);
  Number(",\"under_investigation\":", weight(VexStatus::kUnderInvestigation), out);
  out += '}';
}

}  // namespace

void AppendRecordJson(const Record& record, const RecordContext& context, std::string& out) {
  const Decision& decision = record.decision;
  const std::size_t start = out.size();
  Text("{\"advisoryKey\":", record.advisory_key, out);
  Number(",\"agreement\":", decision.agreement, out);
  Text(",\"artifactKey\":", record.artifact_key, out);
  Time(",\"asOf\":", context.as_of, out);
  Text(",\"componentKey\":", record.component_key, out);
  Number(",\"confidence\":", decision.confidence, out);
  List(",\"conflicts\":", record.conflicts, out, [&](const Conflict& conflict) { WriteConflict(conflict, out); });
  const std::size_t before_digest = out.size();
  Id(",\"consensusId\":", record.consensus_id, out);
  List(",\"derivedFrom\":", record.derived_from, out, [&](const Digest& digest) { Id("", digest, out); });
  Word(",\"mode\":", ModeName(context.mode), out);
  Id(",\"policyDigest\":", context.policy_digest, out);
  Count(",\"quorum\":", decision.quorum, out);
  List(",\"rationale\":", record.rationale, out,
       [&](const RationaleEntry& entry) { WriteEntry(context.evidence, entry, out); });
  Word(",\"reason\":", decision.reason, out);
  Word(",\"state\":", StateName(decision.state), out);
  Word(",\"status\":", StatusName(decision.status), out);
  Number(",\"strength\":", decision.strength, out);
  Text(",\"tenant\":", record.tenant, out);
  WriteWeights(decision, out);
  Word(",\"winner\":", decision.winner.has_value() ? StatusName(*decision.winner) : "", out);
  out += '}';
  std::string member;
  Id(",\"consensusDigest\":", Sha256(std::string_view(out).substr(start)), member);
  out.insert(before_digest, member);
}

}  // namespace vexlens
