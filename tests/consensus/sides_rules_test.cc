// Who wins, how sure that is, and what to act on: sides, agreement, strength, states.
#include <cstddef>
#include <string>

#include "gtest/gtest.h"
#include "tests/consensus/world.h"

namespace vexlens::testing {
namespace {

using enum VexStatus;

class SidesRules : public ::testing::Test {
 protected:
  // Vote lets an issuer of that weight say so.
  void Vote(VexStatus status, Millionths weight) {
    const std::string name = "issuer-" + std::to_string(++count_);
    std::string members = "\"weight\":";
    AppendMillionths(weight, members);
    world_.List(name, Tier::kTrusted, members);
    world_.Say(name, status);
  }

  World world_;
  int count_ = 0;
};

// ---- the winner ----

TEST_F(SidesRules, AffectedAndUnderInvestigationAreOneSide) {
  Vote(kAffected, 100'000);
  Vote(kUnderInvestigation, 500'000);
  Vote(kNotAffected, 550'000);
  EXPECT_EQ(world_.Get().winner, "affected");
}

TEST_F(SidesRules, WhoeverInvestigatesDoesNotSpeakAgainstWhoeverKnows) {
  Vote(kAffected, 50'000);
  Vote(kUnderInvestigation, 900'000);
  EXPECT_EQ(world_.Get().state, "AFFECTED");
  EXPECT_EQ(world_.Get().figures.agreement, kOne);
}

TEST_F(SidesRules, AnInvestigationAloneIsOne) {
  Vote(kUnderInvestigation, 900'000);
  EXPECT_EQ(world_.Get().state, "UNDER_INVESTIGATION");
}

TEST_F(SidesRules, OfTheSideThatClearsTheLargerWins) {
  Vote(kNotAffected, 300'000);
  Vote(kFixed, 310'000);
  Vote(kUnderInvestigation, 100'000);
  EXPECT_EQ(world_.Get().winner, "fixed");
}

TEST_F(SidesRules, ItsTieIsNotAffected) {
  Vote(kFixed, 300'000);
  Vote(kNotAffected, 300'000);
  EXPECT_EQ(world_.Get().winner, "not_affected");
}

TEST_F(SidesRules, ATieOfTheSidesWarns) {
  Vote(kNotAffected, 200'000);
  Vote(kFixed, 200'000);
  Vote(kUnderInvestigation, 400'000);
  EXPECT_EQ(world_.Get().winner, "under_investigation");
}

// ---- agreement, strength, quorum ----

TEST_F(SidesRules, AgreementIsTheWinningSidesShareHalfToEven) {
  Vote(kNotAffected, 500'000);
  Vote(kFixed, 300'000);
  Vote(kAffected, 100'000);
  EXPECT_EQ(world_.Get().figures.agreement, 888'889u);
}

TEST_F(SidesRules, StrengthIsWhatDoubtLeavesOfTheWinningSidesVotes) {
  Vote(kNotAffected, 500'000);
  Vote(kFixed, 300'000);
  Vote(kAffected, 100'000);
  const Answer answer = world_.Get();
  EXPECT_EQ(answer.figures.strength, 650'000u);    // 1 − 0.5 · 0.7
  EXPECT_EQ(answer.figures.confidence, 577'778u);  // 0.888889 · 0.65
  EXPECT_EQ(answer.figures.quorum, 2u);
}

TEST_F(SidesRules, DoubtTakesTheHeaviestFirst) {
  Vote(kAffected, 102'208);
  Vote(kAffected, 899'308);
  Vote(kAffected, 829'633);
  // The lightest first would leave 0.984599.
  EXPECT_EQ(world_.Get().figures.strength, 984'598u);
}

// ---- states, in their order ----

TEST_F(SidesRules, NoVoteIsInconclusive) {
  world_.Say("stranger", kNotAffected);
  const Answer answer = world_.Get();
  EXPECT_EQ(answer.state, "INCONCLUSIVE");
  EXPECT_EQ(answer.reason, "no_vote");
  EXPECT_EQ(answer.winner, "");
  EXPECT_EQ(answer.status, "under_investigation");
  EXPECT_EQ(answer.figures.confidence, 0u);
}

TEST_F(SidesRules, LittleConfidenceHoldsBackAnAllClear) {
  Vote(kNotAffected, 19'999);
  EXPECT_EQ(world_.Get().reason, "low_confidence");
  EXPECT_EQ(world_.Get().state, "INCONCLUSIVE");
  EXPECT_EQ(world_.Get().winner, "not_affected");
  world_.policy().minimum_confidence = 19'999;
  EXPECT_EQ(world_.Get().state, "NOT_AFFECTED");
}

TEST_F(SidesRules, ItHoldsBackNoAlarm) {
  Vote(kAffected, 1);
  EXPECT_EQ(world_.Get().state, "AFFECTED");
}

TEST_F(SidesRules, TooFewIssuersHoldBackAnAllClear) {
  world_.policy().minimum_quorum = 2;
  Vote(kNotAffected, 800'000);
  EXPECT_EQ(world_.Get().reason, "quorum");
  EXPECT_EQ(world_.Get().status, "under_investigation");
  Vote(kFixed, 100'000);
  EXPECT_EQ(world_.Get().state, "NOT_AFFECTED");
}

TEST_F(SidesRules, TheyHoldBackNoAlarm) {
  world_.policy().minimum_quorum = 9;
  Vote(kUnderInvestigation, 100'000);
  EXPECT_EQ(world_.Get().state, "UNDER_INVESTIGATION");
}

TEST_F(SidesRules, ConfidenceComesBeforeQuorum) {
  world_.policy().minimum_quorum = 9;
  Vote(kNotAffected, 1'000);
  EXPECT_EQ(world_.Get().reason, "low_confidence");
}

TEST_F(SidesRules, DisputedIsWhetherToAct) {
  Vote(kNotAffected, 650'000);
  Vote(kAffected, 350'000);  // the difference is the threshold
  EXPECT_EQ(world_.Get().state, "NOT_AFFECTED");
  Vote(kUnderInvestigation, 1);
  EXPECT_EQ(world_.Get().state, "DISPUTED");
}

TEST_F(SidesRules, ASideDoesNotDisputeWithItself) {
  Vote(kNotAffected, 500'000);
  Vote(kFixed, 490'000);
  EXPECT_EQ(world_.Get().state, "NOT_AFFECTED");
}

TEST_F(SidesRules, WithoutAThresholdNotEvenATieIsDisputed) {
  world_.policy().conflict_threshold = 0;
  Vote(kNotAffected, 400'000);
  Vote(kAffected, 400'000);
  EXPECT_EQ(world_.Get().state, "AFFECTED");
}

// ---- the effective status ----

TEST_F(SidesRules, OfWhatIsDisputedItIsAffectedIfSomebodySaysSo) {
  Vote(kNotAffected, 600'000);
  Vote(kUnderInvestigation, 400'000);
  EXPECT_EQ(world_.Get().state, "DISPUTED");
  EXPECT_EQ(world_.Get().status, "under_investigation");
  Vote(kAffected, 1);
  EXPECT_EQ(world_.Get().status, "affected");
}

TEST_F(SidesRules, AStrangersAlarmDisputesAnAllClearAsAQuestion) {
  Vote(kNotAffected, 250'000);
  world_.Say("stranger", kAffected);  // 0.21
  const Answer answer = world_.Get();
  EXPECT_EQ(answer.state, "DISPUTED");
  EXPECT_EQ(answer.winner, "not_affected");
  EXPECT_EQ(answer.status, "under_investigation");
}

TEST_F(SidesRules, OfAnInconclusiveAllClearItIsAffectedIfSomebodySaysSo) {
  world_.policy().minimum_quorum = 2;
  Vote(kNotAffected, 900'000);
  Vote(kAffected, 1'000);
  const Answer answer = world_.Get();
  EXPECT_EQ(answer.reason, "quorum");
  EXPECT_EQ(answer.status, "affected");
}

}  // namespace
}  // namespace vexlens::testing
