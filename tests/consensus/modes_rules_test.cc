// Modes choose whose voices vote; those of the crowd join, and outrank nobody.
#include <cstddef>

#include "gtest/gtest.h"
#include "tests/consensus/world.h"

namespace vexlens::testing {
namespace {

using enum VexStatus;

class ModesRules : public ::testing::Test {
 protected:
  ModesRules() {
    world_.List("top", Tier::kAuthoritative, R"("weight":0.4)");
    world_.List("heavy", Tier::kTrusted);
    world_.List("lab", Tier::kKnown);
  }

  // In is the answer in a mode.
  Answer In(Mode mode) {
    world_.policy().mode = mode;
    return world_.Get();
  }

  World world_;
};

TEST_F(ModesRules, InAWeightedVoteAllVote) {
  world_.Say("top", kNotAffected);
  world_.Say("heavy", kAffected);
  world_.Say("lab", kFixed);
  EXPECT_EQ(In(Mode::kWeightedVote).Heard(), (Heard{"heavy affected", "lab fixed", "top not_affected"}));
}

TEST_F(ModesRules, HighestWeightTakesTheHeaviestVoices) {
  world_.List("equal", Tier::kTrusted);
  world_.Say("top", kNotAffected);
  world_.Say("heavy", kAffected);
  world_.Say("equal", kFixed);
  EXPECT_EQ(In(Mode::kHighestWeight).Heard(), (Heard{"equal fixed", "heavy affected", "top not_affected outranked"}));
}

TEST_F(ModesRules, AuthoritativeFirstTakesTheBestTierAfterAuthority) {
  world_.List("elsewhere", Tier::kAuthoritative, R"("authority":["pkg:pypi/*"])");
  world_.Say("top", kNotAffected);
  world_.Say("heavy", kAffected);
  world_.Say("elsewhere", kAffected);
  const Answer answer = In(Mode::kAuthoritativeFirst);
  EXPECT_EQ(answer.Heard(), (Heard{"elsewhere affected outranked", "heavy affected outranked", "top not_affected"}));
  EXPECT_EQ(answer.state, "NOT_AFFECTED");
}

TEST_F(ModesRules, MostRecentTakesTheNewestInstant) {
  world_.Say("top", kAffected, {.at = DaysAgo(2)});
  world_.Say("heavy", kNotAffected, {.at = DaysAgo(1)});
  world_.Say("lab", kFixed, {.at = DaysAgo(1)});
  EXPECT_EQ(In(Mode::kMostRecent).Heard(), (Heard{"heavy not_affected", "lab fixed", "top affected outranked"}));
}

TEST_F(ModesRules, InMostRecentUndatedWarningsVoteAndUndatedAllClearsDoNot) {
  world_.Say("top", kUnderInvestigation, {.at = Instant{}});
  world_.Say("heavy", kNotAffected, {.at = Instant{}});
  world_.Say("lab", kNotAffected, {.at = DaysAgo(1)});
  EXPECT_EQ(In(Mode::kMostRecent).Heard(),
            (Heard{"heavy not_affected outranked", "lab not_affected", "top under_investigation"}));
}

TEST_F(ModesRules, InMostRecentTheUndatedVoteAloneWhenNothingIsDated) {
  world_.Say("top", kUnderInvestigation, {.at = Instant{}});
  world_.Say("heavy", kNotAffected, {.at = Instant{}});
  EXPECT_EQ(In(Mode::kMostRecent).Heard(), (Heard{"heavy not_affected", "top under_investigation"}));
}

TEST_F(ModesRules, OutrankedVoicesStillShowInConflicts) {
  world_.Say("top", kNotAffected);
  world_.Say("heavy", kAffected);
  const Answer answer = In(Mode::kHighestWeight);
  ASSERT_EQ(answer.conflicts.size(), 1u);
  EXPECT_EQ(answer.conflicts[0].issuers, (Heard{"heavy", "top"}));
}

// ---- a lattice ----

TEST_F(ModesRules, InALatticeTheSideThatWarnsWinsIfItWeighsEnough) {
  world_.List("small", Tier::kKnown, R"("weight":0.1)");
  world_.Say("heavy", kNotAffected);
  world_.Say("small", kAffected);
  const Answer answer = In(Mode::kLattice);
  EXPECT_EQ(answer.winner, "affected");
  EXPECT_EQ(answer.state, "DISPUTED");
  world_.policy().minimum_weight = 100'001;
  EXPECT_EQ(In(Mode::kLattice).winner, "not_affected");
}

TEST_F(ModesRules, ElseTheSideThatClearsLikewise) {
  world_.List("small", Tier::kKnown, R"("weight":0.099999)");
  world_.Say("small", kNotAffected);
  EXPECT_EQ(In(Mode::kLattice).reason, "no_vote");
  world_.Say("lab", kFixed);
  EXPECT_EQ(In(Mode::kLattice).winner, "fixed");
}

TEST_F(ModesRules, WithoutAMinimumAnyWarningWinsInALattice) {
  world_.policy().minimum_weight = 0;
  world_.List("small", Tier::kKnown, R"("weight":0.000001)");
  world_.Say("heavy", kNotAffected);
  EXPECT_EQ(In(Mode::kLattice).winner, "not_affected");
  world_.Say("small", kUnderInvestigation);
  EXPECT_EQ(In(Mode::kLattice).winner, "under_investigation");
}

TEST_F(ModesRules, ConfidenceHoldsNothingBackInALattice) {
  world_.policy().minimum_confidence = kOne;
  world_.Say("lab", kNotAffected);
  EXPECT_EQ(In(Mode::kLattice).state, "NOT_AFFECTED");
  EXPECT_EQ(In(Mode::kWeightedVote).reason, "low_confidence");
}

// ---- the crowd sets no rank ----

TEST_F(ModesRules, TheCrowdOutranksNobody) {
  world_.List("small", Tier::kKnown, R"("weight":0.1)");
  world_.Say("small", kNotAffected, {.at = DaysAgo(1)});
  world_.Say("stranger", kAffected);  // heavier and newer
  for (const Mode mode : {Mode::kHighestWeight, Mode::kMostRecent}) {
    EXPECT_EQ(In(mode).Heard(), (Heard{"small not_affected", "stranger affected"})) << ModeName(mode);
  }
}

TEST_F(ModesRules, ItVotesWhereItReachesTheRank) {
  world_.Say("lab", kNotAffected, {.at = DaysAgo(1)});
  world_.Say("stranger", kAffected, {.at = DaysAgo(2)});
  for (const Mode mode : {Mode::kHighestWeight, Mode::kAuthoritativeFirst, Mode::kMostRecent}) {
    EXPECT_EQ(In(mode).Of("stranger").reason, "outranked") << ModeName(mode);
  }
}

TEST_F(ModesRules, InAuthoritativeFirstItStandsBesideIssuersOfTierUnknown) {
  world_.List("nobody", Tier::kUnknown);
  world_.Say("nobody", kUnderInvestigation);
  world_.Say("stranger", kAffected);
  EXPECT_EQ(In(Mode::kAuthoritativeFirst).Heard(), (Heard{"nobody under_investigation", "stranger affected"}));
}

TEST_F(ModesRules, WhereAllVoicesAreTheCrowdsAllVote) {
  world_.Say("stranger", kAffected, {.at = DaysAgo(90)});
  world_.Say("passer-by", kUnderInvestigation);
  for (const Mode mode : {Mode::kHighestWeight, Mode::kAuthoritativeFirst, Mode::kMostRecent}) {
    EXPECT_EQ(In(mode).Heard(), (Heard{"passer-by under_investigation", "stranger affected"})) << ModeName(mode);
  }
}

TEST_F(ModesRules, ItsVoiceIsTheHeaviestOfThoseThatTheModeLetsVote) {
  world_.Say("lab", kNotAffected, {.at = DaysAgo(2)});
  world_.Say("older", kAffected, {.at = DaysAgo(5)});
  world_.Say("newer", kAffected, {.product = "pkg:npm/gear", .at = DaysAgo(1)});  // lighter: level 4
  EXPECT_EQ(In(Mode::kWeightedVote).Of("older").reason, "");
  const Answer answer = In(Mode::kMostRecent);
  EXPECT_EQ(answer.Heard(), (Heard{"lab not_affected", "newer affected", "older affected crowd"}));
}

}  // namespace
}  // namespace vexlens::testing
