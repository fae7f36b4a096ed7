#include "tests/consensus/world.h"

#include <algorithm>
#include <span>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace vexlens::testing {
namespace {

constexpr std::int64_t kDay = 86'400'000'000;

Answer AnswerOf(const Consensus& consensus, const Record& record) {
  Answer answer;
  answer.found = true;
  answer.figures = record.decision;
  answer.state = StateName(record.decision.state);
  answer.reason = record.decision.reason;
  answer.status = StatusName(record.decision.status);
  if (record.decision.winner.has_value()) answer.winner = StatusName(*record.decision.winner);
  for (const RationaleEntry& entry : record.rationale) {
    SeenEntry& seen = answer.rationale.emplace_back();
    seen.issuer = std::string(entry.issuer);
    seen.status = StatusName(entry.status);
    seen.tier = TierName(entry.tier);
    seen.reason = ReasonName(entry.reason);
    seen.level = entry.level;
    seen.weight = entry.weight;
    for (const FactorStep& step : entry.factors) seen.factors.push_back(step.value);
    seen.count = entry.count;
    seen.statement = entry.statement;
  }
  for (const Conflict& conflict : record.conflicts) {
    SeenConflict& seen = answer.conflicts.emplace_back();
    seen.reason = std::string(conflict.reason);
    seen.level = conflict.level;
    for (const VexStatus status : conflict.statuses) seen.statuses.emplace_back(StatusName(status));
    for (const std::string_view issuer : conflict.issuers) seen.issuers.emplace_back(issuer);
    seen.statements = conflict.statements.size();
    seen.trust_delta = conflict.trust_delta;
    seen.since = conflict.since;
  }
  answer.derived_from = record.derived_from;
  answer.advisory = std::string(record.advisory_key);
  consensus.Append(record, answer.bytes);
  return answer;
}

std::vector<std::string> NamesOf(std::span<const NearStatement> misses) {
  std::vector<std::string> names;
  for (const NearStatement& near : misses) names.emplace_back(MissName(near.why.miss));
  return names;
}

constexpr std::size_t kNearMisses = 10;

}  // namespace

Instant Now() { return ParseInstant("2024-06-01T00:00:00Z").value(); }
Instant DaysAgo(int days) { return {Now().micros - days * kDay}; }

std::vector<std::string> Answer::Heard() const {
  std::vector<std::string> heard;
  for (const SeenEntry& entry : rationale) {
    heard.push_back(absl::StrCat(entry.issuer, " ", entry.status, entry.reason.empty() ? "" : " ", entry.reason,
                                 entry.count == 1 ? "" : absl::StrCat(" x", entry.count)));
  }
  std::sort(heard.begin(), heard.end());
  return heard;
}

SeenEntry Answer::Of(std::string_view issuer) const {
  const auto first =
      std::find_if(rationale.begin(), rationale.end(), [&](const SeenEntry& entry) { return entry.issuer == issuer; });
  return first == rationale.end() ? SeenEntry() : *first;
}

void World::List(std::string_view id, Tier tier, std::string_view members) {
  std::string json =
      absl::StrCat(R"({"id":")", id, R"(","tier":")", TierName(tier), "\"", members.empty() ? "" : ",", members, "}");
  entries_.push_back({std::string(id), std::move(json), false});
}

void World::ListOperator(std::string_view id, Tier tier) {
  std::string json = absl::StrCat(R"({"id":")", id, R"(","tier":")", TierName(tier), R"(","operator":true})");
  entries_.push_back({std::string(id), std::move(json), true});
}

IssuerDirectory World::Directory() const {
  std::string global, own;
  for (const Entry& entry : entries_) {
    std::string& list = entry.is_operator ? own : global;
    absl::StrAppend(&list, list.empty() ? "" : ",", entry.json);
  }
  return IssuerDirectory::Parse(
             absl::StrCat(R"({"issuers":[)", global, R"(],"tenants":{"default":{"issuers":[)", own, "]}}}"))
      .value();
}

SubjectId World::SubjectOf(std::string_view key) {
  const std::size_t space = key.find(" vers:");
  const SubjectId whole = evidence_.InternIdentifier(key.substr(0, space)).value();
  return space == key.npos ? whole : evidence_.Narrow(whole, key.substr(space + 1));
}

std::uint32_t World::ThroughOf(const Words& words) {
  std::vector<SubjectId> through;
  for (const std::string_view enclosing : words.through) through.push_back(SubjectOf(enclosing));
  return evidence_.InternThrough(through);
}

std::uint32_t World::Publish(std::string_view issuer, const Words& words) {
  TextPool& texts = evidence_.texts();
  const bool listed = Directory().Find(words.tenant, issuer) != nullptr;
  Document document;
  document.tenant = texts.Intern(words.tenant);
  document.issuer = texts.Intern(issuer);
  document.id = texts.Intern(words.id);
  document.version = texts.Intern(words.version);
  document.digest = Sha256(absl::StrCat(evidence_.documents().size()));
  document.updated_at = words.at;
  document.format = words.format;
  document.withdrawn = words.withdrawn;
  document.signature = words.signature.value_or(listed ? SignatureState::kVerified : SignatureState::kMissing);
  document.signature_reason = texts.Intern(words.signature_reason);
  return evidence_.AddDocument(document).first;
}

