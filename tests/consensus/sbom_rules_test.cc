// How far an all-clear reaches in an SBOM: elements that match what encloses it lie on every path, in this order.
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/consensus/world.h"

namespace vexlens::testing {
namespace {

using enum VexStatus;
using Texts = std::vector<std::string>;

constexpr std::string_view kSuite = "pkg:npm/suite@1.0.0";
constexpr std::string_view kKit = "pkg:npm/kit@1.0.0";
constexpr std::string_view kDebian12 = "cpe:2.3:o:debian:debian_linux:12:*:*:*:*:*:*:*";
constexpr std::string_view kDeb = "pkg:deb/debian/gear@1.0-1";

// Numbers of the components in most SBOMs below.
constexpr std::uint32_t kSuitePart = 1;
constexpr std::uint32_t kKitPart = 2;
constexpr std::uint32_t kGearPart = 3;

class SbomRules : public ::testing::Test {
 protected:
  SbomRules() {
    world_.List("acme", Tier::kTrusted);
    world_.List("lab", Tier::kKnown);
  }

  // Of is an SBOM of an application with a suite, a kit and a gear.
  static Sbom Of(const std::vector<std::pair<int, int>>& edges, std::string_view gear = kGear,
                 const Texts& platforms = {}) {
    return Parts({"pkg:npm/app@1.0.0", std::string(kSuite), std::string(kKit), std::string(gear)}, edges, platforms);
  }

  void ClearIn(std::string_view product, std::vector<std::string_view> through = {}, std::string_view gear = kGear) {
    world_.Say("acme", kNotAffected,
               {.product = product, .component = gear, .through = through, .relationship = "installed_on"});
  }

  // InCsaf puts a word about the gear in a CSAF document of its own, so that no newer one replaces it.
  void InCsaf(std::string_view id, VexStatus status, std::string_view product, int days_ago) {
    world_.Say("acme", status,
               {.product = product, .component = kGear, .at = DaysAgo(days_ago), .format = Format::kCsaf, .id = id});
  }

