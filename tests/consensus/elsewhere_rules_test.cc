// How far words about a component are heard: pairs, components alone, other products, and the places of an SBOM.
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/consensus/world.h"

namespace vexlens::testing {
namespace {

using enum VexStatus;
using Texts = std::vector<std::string>;

constexpr std::string_view kApp = "pkg:npm/app@1.0.0";
constexpr std::string_view kSuite = "pkg:npm/suite@1.0.0";
constexpr std::string_view kDeb = "pkg:deb/debian/gear@1.0-1";
constexpr std::string_view kDebOn12 = "pkg:deb/debian/gear@1.0-1?distro=debian-12.5";
constexpr std::string_view kDebOn11 = "pkg:deb/debian/gear@1.0-1?distro=debian-11.9";
constexpr std::string_view kDebian12 = "cpe:2.3:o:debian:debian_linux:12:*:*:*:*:*:*:*";
constexpr std::string_view kDebian11 = "cpe:2.3:o:debian:debian_linux:11:*:*:*:*:*:*:*";

class ElsewhereRules : public ::testing::Test {
 protected:
  ElsewhereRules() {
    world_.List("acme", Tier::kTrusted);
    world_.List("rumour", Tier::kUntrusted);
  }

  // OfPair has somebody speak about a component where a relationship lets it be heard alone.
  void OfPair(std::string_view issuer, VexStatus status, std::string_view product, std::string_view component,
              std::vector<std::string_view> through = {}) {
    world_.Say(issuer, status,
               {.product = product, .component = component, .through = through, .relationship = "installed_on"});
  }

  Heard HeardBy(std::string_view product, std::string_view component = "") {
    return world_.Get(product, component).Heard();
  }

