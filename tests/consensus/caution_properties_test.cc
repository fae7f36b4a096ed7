// What never makes an answer less cautious, on random evidence and policies in all modes.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/consensus/links.h"
#include "lib/consensus/speakers.h"
#include "tests/consensus/any_policy.h"
#include "tests/consensus/evidence_world.h"
#include "vexlens/consensus.h"

namespace vexlens::testing {

using consensus::About;
using consensus::Links;
using consensus::Speakers;

namespace {

constexpr std::uint64_t kWorlds = 400;

using Key = std::tuple<std::string, std::string, std::string>;

Key KeyAt(const Consensus& consensus, std::size_t i) {
  const vexlens::KeyTexts key = consensus.KeyOf(i);
  return {std::string(key.vulnerability), std::string(key.product), std::string(key.component)};
}

std::string Where(std::uint64_t seed, Mode mode, const Key& key) {
  return absl::StrCat("world ", seed, ", ", ModeName(mode), ": ", std::get<0>(key), " | ", std::get<1>(key), " | ",
                      std::get<2>(key));
}

class CautionProperties : public ::testing::TestWithParam<Mode> {
 protected:
  // Answer is a status as caution, and whether anybody has a vote.
  struct Answer {
    int caution = 0;
    bool any_vote = false;
  };
  using Answers = std::map<Key, Answer>;

  static Answer AnswerOf(const Decision& decision) {
    return {CautionOf(decision.status), decision.reason != "no_vote"};
  }

  static Answers AnswersOf(const Consensus& consensus) {
    Answers answers;
    for (std::size_t i = 0; i < consensus.size(); ++i) answers[KeyAt(consensus, i)] = AnswerOf(consensus.Decide(i));
    return answers;
  }

  static Consensus Build(const Evidence& evidence, const Policy& policy) {
    static const IssuerDirectory* const kDirectory =
        new IssuerDirectory(IssuerDirectory::Parse(EvidenceWorld::Directory()).value());
    return Consensus::Build(evidence, *kDirectory, policy, EvidenceWorld::AsOf());
  }

