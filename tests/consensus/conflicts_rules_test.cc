// Conflicts are results: who takes part, at which level, since when.
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/consensus/world.h"

namespace vexlens::testing {
namespace {

using enum VexStatus;
using Texts = std::vector<std::string>;

constexpr std::string_view kAnyGear = "pkg:npm/gear";  // level 4
constexpr std::string_view kApp = "pkg:npm/app@1.0.0";

class ConflictsRules : public ::testing::Test {
 protected:
  ConflictsRules() {
    world_.List("acme", Tier::kTrusted);
    world_.List("lab", Tier::kKnown);
    world_.List("rumour", Tier::kUntrusted);
  }

  // Only is the one conflict that there is.
  SeenConflict Only() {
    const Answer answer = world_.Get();
    EXPECT_EQ(answer.conflicts.size(), 1u);
    return answer.conflicts.empty() ? SeenConflict() : answer.conflicts[0];
  }

  World world_;
};

TEST_F(ConflictsRules, EachVoiceTakesPart) {
  world_.Say("acme", kNotAffected, {.at = DaysAgo(3)});
  world_.Say("lab", kAffected, {.at = DaysAgo(2)});
  world_.Say("stranger", kUnderInvestigation, {.at = DaysAgo(1)});
  const SeenConflict conflict = Only();
  EXPECT_EQ(conflict.reason, "status_disagreement");
  EXPECT_EQ(conflict.level, 2);
  EXPECT_EQ(conflict.statuses, (Texts{"affected", "under_investigation", "not_affected"}));
  EXPECT_EQ(conflict.issuers, (Texts{"acme", "lab", "stranger"}));
  EXPECT_EQ(conflict.statements, 3u);
}

TEST_F(ConflictsRules, WhoAgreesHasNoConflict) {
  world_.Say("acme", kNotAffected);
  world_.Say("lab", kNotAffected);
  EXPECT_TRUE(world_.Get().conflicts.empty());
}

TEST_F(ConflictsRules, StatusesOfOneSideDisagreeToo) {
  world_.Say("acme", kNotAffected);
  world_.Say("lab", kFixed);
  EXPECT_EQ(Only().statuses, (Texts{"not_affected", "fixed"}));
}

TEST_F(ConflictsRules, AnIssuersOwnDifferingWordsTakePartUnlessTheyAreOlder) {
  world_.Say("acme", kNotAffected, {.at = DaysAgo(5)});
  world_.Say("acme", kAffected, {.product = kAnyGear, .at = DaysAgo(6)});
  EXPECT_TRUE(world_.Get().conflicts.empty());
  world_.Say("acme", kAffected, {.product = kAnyGear, .at = DaysAgo(4)});
  EXPECT_EQ(Only().reason, "scope_mismatch");
  EXPECT_EQ(Only().issuers, (Texts{"acme"}));
}

TEST_F(ConflictsRules, UndatedOnesAlwaysDo) {
  world_.Say("acme", kNotAffected, {.at = DaysAgo(5)});
  world_.Say("acme", kAffected, {.product = kAnyGear, .at = Instant{}});
  EXPECT_EQ(Only().reason, "scope_mismatch");
}

TEST_F(ConflictsRules, OwnWordsThatSayTheSameDoNot) {
  world_.Say("acme", kAffected);
  world_.Say("acme", kAffected, {.product = kAnyGear});
  world_.Say("lab", kFixed);
  EXPECT_EQ(Only().statements, 2u);
}

TEST_F(ConflictsRules, OfTheCrowdItsVoicesAlone) {
  world_.Say("acme", kNotAffected);
  world_.Say("one", kAffected);
  world_.Say("two", kAffected, {.at = DaysAgo(30)});
  EXPECT_EQ(Only().issuers, (Texts{"acme", "one"}));
}

TEST_F(ConflictsRules, RefusedWordsDoNotTakePart) {
  world_.Say("acme", kAffected);
  world_.Say("stranger", kNotAffected);
  EXPECT_TRUE(world_.Get().conflicts.empty());
}

TEST_F(ConflictsRules, NoneThatIsHeardAlthoughItIsAboutAnotherProduct) {
  // Who may not clear is heard about the other product too, but its words there are no conflict with its voice here.
  world_.Say("rumour", kAffected, {.product = kApp, .component = kGear, .at = DaysAgo(5)});
  world_.Say("rumour", kUnderInvestigation,
             {.product = "pkg:npm/other@1.0.0", .component = kGear, .relationship = "installed_on"});
  const Answer answer = world_.Get(kApp, kGear);
  EXPECT_EQ(answer.Heard(), (Heard{"rumour affected", "rumour under_investigation not_voice"}));
  EXPECT_TRUE(answer.conflicts.empty());
}

TEST_F(ConflictsRules, OnePerLevelWithTwoStatusesInAscendingOrder) {
  world_.List("other", Tier::kKnown);
  world_.Say("acme", kNotAffected);
  world_.Say("lab", kAffected);
  world_.Say("rumour", kAffected, {.product = kAnyGear});
  world_.Say("other", kNotAffected, {.product = kAnyGear});
  const Answer answer = world_.Get();
  ASSERT_EQ(answer.conflicts.size(), 3u);
  EXPECT_EQ(answer.conflicts[0].level, 2);
  EXPECT_EQ(answer.conflicts[0].issuers, (Texts{"acme", "lab"}));
  EXPECT_EQ(answer.conflicts[1].level, 4);
  EXPECT_EQ(answer.conflicts[1].issuers, (Texts{"other", "rumour"}));
  EXPECT_EQ(answer.conflicts[2].reason, "scope_mismatch");
  EXPECT_EQ(answer.conflicts[2].level, 0);
  EXPECT_EQ(answer.conflicts[2].issuers, (Texts{"acme", "lab", "other", "rumour"}));
}

TEST_F(ConflictsRules, AScopeMismatchNeedsAPartnerAtAnotherLevelWithAnotherStatus) {
  world_.List("other", Tier::kKnown);
  world_.Say("acme", kNotAffected);
  world_.Say("lab", kFixed, {.product = "pkg:npm/gear vers:npm/<2.0.0"});
  world_.Say("rumour", kAffected, {.product = "pkg:npm/gear vers:npm/<2.0.0"});
  world_.Say("other", kNotAffected, {.product = "pkg:npm/gear vers:npm/<2.0.0"});
  const Answer answer = world_.Get();
  ASSERT_EQ(answer.conflicts.size(), 2u);
  EXPECT_EQ(answer.conflicts[1].issuers, (Texts{"acme", "lab", "rumour"}));  // `other` agrees with acme
}

TEST_F(ConflictsRules, TrustDeltaIsTheHeaviestStatusMinusTheSecond) {
  world_.List("other", Tier::kKnown);
  world_.Say("acme", kNotAffected);
  world_.Say("lab", kAffected);
  world_.Say("other", kAffected);
  EXPECT_EQ(Only().trust_delta, 200'000u);  // 0.5 + 0.5 − 0.8
}

// ---- since ----

TEST_F(ConflictsRules, SinceIsWhenItsSecondStatusHadAppeared) {
  world_.List("other", Tier::kKnown);
  world_.Say("acme", kNotAffected, {.at = DaysAgo(9)});
  world_.Say("lab", kNotAffected, {.at = DaysAgo(8)});
  world_.Say("other", kAffected, {.at = DaysAgo(4)});
  world_.Say("rumour", kUnderInvestigation, {.at = DaysAgo(2)});
  EXPECT_EQ(Only().since, DaysAgo(4));
}

TEST_F(ConflictsRules, AnUndatedStatusIsTheFirst) {
  world_.Say("acme", kNotAffected, {.at = Instant{}});
  world_.Say("lab", kAffected, {.at = DaysAgo(4)});
  EXPECT_EQ(Only().since, DaysAgo(4));
}

TEST_F(ConflictsRules, SinceTwoUndatedOnesIsUndated) {
  world_.Say("acme", kNotAffected, {.at = Instant{}});
  world_.Say("lab", kAffected, {.at = Instant{}});
  EXPECT_FALSE(Only().since.dated());
}

// ---- missing_provenance ----

TEST_F(ConflictsRules, MissingProvenanceIsWhatRequireSignatureForRefused) {
  world_.policy().require_signature_for[static_cast<std::size_t>(kFixed)] = true;
  world_.Say("acme", kFixed, {.at = DaysAgo(3), .signature = SignatureState::kMissing});
  world_.Say("lab", kFixed, {.at = DaysAgo(7), .signature = SignatureState::kUnverifiable});
  world_.Say("rumour", kAffected, {.signature = SignatureState::kMissing});
  const SeenConflict conflict = Only();
  EXPECT_EQ(conflict.reason, "missing_provenance");
  EXPECT_EQ(conflict.level, 0);
  EXPECT_EQ(conflict.statuses, (Texts{"fixed"}));
  EXPECT_EQ(conflict.issuers, (Texts{"acme", "lab"}));
  EXPECT_EQ(conflict.since, DaysAgo(7));  // the earliest
}

}  // namespace
}  // namespace vexlens::testing
