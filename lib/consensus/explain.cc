#include "lib/consensus/explain.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "lib/consensus/conflicts.h"
#include "lib/json/canonical.h"

namespace vexlens {

using consensus::Candidate;
using consensus::FindConflicts;
using consensus::Sources;
using consensus::Tally;
using trust::Factors;
using trust::kFactorCount;
using trust::kFactorNames;

Digest ConsensusId(const KeyTexts& key) {
  thread_local std::string json;
  json = "{\"advisoryKey\":";
  json::AppendString(key.vulnerability, json);
  json += ",\"artifactKey\":";
  json::AppendString(key.product, json);
  json += ",\"componentKey\":";
  json::AppendString(key.component, json);
  json += ",\"tenant\":";
  json::AppendString(key.tenant, json);
  json += '}';
  return Sha256(json);
}

namespace {

// Ordered is a candidate with its statementId, in the order of a rationale: accepted first, then by weight, heaviest
// first, then by statementId.
struct Ordered {
  const Candidate* candidate;
  Digest id;

  bool operator<(const Ordered& other) const {
    if (candidate->votes() != other.candidate->votes()) return candidate->votes();
    if (candidate->weight != other.candidate->weight) return candidate->weight > other.candidate->weight;
    return id < other.id;
  }
};

// Reports whether a statement without a vote is shown as one more of `first`.
bool FoldsInto(const Candidate& first, const Candidate& candidate) {
  if (first.votes() || first.level != candidate.level || first.status != candidate.status ||
      first.reason != candidate.reason) {
    return false;
  }
  const auto unverified = [](const Candidate& of) { return (of.speaker & 1) != 0; };
  const bool both_unlisted = first.crowd() && candidate.crowd() && !unverified(first) && !unverified(candidate);
  return both_unlisted || first.speaker == candidate.speaker;
}

void FillEntry(const Ordered& ordered, const Sources& sources, RationaleEntry& entry) {
  const Candidate& candidate = *ordered.candidate;
  const StatementTable& table = sources.evidence.table();
  entry.statement = candidate.statement;
  entry.statement_id = ordered.id;
  entry.issuer = sources.speakers.name(candidate.speaker);
  entry.tier = candidate.worth.tier();
  entry.status = candidate.status;
  entry.justification = sources.evidence.Text(table.claim(candidate.statement).justification);
  entry.updated_at = candidate.updated_at;
  entry.level = candidate.level;
  entry.weight = candidate.weight;
  entry.accepted = candidate.votes();
  entry.reason = candidate.reason;
  const Factors factors = sources.weighing.FactorsOf(candidate.reading, entry.tier, candidate.level);
  Millionths weight = kOne;
  for (std::size_t i = 0; i < kFactorCount; ++i) {
    const Millionths before = std::exchange(weight, MultiplyHalfEven(weight, factors[i]));
    entry.factors[i] = {kFactorNames[i], factors[i], before, weight};
  }
}

}  // namespace

void consensus::FillRecord(const Tally& tally, const Sources& sources, Record& record) {
  const auto digest_of = [&](std::uint32_t document) { return sources.evidence.documents()[document].digest; };
  record.consensus_id = ConsensusId({record.tenant, record.advisory_key, record.artifact_key, record.component_key});
  thread_local std::vector<Ordered> order;
  order.clear();
  for (const Candidate& candidate : tally.candidates()) {
    order.push_back({&candidate, sources.ids.Of(candidate.statement)});
  }
  std::sort(order.begin(), order.end());
  thread_local std::vector<const Candidate*> firsts;  // by index of record.rationale
  firsts.clear();
  for (const Ordered& ordered : order) {
    const Candidate& candidate = *ordered.candidate;
    if (candidate.votes()) {
      record.derived_from.push_back(digest_of(sources.evidence.table().occasion(candidate.statement).document));
      const std::optional<std::uint32_t> bom = sources.links.BomOf(candidate.reading);
      if (bom.has_value()) record.derived_from.push_back(digest_of(*bom));
    }
    const auto first = std::find_if(firsts.begin(), firsts.end(),
                                    [&](const Candidate* other) { return FoldsInto(*other, candidate); });
    if (first != firsts.end()) {
      ++record.rationale[static_cast<std::size_t>(first - firsts.begin())].count;
      continue;
    }
    firsts.push_back(&candidate);
    FillEntry(ordered, sources, record.rationale.emplace_back());
  }
  std::sort(record.derived_from.begin(), record.derived_from.end());
  record.derived_from.erase(std::unique(record.derived_from.begin(), record.derived_from.end()),
                            record.derived_from.end());
  if (tally.candidates().size() > 1 || !record.rationale[0].accepted) {
    record.conflicts = FindConflicts(tally.candidates(), record.consensus_id, sources.ids, sources.speakers);
  }
}

}  // namespace vexlens
