#include "gtest/gtest.h"
#include "lib/trust/weight.h"
#include "vexlens/trust.h"

namespace vexlens {
namespace {

std::string Error(std::string_view json) {
  const absl::StatusOr<IssuerDirectory> directory = IssuerDirectory::Parse(json);
  return directory.ok() ? "" : std::string(directory.status().message());
}

TEST(IssuerDirectoryTest, KnowsIdsNamesAndAliasesByteForByte) {
  const IssuerDirectory directory =
      IssuerDirectory::Parse(
          R"({"issuers":[{"id":"acme","names":["https://acme.example.com"],"aliases":["ACME"],"tier":"trusted"}]})")
          .value();
  for (const char* name : {"acme", "https://acme.example.com", "ACME"}) {
    ASSERT_NE(directory.Find("any", name), nullptr) << name;
    EXPECT_EQ(directory.Find("any", name)->id, "acme");
  }
  for (const char* name : {"Acme", "https://acme.example.com/", ""}) EXPECT_EQ(directory.Find("any", name), nullptr);
}

TEST(IssuerDirectoryTest, ATenantsEntryReplacesTheGlobalOne) {
  const IssuerDirectory directory =
      IssuerDirectory::Parse(
          R"({"issuers":[{"id":"acme","names":["A"],"tier":"trusted"},{"id":"lab","names":["L"],"tier":"known"}],)"
          R"("tenants":{"green":{"issuers":[{"id":"acme","names":["B"],"tier":"untrusted","operator":true}]}}})")
          .value();
  EXPECT_EQ(directory.Find("green", "A"), nullptr);
  EXPECT_EQ(directory.Find("green", "B")->tier, Tier::kUntrusted);
  EXPECT_TRUE(directory.Find("green", "acme")->is_operator);
  EXPECT_EQ(directory.Find("green", "L")->id, "lab");
  EXPECT_EQ(directory.Find("blue", "A")->tier, Tier::kTrusted);
  EXPECT_EQ(directory.Find("blue", "B"), nullptr);
}

TEST(IssuerDirectoryTest, ErrorsNameThePlace) {
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"trusted","colour":"red"}]})"), "/issuers/0/colour: unknown member");
  EXPECT_EQ(Error(R"({"issuers":[{"tier":"trusted"}]})"), "/issuers/0/id: missing");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"best"}]})"), "/issuers/0/tier: \"best\" is not one of its words");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","names":["x"],"tier":"known"},{"id":"b","names":["x"],"tier":"known"}]})"),
            "issuers: \"x\" is a name of two entries");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"known","operator":true}]})"),
            "/issuers/0/operator: stands only in a tenant's own entries");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"known","authority":["pkg:npm/ac*"]}]})"),
            "/issuers/0/authority: \"pkg:npm/ac*\": a * stands only at the end, after / or :");
  EXPECT_EQ(Error("{}"), "/issuers: missing");
}

TEST(IssuerDirectoryTest, AuthorityIsAPrefixOrALiteralOfAnyVersion) {
  Issuer issuer;
  issuer.authority = {"pkg:npm/%40acme/*", "pkg:oci/trivy", "cpe:2.3:a:acme:*"};
  EXPECT_TRUE(issuer.HasAuthorityOver("pkg:npm/%40acme/gateway@4.2.0", "pkg:npm/%40acme/gateway"));
  EXPECT_TRUE(issuer.HasAuthorityOver("pkg:oci/trivy@1?arch=amd64", "pkg:oci/trivy"));
  EXPECT_TRUE(issuer.HasAuthorityOver("cpe:2.3:a:acme:web:1:*:*:*:*:*:*:*", "cpe:2.3:a:acme:web"));
  EXPECT_FALSE(issuer.HasAuthorityOver("pkg:oci/trivy-db", "pkg:oci/trivy-db"));
  EXPECT_FALSE(issuer.HasAuthorityOver("pkg:npm/%40acmer/gateway", "pkg:npm/%40acmer/gateway"));
  issuer.authority = std::vector<std::string>{};
  EXPECT_FALSE(issuer.HasAuthorityOver("pkg:oci/trivy", "pkg:oci/trivy"));
  issuer.authority.reset();
  EXPECT_TRUE(issuer.HasAuthorityOver("anything", "anything"));
}

TEST(IssuerDirectoryTest, TheStarterIsSoundAndSober) {
  const IssuerDirectory& starter = IssuerDirectory::Starter();
  for (const char* name :
       {"https://www.redhat.com", "Rancher Security team", "Docker Hardened Images <dhi@docker.com>"}) {
    ASSERT_NE(starter.Find("default", name), nullptr) << name;
    EXPECT_TRUE(starter.Find("default", name)->keys.empty());
    EXPECT_TRUE(starter.Find("default", name)->authority.has_value());
    EXPECT_LE(starter.Find("default", name)->tier, Tier::kTrusted);
  }
}

}  // namespace
}  // namespace vexlens
