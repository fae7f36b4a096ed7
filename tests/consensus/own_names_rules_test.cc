// Under which names a statement is heard, and which names are one class.
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/consensus/world.h"

namespace vexlens::testing {
namespace {

using enum VexStatus;
using Texts = std::vector<std::string>;

constexpr std::string_view kOtherCve = "CVE-2024-2000";
constexpr std::string_view kGhsa = "GHSA-2222-3333-4444";
constexpr std::string_view kOtherGhsa = "GHSA-5555-6666-7777";
constexpr std::string_view kGo = "GO-2024-1000";
constexpr std::string_view kOsv = "OSV-2024-1";

class OwnNamesRules : public ::testing::Test {
 protected:
  OwnNamesRules() {
    world_.List("acme", Tier::kTrusted);
    world_.List("lab", Tier::kKnown);
    world_.List("rumour", Tier::kUntrusted);
  }

  // Tie has somebody say that a vulnerability is also called so, about something that nobody asks for.
  void Tie(std::string_view issuer, std::string_view name, std::vector<std::string_view> aliases, Words words = {}) {
    words.vulnerability = name;
    words.aliases = std::move(aliases);
    if (words.product == kGear) words.product = "pkg:npm/nothing@1.0.0";
    world_.Say(issuer, kAffected, words);
  }

  bool IsHeardUnder(std::string_view name) { return world_.Get(kGear, "", name).found; }

