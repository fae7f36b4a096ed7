// What newer words replace, what withdrawals take back, and who may let a warning fall.
#include <string_view>
#include <utility>

#include "gtest/gtest.h"
#include "tests/consensus/world.h"

namespace vexlens::testing {
namespace {

using enum VexStatus;

class SupersessionRules : public ::testing::Test {
 protected:
  SupersessionRules() {
    world_.List("acme", Tier::kTrusted);
    world_.List("lab", Tier::kKnown);
  }

  // Edition is a version of one CSAF document.
  static Words Edition(std::string_view version, std::string_view product = kGear) {
    return {.product = product, .format = Format::kCsaf, .id = "A", .version = version};
  }

  World world_;
};

// ---- OpenVEX: statement by statement ----

TEST_F(SupersessionRules, AnOpenVexStatementReplacesOlderOnesOfItsIssuerAboutTheSame) {
  world_.Say("acme", kNotAffected, {.at = DaysAgo(9)});
  world_.Say("acme", kAffected, {.at = DaysAgo(5)});
  world_.Say("acme", kFixed, {.at = DaysAgo(1)});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected superseded", "acme fixed", "acme not_affected superseded"}));
}

TEST_F(SupersessionRules, NotWhatItSaysOfAnotherVulnerabilityTextProductComponentOrRange) {
  world_.List("joiner", Tier::kKnown);
  world_.Say("joiner", kAffected,
             {.vulnerability = "GHSA-2222-3333-4444", .aliases = {kCve}, .product = "pkg:npm/x@1"});
  world_.Say("acme", kNotAffected, {.vulnerability = "GHSA-2222-3333-4444", .at = DaysAgo(9)});
  world_.Say("acme", kNotAffected, {.product = "pkg:npm/gear", .at = DaysAgo(9)});
  world_.Say("acme", kNotAffected, {.product = "pkg:npm/gear vers:npm/<2.0.0", .at = DaysAgo(9)});
  world_.Say("acme", kNotAffected, {.product = "pkg:npm/app@1.0.0", .component = kGear, .at = DaysAgo(9)});
  world_.Say("acme", kAffected);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected", "acme not_affected not_voice", "acme not_affected not_voice",
                                         "acme not_affected not_voice"}));
  for (const SeenEntry& entry : world_.Get("pkg:npm/app@1.0.0", kGear).rationale) EXPECT_NE(entry.reason, "superseded");
}

TEST_F(SupersessionRules, NorWhatItSaysOfAComponentWithinSomethingElse) {
  world_.Say("acme", kAffected, {.product = "pkg:npm/app@1.0.0", .component = kGear, .at = DaysAgo(9)});
  world_.Say("acme", kFixed, {.product = "pkg:npm/app@1.0.0", .component = kGear, .through = {"pkg:npm/kit@1.0.0"}});
  const Sbom sbom = Parts({"pkg:npm/app@1.0.0", std::string(kGear)}, {{0, 1}});
  EXPECT_EQ(world_.GetIn(sbom, 1).Heard(), (Heard{"acme affected"}));
}

TEST_F(SupersessionRules, AnotherSpellingIsTheSameProduct) {
  world_.Say("acme", kNotAffected, {.product = "pkg:golang/example.com/gear@v1.0.0", .at = DaysAgo(9)});
  world_.Say("acme", kAffected, {.product = "pkg:golang/example.com/gear@1.0.0"});
  EXPECT_EQ(world_.Get("pkg:golang/example.com/gear@1.0.0").Heard(),
            (Heard{"acme affected", "acme not_affected superseded"}));
}

TEST_F(SupersessionRules, NobodySupersedesAnothersWords) {
  world_.Say("lab", kNotAffected, {.at = DaysAgo(9)});
  world_.Say("acme", kAffected);
  world_.Say("stranger", kAffected, {.at = DaysAgo(9)});
  world_.Say("passer-by", kAffected, {.at = DaysAgo(8)});
  for (const SeenEntry& entry : world_.Get().rationale) EXPECT_NE(entry.reason, "superseded");
}

TEST_F(SupersessionRules, NamesAndAliasesAreOneIssuer) {
  world_.List("named", Tier::kKnown, R"("names":["https://named.example"],"aliases":["Named Inc."])");
  world_.Say("Named Inc.", kNotAffected, {.at = DaysAgo(9)});
  world_.Say("https://named.example", kAffected);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"named affected", "named not_affected superseded"}));
}

TEST_F(SupersessionRules, AtTheSameInstantBothLive) {
  world_.Say("acme", kNotAffected, {.at = DaysAgo(1)});
  world_.Say("acme", kAffected, {.at = DaysAgo(1)});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected", "acme not_affected not_voice"}));
}

TEST_F(SupersessionRules, WhatIsUndatedReplacesNothingAndIsReplacedByNothing) {
  world_.Say("acme", kNotAffected, {.at = DaysAgo(9)});
  world_.Say("acme", kAffected, {.at = Instant{}});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected", "acme not_affected not_voice"}));
}