  // ExpectNoLessCautious asks for the keys of `before` again. Silence is no less cautious than an all-clear, or than
  // words of which none has a vote. It returns how many answers became more cautious: without some, it says little.
  static int ExpectNoLessCautious(const Answers& before, const Consensus& after, std::uint64_t seed) {
    int more = 0;
    for (const auto& [key, then] : before) {
      const auto& [advisory, product, component] = key;
      if (absl::StartsWith(product, "cdx:")) continue;
      const absl::StatusOr<Record> record = after.Get("default", advisory, product, component);
      if (!record.ok() && !then.any_vote) continue;
      const int now = record.ok() ? CautionOf(record->decision.status) : CautionOf(VexStatus::kFixed);
      EXPECT_LE(now, then.caution) << Where(seed, GetParam(), key);
      more += now < then.caution;
    }
    return more;
  }
};

// Those of the crowd are whom no directory lists, and unverified words in the names of issuers with keys. They add VEX
// documents in any version, withdrawn ones too, and BOMs. The keys of BOM-Links are left out: once the first BOM says
// what a link is, a warning about it is one about that.
TEST_P(CautionProperties, DocumentsOfUnlistedAuthorsNeverMakeAnAnswerLessCautious) {
  int more = 0;
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    EvidenceWorld world(seed);
    const Policy policy = AnyPolicy(world.random(), GetParam());
    world.Add(WhoSpeaks::kAnybody, 14);
    world.AddLinked(WhoSpeaks::kStrangers, 2);
    world.AddBoms(seed % 2 == 0 ? WhoSpeaks::kAnybody : WhoSpeaks::kStrangers, 2);
    const Answers before = AnswersOf(Build(world.evidence(), policy));
    world.Add(WhoSpeaks::kCrowd, 8);
    world.AddBoms(WhoSpeaks::kCrowd, 3);
    more += ExpectNoLessCautious(before, Build(world.evidence(), policy), seed);
  }
  EXPECT_GT(more, 20);
}

TEST_P(CautionProperties, DoubtNeverMakesAnAnswerLessCautious) {
  int more = 0;
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    EvidenceWorld world(seed);
    Policy policy = AnyPolicy(world.random(), GetParam());
    world.Add(WhoSpeaks::kAnybody, 14);
    world.AddBoms(WhoSpeaks::kAnybody, 2);
    Answers before = AnswersOf(Build(world.evidence(), policy));
    for (int step = 0; step < 3; ++step) {
      if (world.random().Chance(50)) ++policy.minimum_quorum;
      policy.minimum_confidence = std::min(kOne, policy.minimum_confidence + 100'000 * world.random().Below(4));
      const Consensus after = Build(world.evidence(), policy);
      more += ExpectNoLessCautious(before, after, seed);
      before = AnswersOf(after);
    }
  }
  EXPECT_GT(more, 20);
}

INSTANTIATE_TEST_SUITE_P(Modes, CautionProperties, ::testing::ValuesIn(kModes),
                         [](const auto& mode) { return std::string(ModeName(mode.param)); });

// ---- verified statements ----

// OwnKeys are where a statement is found by a name that it names itself.
std::vector<Key> OwnKeys(const Evidence& evidence, const Consensus& consensus, const Links& links, std::uint32_t i) {
  const Statement statement = evidence.statements()[i];
  std::vector<std::string_view> names{evidence.Text(statement.vulnerability)};
  for (const TextId alias : evidence.Aliases(statement.aliases)) {
    if (!IsVendorAdvisory(evidence.Text(alias))) names.push_back(evidence.Text(alias));
  }
  const About about = links.Of(i);
  std::vector<Key> keys;
  for (const std::string_view name : names) {
    keys.emplace_back(consensus.AdvisoryKey("default", name), evidence.KeyText(about.product),
                      evidence.KeyText(about.component));
  }
  return keys;
}

// Part says for each verified statement and each of its own names whether it is heard there, and whether it is refused.
enum class Part { kNotHeard, kHeard, kHeardAndNotRefused };

class VerifiedWords {
 public:
  VerifiedWords(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy, std::uint32_t count) {
    const Consensus consensus = Consensus::Build(evidence, directory, policy, EvidenceWorld::AsOf());
    const Speakers speakers(evidence, directory, policy, EvidenceWorld::AsOf());
    const Links links(evidence, speakers);
    std::map<Key, std::size_t> places;
    for (std::size_t i = 0; i < consensus.size(); ++i) places[KeyAt(consensus, i)] = i;
    std::vector<bool> one(evidence.statements().size(), false);
    for (std::uint32_t i = 0; i < count; ++i) {
      std::vector<Part>& parts = parts_.emplace_back();
      if (!speakers.of_document(evidence.statements()[i].document).verified) continue;
      one[i] = true;
      for (const Key& key : OwnKeys(evidence, consensus, links, i)) {
        const auto place = places.find(key);
        const bool heard = place != places.end() && consensus.Hears(place->second, one);
        const Record record = heard ? consensus.Explain(place->second) : Record();
        parts.push_back(heard ? PartIn(record, evidence.statements()[i], i) : Part::kNotHeard);
      }
      one[i] = false;
    }
  }

  const std::vector<Part>& PartsOf(std::uint32_t statement) const { return parts_[statement]; }

 private:
  // PartIn takes for a statement that is folded into another what that one is.
  static Part PartIn(const Record& record, const Statement& statement, std::uint32_t number) {
    const auto is_refused = [](const RationaleEntry& entry) {
      return entry.reason != Reason::kNone && entry.reason < Reason::kNotVoice;
    };
    bool any_unrefused = false;
    for (const RationaleEntry& entry : record.rationale) {
      if (entry.statement == number) return is_refused(entry) ? Part::kHeard : Part::kHeardAndNotRefused;
      any_unrefused |= entry.count > 1 && entry.status == statement.status && !is_refused(entry);
    }
    return any_unrefused ? Part::kHeardAndNotRefused : Part::kHeard;
  }

