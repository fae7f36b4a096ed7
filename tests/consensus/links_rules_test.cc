// Nobody's file changes what another's words mean: which BOMs explain a BOM-Link.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/consensus/world.h"

namespace vexlens::testing {
namespace {

using enum VexStatus;

constexpr std::string_view kLink = "cdx:urn:uuid:11111111-2222-4333-8444-555555555555/1#gear";
constexpr std::string_view kApp = "pkg:npm/app@1.0.0";
constexpr std::string_view kOther = "pkg:npm/lever@1.0.0";

const Heard kAcmeWarns = {"acme affected"};

std::string Key(std::string_view product, std::string_view component = "") {
  std::string key = std::string(kCve) + " " + std::string(product);
  if (!component.empty()) key += " " + std::string(component);
  return key;
}

class LinksRules : public ::testing::Test {
 protected:
  LinksRules() {
    world_.List("acme", Tier::kTrusted);
    world_.List("rival", Tier::kAuthoritative);
  }

  // Link says that what the link stands for is affected; the words are its document.
  void Link(const Words& words = {}) {
    Words linking = words;
    linking.product = kLink;
    world_.Say("acme", kAffected, linking);
  }

  bool StaysOpaque() { return world_.Get(kLink).found && !world_.Get(kApp, kGear).found; }
  bool IsExplained() { return !world_.Get(kLink).found && world_.Get(kApp, kGear).found; }