  World world_;
};

const Heard kNobody = {};

// ---- the query table ----

TEST_F(ElsewhereRules, AProductHearsItsOwnWordsAndNotThoseAboutItsComponents) {
  world_.Say("acme", kAffected, {.product = kApp, .component = kGear});
  EXPECT_EQ(HeardBy(kApp), kNobody);
  EXPECT_EQ(world_.Near(kApp), (Texts{"only_component"}));
}

TEST_F(ElsewhereRules, APairHearsTheWholeProductAndTheComponentsUpstreamAtLevelFive) {
  world_.Say("acme", kNotAffected, {.product = kApp});
  world_.Say("rumour", kAffected);
  const Answer answer = world_.Get(kApp, kGear);
  EXPECT_EQ(answer.Heard(), (Heard{"acme not_affected", "rumour affected"}));
  EXPECT_EQ(answer.Of("acme").level, 5);
  EXPECT_EQ(answer.Of("rumour").level, 5);
}

TEST_F(ElsewhereRules, APairHearsWordsAboutThePairAtTheWorseLevelOfTheTwo) {
  world_.Say("acme", kAffected, {.product = "pkg:npm/app", .component = kGear});
  EXPECT_EQ(world_.Get(kApp, kGear).Of("acme").level, 4);
}

TEST_F(ElsewhereRules, AComponentAloneHearsWhereTheRelationshipTies) {
  for (const std::string_view tie : {"default_component_of", "installed_on", "installed_with"}) {
    World world;
    world.Say("stranger", kAffected, {.product = kApp, .component = kGear, .relationship = tie});
    EXPECT_EQ(world.Get().Of("stranger").level, 5) << tie;
  }
  for (const std::string_view none : {"", "optional_component_of", "external_component_of"}) {
    World world;
    world.Say("stranger", kAffected, {.product = kApp, .component = kGear, .relationship = none});
    EXPECT_FALSE(world.Get().found) << none;
    EXPECT_EQ(world.Near(), (Texts{"product_not_given"})) << none;
  }
}

// ---- a pair hears what its component alone would hear ----

TEST_F(ElsewhereRules, APairHearsWarningsAboutItsComponentInAnotherProduct) {
  OfPair("acme", kAffected, kSuite, kGear);
  EXPECT_EQ(HeardBy(kApp, kGear), (Heard{"acme affected"}));
  EXPECT_EQ(world_.Get(kApp, kGear).Of("acme").level, 5);
}

TEST_F(ElsewhereRules, NotWithoutARelationshipThatTies) {
  world_.Say("acme", kAffected, {.product = kSuite, .component = kGear});
  EXPECT_EQ(HeardBy(kApp, kGear), kNobody);
  EXPECT_EQ(world_.Near(kApp, kGear), (Texts{"other_product"}));
}

TEST_F(ElsewhereRules, NotFromWhoMayClearAndSpeaksAboutThePairItself) {
  OfPair("acme", kAffected, kSuite, kGear);
  world_.Say("acme", kNotAffected, {.product = kApp, .component = kGear});
  EXPECT_EQ(HeardBy(kApp, kGear), (Heard{"acme not_affected"}));
}

TEST_F(ElsewhereRules, ButFromWhoMayNotClearAndFromTheCrowd) {
  for (const std::string_view name : {"rumour", "stranger"}) {
    OfPair(name, kAffected, kSuite, kGear);
    world_.Say(name, kUnderInvestigation, {.product = kApp, .component = kGear});
  }
  EXPECT_EQ(HeardBy(kApp, kGear), (Heard{"rumour affected", "rumour under_investigation not_voice", "stranger affected",
                                         "stranger under_investigation"}));
}

TEST_F(ElsewhereRules, TheCrowdIsNotSilencedEvenWhereItMayClear) {
  world_.policy().clear_tier = Tier::kUnknown;
  OfPair("stranger", kAffected, kSuite, kGear);
  world_.Say("stranger", kNotAffected, {.product = kApp, .component = kGear});
  EXPECT_EQ(HeardBy(kApp, kGear), (Heard{"stranger affected", "stranger not_affected"}));
}

TEST_F(ElsewhereRules, WordsAboutTheWholeProductSilenceNothing) {
  OfPair("acme", kAffected, kSuite, kGear);
  world_.Say("acme", kNotAffected, {.product = kApp});
  EXPECT_EQ(world_.Get(kApp, kGear).rationale.size(), 2u);
}

TEST_F(ElsewhereRules, RefusedWordsSilenceNothing) {
  OfPair("acme", kAffected, kSuite, kGear);
  world_.Say("acme", kNotAffected, {.product = kApp, .component = kGear, .withdrawn = true});
  EXPECT_EQ(HeardBy(kApp, kGear), (Heard{"acme affected", "acme not_affected withdrawn"}));
}

// ---- how far an all-clear reaches: it warns wherever the table says, it clears where its place is established ----

TEST_F(ElsewhereRules, AnAllClearAboutAComponentStaysInItsProduct) {
  OfPair("acme", kNotAffected, kSuite, kGear);
  EXPECT_EQ(HeardBy(std::string(kGear)), kNobody);
  EXPECT_EQ(HeardBy(kApp, kGear), kNobody);
  EXPECT_EQ(HeardBy(kSuite, kGear), (Heard{"acme not_affected"}));
}

TEST_F(ElsewhereRules, WhatLiesBetweenMustBeEstablishedToo) {
  OfPair("acme", kNotAffected, kSuite, kGear, {"pkg:npm/kit@1.0.0"});
  EXPECT_EQ(HeardBy(kSuite, kGear), kNobody);
  OfPair("rumour", kAffected, kSuite, kGear, {"pkg:npm/kit@1.0.0"});
  EXPECT_EQ(HeardBy(kSuite, kGear), (Heard{"rumour affected"}));
}

TEST_F(ElsewhereRules, AKeyThatNobodySpeaksAboutIsNotEnumerated) {
  OfPair("acme", kNotAffected, kSuite, kGear, {"pkg:npm/kit@1.0.0"});
  EXPECT_EQ(world_.Keys(), (Texts{}));
  OfPair("rumour", kAffected, kSuite, kGear);
  EXPECT_EQ(world_.Keys(), (Texts{"CVE-2024-1000 pkg:npm/suite@1.0.0 pkg:npm/gear@1.0.0"}));
}

TEST_F(ElsewhereRules, EnumerationNamesRefusedStatementsToo) {
  world_.Say("stranger", kFixed);
  EXPECT_EQ(world_.Keys(), (Texts{"CVE-2024-1000 pkg:npm/gear@1.0.0"}));
}

TEST_F(ElsewhereRules, GetGivesTheBytesOfTheEnumeration) {
  OfPair("acme", kNotAffected, kDebian12, kDebOn12);
  OfPair("rumour", kAffected, kSuite, kDebOn12);
  world_.Say("acme", kFixed, {.product = kDebOn12});
  OfPair("acme", kFixed, kSuite, kDebOn11, {kDebian11});
  world_.WithConsensus([](const Consensus& consensus) {
    EXPECT_EQ(consensus.size(), 4u);
    for (std::size_t i = 0; i < consensus.size(); ++i) {
      const KeyTexts key = consensus.KeyOf(i);
      std::string enumerated, queried;
      consensus.AppendRecord(i, enumerated);
      consensus.Append(consensus.Get(key.tenant, key.vulnerability, key.product, key.component).value(), queried);
      EXPECT_EQ(queried, enumerated);
    }
  });
}

TEST_F(ElsewhereRules, APlatformThatTheKeyNamesEstablishesIt) {
  OfPair("acme", kNotAffected, kDebian12, "pkg:deb/debian/gear");
  EXPECT_EQ(HeardBy(kDebOn12), (Heard{"acme not_affected"}));
  EXPECT_EQ(HeardBy(kDebOn11), kNobody);
  EXPECT_EQ(HeardBy(kDeb), kNobody);
}

TEST_F(ElsewhereRules, AModuleThatTheKeyNamesEstablishesIt) {
  OfPair("acme", kNotAffected, "cpe:2.3:o:redhat:enterprise_linux:9:*:*:*:*:*:*:*", "pkg:rpm/redhat/gear@1-1",
         {"pkg:rpmmod/redhat/tools@2"});
  const std::string gear = "pkg:rpm/redhat/gear@1-1?distro=rhel-9.4";
  EXPECT_EQ(HeardBy(gear + "&rpmmod=tools:2:9040"), (Heard{"acme not_affected"}));
  EXPECT_EQ(HeardBy(gear + "&rpmmod=tools:20"), kNobody);
}

TEST_F(ElsewhereRules, OneBuildOfADistributionClearsWhereverItStands) {
  OfPair("acme", kNotAffected, kDebian12, kDeb);
  EXPECT_EQ(HeardBy(kDeb), (Heard{"acme not_affected"}));
  EXPECT_EQ(HeardBy(kApp, kDeb), (Heard{"acme not_affected"}));
}

TEST_F(ElsewhereRules, UnlessTheKeyNamesAnotherPlatform) {
  OfPair("acme", kNotAffected, kDebian12, kDeb);
  EXPECT_EQ(HeardBy(kDebOn11), kNobody);
  EXPECT_EQ(HeardBy(kDebian11, kDeb), kNobody);
}

TEST_F(ElsewhereRules, ARangeIsNotOneBuild) {
  OfPair("acme", kFixed, kDebian12, "pkg:deb/debian/gear vers:deb/>=1.0-1");
  EXPECT_EQ(HeardBy(kDeb), kNobody);
  EXPECT_EQ(HeardBy(kDebOn12), (Heard{"acme fixed"}));
}

TEST_F(ElsewhereRules, OneBuildNeedsASayOverTheComponent) {
  world_.List("platform", Tier::kTrusted, R"("authority":["cpe:2.3:o:debian:*"])");
  OfPair("platform", kNotAffected, kDebian12, kDeb);
  EXPECT_EQ(HeardBy(kDeb), kNobody);
  world_.List("both", Tier::kTrusted, R"("authority":["cpe:2.3:o:debian:*","pkg:deb/debian/*"])");
  OfPair("both", kNotAffected, kDebian12, kDeb);
  EXPECT_EQ(HeardBy(kDeb), (Heard{"both not_affected"}));
}

TEST_F(ElsewhereRules, TheCrowdIsNeverHeardByOneBuild) {
  world_.policy().clear_tier = Tier::kUnknown;
  OfPair("stranger", kNotAffected, kDebian12, kDeb);
  EXPECT_EQ(HeardBy(kDeb), kNobody);
  EXPECT_EQ(HeardBy(kDebOn12), (Heard{"stranger not_affected"}));
}

// ---- `fixed` without a version ----

TEST_F(ElsewhereRules, FixedWithoutAVersionClearsNoVersion) {
  world_.Say("acme", kFixed, {.product = "pkg:npm/gear"});
  EXPECT_EQ(HeardBy(kGear), kNobody);
  EXPECT_EQ(HeardBy("pkg:npm/gear"), (Heard{"acme fixed"}));
  EXPECT_EQ(world_.Near(), (Texts{"fixed_without_version"}));
}

TEST_F(ElsewhereRules, OnAWholeProductItIsAboutTheProductAndItsComponent) {
  world_.Say("acme", kFixed, {.product = "pkg:npm/app"});
  EXPECT_EQ(HeardBy(kApp, "pkg:npm/gear"), kNobody);
  EXPECT_EQ(HeardBy("pkg:npm/app", kGear), kNobody);
  EXPECT_EQ(HeardBy("pkg:npm/app", "pkg:npm/gear"), (Heard{"acme fixed"}));
}

TEST_F(ElsewhereRules, OnAnUpstreamTheComponentAloneDecides) {
  world_.Say("acme", kFixed, {.product = "pkg:npm/gear"});
  EXPECT_EQ(HeardBy(kApp, "pkg:npm/gear"), (Heard{"acme fixed"}));
  EXPECT_EQ(HeardBy("pkg:npm/app", kGear), kNobody);
}

TEST_F(ElsewhereRules, ARangeWithBoundsIsAVersion) {
  world_.Say("acme", kFixed, {.product = "pkg:npm/gear vers:npm/*"});
  EXPECT_EQ(HeardBy(kGear), kNobody);
  world_.Say("acme", kFixed, {.product = "pkg:npm/gear vers:npm/>=1.0.0"});
  EXPECT_EQ(HeardBy(kGear), (Heard{"acme fixed"}));
}

}  // namespace
}  // namespace vexlens::testing