TEST_F(SupersessionRules, WhatIsDatedAfterTheInstantDoesNothing) {
  world_.Say("acme", kAffected, {.at = DaysAgo(1)});
  world_.Say("acme", kNotAffected, {.at = DaysAgo(-1)});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected"}));
}

TEST_F(SupersessionRules, WithdrawingAnOpenVexDocumentActsOnItAlone) {
  world_.Say("acme", kAffected, {.at = DaysAgo(9), .id = "A", .version = "1"});
  world_.Say("acme", kAffected,
             {.product = "pkg:npm/lever@1.0.0", .at = DaysAgo(1), .id = "A", .version = "2", .withdrawn = true});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected"}));
  EXPECT_EQ(world_.Get("pkg:npm/lever@1.0.0").Heard(), (Heard{"acme affected withdrawn"}));
}

// ---- CSAF and CycloneDX: version by version ----

TEST_F(SupersessionRules, ANewerVersionReplacesAllOfTheOlderOnes) {
  for (const Format format : {Format::kCsaf, Format::kCycloneDx}) {
    World world;
    world.List("acme", Tier::kTrusted);
    world.Say("acme", kAffected, {.format = format, .id = "A", .version = "9"});
    world.Say("acme", kAffected, {.product = "pkg:npm/lever@1.0.0", .format = format, .id = "A", .version = "10"});
    EXPECT_EQ(world.Get().Heard(), (Heard{"acme affected superseded"}));
    EXPECT_EQ(world.Get("pkg:npm/lever@1.0.0").Heard(), (Heard{"acme affected"}));
  }
}

TEST_F(SupersessionRules, VersionsNeedNoDates) {
  Words older = Edition("1");
  Words newer = Edition("2");
  older.at = newer.at = Instant{};
  world_.Say("acme", kNotAffected, older);
  world_.Say("acme", kAffected, newer);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected", "acme not_affected superseded"}));
}

TEST_F(SupersessionRules, AReleaseCandidateIsOlderThanItsVersion) {
  world_.Say("acme", kNotAffected, Edition("1.0.0-rc.10"));
  world_.Say("acme", kAffected, Edition("1.0.0"));
  world_.Say("acme", kNotAffected, Edition("1.0.0-rc.9"));
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected", "acme not_affected superseded x2"}));
}

TEST_F(SupersessionRules, EqualOrIncomparableVersionsBothLiveWithOneWarning) {
  for (const auto& [one, other] : {std::pair("1", "1.0"), std::pair("1", "draft")}) {
    World world;
    world.List("acme", Tier::kTrusted);
    world.Say("acme", kNotAffected, Edition(one));
    world.Say("acme", kAffected, Edition(other));
    EXPECT_EQ(world.Get().Heard(), (Heard{"acme affected", "acme not_affected not_voice"})) << other;
    EXPECT_EQ(world.RepeatedEditions(), 1u) << other;
  }
}

TEST_F(SupersessionRules, TheIdentityOfADocumentIncludesIssuerFormatAndId) {
  world_.Say("acme", kAffected, Edition("1"));
  world_.Say("lab", kAffected, Edition("2"));
  world_.Say("acme", kAffected, {.format = Format::kCycloneDx, .id = "A", .version = "2"});
  world_.Say("acme", kAffected, {.format = Format::kCsaf, .id = "B", .version = "2"});
  world_.Say("acme", kAffected, {.format = Format::kCsaf, .id = "", .version = "2"});
  for (const SeenEntry& entry : world_.Get().rationale) EXPECT_NE(entry.reason, "superseded");
}

TEST_F(SupersessionRules, AVersionDatedAfterTheInstantDoesNothing) {
  world_.Say("acme", kAffected, Edition("1"));
  Words future = Edition("2");
  future.at = DaysAgo(-1);
  world_.Say("acme", kNotAffected, future);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected"}));
}

TEST_F(SupersessionRules, AWithdrawalActsOnItsVersionAndOlderOnesForGood) {
  world_.Say("acme", kNotAffected, Edition("1"));
  Words withdrawn = Edition("2");
  withdrawn.withdrawn = true;
  world_.Say("acme", kNotAffected, withdrawn);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme not_affected withdrawn x2"}));
  world_.Say("acme", kAffected, Edition("3"));
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected", "acme not_affected withdrawn x2"}));
}

// ---- signatures ----

TEST_F(SupersessionRules, NothingActsOnABetterSignature) {
  world_.Say("acme", kAffected, {.at = DaysAgo(9), .signature = SignatureState::kVerified});
  world_.Say("acme", kFixed, {.signature = SignatureState::kMissing});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected", "acme fixed not_voice"}));
}

TEST_F(SupersessionRules, NoUnsignedVersionReplacesOrWithdrawsASignedOne) {
  world_.Say("acme", kAffected, Edition("1"));
  Words forged = Edition("2");
  forged.signature = SignatureState::kUnverifiable;
  forged.withdrawn = true;
  world_.Publish("acme", forged);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected"}));
}

