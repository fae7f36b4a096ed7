// What has no vote and why, what a word weighs, and how a record shows it.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/consensus/world.h"

namespace vexlens::testing {
namespace {

using enum VexStatus;

class RefusalsRules : public ::testing::Test {
 protected:
  RefusalsRules() {
    world_.List("acme", Tier::kTrusted);
    world_.List("lab", Tier::kKnown);
  }

  std::string_view ReasonOf(std::string_view issuer) { return world_.Get().Of(issuer).reason; }

  World world_;
};

// ---- who is told that nobody lists them ----

TEST_F(RefusalsRules, WhoeverClearsAndIsNotListedIsNamedWithHowOften) {
  world_.List("keyed", Tier::kTrusted, kKeys);
  for (const std::string_view product : {"pkg:npm/a@1", "pkg:npm/b@1", "pkg:npm/c@1"}) {
    world_.Say("stranger", kNotAffected, {.product = product});
  }
  world_.Say("stranger", kAffected);
  world_.Say("another", kFixed, {.signature = SignatureState::kMissing});
  world_.Say("acme", kNotAffected);
  world_.Say("keyed", kNotAffected, {.signature = SignatureState::kMissing});  // is listed, and did not sign
  world_.WithConsensus([](const Consensus& consensus) {
    const std::vector<UnlistedClearer>& clearers = consensus.unlisted_clearers();
    ASSERT_EQ(clearers.size(), 2u);
    EXPECT_EQ(clearers[0].issuer, "stranger");
    EXPECT_EQ(clearers[0].statements, 3u);
    EXPECT_EQ(clearers[1].issuer, "another");
    EXPECT_EQ(clearers[1].statements, 1u);
  });
}

// ---- refusals, in their order ----

TEST_F(RefusalsRules, WithdrawnComesFirst) {
  world_.Say("acme", kAffected, {.signature = SignatureState::kFailed, .withdrawn = true});
  EXPECT_EQ(ReasonOf("acme"), "withdrawn");
}

TEST_F(RefusalsRules, SupersededComesBeforeFailed) {
  world_.Say("acme", kAffected, {.at = DaysAgo(9), .signature = SignatureState::kFailed});
  world_.Say("acme", kFixed);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected superseded", "acme fixed"}));
}

TEST_F(RefusalsRules, AFailedSignatureComesBeforeARevokedIssuer) {
  world_.List("revoked", Tier::kTrusted, R"("revoked":true)");
  world_.Say("revoked", kAffected, {.signature = SignatureState::kFailed});
  EXPECT_EQ(ReasonOf("revoked"), "signature_failed");
}

TEST_F(RefusalsRules, ARevokedIssuerComesBeforeARequiredSignature) {
  world_.policy().require_signature_for[static_cast<std::size_t>(kAffected)] = true;
  world_.List("revoked", Tier::kTrusted, R"("revoked":true)");
  world_.Say("revoked", kAffected, {.signature = SignatureState::kMissing});
  EXPECT_EQ(ReasonOf("revoked"), "issuer_revoked");
}

TEST_F(RefusalsRules, RevocationSilencesWhatIsSaidUnverifiedInTheNameToo) {
  world_.List("revoked", Tier::kTrusted, std::string(kKeys) + R"(,"revoked":"2024-06-01T00:00:00Z")");
  world_.Say("revoked", kAffected, {.signature = SignatureState::kMissing});
  EXPECT_EQ(ReasonOf("unverified:revoked"), "issuer_revoked");
  World later;
  later.List("revoked", Tier::kTrusted, R"("revoked":"2024-06-01T00:00:01Z")");
  later.Say("revoked", kAffected);
  EXPECT_EQ(later.Get().Of("revoked").reason, "");
}

TEST_F(RefusalsRules, ARequiredSignatureComesBeforeWhoMayClear) {
  world_.policy().require_signature_for[static_cast<std::size_t>(kFixed)] = true;
  world_.Say("stranger", kFixed);
  EXPECT_EQ(ReasonOf("stranger"), "signature_required");
}

TEST_F(RefusalsRules, WhoMayClearComesBeforeAJustification) {
  world_.policy().require_justification = true;
  world_.Say("stranger", kNotAffected, {.justification = ""});
  EXPECT_EQ(ReasonOf("stranger"), "may_not_clear");
}

TEST_F(RefusalsRules, AJustificationIsALabelOrAnImpactStatement) {
  world_.policy().require_justification = true;
  world_.Say("acme", kNotAffected, {.justification = ""});
  EXPECT_EQ(ReasonOf("acme"), "justification_required");
  world_.Say("lab", kNotAffected, {.justification = "", .impact = "it is not reachable"});
  EXPECT_EQ(ReasonOf("lab"), "");
}

TEST_F(RefusalsRules, AJustificationIsRequiredOfNotAffectedOnly) {
  world_.policy().require_justification = true;
  world_.Say("acme", kFixed);
  EXPECT_EQ(ReasonOf("acme"), "");
}

TEST_F(RefusalsRules, WhatWeighsNothingHasNoVote) {
  world_.List("weightless", Tier::kTrusted, R"("weight":0)");
  world_.Say("weightless", kAffected);
  EXPECT_EQ(ReasonOf("weightless"), "no_weight");
}

// ---- who may clear ----

TEST_F(RefusalsRules, AnybodyMayWarnNotEverybodyMayClear) {
  world_.List("doubtful", Tier::kUnknown);
  world_.Say("doubtful", kAffected, {.product = "pkg:npm/gear"});
  world_.Say("doubtful", kNotAffected);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"doubtful affected", "doubtful not_affected may_not_clear"}));
}

