// A component that an SBOM clears is cleared on every path: by a look at each of them, on random small graphs.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/consensus/any_policy.h"
#include "tests/consensus/clearing.h"
#include "tests/consensus/evidence_world.h"
#include "tests/consensus/world.h"
#include "vexlens/alignment.h"
#include "vexlens/consensus.h"

namespace vexlens::testing {
namespace {

// WarnsOfPair tells whether an issuer who may clear warns of the pair itself: then it is not heard about others.
bool WarnsOfPair(const Record& record, std::string_view issuer, const Clearing& clearing, Tier clear_tier,
                 const std::vector<Path>& paths) {
  return std::any_of(record.rationale.begin(), record.rationale.end(), [&](const RationaleEntry& entry) {
    const bool live = entry.reason == Reason::kNone || entry.reason >= Reason::kNotVoice;
    return entry.issuer == issuer && live && !Clears(entry.status) && entry.tier >= clear_tier &&
           clearing.IsOfPair(entry.statement, paths);
  });
}

// WinnersOf are the issuers by whose words a record clears.
std::set<std::string_view> WinnersOf(const Record& record) {
  std::set<std::string_view> winners;
  const bool by_operator = record.decision.reason == "operator";
  for (const RationaleEntry& entry : record.rationale) {
    if (Clears(entry.status) && (by_operator ? entry.issuer == "desk" : entry.accepted)) winners.insert(entry.issuer);
  }
  return winners;
}

// WarningsOf are the warnings of an issuer in a record that are not refused.
std::vector<std::uint32_t> WarningsOf(const Record& record, std::string_view issuer) {
  std::vector<std::uint32_t> warnings;
  for (const RationaleEntry& entry : record.rationale) {
    const bool live = entry.reason == Reason::kNone || entry.reason >= Reason::kNotVoice;
    if (entry.issuer == issuer && live && !Clears(entry.status)) warnings.push_back(entry.statement);
  }
  return warnings;
}

bool IsAbout(const Evidence& evidence, const Consensus& consensus, std::uint32_t i, std::string_view advisory) {
  const Statement statement = evidence.statements()[i];
  const auto is_name = [&](TextId name) { return consensus.AdvisoryKey("default", evidence.Text(name)) == advisory; };
  const auto aliases = evidence.Aliases(statement.aliases);
  return is_name(statement.vulnerability) || std::any_of(aliases.begin(), aliases.end(), is_name);
}

class SbomProperties : public ::testing::TestWithParam<Mode> {
 protected:
  // ExpectClearedOnEveryPath looks for an all-clear of each winner on each path: its voice, or another. It returns for
  // how many winners no single one holds on all of them.
  static int ExpectClearedOnEveryPath(const Record& record, const Consensus& consensus, const Clearing& clearing,
                                      Tier clear_tier, const std::vector<Path>& paths, std::string_view where) {
    int jointly = 0;
    for (const std::string_view issuer : WinnersOf(record)) {
      const bool silenced = clearing.IsListed(issuer) && WarnsOfPair(record, issuer, clearing, clear_tier, paths);
      const std::vector<std::uint32_t> warnings = WarningsOf(record, issuer);
      std::vector<std::uint32_t> words;
      for (std::uint32_t word = 0; word < clearing.count(); ++word) {
        if (!clearing.IsLiveOf(issuer, word) || (silenced && clearing.IsElsewhere(word, paths))) continue;
        if (IsAbout(clearing.evidence(), consensus, word, record.advisory_key)) words.push_back(word);
      }
      for (const Path& path : paths) {
        const auto holds = [&](std::uint32_t word) {
          const bool by_rank = clearing.IsListed(issuer) && record.decision.reason != "operator";
          return clearing.Holds(word, path) && (!by_rank || clearing.StandsBy(word, path, paths, warnings));
        };
        std::string said;
        for (const std::uint32_t word : words) said += clearing.Text(word, path.back(), paths);
        for (const std::uint32_t word : warnings) said += clearing.Text(word, path.back(), paths);
        EXPECT_TRUE(std::any_of(words.begin(), words.end(), holds))
            << where << ", " << issuer << ", " << record.advisory_key << clearing.TextOf(path) << said;
      }
      jointly += std::none_of(words.begin(), words.end(), [&](std::uint32_t word) {
        return std::all_of(paths.begin(), paths.end(), [&](const Path& path) { return clearing.Holds(word, path); });
      });
    }
    return jointly;
  }
};

TEST_P(SbomProperties, WhatIsClearedIsClearedOnEveryPath) {
  const IssuerDirectory directory = IssuerDirectory::Parse(EvidenceWorld::Directory()).value();
  int cleared = 0;
  int jointly = 0;
  for (std::uint64_t seed = 0; seed < 4'000; ++seed) {
    EvidenceWorld world(seed);
    Policy policy = AnyPolicy(world.random(), GetParam());
    policy.clear_tier = static_cast<Tier>(world.random().Below(kTierCount));
    if (seed % 2 == 0) {
      world.AddPlaced(10);
    } else {
      world.Add(WhoSpeaks::kAnybody, 24);
      world.AddBoms(WhoSpeaks::kAnybody, 2);
    }
    const Consensus consensus = Consensus::Build(world.evidence(), directory, policy, EvidenceWorld::AsOf());
    for (int graph = 0; graph < 4; ++graph) {
      const Sbom sbom = seed % 2 == 0 ? world.PlacedSbom() : world.AnySbom();
      const Alignment alignment = Alignment::Build(consensus, sbom, {});
      const Clearing clearing(world.evidence(), directory, policy, sbom);
      for (std::size_t i = 0; i < alignment.size(); ++i) {
        const Record record = alignment.Explain(i);
        if (!Clears(record.decision.status)) continue;
        if (HasFailure()) return;  // one is enough to look at
        ++cleared;
        const std::vector<Path> paths = PathsTo(sbom, alignment.component(i));
        ASSERT_FALSE(paths.empty());
        const std::string where =
            absl::StrCat("world ", seed, ", graph ", graph, ", component ", alignment.component(i));
        jointly += ExpectClearedOnEveryPath(record, consensus, clearing, policy.clear_tier, paths, where);
      }
    }
  }
  EXPECT_GT(cleared, 200);
  EXPECT_GT(jointly, 10);
}

INSTANTIATE_TEST_SUITE_P(Modes, SbomProperties, ::testing::ValuesIn(kModes),
                         [](const auto& mode) { return std::string(ModeName(mode.param)); });

// An SBOM of one component alone, whether it is the root or hangs below a nameless one, says no more than its name.
TEST(OneComponentProperties, AnSbomOfOneComponentAnswersAsTheBareQuery) {
  const IssuerDirectory directory = IssuerDirectory::Parse(EvidenceWorld::Directory()).value();
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    EvidenceWorld world(seed);
    const Policy policy = AnyPolicy(world.random(), kModes[seed % kModes.size()]);
    world.Add(WhoSpeaks::kAnybody, 30);
    world.AddBoms(WhoSpeaks::kAnybody, 2);
    const Consensus consensus = Consensus::Build(world.evidence(), directory, policy, EvidenceWorld::AsOf());
    std::set<std::string> advisories, identifiers;
    for (std::size_t i = 0; i < consensus.size(); ++i) advisories.emplace(consensus.KeyOf(i).vulnerability);
    for (SubjectId id = 1; id < world.evidence().subjects().size(); ++id) {
      const Subject subject = world.evidence().ParsedSubject(id);
      if (!absl::StartsWith(subject.identifier, "cdx:")) identifiers.emplace(subject.identifier);
    }
    for (const std::string& identifier : identifiers) {
      std::map<std::string, std::string> asked;
      for (const std::string& advisory : advisories) {
        const absl::StatusOr<Record> record = consensus.Get("default", advisory, identifier, "");
        if (record.ok()) consensus.Append(*record, asked[advisory]);
      }
      const Sbom root = Parts({identifier}, {});
      const Sbom below = Parts({"", identifier}, {{0, 1}});
      for (const Sbom* const sbom : {&root, &below}) {
        const Alignment alignment = Alignment::Build(consensus, *sbom, {});
        std::map<std::string, std::string> answers;
        for (std::size_t i = 0; i < alignment.size(); ++i) {
          const Record record = alignment.Explain(i);
          consensus.Append(record, answers[std::string(record.advisory_key)]);
        }
        ASSERT_EQ(answers, asked) << "world " << seed << ": " << identifier;
        compared += answers.size();
      }
    }
  }
  EXPECT_GT(compared, 1'000u);
}

}  // namespace
}  // namespace vexlens::testing