  World world_;
};

// ---- a statement's own names ----

TEST_F(OwnNamesRules, AStatementIsHeardUnderEachNameThatItUses) {
  world_.Say("stranger", kAffected, {.vulnerability = kOsv, .aliases = {kCve, kGhsa}});
  for (const std::string_view name : {kOsv, kCve, kGhsa}) {
    EXPECT_EQ(world_.Get(kGear, "", name).Heard(), (Heard{"stranger affected"})) << name;
    EXPECT_EQ(world_.Get(kGear, "", name).advisory, name);  // a stranger ties nothing
  }
}

TEST_F(OwnNamesRules, OneThatNamesTwoCvesIsHeardUnderBothAndTiesNothing) {
  world_.Say("acme", kNotAffected, {.vulnerability = kGhsa, .aliases = {kCve, kOtherCve}});
  EXPECT_EQ(world_.Keys(), (Texts{"CVE-2024-1000 pkg:npm/gear@1.0.0", "CVE-2024-2000 pkg:npm/gear@1.0.0",
                                  "GHSA-2222-3333-4444 pkg:npm/gear@1.0.0"}));
}

TEST_F(OwnNamesRules, NamesOfOneClassAreHeardOnce) {
  world_.Say("acme", kAffected, {.vulnerability = kGhsa, .aliases = {kCve, kGo}});
  EXPECT_EQ(world_.Keys(), (Texts{"CVE-2024-1000 pkg:npm/gear@1.0.0"}));
  EXPECT_EQ(world_.Get().rationale.size(), 1u);
}

TEST_F(OwnNamesRules, AVendorsBulletinIsNoAlias) {
  world_.Say("acme", kAffected, {.aliases = {"RHSA-2024:1000"}});
  EXPECT_FALSE(IsHeardUnder("RHSA-2024:1000"));
  world_.Say("acme", kAffected, {.vulnerability = "RHSA-2024:2000"});
  EXPECT_TRUE(IsHeardUnder("RHSA-2024:2000"));
}

TEST_F(OwnNamesRules, GetAcceptsAnyMember) {
  world_.Say("acme", kAffected, {.aliases = {kGhsa}});
  world_.Say("lab", kFixed, {.vulnerability = kGhsa});
  EXPECT_EQ(world_.Get(kGear, "", kGhsa).bytes, world_.Get().bytes);
  EXPECT_EQ(world_.Get(kGear, "", kGhsa).Heard(), (Heard{"acme affected", "lab fixed"}));
}

// ---- which ties count ----

TEST_F(OwnNamesRules, ATieLetsOthersBeFoundUnderTheCve) {
  world_.Say("lab", kAffected, {.vulnerability = kGhsa});
  EXPECT_FALSE(IsHeardUnder(kCve));
  Tie("acme", kCve, {kGhsa});
  EXPECT_TRUE(IsHeardUnder(kCve));
}

TEST_F(OwnNamesRules, ATieNeedsATierOfAtLeastAliasJoinTier) {
  world_.Say("lab", kAffected, {.vulnerability = kGhsa});
  Tie("rumour", kCve, {kGhsa});
  Tie("stranger", kCve, {kGhsa});
  EXPECT_FALSE(IsHeardUnder(kCve));
  world_.policy().alias_join_tier = Tier::kUntrusted;
  EXPECT_TRUE(IsHeardUnder(kCve));
}

TEST_F(OwnNamesRules, TheTierIsThatAfterAuthority) {
  world_.List("pypi-only", Tier::kTrusted, R"("authority":["pkg:pypi/*"])");
  world_.Say("lab", kAffected, {.vulnerability = kGhsa});
  Tie("pypi-only", kCve, {kGhsa});
  EXPECT_FALSE(IsHeardUnder(kCve));
  Tie("pypi-only", kCve, {kGhsa}, {.product = "pkg:pypi/nothing@1.0.0"});
  EXPECT_TRUE(IsHeardUnder(kCve));
}

TEST_F(OwnNamesRules, RefusedStatementsTieNothing) {
  world_.Say("lab", kAffected, {.vulnerability = kGhsa});
  Tie("acme", kCve, {kGhsa}, {.withdrawn = true});
  Tie("lab", kCve, {kGhsa}, {.signature = SignatureState::kFailed});
  Tie("lab", kCve, {kGhsa}, {.at = DaysAgo(-1)});
  EXPECT_FALSE(IsHeardUnder(kCve));
}

TEST_F(OwnNamesRules, ButForThoseThatMayNotClearOrHaveNoWeight) {
  world_.List("weightless", Tier::kKnown, R"("weight":0)");
  world_.Say("lab", kAffected, {.vulnerability = kGhsa});
  world_.Say("lab", kAffected, {.vulnerability = kOtherGhsa});
  Tie("weightless", kCve, {kGhsa});
  EXPECT_TRUE(IsHeardUnder(kCve));
  world_.policy().clear_tier = Tier::kAuthoritative;
  world_.Say("lab", kNotAffected,
             {.vulnerability = kOtherCve, .aliases = {kOtherGhsa}, .product = "pkg:npm/nothing@1.0.0"});
  EXPECT_TRUE(IsHeardUnder(kOtherCve));
}

TEST_F(OwnNamesRules, TiesOfOneTenantAreNoneOfAnothers) {
  world_.Say("lab", kAffected, {.vulnerability = kGhsa});
  Tie("acme", kCve, {kGhsa}, {.tenant = "green"});
  EXPECT_FALSE(IsHeardUnder(kCve));
}

// ---- which tie is the best ----

TEST_F(OwnNamesRules, TheBetterTierDecides) {
  world_.Say("lab", kAffected, {.vulnerability = kGhsa});
  Tie("lab", kOtherCve, {kGhsa});
  Tie("acme", kCve, {kGhsa});
  EXPECT_TRUE(IsHeardUnder(kCve));
  EXPECT_FALSE(IsHeardUnder(kOtherCve));
  EXPECT_TRUE(world_.AmbiguousAliases().empty());
}

TEST_F(OwnNamesRules, VerifiedComesBeforeTheTier) {
  world_.Say("lab", kAffected, {.vulnerability = kGhsa});
  Tie("lab", kCve, {kGhsa}, {.signature = SignatureState::kVerified});
  Tie("acme", kOtherCve, {kGhsa}, {.signature = SignatureState::kMissing});
  EXPECT_TRUE(IsHeardUnder(kCve));
  EXPECT_FALSE(IsHeardUnder(kOtherCve));
}

TEST_F(OwnNamesRules, TiedToTwoByEquallyGoodOnesItStandsAloneAndIsReported) {
  world_.Say("lab", kAffected, {.vulnerability = kGhsa});
  Tie("acme", kCve, {kGhsa});
  Tie("acme", kOtherCve, {kGhsa});
  EXPECT_FALSE(IsHeardUnder(kCve));
  EXPECT_FALSE(IsHeardUnder(kOtherCve));
  EXPECT_TRUE(IsHeardUnder(kGhsa));
  EXPECT_EQ(world_.AmbiguousAliases(), (Texts{std::string(kGhsa)}));
}

// ---- sets without a CVE ----

TEST_F(OwnNamesRules, IdentifiersTiedToNoCveFormSetsNamedByTheSmallest) {
  world_.Say("lab", kAffected, {.vulnerability = kOsv});
  Tie("acme", kOsv, {kGo});
  Tie("acme", kGo, {kGhsa});
  EXPECT_EQ(world_.Get(kGear, "", kOsv).advisory, kGhsa);
  EXPECT_TRUE(IsHeardUnder(kGo));
}

TEST_F(OwnNamesRules, ASetThatTouchesOneCvesClassJoinsIt) {
  world_.Say("lab", kAffected, {.vulnerability = kOsv});
  Tie("acme", kOsv, {kGo});
  Tie("acme", kGo, {kGhsa});
  Tie("acme", kCve, {kGhsa});
  EXPECT_TRUE(IsHeardUnder(kCve));
}

TEST_F(OwnNamesRules, ASetThatTouchesTwoStaysAClassOfItsOwn) {
  world_.Say("lab", kAffected, {.vulnerability = kOsv});
  Tie("acme", kOsv, {kGhsa});
  Tie("acme", kOsv, {kOtherGhsa});
  Tie("acme", kCve, {kGhsa});
  EXPECT_TRUE(IsHeardUnder(kCve));
  Tie("acme", kOtherCve, {kOtherGhsa});
  EXPECT_FALSE(IsHeardUnder(kCve));
  EXPECT_FALSE(IsHeardUnder(kOtherCve));
  EXPECT_EQ(world_.Get(kGear, "", kOsv).advisory, kOsv);
}

TEST_F(OwnNamesRules, TwoCvesNeverJoin) {
  world_.Say("lab", kAffected, {.vulnerability = kOtherCve});
  Tie("acme", kCve, {kOtherCve});
  EXPECT_FALSE(IsHeardUnder(kCve));
  EXPECT_TRUE(IsHeardUnder(kOtherCve));
}

}  // namespace
}  // namespace vexlens::testing