  std::vector<std::vector<Part>> parts_;
};

// What is added may be said by anybody, in any name, and BOMs and aliases too, as long as no signature verifies.
TEST(VerifiedProperties, UnverifiedDocumentsTakeNoVerifiedStatementOutOfTheAnswersUnderItsOwnNames) {
  const IssuerDirectory directory = IssuerDirectory::Parse(EvidenceWorld::Directory()).value();
  int heard = 0;
  for (std::uint64_t seed = 0; seed < 2 * kWorlds; ++seed) {
    EvidenceWorld world(seed);
    Policy policy = AnyPolicy(world.random(), kModes[seed % kModes.size()]);
    policy.alias_join_tier = static_cast<Tier>(world.random().Below(kTierCount));
    policy.clear_tier = static_cast<Tier>(world.random().Below(kTierCount));
    world.Add(WhoSpeaks::kAnybody, 12);
    world.AddBoms(WhoSpeaks::kAnybody, 2);
    const auto count = static_cast<std::uint32_t>(world.evidence().statements().size());
    const VerifiedWords before(world.evidence(), directory, policy, count);
    world.Add(WhoSpeaks::kUnverified, 12);
    world.AddBoms(WhoSpeaks::kUnverified, 4);
    const VerifiedWords after(world.evidence(), directory, policy, count);
    for (std::uint32_t i = 0; i < count; ++i) {
      ASSERT_EQ(before.PartsOf(i).size(), after.PartsOf(i).size());
      for (std::size_t name = 0; name < before.PartsOf(i).size(); ++name) {
        EXPECT_GE(after.PartsOf(i)[name], before.PartsOf(i)[name]) << "world " << seed << ", statement " << i;
        heard += before.PartsOf(i)[name] != Part::kNotHeard;
      }
    }
  }
  EXPECT_GT(heard, 1'000);
}

// ---- a higher clearTier ----

struct Seen {
  int caution = 0;
  bool excluded = false;
};

// SeenIn excludes what a higher clearTier may well make less cautious:
// – where an issuer has said more than one thing: of who may no longer clear, another word is the voice, or an older
//   warning is no longer superseded, and that word may weigh less than the one that spoke before;
// – where an operator decides: once its all-clear is refused, an older word of another operator may decide.
std::map<Key, Seen> SeenIn(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy) {
  const Consensus consensus = Consensus::Build(evidence, directory, policy, EvidenceWorld::AsOf());
  std::map<Key, Seen> seen;
  for (std::size_t i = 0; i < consensus.size(); ++i) {
    const Record record = consensus.Explain(i);
    std::map<std::string_view, std::uint32_t> words;
    bool own_words = false;
    for (const RationaleEntry& entry : record.rationale) {
      if (directory.Find("default", entry.issuer) == nullptr) continue;
      const bool taken_back = entry.reason == Reason::kSuperseded || entry.reason == Reason::kWithdrawn;
      own_words |= taken_back || (words[entry.issuer] += entry.count) > 1;
    }
    seen[KeyAt(consensus, i)] = {CautionOf(record.decision.status), own_words || record.decision.reason == "operator"};
  }
  return seen;
}

// The modes that choose by rank are left out: in them an all-clear that is refused no longer outranks others, which may
// clear. A key that is renamed is compared with nothing: warnings that are no longer superseded tie names again.
class ClearTierProperties : public ::testing::TestWithParam<std::tuple<Mode, WhoSpeaks>> {};

TEST_P(ClearTierProperties, AHigherClearTierNeverMakesAnAnswerLessCautious) {
  const auto [mode, who] = GetParam();
  const IssuerDirectory directory = IssuerDirectory::Parse(EvidenceWorld::Directory()).value();
  int compared = 0;
  int more = 0;
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    EvidenceWorld world(seed);
    Policy policy = AnyPolicy(world.random(), mode);
    world.Add(who, who == WhoSpeaks::kEachOnce ? 40 : 14);
    policy.clear_tier = Tier::kUntrusted;
    std::map<Key, Seen> before = SeenIn(world.evidence(), directory, policy);
    for (const Tier tier : {Tier::kUnknown, Tier::kKnown, Tier::kTrusted, Tier::kAuthoritative}) {
      policy.clear_tier = tier;
      std::map<Key, Seen> after = SeenIn(world.evidence(), directory, policy);
      // Where each issuer says one thing, nothing is renamed.
      EXPECT_TRUE(who != WhoSpeaks::kEachOnce || before.size() == after.size()) << seed;
      for (const auto& [key, then] : before) {
        const auto place = after.find(key);
        if (place == after.end() || then.excluded || place->second.excluded) continue;
        EXPECT_LE(place->second.caution, then.caution) << Where(seed, mode, key) << ", " << TierName(tier);
        ++compared;
        more += place->second.caution < then.caution;
      }
      before = std::move(after);
    }
  }
  EXPECT_GT(compared, 1'000);
  EXPECT_GT(more, 50);
}

INSTANTIATE_TEST_SUITE_P(Modes, ClearTierProperties,
                         ::testing::Combine(::testing::Values(Mode::kWeightedVote, Mode::kLattice),
                                            ::testing::Values(WhoSpeaks::kEachOnce, WhoSpeaks::kAnybody)),
                         [](const auto& world) {
                           const bool once = std::get<1>(world.param) == WhoSpeaks::kEachOnce;
                           return absl::StrCat(ModeName(std::get<0>(world.param)), once ? "_each_once" : "_anybody");
                         });

}  // namespace
}  // namespace vexlens::testing
