// The laws of a consensus, on generated evidence: order and repetition mean nothing, every way to ask gives the
// same bytes, and the index finds what a plain scan finds.
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/consensus/evidence_parts.h"
#include "tests/support/generated_evidence.h"
#include "vexlens/consensus.h"
#include "vexlens/reader.h"

namespace vexlens {
namespace {

using testing::GeneratedAsOf;
using testing::GeneratorOptions;

// KeyTexts are (tenant, advisory, artifact, component).
using KeyTexts = std::tuple<std::string, std::string, std::string, std::string>;

KeyTexts KeyOf(const Record& record) {
  return {std::string(record.tenant), std::string(record.advisory_key), record.artifact_key, record.component_key};
}

std::string Written(const Evidence& evidence) {
  std::string out;
  WriteEvidence(evidence, out);
  return out;
}

// LearnMore withdraws some documents and verifies others, as one side of a merge may know before the other.
void LearnMore(Evidence& evidence, std::mt19937& random) {
  for (std::size_t i = 0; i < evidence.documents().size(); ++i) {
    Document document = evidence.documents()[i];
    if (random() % 10 == 0) document.withdrawn = true;
    if (random() % 10 == 0 && document.signature != SignatureState::kVerified) {
      document.signature = SignatureState::kVerified;
      document.key_id = evidence.texts().Intern("key-of-one-side");
    }
    evidence.AddDocument(document);
  }
}

Evidence Merged(const std::vector<const Evidence*>& parts) {
  Evidence all;
  for (const Evidence* part : parts) all.Merge(*part);
  return all;
}

// Exists is the rule: the statement and its document are not dated after the instant.
bool Exists(const Evidence& evidence, const Statement& statement, Instant as_of) {
  return statement.updated_at <= as_of && evidence.documents()[statement.document].updated_at <= as_of;
}

// OwnNames are the vulnerabilities that a statement names itself.
std::vector<std::string_view> OwnNames(const Evidence& evidence, const Statement& statement) {
  std::vector<std::string_view> names{evidence.Text(statement.vulnerability)};
  for (const TextId alias : evidence.Aliases(statement.aliases)) {
    if (!IsVendorAdvisory(evidence.Text(alias))) names.push_back(evidence.Text(alias));
  }
  return names;
}

class PropertiesTest : public ::testing::TestWithParam<std::tuple<unsigned, Mode>> {
 protected:
  PropertiesTest() {
    options_.seed = std::get<0>(GetParam());
    options_.statements = 1'200;
    options_.issuers = 4 + options_.seed * 8;
    options_.tenants = 1 + options_.seed % 2;
    options_.places = true;
    evidence_ = testing::GenerateEvidence(options_);
    directory_ = IssuerDirectory::Parse(testing::GenerateDirectory(options_)).value();
    policy_.mode = std::get<1>(GetParam());
    if (options_.seed == 3) {
      policy_.require_signature_for[static_cast<std::size_t>(VexStatus::kFixed)] = true;
      policy_.require_justification = true;
      policy_.minimum_quorum = 2;
    }
  }

  Consensus Build(const Evidence& evidence, Instant as_of = GeneratedAsOf()) const {
    return Consensus::Build(evidence, directory_, policy_, as_of);
  }

  std::string Records(const Evidence& evidence) const {
    const Consensus consensus = Build(evidence);
    std::string out;
    for (std::size_t i = 0; i < consensus.size(); ++i) {
      consensus.AppendRecord(i, out);
      out += '\n';
    }
    return out;
  }

  // ScannedKeys are the keys that existing statements name, in each class that their names belong to, and that some
  // statement speaks about; found without the index.
  static std::set<KeyTexts> ScannedKeys(const Evidence& evidence, const Consensus& consensus, Instant as_of) {
    std::set<KeyTexts> keys;
    for (const Statement& statement : evidence.statements()) {
      if (!Exists(evidence, statement, as_of)) continue;
      const std::string_view tenant = evidence.Text(evidence.documents()[statement.document].tenant);
      const std::string_view product = evidence.KeyText(statement.product);
      const std::string_view component = evidence.KeyText(statement.component);
      for (const std::string_view name : OwnNames(evidence, statement)) {
        if (!consensus.Get(tenant, name, product, component).ok()) continue;
        keys.emplace(tenant, consensus.AdvisoryKey(tenant, name), product, component);
      }
    }
    return keys;
  }

