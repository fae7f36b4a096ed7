#include "vexlens/policy.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "tests/support/corpora.h"

namespace vexlens {
namespace {

std::string Error(std::string_view json) {
  const absl::StatusOr<Policy> policy = Policy::Parse(json);
  return policy.ok() ? "" : std::string(policy.status().message());
}

TEST(PolicyTest, EmptyIsTheDefault) {
  EXPECT_EQ(Policy::Parse("{}")->CanonicalJson(), Policy().CanonicalJson());
  EXPECT_EQ(
      Policy().CanonicalJson(),
      R"({"aliasJoinTier":"known","clearTier":"known","conflictThreshold":0.3,)"
      R"("freshness":{"floor":0.3,"halfLifeDays":90},)"
      R"("justification":{"component_not_present":1,"impact":0.9,"inline_mitigations_already_exist":1,"none":0.8,)"
      R"("vulnerable_code_cannot_be_controlled_by_adversary":1,"vulnerable_code_not_in_execute_path":1,)"
      R"("vulnerable_code_not_present":1},"keysBind":true,"minimumConfidence":0.02,"minimumQuorum":1,)"
      R"("minimumWeight":0.1,"mode":"weighted_vote","requireJustificationForNotAffected":false,)"
      R"("requireSignatureFor":[],"scope":[1,1,0.9,0.7,0.5],"signature":{"failed":0,"missing":0.7,)"
      R"("unverifiable":0.7,"verified":1},"tiers":{"authoritative":1,"known":0.5,"trusted":0.8,"unknown":0.3,)"
      R"("untrusted":0.1},"unknownIssuerFactor":1})");
}

TEST(PolicyTest, ItsCanonicalFormReadsBackAsItself) {
  const std::string all =
      R"({"mode":"lattice","tiers":{"known":0.25},"keysBind":false,"freshness":{"halfLifeDays":36500},)"
      R"("justification":{"none":0,"component_not_present":0.123456},"scope":[1,0.9,0.8,0.7,0],)"
      R"("requireSignatureFor":["fixed","affected","fixed"],"minimumQuorum":3,"aliasJoinTier":"trusted","clearTier":"untrusted"})";
  const absl::StatusOr<Policy> policy = Policy::Parse(all);
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_EQ(Policy::Parse(policy->CanonicalJson())->CanonicalJson(), policy->CanonicalJson());
  EXPECT_NE(policy->CanonicalJson().find(R"("requireSignatureFor":["affected","fixed"])"), std::string::npos);
  EXPECT_EQ(policy->clear_tier, Tier::kUntrusted);
}

// A digest once given never changes: records of all years name policies by it.
TEST(PolicyTest, TheDigestIsOverWhatDiffersFromTheDefault) {
  const auto expect = [](std::string_view written, std::string_view differing) {
    const absl::StatusOr<Policy> policy = Policy::Parse(written);
    ASSERT_TRUE(policy.ok()) << policy.status();
    EXPECT_EQ(policy->Digest(), Sha256(differing)) << written;
  };
  expect("{}", "{}");
  expect(Policy().CanonicalJson(), "{}");
  expect(R"({"minimumQuorum":1,"tiers":{},"requireSignatureFor":[],"scope":[1,1,0.9,0.7,0.5]})", "{}");
  expect(R"({"tiers":{"known":0.5,"trusted":0.75},"mode":"lattice"})",
         R"({"mode":"lattice","tiers":{"trusted":0.75}})");
  expect(R"({"requireSignatureFor":["fixed","affected","fixed"]})", R"({"requireSignatureFor":["affected","fixed"]})");
  expect(R"({"scope":[1.0,1,0.9,0.7,0.4]})", R"({"scope":[1,1,0.9,0.7,0.4]})");
  expect(R"({"clearTier":"unknown","keysBind":true})", R"({"clearTier":"unknown"})");
  EXPECT_EQ(DigestText(Policy().Digest()), "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  EXPECT_EQ(
      DigestText(Policy::Parse(R"({"minimumConfidence":0.2,"minimumQuorum":2,"clearTier":"untrusted"})")->Digest()),
      "sha256:f36481ca2501330e6a43b14bb5f543132aea7fe241c16e9f6c90cf501cefb222");
}

// The records of the golden cases name the digests of their policies.
TEST(PolicyTest, GoldenDigests) {
  std::size_t compared = 0;
  for (const auto& each : std::filesystem::directory_iterator("tests/consensus/golden")) {
    const std::string records = testing::ReadBytes(each.path() / "expected.ndjson");
    if (records.empty()) continue;
    const absl::StatusOr<Policy> policy = Policy::Parse(testing::ReadBytes(each.path() / "policy.json"));
    ASSERT_TRUE(policy.ok()) << each.path() << ": " << policy.status();
    const std::string named = absl::StrCat(R"("policyDigest":")", DigestText(policy->Digest()), "\"");
    for (const std::string_view record : absl::StrSplit(records, '\n', absl::SkipEmpty())) {
      EXPECT_TRUE(absl::StrContains(record, named)) << each.path() << ": " << named;
      ++compared;
    }
  }
  EXPECT_GT(compared, 0U);
}

TEST(PolicyTest, MembersAreTheKnobsInByteOrder) {
  const Policy policy = Policy::Parse(R"({"tiers":{"known":0.25},"scope":[1,0.9,0.8,0.7,0]})").value();
  const std::vector<PolicyMember> defaults = Policy().Members();
  const std::vector<PolicyMember> members = policy.Members();
  ASSERT_EQ(members.size(), defaults.size());
  std::vector<PolicyMember> changed;
  for (std::size_t i = 0; i < members.size(); ++i) {
    EXPECT_EQ(members[i].name, defaults[i].name);
    if (i > 0) {
      EXPECT_LT(members[i - 1].name, members[i].name);
    }
    if (members[i] != defaults[i]) changed.push_back(members[i]);
  }
  EXPECT_EQ(changed, (std::vector<PolicyMember>{{"scope", "[1,0.9,0.8,0.7,0]"}, {"tiers.known", "0.25"}}));
}

TEST(PolicyTest, ErrorsNameThePlace) {
  EXPECT_EQ(Error(R"({"modus":"lattice"})"), "/modus: unknown member");
  EXPECT_EQ(Error(R"({"tiers":{"golden":1}})"), "/tiers/golden: unknown member");
  EXPECT_EQ(Error(R"({"mode":"loudest"})"), "/mode: \"loudest\" is not one of its words");
  EXPECT_EQ(Error(R"({"clearTier":"best"})"), "/clearTier: \"best\" is not one of its words");
  EXPECT_EQ(Error(R"({"clearTier":3})"), "/clearTier: expected a string");
  const std::string fraction = "expected a number from 0 to 1 with at most six decimals";
  EXPECT_EQ(Error(R"({"minimumConfidence":0.0000001})"), "/minimumConfidence: " + fraction);
  EXPECT_EQ(Error(R"({"minimumConfidence":1.5})"), "/minimumConfidence: " + fraction);
  EXPECT_EQ(Error(R"({"minimumConfidence":-0.1})"), "/minimumConfidence: " + fraction);
  EXPECT_EQ(Error(R"({"minimumConfidence":"1"})"), "/minimumConfidence: " + fraction);
  EXPECT_EQ(Error(R"({"signature":{"failed":0.1}})"), "/signature/failed: must be 0");
  EXPECT_EQ(Error(R"({"conflictThreshold":0.6})"), "/conflictThreshold: must be at most 0.5");
  EXPECT_EQ(Error(R"({"freshness":{"halfLifeDays":0}})"),
            "/freshness/halfLifeDays: expected a whole number from 1 to 36500");
  EXPECT_EQ(Error(R"({"scope":[1,1]})"), "/scope: expected five numbers");
  EXPECT_EQ(Error(R"({"scope":[1,1,1,1,1,1]})"), "/scope: expected five numbers");
  EXPECT_EQ(Error(R"({"scope":[1,1,2,1,1]})"), "/scope/2: " + fraction);
  EXPECT_EQ(Error(R"({"tiers":{"known":1.000001}})"), "/tiers/known: " + fraction);
  EXPECT_EQ(Error(R"({"signature":{"missing":-1}})"), "/signature/missing: " + fraction);
  EXPECT_EQ(Error(R"({"justification":{"impact":0.1234567}})"), "/justification/impact: " + fraction);
  EXPECT_EQ(Error(R"({"conflictThreshold":0.500001})"), "/conflictThreshold: must be at most 0.5");
  EXPECT_EQ(Error(R"({"freshness":{"halfLifeDays":36501}})"),
            "/freshness/halfLifeDays: expected a whole number from 1 to 36500");
  EXPECT_EQ(Error(R"({"freshness":{"halfLifeDays":0.5}})"),
            "/freshness/halfLifeDays: expected a whole number from 1 to 36500");
  EXPECT_EQ(Error(R"({"mode":1})"), "/mode: expected a string");
  EXPECT_EQ(Error(R"({"tiers":[]})"), "/tiers: expected an object");
  EXPECT_EQ(Error(R"({"a/b~c":1})"), "/a~1b~0c: unknown member");
  EXPECT_EQ(Error(R"({"requireSignatureFor":["fixd"]})"), "/requireSignatureFor/0: \"fixd\" is not a status");
  EXPECT_EQ(Error("[]"), ": expected an object");
  EXPECT_EQ(Error("{"), "byte 1: the text ends inside an object");
}

}  // namespace
}  // namespace vexlens
