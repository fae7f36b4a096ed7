#include "vexlens/directory_change.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace vexlens {
namespace {

using Names = std::vector<std::string>;

IssuerDirectory Directory(std::string_view json) { return IssuerDirectory::Parse(json).value(); }

TEST(DirectoryChangeTest, TellsTiersWeightsAndRevocationsBeforeAndAfter) {
  const IssuerDirectory before =
      Directory(R"({"issuers":[{"id":"acme","names":["A"],"tier":"trusted"},{"id":"lab","tier":"known"},)"
                R"({"id":"same","tier":"known"}]})");
  const IssuerDirectory after = Directory(
      R"({"issuers":[{"id":"acme","names":["A","B"],"tier":"trusted","weight":0.9,"revoked":"2026-05-01T00:00:00Z"},)"
      R"({"id":"new","tier":"authoritative"},{"id":"same","tier":"known"}],)"
      R"("tenants":{"green":{"issuers":[{"id":"acme","tier":"untrusted","revoked":true},{"id":"same","tier":"known"}]}}})");
  Names json;
  const Policy policy = Policy::Parse(R"({"tiers":{"trusted":0.75},"unknownIssuerFactor":0.5})").value();
  for (const DirectoryChange& change : DirectoryChanges(before, after)) json.push_back(change.CanonicalJson(policy));
  EXPECT_EQ(
      json,
      (Names{
          R"({"change":"replaced","id":"acme","members":["names","revoked","weight"],)"
          R"("revokedAfter":"2026-05-01T00:00:00Z","revokedBefore":false,"tenant":"","tierAfter":"trusted",)"
          R"("tierBefore":"trusted","weightAfter":0.9,"weightBefore":0.75})",
          R"({"change":"removed","id":"lab","members":["tier"],"revokedAfter":false,"revokedBefore":false,)"
          R"("tenant":"","tierAfter":"unknown","tierBefore":"known","weightAfter":0.15,"weightBefore":0.5})",
          R"({"change":"added","id":"new","members":["tier"],"revokedAfter":false,"revokedBefore":false,)"
          R"("tenant":"","tierAfter":"authoritative","tierBefore":"unknown","weightAfter":1,"weightBefore":0.15})",
          R"({"change":"added","id":"acme","members":["names","revoked","tier"],"revokedAfter":true,)"
          R"("revokedBefore":false,"tenant":"green","tierAfter":"untrusted","tierBefore":"trusted","weightAfter":0.1,)"
          R"("weightBefore":0.75})",
          R"({"change":"added","id":"same","members":[],"revokedAfter":false,"revokedBefore":false,)"
          R"("tenant":"green","tierAfter":"known","tierBefore":"known","weightAfter":0.5,"weightBefore":0.5})"}));
  EXPECT_TRUE(DirectoryChanges(after, Directory(after.CanonicalJson())).empty());
}

TEST(DirectoryChangeTest, MembersAreAllThatAnEntrySays) {
  DirectoryChange change;
  change.id = "a";
  EXPECT_TRUE(change.Members().empty());
  change.after =
      Issuer::Parse(R"({"id":"a","names":["n"],"aliases":["b"],"tier":"known","weight":0.5,"authority":[],)"
                    R"("operator":true,"revoked":true,"keys":[{"keyId":"k","algorithm":"ed25519",)"
                    R"("publicKey":"-----BEGIN PUBLIC KEY-----\n)"
                    R"(MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n",)"
                    R"("notBefore":"","notAfter":""}]})",
                    "t")
          .value();
  const std::vector<std::string_view> all = {"aliases",  "authority", "keys", "names",
                                             "operator", "revoked",   "tier", "weight"};
  EXPECT_EQ(change.Members(), all);
  change.before = change.after;
  change.before->keys[0].revoked_at = Instant{};
  EXPECT_EQ(change.Members(), std::vector<std::string_view>{"keys"});
}

TEST(ChangedIssuersTest, AreTheTextsThatFindAnotherEntry) {
  const IssuerDirectory before = Directory(
      R"({"issuers":[{"id":"acme","names":["A","B"],"tier":"trusted"},{"id":"lab","names":["L"],"tier":"known"}],)"
      R"("tenants":{"green":{"issuers":[{"id":"acme","names":["G"],"tier":"known"}]}}})");
  EXPECT_TRUE(ChangedIssuers(before, before).empty());

  const ChangedIssuers weighed(
      before, Directory(R"({"issuers":[{"id":"acme","names":["A","C"],"tier":"trusted"},)"
                        R"({"id":"lab","names":["L"],"tier":"known"}],)"
                        R"("tenants":{"green":{"issuers":[{"id":"acme","names":["G"],"tier":"known"}]}}})"));
  EXPECT_EQ(weighed.Names("blue"), (Names{"A", "B", "C", "acme"}));
  EXPECT_EQ(weighed.Names(""), weighed.Names("blue"));
  EXPECT_EQ(weighed.Names("green"), Names{});
  EXPECT_TRUE(weighed.Contains("blue", "C"));
  EXPECT_FALSE(weighed.Contains("blue", "L"));
  EXPECT_FALSE(weighed.Contains("green", "A"));

  const ChangedIssuers own(before, before.Without("green", "acme")->WithRevoked("red", "lab", Instant{}).value());
  EXPECT_EQ(own.Names("green"), (Names{"A", "B", "G", "acme"}));
  EXPECT_EQ(own.Names("red"), (Names{"L", "lab"}));
  EXPECT_EQ(own.Names("blue"), Names{});
  EXPECT_FALSE(own.empty());
}

}  // namespace
}  // namespace vexlens