  // AssertionOf is what decides how a statement speaks.
  Assertion AssertionOf(const Statement& statement) const {
    const Document& document = evidence_.documents()[statement.document];
    const Issuer* const issuer = directory_.Find(evidence_.Text(document.tenant), evidence_.Text(document.issuer));
    const bool itself = issuer != nullptr && (issuer->keys.empty() || document.signature == SignatureState::kVerified);
    Assertion assertion;
    assertion.scope.product = evidence_.ParsedSubject(statement.product);
    if (statement.component != 0) assertion.scope.component = evidence_.ParsedSubject(statement.component);
    for (const SubjectId id : evidence_.Through(statement.through)) {
      assertion.through.push_back(evidence_.ParsedSubject(id));
    }
    assertion.relationship = evidence_.Text(statement.relationship);
    assertion.clears = Clears(statement.status);
    assertion.fixed = statement.status == VexStatus::kFixed;
    assertion.crowd = !itself;
    assertion.say = [=](const Subject& subject) { return !itself || issuer->HasAuthorityOver({&subject, 1}); };
    return assertion;
  }

  GeneratorOptions options_;
  Evidence evidence_;
  IssuerDirectory directory_;
  Policy policy_;
};

TEST_P(PropertiesTest, GenerationIsDeterministic) {
  EXPECT_EQ(Written(evidence_), Written(testing::GenerateEvidence(options_)));
  EXPECT_EQ(evidence_.statements().size(), options_.statements);
}

TEST_P(PropertiesTest, OrderBatchesAndRepetitionMeanNothing) {
  const std::string expected = Records(evidence_);
  std::mt19937 random(options_.seed);
  for (const std::size_t batch_count : {std::size_t{1}, std::size_t{2}, std::size_t{9}}) {
    const Evidence again = testing::Shuffled(evidence_, batch_count, random);
    ASSERT_TRUE(Written(again) == Written(evidence_)) << batch_count << " batches";
    ASSERT_TRUE(Records(again) == expected) << batch_count << " batches";
  }
}

TEST_P(PropertiesTest, MergeCommutesAssociatesAndIsIdempotent) {
  std::mt19937 random(options_.seed);
  Evidence a = testing::Subset(evidence_, 60, random);
  const Evidence b = testing::Subset(evidence_, 60, random);
  const Evidence c = testing::Subset(evidence_, 40, random);
  LearnMore(a, random);
  const Evidence ab = Merged({&a, &b});
  const Evidence bc = Merged({&b, &c});
  const Evidence left = Merged({&ab, &c});
  const std::string bytes = Written(left);
  const std::string records = Records(left);
  const Evidence right = Merged({&a, &bc});
  const Evidence reversed = Merged({&c, &b, &a});
  const Evidence repeated = Merged({&left, &b, &left, &a});
  for (const Evidence* other : {&right, &reversed, &repeated}) {
    ASSERT_TRUE(Written(*other) == bytes);
    ASSERT_TRUE(Records(*other) == records);
  }
}

TEST_P(PropertiesTest, QueryGivesTheBytesOfTheEnumeration) {
  const Consensus consensus = Build(evidence_);
  for (std::size_t i = 0; i < consensus.size(); ++i) {
    std::string enumerated;
    consensus.AppendRecord(i, enumerated);
    const Record key = consensus.Explain(i);
    const auto asked = consensus.Get(key.tenant, key.advisory_key, key.artifact_key, key.component_key);
    ASSERT_TRUE(asked.ok()) << asked.status() << " for " << enumerated;
    std::string queried;
    consensus.Append(*asked, queried);
    ASSERT_EQ(queried, enumerated);
  }
}

TEST_P(PropertiesTest, DecideIsTheDecisionOfExplain) {
  const Consensus consensus = Build(evidence_);
  for (std::size_t i = 0; i < consensus.size(); ++i) {
    const Decision decided = consensus.Decide(i);
    const Decision explained = consensus.Explain(i).decision;
    ASSERT_EQ(decided.state, explained.state) << i;
    ASSERT_EQ(decided.reason, explained.reason) << i;
    ASSERT_EQ(decided.status, explained.status) << i;
    ASSERT_EQ(decided.winner, explained.winner) << i;
    ASSERT_EQ(decided.agreement, explained.agreement) << i;
    ASSERT_EQ(decided.strength, explained.strength) << i;
    ASSERT_EQ(decided.confidence, explained.confidence) << i;
    ASSERT_EQ(decided.quorum, explained.quorum) << i;
    ASSERT_EQ(decided.weights, explained.weights) << i;
  }
}

TEST_P(PropertiesTest, KeysAreThoseOfAScanInAscendingOrder) {
  const Instant early = ParseInstant("1990-01-01T00:00:00Z").value();
  const Instant middle = ParseInstant("2024-06-30T12:00:00Z").value();
  for (const Instant as_of : {early, middle, GeneratedAsOf()}) {
    const Consensus consensus = Build(evidence_, as_of);
    std::vector<KeyTexts> keys;
    for (std::size_t i = 0; i < consensus.size(); ++i) keys.push_back(KeyOf(consensus.Explain(i)));
    EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end(), std::greater_equal<>()), keys.end());
    const std::set<KeyTexts> scanned = ScannedKeys(evidence_, consensus, as_of);
    EXPECT_EQ(keys, std::vector<KeyTexts>(scanned.begin(), scanned.end()));
  }
}

