// In one record an issuer has one voice, and all unlisted ones are the crowd.
#include <cstddef>
#include <string_view>

#include "gtest/gtest.h"
#include "tests/consensus/world.h"

namespace vexlens::testing {
namespace {

using enum VexStatus;

constexpr std::string_view kAnyGear = "pkg:npm/gear";                   // level 4
constexpr std::string_view kSomeGear = "pkg:npm/gear vers:npm/<2.0.0";  // level 3

class VoicesRules : public ::testing::Test {
 protected:
  VoicesRules() {
    world_.List("acme", Tier::kTrusted);
    world_.List("rumour", Tier::kUntrusted);
  }

  World world_;
};

// ---- which word is an issuer's voice ----

TEST_F(VoicesRules, VerifiedWordsComeFirst) {
  world_.Say("acme", kNotAffected, {.product = kSomeGear, .at = DaysAgo(9)});
  world_.Say("acme", kAffected, {.signature = SignatureState::kMissing});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected not_voice", "acme not_affected"}));
}

TEST_F(VoicesRules, ThenTheMostSpecificLevel) {
  world_.Say("acme", kNotAffected, {.at = DaysAgo(9)});
  world_.Say("acme", kAffected, {.product = kSomeGear});
  world_.Say("acme", kAffected, {.product = kAnyGear});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected not_voice", "acme affected not_voice", "acme not_affected"}));
}

TEST_F(VoicesRules, ThenTheNewest) {
  world_.Say("acme", kAffected, {.product = kSomeGear, .at = DaysAgo(9)});
  world_.Say("acme", kNotAffected, {.product = "pkg:npm/gear vers:npm/<3.0.0", .at = DaysAgo(1)});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected not_voice", "acme not_affected"}));
}

TEST_F(VoicesRules, TheMostCautiousOfTheNewestAndTheUndatedOnes) {
  world_.Say("acme", kNotAffected, {.at = DaysAgo(1)});
  world_.Say("acme", kUnderInvestigation, {.at = DaysAgo(1)});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme not_affected not_voice", "acme under_investigation"}));
  world_.Say("acme", kAffected, {.at = Instant{}});
  EXPECT_EQ(world_.Get().Heard(),
            (Heard{"acme affected", "acme not_affected not_voice", "acme under_investigation not_voice"}));
}

TEST_F(VoicesRules, AnUndatedAllClearDoesNotHideADatedWarning) {
  world_.Say("acme", kNotAffected, {.at = Instant{}});
  world_.Say("acme", kAffected, {.at = DaysAgo(99)});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected", "acme not_affected not_voice"}));
}

TEST_F(VoicesRules, OfEqualWordsTheSmallestStatementId) {
  bool ever_not_the_first = false;
  for (int published_before = 0; published_before < 4; ++published_before) {
    World world;
    world.List("acme", Tier::kTrusted);
    for (int i = 0; i < published_before; ++i) world.Publish("acme");  // so that digests, and ids, are others
    for (int i = 0; i < 6; ++i) world.Say("acme", kAffected);
    const Answer answer = world.Get();
    EXPECT_EQ(answer.Heard(), (Heard{"acme affected", "acme affected not_voice x5"}));
    std::uint32_t smallest = 0;
    const Evidence& evidence = world.evidence();
    const auto id = [&](std::uint32_t i) { return StatementId(evidence, evidence.statements()[i]); };
    for (std::uint32_t i = 1; i < 6; ++i) smallest = id(i) < id(smallest) ? i : smallest;
    EXPECT_EQ(answer.rationale[0].statement, smallest);
    ever_not_the_first |= smallest != 0;
  }
  EXPECT_TRUE(ever_not_the_first);
}

TEST_F(VoicesRules, OfWhoMayNotClearTheMostCautiousComesBeforeAllOfThese) {
  world_.Say("rumour", kAffected, {.product = kAnyGear, .at = DaysAgo(99), .signature = SignatureState::kMissing});
  world_.Say("rumour", kUnderInvestigation);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"rumour affected", "rumour under_investigation not_voice"}));
}

