// When an operator's word decides a record, and what reopens the question.
#include <string_view>

#include "gtest/gtest.h"
#include "tests/consensus/world.h"

namespace vexlens::testing {
namespace {

using enum VexStatus;

constexpr std::string_view kAnyGear = "pkg:npm/gear";                   // level 4
constexpr std::string_view kSomeGear = "pkg:npm/gear vers:npm/<2.0.0";  // level 3

class OperatorsRules : public ::testing::Test {
 protected:
  OperatorsRules() {
    world_.List("acme", Tier::kTrusted);
    world_.List("rumour", Tier::kUntrusted);
    world_.ListOperator("desk");
  }

  World world_;
};

TEST_F(OperatorsRules, AnOperatorsNewestWordDecides) {
  world_.Say("acme", kAffected, {.at = DaysAgo(2)});
  world_.Say("desk", kNotAffected, {.at = DaysAgo(1)});
  const Answer answer = world_.Get();
  EXPECT_EQ(answer.state, "NOT_AFFECTED");
  EXPECT_EQ(answer.status, "not_affected");
  EXPECT_EQ(answer.reason, "operator");
}

TEST_F(OperatorsRules, WinnerAndFiguresStayTheVotes) {
  world_.Say("acme", kAffected, {.at = DaysAgo(2)});
  const Answer before = world_.Get();
  world_.Say("rumour", kAffected, {.at = DaysAgo(2)});
  world_.Say("desk", kNotAffected, {.product = kSomeGear, .at = DaysAgo(1)});
  const Answer answer = world_.Get();
  EXPECT_EQ(answer.reason, "operator");
  EXPECT_EQ(answer.winner, "affected");
  EXPECT_LT(answer.figures.agreement, kOne);
  EXPECT_EQ(before.figures.agreement, kOne);
}

TEST_F(OperatorsRules, OnlyAVerifiedWordDecides) {
  world_.Say("acme", kAffected, {.at = DaysAgo(2)});
  world_.Say("desk", kNotAffected, {.at = DaysAgo(1), .signature = SignatureState::kMissing});
  EXPECT_EQ(world_.Get().reason, "");
}

TEST_F(OperatorsRules, WhatTheWorkspaceRecordsIsVerifiedByIt) {
  world_.Say("acme", kAffected, {.at = DaysAgo(2)});
  world_.Say("desk", kNotAffected,
             {.at = DaysAgo(1), .signature = SignatureState::kVerified, .signature_reason = "recorded_here"});
  EXPECT_EQ(world_.Get().reason, "operator");
}

TEST_F(OperatorsRules, AtLevelFourOrFiveItDoesNotDecide) {
  world_.Say("acme", kAffected, {.at = DaysAgo(2)});
  world_.Say("desk", kNotAffected, {.product = kAnyGear, .at = DaysAgo(1)});
  EXPECT_EQ(world_.Get().reason, "");
  EXPECT_EQ(world_.Get(kAnyGear).reason, "operator");
  world_.Say("desk", kNotAffected, {.product = kSomeGear, .at = DaysAgo(1)});
  EXPECT_EQ(world_.Get().reason, "operator");
}

TEST_F(OperatorsRules, ANewerContradictionReopensTheQuestion) {
  world_.Say("desk", kNotAffected, {.at = DaysAgo(2)});
  world_.Say("acme", kUnderInvestigation, {.at = DaysAgo(1)});
  EXPECT_NE(world_.Get().reason, "operator");
}

TEST_F(OperatorsRules, SoDoesOneAtTheSameInstant) {
  world_.Say("desk", kNotAffected, {.at = DaysAgo(1)});
  world_.Say("acme", kAffected, {.at = DaysAgo(1)});
  EXPECT_NE(world_.Get().reason, "operator");
}

TEST_F(OperatorsRules, ANewerWordOnItsOwnSideDoesNot) {
  world_.Say("desk", kNotAffected, {.at = DaysAgo(2)});
  world_.Say("acme", kFixed, {.at = DaysAgo(1)});
  EXPECT_EQ(world_.Get().reason, "operator");
  EXPECT_EQ(world_.Get().state, "NOT_AFFECTED");
}

TEST_F(OperatorsRules, NobodyOfTheCrowdReopensIt) {
  world_.Say("desk", kNotAffected, {.at = DaysAgo(2)});
  world_.Say("stranger", kAffected, {.at = DaysAgo(1)});
  EXPECT_EQ(world_.Get().reason, "operator");
}

TEST_F(OperatorsRules, AVoiceThatTheModeOutranksReopensItToo) {
  world_.policy().mode = Mode::kAuthoritativeFirst;
  world_.Say("desk", kNotAffected, {.at = DaysAgo(2)});
  world_.Say("rumour", kAffected, {.at = DaysAgo(1)});
  const Answer answer = world_.Get();
  EXPECT_EQ(answer.Of("rumour").reason, "outranked");
  EXPECT_NE(answer.reason, "operator");
}

TEST_F(OperatorsRules, AnIssuersOtherWordsReopenNothing) {
  world_.Say("acme", kNotAffected, {.at = DaysAgo(9)});
  world_.Say("desk", kNotAffected, {.at = DaysAgo(2)});
  world_.Say("acme", kAffected, {.product = kAnyGear, .at = DaysAgo(1)});
  EXPECT_EQ(world_.Get().Of("acme").reason, "");
  EXPECT_EQ(world_.Get().reason, "operator");
}

TEST_F(OperatorsRules, WhatIsUndatedIsOlderThanEverything) {
  world_.Say("desk", kNotAffected, {.at = Instant{}});
  world_.Say("acme", kAffected, {.at = DaysAgo(2'000)});
  EXPECT_NE(world_.Get().reason, "operator");
  World other;
  other.List("acme", Tier::kTrusted);
  other.ListOperator("desk");
  other.Say("desk", kNotAffected, {.at = DaysAgo(2'000)});
  other.Say("acme", kAffected, {.at = Instant{}});
  EXPECT_EQ(other.Get().reason, "operator");
}

TEST_F(OperatorsRules, AnOperatorsWordThatIsNotItsVoiceIsACandidateToo) {
  world_.Say("acme", kAffected, {.at = DaysAgo(5)});
  world_.Say("desk", kAffected, {.at = DaysAgo(9)});
  world_.Say("desk", kNotAffected, {.product = kSomeGear, .at = DaysAgo(1)});
  // Its voice, the more specific one, contradicts it but is older.
  const Answer answer = world_.Get();
  EXPECT_EQ(answer.Of("desk").reason, "");
  EXPECT_EQ(answer.state, "NOT_AFFECTED");
  EXPECT_EQ(answer.reason, "operator");
}

TEST_F(OperatorsRules, OfWordsAtOneInstantTheMoreCautiousDecides) {
  world_.ListOperator("night-desk");
  world_.Say("desk", kNotAffected, {.at = DaysAgo(1)});
  world_.Say("night-desk", kFixed, {.at = DaysAgo(1)});
  EXPECT_EQ(world_.Get().state, "NOT_AFFECTED");
  World warning;
  warning.ListOperator("desk");
  warning.ListOperator("night-desk");
  warning.Say("desk", kUnderInvestigation, {.at = DaysAgo(1)});
  warning.Say("night-desk", kAffected, {.at = DaysAgo(1)});
  EXPECT_EQ(warning.Get().reason, "operator");
  EXPECT_EQ(warning.Get().state, "AFFECTED");
}

TEST_F(OperatorsRules, InAnotherTenantAnOperatorIsAStranger) {
  world_.Say("acme", kAffected, {.tenant = "green", .at = DaysAgo(2)});
  world_.Say("desk", kNotAffected, {.tenant = "green", .at = DaysAgo(1)});
  EXPECT_EQ(world_.Get(kGear, "", kCve, "green").Heard(), (Heard{"acme affected", "desk not_affected may_not_clear"}));
}

}  // namespace
}  // namespace vexlens::testing