  World world_;
};

TEST_F(LinksRules, ALinkIsExplainedByABomOfItsOwnIssuer) {
  Link();
  EXPECT_TRUE(StaysOpaque());
  world_.Explain("acme", kLink, kApp, kGear);
  EXPECT_TRUE(IsExplained());
}

TEST_F(LinksRules, NotByABomOfAnotherIssuerHoweverTrusted) {
  Link();
  world_.Explain("rival", kLink, kApp, kGear);
  EXPECT_TRUE(StaysOpaque());
}

TEST_F(LinksRules, NotByABomOfAnotherTenant) {
  Link();
  world_.Explain("acme", kLink, kApp, kGear, {.tenant = "green"});
  EXPECT_TRUE(StaysOpaque());
}

TEST_F(LinksRules, NotByABomWithAWorseSignature) {
  Link({.signature = SignatureState::kVerified});
  world_.Explain("acme", kLink, kApp, kGear, {.signature = SignatureState::kMissing});
  EXPECT_TRUE(StaysOpaque());
}

TEST_F(LinksRules, MissingAndUnverifiableAreNoWorseThanEachOther) {
  Link({.signature = SignatureState::kUnverifiable});
  world_.Explain("acme", kLink, kApp, kGear, {.signature = SignatureState::kMissing});
  EXPECT_TRUE(IsExplained());
}

TEST_F(LinksRules, OfSeveralBomsTheBetterSignatureDecides) {
  Link({.signature = SignatureState::kMissing});
  world_.Explain("acme", kLink, kOther, "", {.signature = SignatureState::kMissing});
  world_.Explain("acme", kLink, kApp, kGear, {.signature = SignatureState::kVerified});
  EXPECT_TRUE(IsExplained());
  EXPECT_TRUE(world_.AmbiguousLinks().empty());
}

TEST_F(LinksRules, WhereEquallyGoodBomsDifferAnAllClearStaysOpaqueAndTheLinkIsReported) {
  world_.Say("acme", kNotAffected, {.product = kLink});
  world_.Explain("acme", kLink, kApp, kGear);
  world_.Explain("acme", kLink, kOther);
  EXPECT_TRUE(StaysOpaque());
  EXPECT_FALSE(world_.Get(kOther).found);
  EXPECT_EQ(world_.AmbiguousLinks(), std::vector<std::string>{std::string(kLink)});
}

TEST_F(LinksRules, EachAmbiguousLinkIsReportedOnce) {
  constexpr std::string_view kLater = "cdx:urn:uuid:11111111-2222-4333-8444-555555555555/1#wheel";
  for (const std::string_view link : {kLater, kLink}) {
    for (const VexStatus status : {kNotAffected, kAffected}) world_.Say("acme", status, {.product = link});
    world_.Explain("acme", link, kApp, kGear);
    world_.Explain("acme", link, kOther);
  }
  EXPECT_EQ(world_.AmbiguousLinks(), (std::vector<std::string>{std::string(kLink), std::string(kLater)}));
}

TEST_F(LinksRules, AWarningIsThenOneAboutAllThatTheySay) {
  Link();
  const Digest first = world_.DigestOf(world_.Explain("acme", kLink, kApp, kGear));
  const Digest second = world_.DigestOf(world_.Explain("acme", kLink, kOther));
  EXPECT_EQ(world_.Keys(), (std::vector<std::string>{Key(kLink), Key(kApp, kGear), Key(kOther)}));
  for (const std::string_view product : {kLink, kOther}) EXPECT_EQ(world_.Get(product).Heard(), kAcmeWarns);
  EXPECT_EQ(world_.Get(kApp, kGear).Heard(), kAcmeWarns);
  const auto rests_on = [&](std::string_view product, std::string_view component, const Digest& bom) {
    const std::vector<Digest> derived_from = world_.Get(product, component).derived_from;
    return std::find(derived_from.begin(), derived_from.end(), bom) != derived_from.end();
  };
  EXPECT_TRUE(rests_on(kApp, kGear, first));
  EXPECT_FALSE(rests_on(kApp, kGear, second));
  EXPECT_TRUE(rests_on(kOther, "", second));
  EXPECT_FALSE(rests_on(kLink, "", first) || rests_on(kLink, "", second));
}

TEST_F(LinksRules, UnderEachOfItsNames) {
  Link({.vulnerability = "GHSA-2222-3333-4444", .aliases = {kCve}});
  world_.Explain("acme", kLink, kApp, kGear);
  world_.Explain("acme", kLink, kOther);
  EXPECT_EQ(world_.Get(kOther, "", "GHSA-2222-3333-4444").Heard(), kAcmeWarns);
  world_.List("lab", Tier::kAuthoritative);
  world_.Say("lab", kAffected, {.vulnerability = "GHSA-2222-3333-4444", .aliases = {"CVE-2024-2000"}, .product = kApp});
  EXPECT_EQ(world_.Get(kOther, "", "GHSA-2222-3333-4444").Heard(), kAcmeWarns);
  EXPECT_EQ(world_.Get(kOther).Heard(), kAcmeWarns);
}

TEST_F(LinksRules, WithTheAuthorityOverEachOfThese) {
  world_.List("narrow", Tier::kTrusted, R"("authority":["pkg:npm/app"])");
  world_.Say("narrow", kAffected, {.product = kLink});
  world_.Explain("narrow", kLink, kApp, kGear);
  world_.Explain("narrow", kLink, kOther);
  const SeenEntry inside = world_.Get(kApp, kGear).Of("narrow");
  const SeenEntry outside = world_.Get(kOther).Of("narrow");
  EXPECT_EQ(inside.tier, "trusted");
  EXPECT_EQ(outside.tier, "unknown");
  EXPECT_EQ(inside.factors.front(), 800'000);
  EXPECT_EQ(outside.factors.front(), 300'000);
}

TEST_F(LinksRules, OnceInEachAnswer) {
  Link();
  world_.Explain("acme", kLink, "pkg:npm/lever");
  world_.Explain("acme", kLink, kOther);
  const Answer answer = world_.Get(kOther);
  EXPECT_EQ(answer.Heard(), kAcmeWarns);
  EXPECT_EQ(answer.Of("acme").level, 2);
  const std::string gear = std::string(kOther) + " " + std::string(kLink);
  EXPECT_EQ(world_.GetIn(Parts({std::string(kApp), gear}, {{0, 1}}), 1).Heard(), kAcmeWarns);
}

TEST_F(LinksRules, EachOfSeveralWarningsOnceInEachAnswer) {
  world_.List("second", Tier::kTrusted);
  world_.Say("second", kAffected, {.product = kLink});
  Link();
  for (const std::string_view issuer : {"acme", "second"}) {
    world_.Explain(issuer, kLink, "pkg:npm/lever");
    world_.Explain(issuer, kLink, kOther);
  }
  EXPECT_EQ(world_.Get(kOther).Heard(), (Heard{"acme affected", "second affected"}));
}

TEST_F(LinksRules, AndItFallsByANewerWordAboutTheLink) {
  Link({.at = DaysAgo(2)});
  world_.Explain("acme", kLink, kApp, kGear);
  world_.Explain("acme", kLink, kOther);
  world_.Say("acme", kNotAffected, {.product = kLink, .at = DaysAgo(1)});
  EXPECT_EQ(world_.Get(kOther).Heard(), (Heard{"acme affected superseded"}));
}

TEST_F(LinksRules, BomsThatDifferOnlyInWhatLiesBetweenWarnOfOneThing) {
  Link();
  world_.Explain("acme", kLink, kApp, kGear);
  world_.Explain("acme", kLink, kApp, kGear, {.through = {"pkg:npm/kit@1.0.0"}});
  EXPECT_EQ(world_.Get(kApp, kGear).Heard(), kAcmeWarns);
  EXPECT_EQ(world_.AmbiguousLinks().size(), 1u);
}

TEST_F(LinksRules, MoreExplanationsThanABudgetLeaveTheLinkOpaque) {
  Link();
  std::vector<std::string> products;
  for (int i = 0; i <= 32; ++i) products.push_back("pkg:npm/lever@1." + std::to_string(i));
  for (int i = 0; i < 32; ++i) world_.Explain("acme", kLink, products[static_cast<std::size_t>(i)]);
  EXPECT_EQ(world_.Get(products.front()).Heard(), kAcmeWarns);
  world_.Explain("acme", kLink, products.back());
  EXPECT_FALSE(world_.Get(products.front()).found);
  EXPECT_EQ(world_.Get(kLink).Heard(), kAcmeWarns);
}

TEST_F(LinksRules, WhereTheyAgreeTheSmallestDigestIsNamed) {
  Link();
  std::vector<Digest> boms;
  for (int i = 0; i < 3; ++i) boms.push_back(world_.DigestOf(world_.Explain("acme", kLink, kApp, kGear)));
  EXPECT_TRUE(IsExplained());
  EXPECT_TRUE(world_.AmbiguousLinks().empty());
  const std::vector<Digest> derived_from = world_.Get(kApp, kGear).derived_from;
  EXPECT_EQ(derived_from.size(), 2u);
  const auto smallest = std::min_element(boms.begin(), boms.end());
  ASSERT_NE(smallest, boms.begin());
  EXPECT_NE(std::find(derived_from.begin(), derived_from.end(), *smallest), derived_from.end());
}

TEST_F(LinksRules, ABomIsDatedAsAnyDocument) {
  Link();
  world_.Explain("acme", kLink, kApp, kGear, {.at = DaysAgo(-1)});
  EXPECT_TRUE(StaysOpaque());
}

TEST_F(LinksRules, ABomIsWithdrawnAsAnyDocument) {
  Link();
  world_.Explain("acme", kLink, kApp, kGear, {.withdrawn = true});
  EXPECT_TRUE(StaysOpaque());
}

TEST_F(LinksRules, ABomIsCountedInDerivedFrom) {
  Link();
  const std::uint32_t bom = world_.Explain("acme", kLink, kApp, kGear);
  const std::vector<Digest> derived_from = world_.Get(kApp, kGear).derived_from;
  EXPECT_NE(std::find(derived_from.begin(), derived_from.end(), world_.DigestOf(bom)), derived_from.end());
}

TEST_F(LinksRules, AuthorityIsOverWhatTheLinkStandsFor) {
  world_.List("narrow", Tier::kTrusted, R"("authority":["pkg:npm/*"])");
  world_.Say("narrow", kAffected, {.product = kLink});
  EXPECT_EQ(world_.Get(kLink).Of("narrow").tier, "unknown");
  world_.Explain("narrow", kLink, kApp, kGear);
  EXPECT_EQ(world_.Get(kApp, kGear).Of("narrow").tier, "trusted");
}

// The same issuer's words about the element itself are superseded by those through the link.
TEST_F(LinksRules, SupersessionSeesWhatTheLinkStandsFor) {
  world_.Explain("acme", kLink, kApp, kGear);
  Link({.at = DaysAgo(2)});
  world_.Say("acme", kNotAffected, {.product = kApp, .component = kGear, .at = DaysAgo(1)});
  EXPECT_EQ(world_.Get(kApp, kGear).Heard(), (Heard{"acme affected superseded", "acme not_affected"}));
}

TEST_F(LinksRules, WhatEnclosesTheElementInItsBomEnclosesItInTheStatement) {
  world_.Explain("acme", kLink, kApp, kGear, {.through = {"pkg:npm/kit@1.0.0"}});
  world_.Say("acme", kFixed, {.product = kLink});
  EXPECT_FALSE(world_.Get(kApp, kGear).found);
  const Sbom within = Parts({std::string(kApp), "pkg:npm/kit@1.0.0", std::string(kGear)}, {{0, 1}, {1, 2}});
  EXPECT_EQ(world_.GetIn(within, 2).Heard(), (Heard{"acme fixed"}));
  EXPECT_FALSE(world_.GetIn(Parts({std::string(kApp), std::string(kGear)}, {{0, 1}}), 1).found);
}

TEST_F(LinksRules, InTheSbomOfTheQuestionALinkMeansTheElementInItsVersion) {
  world_.Say("acme", kFixed, {.product = kLink});
  const std::string gear = std::string(kGear) + " " + std::string(kLink);
  EXPECT_EQ(world_.GetIn(Parts({std::string(kApp), gear}, {{0, 1}}), 1).Heard(), (Heard{"acme fixed"}));
}

TEST_F(LinksRules, TheSbomOfTheQuestionExplainsItsOwnLinks) {
  Link();
  world_.Explain("acme", kLink, kOther);  // whatever a BOM of the issuer says
  const std::string gear = std::string(kGear) + " " + std::string(kLink);
  const Sbom sbom = Parts({std::string(kApp), gear, std::string(kOther)}, {{0, 1}, {0, 2}});
  EXPECT_EQ(world_.GetIn(sbom, 1).Heard(), (Heard{"acme affected"}));
  EXPECT_FALSE(world_.GetIn(sbom, 2).found);
}

}  // namespace
}  // namespace vexlens::testing