TEST_F(VoicesRules, RefusedWordsAreNobodysVoice) {
  world_.Say("acme", kAffected, {.signature = SignatureState::kFailed});
  world_.Say("acme", kNotAffected, {.product = kAnyGear, .at = DaysAgo(9)});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected signature_failed", "acme not_affected"}));
}

TEST_F(VoicesRules, UnverifiedWordsInAKeyedNameAreAVoiceApart) {
  world_.List("keyed", Tier::kTrusted, kKeys);
  world_.Say("keyed", kNotAffected);
  world_.Say("keyed", kAffected, {.signature = SignatureState::kMissing});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"keyed not_affected", "unverified:keyed affected"}));
}

TEST_F(VoicesRules, UnlessKeysDoNotBind) {
  world_.policy().keys_bind = false;
  world_.List("keyed", Tier::kTrusted, kKeys);
  world_.Say("keyed", kNotAffected);
  world_.Say("keyed", kAffected, {.signature = SignatureState::kMissing});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"keyed affected not_voice", "keyed not_affected"}));
}

TEST_F(VoicesRules, AnIssuerWithoutKeysIsItselfUnsigned) {
  world_.Say("acme", kNotAffected, {.signature = SignatureState::kMissing});
  const SeenEntry entry = world_.Get().Of("acme");
  EXPECT_EQ(entry.tier, "trusted");
  EXPECT_EQ(entry.weight, 560'000u);
}

// ---- the crowd ----

TEST_F(VoicesRules, TheCrowdHasOneVoicePerStatusTheHeaviest) {
  world_.Say("one", kAffected, {.at = DaysAgo(60)});
  world_.Say("two", kAffected);
  world_.Say("three", kAffected, {.at = DaysAgo(30)});
  world_.Say("four", kUnderInvestigation, {.at = DaysAgo(90)});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"four under_investigation", "three affected crowd x2", "two affected"}));
  EXPECT_EQ(world_.Get().figures.weights[0], 210'000u);
}

TEST_F(VoicesRules, UnverifiedWordsInAKeyedNameAreOfTheCrowd) {
  world_.List("keyed", Tier::kTrusted, kKeys);
  world_.Say("stranger", kAffected);
  world_.Say("keyed", kAffected, {.at = DaysAgo(9), .signature = SignatureState::kMissing});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"stranger affected", "unverified:keyed affected crowd"}));
  EXPECT_EQ(world_.Get().Of("unverified:keyed").tier, "unknown");
}

TEST_F(VoicesRules, TheCrowdMayNotClearByDefault) {
  world_.Say("stranger", kNotAffected);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"stranger not_affected may_not_clear"}));
}

TEST_F(VoicesRules, TheCrowdIsOneIssuerForTheQuorum) {
  world_.policy().clear_tier = Tier::kUnknown;
  world_.Say("one", kNotAffected);
  world_.Say("two", kFixed);
  EXPECT_EQ(world_.Get().figures.quorum, 1u);
  world_.Say("acme", kFixed);
  EXPECT_EQ(world_.Get().figures.quorum, 2u);
}

TEST_F(VoicesRules, AStrangersAlarmBesideTheWordsOfOthersAsksForAnInvestigation) {
  world_.Say("stranger", kAffected);
  EXPECT_EQ(world_.Get().winner, "affected");
  world_.List("weak", Tier::kKnown, R"("weight":0.1)");
  world_.Say("weak", kNotAffected);
  const Answer answer = world_.Get();
  EXPECT_EQ(answer.winner, "under_investigation");
  EXPECT_EQ(answer.status, "under_investigation");
  EXPECT_EQ(answer.figures.weights[static_cast<std::size_t>(kUnderInvestigation)], 0u);
  world_.Say("acme", kAffected);
  EXPECT_EQ(world_.Get().winner, "affected");
}

}  // namespace
}  // namespace vexlens::testing