  World world_;
};

const Heard kAcmeClears = {"acme not_affected"};
const Heard kAcmeWarns = {"acme affected"};

TEST_F(SbomRules, AnAllClearHoldsWhereItsProductLiesOnEveryPath) {
  ClearIn(kSuite);
  EXPECT_EQ(world_.GetIn(Of({{0, 1}, {1, 3}, {0, 2}}), kGearPart).Heard(), kAcmeClears);
  const Sbom around = Of({{0, 1}, {1, 3}, {0, 2}, {2, 3}});
  EXPECT_FALSE(world_.GetIn(around, kGearPart).found);
  EXPECT_EQ(world_.NearIn(around, kGearPart), (Texts{"other_path"}));
}

TEST_F(SbomRules, AWarningHoldsOnOnePath) {
  world_.Say("acme", kAffected, {.product = kSuite, .component = kGear});
  EXPECT_EQ(world_.GetIn(Of({{0, 1}, {1, 3}, {0, 2}, {2, 3}}), kGearPart).Heard(), (Heard{"acme affected"}));
}

TEST_F(SbomRules, CirclesAreNoWayAround) {
  ClearIn(kSuite);
  EXPECT_EQ(world_.GetIn(Of({{0, 1}, {1, 2}, {2, 1}, {2, 3}, {3, 2}}), kGearPart).Heard(), kAcmeClears);
}

TEST_F(SbomRules, WhatLiesBetweenMustLieOnEveryPathInThisOrder) {
  ClearIn(kSuite, {kKit});
  EXPECT_EQ(world_.GetIn(Of({{0, 1}, {1, 2}, {2, 3}}), kGearPart).Heard(), kAcmeClears);
  EXPECT_FALSE(world_.GetIn(Of({{0, 2}, {2, 1}, {1, 3}}), kGearPart).found);
  EXPECT_FALSE(world_.GetIn(Of({{0, 1}, {1, 2}, {2, 3}, {1, 3}}), kGearPart).found);
}

TEST_F(SbomRules, WordsOfOneIssuerCountTogether) {
  ClearIn(kSuite);
  const Sbom both = Of({{0, 1}, {1, 3}, {0, 2}, {2, 3}});
  EXPECT_FALSE(world_.GetIn(both, kGearPart).found);
  ClearIn(kKit);
  EXPECT_EQ(world_.GetIn(both, kGearPart).status, "not_affected");
  EXPECT_FALSE(world_.GetIn(Of({{0, 1}, {1, 3}, {0, 2}, {2, 3}, {0, 3}}), kGearPart).found);
}

TEST_F(SbomRules, ThoseOfTwoDoNot) {
  ClearIn(kSuite);
  world_.Say("lab", kNotAffected, {.product = kKit, .component = kGear});
  EXPECT_FALSE(world_.GetIn(Of({{0, 1}, {1, 3}, {0, 2}, {2, 3}}), kGearPart).found);
}

TEST_F(SbomRules, RefusedWordsCountForNothing) {
  ClearIn(kSuite);
  world_.Say("acme", kNotAffected, {.product = kKit, .component = kGear, .withdrawn = true});
  EXPECT_FALSE(world_.GetIn(Of({{0, 1}, {1, 3}, {0, 2}, {2, 3}}), kGearPart).found);
}

TEST_F(SbomRules, NorDoWordsWithoutWeight) {
  world_.policy().no_justification = 0;
  ClearIn(kSuite);
  world_.Say("acme", kNotAffected, {.product = kKit, .component = kGear, .justification = ""});
  EXPECT_FALSE(world_.GetIn(Of({{0, 1}, {1, 3}, {0, 2}, {2, 3}}), kGearPart).found);
}

// The issuer has changed its mind about the kit: on the path through it, only the warning is its word.
TEST_F(SbomRules, ItsOwnLaterWarningTakesAWordOutOfTheCut) {
  const Sbom both = Of({{0, 1}, {1, 3}, {0, 2}, {2, 3}});
  InCsaf("1", kNotAffected, kKit, 9);
  InCsaf("2", kNotAffected, kSuite, 1);
  EXPECT_EQ(world_.GetIn(both, kGearPart).status, "not_affected");
  InCsaf("3", kAffected, kKit, 5);
  EXPECT_EQ(world_.Get(kKit, kGear).status, "affected");
  EXPECT_EQ(world_.Get(kSuite, kGear).status, "not_affected");
  EXPECT_EQ(world_.GetIn(both, kGearPart).Heard(), kAcmeWarns);
  EXPECT_EQ(world_.GetIn(Of({{0, 1}, {1, 3}, {0, 2}}), kGearPart).status, "not_affected");
}

TEST_F(SbomRules, SoDoesOneAboutAnythingOnThatPath) {
  const Sbom both = Of({{0, 1}, {1, 3}, {0, 2}, {2, 3}});
  InCsaf("1", kNotAffected, "pkg:npm/app@1.0.0", 9);
  InCsaf("2", kNotAffected, kSuite, 1);
  EXPECT_EQ(world_.GetIn(both, kGearPart).status, "not_affected");
  InCsaf("3", kAffected, kKit, 5);
  EXPECT_EQ(world_.GetIn(both, kGearPart).status, "affected");
  EXPECT_EQ(world_.GetIn(Of({{0, 1}, {1, 3}, {1, 2}, {2, 3}}), kGearPart).status, "not_affected");
}

TEST_F(SbomRules, AnEarlierWarningDoesNotNorOneOnOtherPaths) {
  InCsaf("1", kNotAffected, kKit, 9);
  InCsaf("2", kAffected, kSuite, 5);
  InCsaf("3", kNotAffected, kSuite, 1);
  EXPECT_EQ(world_.GetIn(Of({{0, 1}, {1, 3}, {0, 2}, {2, 3}}), kGearPart).status, "not_affected");
}

TEST_F(SbomRules, NorDoesALessSpecificWarning) {
  InCsaf("1", kNotAffected, kKit, 9);
  InCsaf("2", kNotAffected, kSuite, 1);
  InCsaf("3", kAffected, "pkg:npm/kit", 5);
  EXPECT_EQ(world_.Get(kKit, kGear).status, "not_affected");
  EXPECT_EQ(world_.GetIn(Of({{0, 1}, {1, 3}, {0, 2}, {2, 3}}), kGearPart).status, "not_affected");
}

// … unless the issuer is an operator, whose newest word decides.
TEST_F(SbomRules, AnOperatorsLessSpecificWarningDoes) {
  world_.ListOperator("desk");
  const auto say = [&](VexStatus status, std::string_view product, int days_ago) {
    world_.Say("desk", status, {.product = product, .component = kGear, .at = DaysAgo(days_ago)});
  };
  say(kNotAffected, kKit, 9);
  say(kNotAffected, kSuite, 1);
  const Sbom both = Of({{0, 1}, {1, 3}, {0, 2}, {2, 3}});
  EXPECT_EQ(world_.GetIn(both, kGearPart).status, "not_affected");
  say(kAffected, "pkg:npm/kit vers:npm/<2.0.0", 5);
  EXPECT_EQ(world_.Get(kKit, kGear).status, "affected");
  EXPECT_EQ(world_.GetIn(both, kGearPart).status, "affected");
}

TEST_F(SbomRules, AWholeProductClearsWhatItEnclosesOnEveryPath) {
  world_.Say("acme", kNotAffected, {.product = kSuite});
  world_.Say("lab", kUnderInvestigation, {.product = kGear});
  EXPECT_EQ(world_.GetIn(Of({{0, 1}, {1, 3}}), kGearPart).Heard(),
            (Heard{"acme not_affected", "lab under_investigation"}));
  EXPECT_EQ(world_.GetIn(Of({{0, 1}, {1, 3}, {0, 3}}), kGearPart).Heard(), (Heard{"lab under_investigation"}));
}

TEST_F(SbomRules, TheRootLiesOnEveryPath) {
  ClearIn("pkg:npm/app@1.0.0");
  EXPECT_EQ(world_.GetIn(Of({{0, 1}, {1, 3}, {0, 3}}), kGearPart).Heard(), kAcmeClears);
}

TEST_F(SbomRules, TheSbomsOperatingSystemIsAPlatform) {
  ClearIn(kDebian12, {}, "pkg:deb/debian/gear");
  EXPECT_EQ(world_.GetIn(Of({{0, 3}}, kDeb, {"debian-12.5"}), kGearPart).Heard(), kAcmeClears);
  EXPECT_FALSE(world_.GetIn(Of({{0, 3}}, kDeb, {"debian-11"}), kGearPart).found);
  EXPECT_FALSE(world_.GetIn(Of({{0, 3}}, kDeb), kGearPart).found);
}

TEST_F(SbomRules, SoIsWhatTheComponentNamesItself) {
  ClearIn(kDebian12, {}, "pkg:deb/debian/gear");
  const auto heard_on = [&](std::string_view distro) {
    return world_.GetIn(Of({{0, 3}}, std::string(kDeb) + "?distro=" + std::string(distro)), kGearPart).found;
  };
  EXPECT_TRUE(heard_on("debian-12.5"));
  EXPECT_FALSE(heard_on("debian-11.9"));
}

TEST_F(SbomRules, OfSeveralOperatingSystemsNoneIs) {
  ClearIn(kDebian12, {}, "pkg:deb/debian/gear");
  EXPECT_FALSE(world_.GetIn(Of({{0, 3}}, kDeb, {"debian-12.5", "alpine-3.18"}), kGearPart).found);
}

TEST_F(SbomRules, OneBuildClearsWhateverThePaths) {
  ClearIn(kSuite, {}, kDeb);
  EXPECT_EQ(world_.GetIn(Of({{0, 1}, {1, 3}, {0, 3}}, kDeb), kGearPart).Heard(), kAcmeClears);
}

TEST_F(SbomRules, ButNotOnAPlatformOfWhichTheSbomNamesAnother) {
  ClearIn(kDebian12, {}, kDeb);
  const auto heard_on = [&](std::string_view root) {
    return world_.GetIn(Parts({std::string(root), std::string(kDeb)}, {{0, 1}}), 1).found;
  };
  EXPECT_TRUE(heard_on("pkg:npm/app@1.0.0"));
  EXPECT_TRUE(heard_on(kDebian12));
  EXPECT_FALSE(heard_on("cpe:2.3:o:debian:debian_linux:11:*:*:*:*:*:*:*"));
}

// What an issuer says about a component elsewhere is not heard beside what it says about it here; so it does not help
// another all-clear through either.
TEST_F(SbomRules, WordsAboutAnotherProductDoNotCountTogetherWithThoseAboutThisOne) {
  const std::string_view any = "pkg:deb/debian/gear";
  world_.Say("acme", kAffected, {.product = kKit, .component = any, .at = DaysAgo(9)});
  world_.Say("acme", kNotAffected, {.product = kSuite, .component = any});
  const Sbom both = Of({{0, 1}, {1, 3}, {0, 2}, {2, 3}}, kDeb);
  EXPECT_EQ(world_.GetIn(both, kGearPart).Heard(), (Heard{"acme affected"}));
  ClearIn("pkg:npm/elsewhere@1.0.0", {}, kDeb);
  EXPECT_EQ(world_.GetIn(both, kGearPart).Heard(), (Heard{"acme affected"}));
}

TEST_F(SbomRules, AComponentThatNobodyNamesHasNoAnswer) {
  world_.Say("acme", kAffected, {.product = kSuite});
  EXPECT_FALSE(world_.GetIn(Of({{0, 1}, {1, 2}}), kKitPart).found);
  EXPECT_TRUE(world_.GetIn(Of({{0, 1}, {1, 2}}), kSuitePart).found);
}

}  // namespace
}  // namespace vexlens::testing