TEST_F(RefusalsRules, TheTierIsThatAfterAuthority) {
  world_.List("pypi-only", Tier::kAuthoritative, R"("authority":["pkg:pypi/*"])");
  world_.Say("pypi-only", kFixed);
  EXPECT_EQ(ReasonOf("pypi-only"), "may_not_clear");
  world_.Say("pypi-only", kFixed, {.product = "pkg:pypi/gear@1.0.0"});
  EXPECT_EQ(world_.Get("pkg:pypi/gear@1.0.0").Of("pypi-only").reason, "");
}

TEST_F(RefusalsRules, UnverifiedWordsInAKeyedNameClearNothing) {
  world_.List("keyed", Tier::kAuthoritative, kKeys);
  world_.Say("keyed", kFixed, {.signature = SignatureState::kUnverifiable});
  EXPECT_EQ(ReasonOf("unverified:keyed"), "may_not_clear");
}

// ---- weights ----

TEST_F(RefusalsRules, AWeightIsTheProductOfFiveFactors) {
  world_.Say("acme", kNotAffected,
             {.product = "pkg:npm/gear",
              .justification = "",
              .impact = "why",
              .at = DaysAgo(90),
              .signature = SignatureState::kMissing});
  const SeenEntry entry = world_.Get().Of("acme");
  EXPECT_EQ(entry.factors, (std::vector<Millionths>{800'000, 700'000, 500'000, 900'000, 700'000}));
  EXPECT_EQ(entry.weight, 176'400u);
}

TEST_F(RefusalsRules, OutsideItsAuthorityAnIssuerWeighsAsUnknownAndIsStillItself) {
  world_.List("pypi-only", Tier::kAuthoritative, R"("authority":["pkg:pypi/*"])");
  world_.List("light", Tier::kAuthoritative, R"("authority":[],"weight":0.2)");
  world_.Say("pypi-only", kAffected);
  world_.Say("light", kAffected);
  EXPECT_EQ(world_.Get().Of("pypi-only").weight, 300'000u);
  EXPECT_EQ(world_.Get().Of("light").weight, 200'000u);  // the smaller of its own and that tier's
  EXPECT_EQ(world_.Get().figures.quorum, 2u);
}

TEST_F(RefusalsRules, RefusedStatementsShowWhatTheyWouldHaveWeighed) {
  world_.Say("stranger", kFixed);
  EXPECT_EQ(world_.Get().Of("stranger").weight, 210'000u);
}

TEST_F(RefusalsRules, OnlyNotAffectedNeedsAJustificationForItsWeight) {
  world_.Say("acme", kFixed);
  world_.Say("lab", kNotAffected, {.justification = ""});
  EXPECT_EQ(world_.Get().Of("acme").factors[3], kOne);
  EXPECT_EQ(world_.Get().Of("lab").factors[3], 800'000u);
}

// ---- the rationale ----

TEST_F(RefusalsRules, ARationaleHasTheAcceptedFirstThenTheHeaviest) {
  world_.List("revoked", Tier::kAuthoritative, R"("revoked":true)");
  world_.Say("lab", kAffected);
  world_.Say("acme", kAffected);
  world_.Say("rejected", kFixed);
  world_.Say("acme", kFixed, {.product = "pkg:npm/gear vers:npm/>=1.0.0"});
  std::vector<std::string> issuers;
  for (const SeenEntry& entry : world_.Get().rationale) issuers.push_back(entry.issuer);
  EXPECT_EQ(issuers, (std::vector<std::string>{"acme", "lab", "acme", "rejected"}));
}

TEST_F(RefusalsRules, EqualEntriesWithoutAVoteAreFoldedIntoTheirFirst) {
  for (const int days : {3, 1, 2}) world_.Say("acme", kAffected, {.at = DaysAgo(days)});
  const Answer answer = world_.Get();
  EXPECT_EQ(answer.Heard(), (Heard{"acme affected", "acme affected superseded x2"}));
  EXPECT_EQ(answer.rationale[1].statement, 2u);  // the heavier of the two
}

TEST_F(RefusalsRules, OnlyEqualInIssuerLevelStatusAndReason) {
  world_.Say("acme", kAffected);
  world_.Say("acme", kAffected, {.product = "pkg:npm/gear vers:npm/<2.0.0"});
  world_.Say("acme", kAffected, {.product = "pkg:npm/gear"});
  world_.Say("acme", kUnderInvestigation, {.product = "pkg:npm/gear vers:npm/<3.0.0"});
  world_.Say("acme", kAffected, {.product = "pkg:npm/gear vers:npm/<4.0.0", .withdrawn = true});
  EXPECT_EQ(world_.Get().rationale.size(), 5u);
}

TEST_F(RefusalsRules, UnlistedIssuersFoldTogetherUnverifiedNamesEachUnderTheirs) {
  world_.List("keyed", Tier::kTrusted, kKeys);
  world_.List("other", Tier::kTrusted, kKeys);
  for (const std::string_view name : {"one", "two", "three"}) world_.Say(name, kFixed);
  for (const std::string_view name : {"keyed", "other"}) {
    for (int i = 0; i < 2; ++i) world_.Say(name, kFixed, {.signature = SignatureState::kMissing});
  }
  const Answer answer = world_.Get();
  ASSERT_EQ(answer.rationale.size(), 3u);
  EXPECT_EQ(answer.Of("unverified:keyed").count, 2u);
  EXPECT_EQ(answer.Of("unverified:other").count, 2u);
}

TEST_F(RefusalsRules, DerivedFromAreTheDocumentsWithAVote) {
  const std::uint32_t votes = world_.Say("acme", kAffected);
  const std::uint32_t votes_too = world_.Say("lab", kFixed);
  world_.Say("stranger", kFixed);
  std::vector<Digest> expected{world_.DigestOf(votes), world_.DigestOf(votes_too)};
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(world_.Get().derived_from, expected);
}

TEST_F(RefusalsRules, EveryMemberIsPresentUnknownTextEmpty) {
  world_.Say("stranger", kFixed, {.at = Instant{}});
  const std::string bytes = world_.Get().bytes;
  for (const std::string_view member :
       {R"("componentKey":"")", R"("conflicts":[])", R"("derivedFrom":[])", R"("winner":"")", R"("updatedAt":"")",
        R"("rules":1)", R"("mode":"weighted_vote")", R"("asOf":"2024-06-01T00:00:00Z")",
        R"("weights":{"affected":0,"fixed":0,"not_affected":0,"under_investigation":0})"}) {
    EXPECT_NE(bytes.find(member), std::string::npos) << member;
  }
}

}  // namespace
}  // namespace vexlens::testing