std::uint32_t World::Say(std::string_view issuer, VexStatus status, const Words& words) {
  TextPool& texts = evidence_.texts();
  Statement statement;
  statement.document = Publish(issuer, words);
  statement.updated_at = words.at;
  statement.vulnerability = texts.Intern(words.vulnerability);
  std::vector<TextId> aliases;
  for (const std::string_view alias : words.aliases) aliases.push_back(texts.Intern(alias));
  statement.aliases = evidence_.InternAliases(std::move(aliases));
  statement.product = SubjectOf(words.product);
  if (!words.component.empty()) statement.component = SubjectOf(words.component);
  statement.through = ThroughOf(words);
  statement.relationship = texts.Intern(words.relationship);
  if (status == VexStatus::kNotAffected) {
    statement.justification = texts.Intern(words.justification);
    statement.impact = texts.Intern(words.impact);
  }
  statement.status = status;
  evidence_.AddStatement(statement);
  return statement.document;
}

std::uint32_t World::Explain(std::string_view issuer, std::string_view link, std::string_view product,
                             std::string_view component, const Words& words) {
  Words bom = words;
  bom.format = Format::kCycloneDx;
  const std::uint32_t document = Publish(issuer, bom);
  const SubjectId of_product = SubjectOf(product);
  const SubjectId of_component = component.empty() ? 0 : SubjectOf(component);
  evidence_.AddBomElement({document, evidence_.texts().Intern(link), of_product, of_component, ThroughOf(words)});
  return document;
}

Answer World::Get(std::string_view product, std::string_view component, std::string_view vulnerability,
                  std::string_view tenant) {
  return WithConsensus([&](const Consensus& consensus) {
    const absl::StatusOr<Record> record = consensus.Get(tenant, vulnerability, product, component);
    return record.ok() ? AnswerOf(consensus, *record) : Answer();
  });
}

Answer World::GetIn(const Sbom& sbom, std::uint32_t component) {
  return WithConsensus([&](const Consensus& consensus) {
    AlignmentOptions options;
    options.vulnerability = std::string(kCve);
    const Alignment alignment = Alignment::Build(consensus, sbom, options);
    const auto [first, end] = alignment.AnswersOf(component);
    return first == end ? Answer() : AnswerOf(consensus, alignment.Explain(first));
  });
}

std::vector<std::string> World::NearIn(const Sbom& sbom, std::uint32_t component) {
  return WithConsensus([&](const Consensus& consensus) {
    AlignmentOptions options;
    options.near_misses = kNearMisses;
    return NamesOf(Alignment::Build(consensus, sbom, options).NearMissesOf(component));
  });
}

std::vector<std::string> World::Near(std::string_view product, std::string_view component) {
  return WithConsensus([&](const Consensus& consensus) {
    return NamesOf(consensus.NearMisses("default", kCve, product, component, kNearMisses).value());
  });
}

std::vector<std::string> World::Keys() {
  return WithConsensus([&](const Consensus& consensus) {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < consensus.size(); ++i) {
      const KeyTexts key = consensus.KeyOf(i);
      keys.push_back(
          absl::StrCat(key.vulnerability, " ", key.product, key.component.empty() ? "" : " ", key.component));
    }
    return keys;
  });
}

std::vector<std::string> World::AmbiguousAliases() {
  return WithConsensus([&](const Consensus& consensus) {
    std::vector<std::string> names;
    for (const AmbiguousAlias& alias : consensus.ambiguous_aliases()) names.emplace_back(alias.identifier);
    return names;
  });
}

std::vector<std::string> World::AmbiguousLinks() {
  return WithConsensus([&](const Consensus& consensus) {
    std::vector<std::string> links;
    for (const AmbiguousLink& link : consensus.ambiguous_links()) links.emplace_back(link.link);
    return links;
  });
}

std::size_t World::RepeatedEditions() {
  return WithConsensus([&](const Consensus& consensus) { return consensus.repeated_editions().size(); });
}

Sbom Parts(const std::vector<std::string>& identifiers, const std::vector<std::pair<int, int>>& edges,
           const std::vector<std::string>& platforms) {
  TextPool texts;
  std::vector<SbomComponent> components(identifiers.size());
  for (std::size_t i = 0; i < identifiers.size(); ++i) {
    components[i].name = texts.Text(texts.Intern(absl::StrCat("part ", i)));
    for (const std::string_view identifier : absl::StrSplit(identifiers[i], ' ', absl::SkipEmpty())) {
      components[i].identifiers.push_back(texts.Text(texts.Intern(identifier)));
    }
  }
  std::vector<SbomEdge> between;
  for (const auto& [parent, child] : edges) {
    between.push_back({static_cast<std::uint32_t>(parent), static_cast<std::uint32_t>(child)});
  }
  std::vector<std::string_view> systems;
  for (const std::string& platform : platforms) systems.push_back(texts.Text(texts.Intern(platform)));
  return Sbom(std::move(texts), std::move(components), std::move(between), std::move(systems));
}

}  // namespace vexlens::testing
