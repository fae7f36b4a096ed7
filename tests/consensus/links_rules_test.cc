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

  bool StaysOpaque() { return world_.Ask(kLink).found && !world_.Ask(kApp, kGear).found; }
  bool IsExplained() { return !world_.Ask(kLink).found && world_.Ask(kApp, kGear).found; }

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

TEST_F(LinksRules, WhereEquallyGoodBomsDifferTheLinkStaysOpaqueAndIsReported) {
  Link();
  world_.Explain("acme", kLink, kApp, kGear);
  world_.Explain("acme", kLink, kOther);
  EXPECT_TRUE(StaysOpaque());
  EXPECT_EQ(world_.AmbiguousLinks(), std::vector<std::string>{std::string(kLink)});
}

TEST_F(LinksRules, WhereTheyAgreeTheSmallestDigestIsNamed) {
  Link();
  std::vector<Digest> boms;
  for (int i = 0; i < 3; ++i) boms.push_back(world_.DigestOf(world_.Explain("acme", kLink, kApp, kGear)));
  EXPECT_TRUE(IsExplained());
  EXPECT_TRUE(world_.AmbiguousLinks().empty());
  const std::vector<Digest> derived_from = world_.Ask(kApp, kGear).derived_from;
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
  const std::vector<Digest> derived_from = world_.Ask(kApp, kGear).derived_from;
  EXPECT_NE(std::find(derived_from.begin(), derived_from.end(), world_.DigestOf(bom)), derived_from.end());
}

TEST_F(LinksRules, AuthorityIsOverWhatTheLinkStandsFor) {
  world_.List("narrow", Tier::kTrusted, R"("authority":["pkg:npm/*"])");
  world_.Say("narrow", kAffected, {.product = kLink});
  EXPECT_EQ(world_.Ask(kLink).Of("narrow").tier, "unknown");
  world_.Explain("narrow", kLink, kApp, kGear);
  EXPECT_EQ(world_.Ask(kApp, kGear).Of("narrow").tier, "trusted");
}

// The same issuer's words about the element itself are superseded by those through the link.
TEST_F(LinksRules, SupersessionSeesWhatTheLinkStandsFor) {
  world_.Explain("acme", kLink, kApp, kGear);
  Link({.at = DaysAgo(2)});
  world_.Say("acme", kNotAffected, {.product = kApp, .component = kGear, .at = DaysAgo(1)});
  EXPECT_EQ(world_.Ask(kApp, kGear).Heard(), (Heard{"acme affected superseded", "acme not_affected"}));
}

TEST_F(LinksRules, WhatEnclosesTheElementInItsBomEnclosesItInTheStatement) {
  world_.Explain("acme", kLink, kApp, kGear, {.through = {"pkg:npm/kit@1.0.0"}});
  world_.Say("acme", kFixed, {.product = kLink});
  EXPECT_FALSE(world_.Ask(kApp, kGear).found);
  const Sbom within = Parts({std::string(kApp), "pkg:npm/kit@1.0.0", std::string(kGear)}, {{0, 1}, {1, 2}});
  EXPECT_EQ(world_.AskIn(within, 2).Heard(), (Heard{"acme fixed"}));
  EXPECT_FALSE(world_.AskIn(Parts({std::string(kApp), std::string(kGear)}, {{0, 1}}), 1).found);
}

TEST_F(LinksRules, InTheSbomOfTheQuestionALinkMeansTheElementInItsVersion) {
  world_.Say("acme", kFixed, {.product = kLink});
  const std::string gear = std::string(kGear) + " " + std::string(kLink);
  EXPECT_EQ(world_.AskIn(Parts({std::string(kApp), gear}, {{0, 1}}), 1).Heard(), (Heard{"acme fixed"}));
}

TEST_F(LinksRules, TheSbomOfTheQuestionExplainsItsOwnLinks) {
  Link();
  world_.Explain("acme", kLink, kOther);  // whatever a BOM of the issuer says
  const std::string gear = std::string(kGear) + " " + std::string(kLink);
  const Sbom sbom = Parts({std::string(kApp), gear, std::string(kOther)}, {{0, 1}, {0, 2}});
  EXPECT_EQ(world_.AskIn(sbom, 1).Heard(), (Heard{"acme affected"}));
  EXPECT_FALSE(world_.AskIn(sbom, 2).found);
}

}  // namespace
}  // namespace vexlens::testing