TEST_P(PropertiesTest, BeforeEverythingThereIsNoKey) {
  Evidence dated;
  for (const Statement& statement : evidence_.statements()) {
    if (statement.updated_at.dated()) testing::CopyStatement(evidence_, statement, dated);
  }
  EXPECT_EQ(Build(dated, ParseInstant("1990-01-01T00:00:00Z").value()).size(), 0u);
}

// The scan leaves out that who speaks about a pair itself is not heard about its component in other products: what the
// record lacks must be such a word.
TEST_P(PropertiesTest, TheIndexFindsWhatAScanFinds) {
  const Consensus consensus = Build(evidence_);
  std::map<std::pair<std::string_view, std::string_view>, std::set<std::uint32_t>> by_advisory;
  for (std::uint32_t i = 0; i < evidence_.statements().size(); ++i) {
    const Statement& statement = evidence_.statements()[i];
    if (!Exists(evidence_, statement, GeneratedAsOf())) continue;
    const std::string_view tenant = evidence_.Text(evidence_.documents()[statement.document].tenant);
    for (const std::string_view name : OwnNames(evidence_, statement)) {
      by_advisory[{tenant, consensus.AdvisoryKey(tenant, name)}].insert(i);
    }
  }
  for (std::size_t key = 0; key < consensus.size(); ++key) {
    const Record record = consensus.Explain(key);
    const std::string where =
        absl::StrCat(record.advisory_key, " | ", record.artifact_key, " | ", record.component_key);
    Scope asked{evidence_.ParsedSubject(evidence_.FindSubject(record.artifact_key).value()), {}};
    if (!record.component_key.empty()) {
      asked.component = evidence_.ParsedSubject(evidence_.FindSubject(record.component_key).value());
    }
    std::map<std::uint32_t, int> scanned;
    std::size_t here = 0;  // of them, those that are not about another product
    for (const std::uint32_t i : by_advisory[{record.tenant, record.advisory_key}]) {
      const Assertion assertion = AssertionOf(evidence_.statements()[i]);
      const int level = ScopeLevel(assertion, asked);
      if (level == 0) continue;
      scanned[i] = level;
      const bool of_another = asked.has_component() && assertion.scope.has_component() &&
                              MatchLevel(assertion.scope.product, asked.product) == 0;
      if (!of_another) ++here;
    }
    std::size_t found = 0;
    for (const RationaleEntry& entry : record.rationale) {
      found += entry.count;
      ASSERT_TRUE(scanned.contains(entry.statement)) << where;
      ASSERT_EQ(entry.level, scanned[entry.statement]) << where;
    }
    ASSERT_LE(found, scanned.size()) << where;
    ASSERT_GE(found, here) << where;
  }
}