TEST_F(SupersessionRules, MissingAndUnverifiableActOnEachOther) {
  world_.Say("acme", kAffected, {.at = DaysAgo(9), .signature = SignatureState::kUnverifiable});
  world_.Say("acme", kFixed, {.signature = SignatureState::kMissing});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected superseded", "acme fixed"}));
}

TEST_F(SupersessionRules, WhateverExistsActsRefusedOrNot) {
  world_.policy().require_justification = true;
  world_.Say("acme", kAffected, {.at = DaysAgo(9)});
  world_.Say("acme", kNotAffected, {.justification = ""});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected superseded", "acme not_affected justification_required"}));
}

// ---- a warning falls only by the word of somebody who may clear it ----

TEST_F(SupersessionRules, AnIssuerWhoMayClearReplacesItsWarning) {
  world_.Say("lab", kAffected, {.at = DaysAgo(9)});
  world_.Say("lab", kUnderInvestigation);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"lab affected superseded", "lab under_investigation"}));
}

TEST_F(SupersessionRules, AStrangersWarningStandsWhateverIsSaidInItsNameLater) {
  world_.Say("stranger", kAffected, {.at = DaysAgo(9)});
  world_.Say("stranger", kUnderInvestigation);
  world_.Say("stranger", kFixed);
  EXPECT_EQ(world_.Get().Heard(),
            (Heard{"stranger affected", "stranger fixed may_not_clear", "stranger under_investigation"}));
}

TEST_F(SupersessionRules, SoDoesAnUnsignedWarningInAKeyedName) {
  world_.List("keyed", Tier::kAuthoritative, kKeys);
  world_.Say("keyed", kAffected, {.at = DaysAgo(9), .signature = SignatureState::kMissing});
  world_.Say("keyed", kFixed, {.at = DaysAgo(5), .signature = SignatureState::kMissing});
  EXPECT_EQ(world_.Get().Heard(), (Heard{"unverified:keyed affected", "unverified:keyed fixed may_not_clear"}));
  world_.Say("keyed", kFixed, {.signature = SignatureState::kVerified});
  EXPECT_EQ(world_.Get().Heard(),
            (Heard{"keyed fixed", "unverified:keyed affected superseded", "unverified:keyed fixed superseded"}));
}

TEST_F(SupersessionRules, OutsideItsAuthorityAnIssuerMayNotLetItsWarningFall) {
  world_.List("cpe-only", Tier::kAuthoritative, R"("authority":["cpe:2.3:a:acme:*"])");
  world_.Say("cpe-only", kAffected, {.at = DaysAgo(9)});
  world_.Say("cpe-only", kUnderInvestigation);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"cpe-only affected", "cpe-only under_investigation not_voice"}));
}

TEST_F(SupersessionRules, AnEmptiedVersionLetsWarningsFallWithinItsAuthorityOnly) {
  world_.List("npm-only", Tier::kAuthoritative, R"("authority":["pkg:npm/*"])");
  Words inside = Edition("1");
  Words outside = Edition("1", "pkg:pypi/gear@1.0.0");
  inside.id = outside.id = "B";
  world_.Say("npm-only", kAffected, inside);
  world_.Say("npm-only", kAffected, outside);
  Words emptied = Edition("2");
  emptied.id = "B";
  world_.Publish("npm-only", emptied);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"npm-only affected superseded"}));
  EXPECT_EQ(world_.Get("pkg:pypi/gear@1.0.0").Heard(), (Heard{"npm-only affected"}));
}

TEST_F(SupersessionRules, AWithdrawalByANewerVersionNeedsIt) {
  world_.Say("stranger", kAffected, Edition("1"));
  Words withdrawn = Edition("2");
  withdrawn.withdrawn = true;
  world_.Publish("stranger", withdrawn);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"stranger affected"}));
}

TEST_F(SupersessionRules, ADocumentsOwnWithdrawalActsOnItWhoeverSaysSo) {
  Words withdrawn = Edition("1");
  withdrawn.withdrawn = true;
  world_.Say("stranger", kAffected, withdrawn);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"stranger affected withdrawn"}));
}

TEST_F(SupersessionRules, AnAllClearFallsByAnybodyWhoSaidIt) {
  world_.policy().clear_tier = Tier::kAuthoritative;
  world_.Say("acme", kNotAffected, {.at = DaysAgo(9)});
  world_.Say("acme", kAffected);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"acme affected", "acme not_affected superseded"}));
}

TEST_F(SupersessionRules, WhereThePolicyLetsTheCrowdClearItsWarningsFallToo) {
  world_.policy().clear_tier = Tier::kUnknown;
  world_.Say("stranger", kAffected, {.at = DaysAgo(9)});
  world_.Say("stranger", kFixed);
  EXPECT_EQ(world_.Get().Heard(), (Heard{"stranger affected superseded", "stranger fixed"}));
}

}  // namespace
}  // namespace vexlens::testing