TEST_P(PropertiesTest, WeightsMultiplyAgain) {
  const Consensus consensus = Build(evidence_);
  for (std::size_t i = 0; i < consensus.size(); ++i) {
    const Record record = consensus.Explain(i);
    std::array<Millionths, kStatusCount> sums{};
    for (const RationaleEntry& entry : record.rationale) {
      Millionths weight = kOne;
      for (const FactorStep& step : entry.factors) {
        ASSERT_EQ(step.before, weight) << step.name;
        weight = MultiplyHalfEven(weight, step.value);
        ASSERT_EQ(step.after, weight) << step.name;
      }
      ASSERT_EQ(entry.weight, weight);
      ASSERT_EQ(entry.accepted, entry.reason == Reason::kNone);
      if (entry.accepted) sums[static_cast<std::size_t>(entry.status)] += entry.weight;
    }
    ASSERT_EQ(sums, record.decision.weights);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Seeds, PropertiesTest,
    ::testing::Combine(::testing::Values(1u, 2u, 3u),
                       ::testing::Values(Mode::kWeightedVote, Mode::kHighestWeight, Mode::kAuthoritativeFirst,
                                         Mode::kLattice, Mode::kMostRecent)),
    [](const auto& world) { return absl::StrCat(ModeName(std::get<1>(world.param)), "_", std::get<0>(world.param)); });

// The laws above say little unless the evidence holds every case.
TEST(GeneratedEvidenceTest, HoldsEveryCase) {
  std::set<Reason> reasons;
  std::set<State> states;
  std::set<std::string_view> words;
  std::set<int> levels;
  std::size_t ambiguous = 0;
  GeneratorOptions options{.seed = 5, .statements = 20'000, .issuers = 30, .tenants = 2};
  const Evidence evidence = testing::GenerateEvidence(options);
  const IssuerDirectory directory = IssuerDirectory::Parse(testing::GenerateDirectory(options)).value();
  for (const bool strict : {false, true}) {
    Policy policy;
    policy.mode = strict ? Mode::kHighestWeight : Mode::kWeightedVote;
    policy.require_justification = strict;
    policy.require_signature_for[static_cast<std::size_t>(VexStatus::kFixed)] = strict;
    if (strict) policy.unknown_issuer_factor = 0;
    policy.minimum_quorum = strict ? 2 : 1;
    if (strict) policy.minimum_confidence = 200'000;
    const Consensus consensus = Consensus::Build(evidence, directory, policy, GeneratedAsOf());
    ambiguous += consensus.ambiguous_aliases().size();
    for (std::size_t i = 0; i < consensus.size(); ++i) {
      const Record record = consensus.Explain(i);
      states.insert(record.decision.state);
      words.insert(record.decision.reason);
      for (const RationaleEntry& entry : record.rationale) {
        reasons.insert(entry.reason);
        levels.insert(entry.level);
      }
      for (const Conflict& conflict : record.conflicts) words.insert(conflict.reason);
    }
  }
  EXPECT_EQ(reasons.size(), static_cast<std::size_t>(Reason::kOutranked) + 1);
  EXPECT_EQ(states.size(), static_cast<std::size_t>(State::kInconclusive) + 1);
  EXPECT_EQ(words, (std::set<std::string_view>{"", "no_vote", "low_confidence", "quorum", "operator",
                                               "status_disagreement", "scope_mismatch", "missing_provenance"}));
  EXPECT_EQ(levels, (std::set<int>{1, 2, 3, 4, 5}));
  EXPECT_GT(ambiguous, 0u);
}

}  // namespace
}  // namespace vexlens
