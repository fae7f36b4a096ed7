#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
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

std::vector<std::string> Ids(const std::vector<const Issuer*>& issuers) {
  std::vector<std::string> ids;
  for (const Issuer* issuer : issuers) ids.push_back(issuer->id);
  return ids;
}

TEST(IssuerDirectoryTest, InForceIsATenantsOwnAndWhatItDoesNotReplace) {
  const IssuerDirectory directory =
      IssuerDirectory::Parse(
          R"({"issuers":[{"id":"lab","names":["L"],"tier":"known"},{"id":"Zeta","tier":"known"},)"
          R"({"id":"acme","aliases":["A","B"],"tier":"trusted"}],)"
          R"("tenants":{"green":{"issuers":[{"id":"own","tier":"known"},{"id":"acme","tier":"untrusted"}]}}})")
          .value();
  EXPECT_EQ(Ids(directory.InForce("blue")), (std::vector<std::string>{"Zeta", "acme", "lab"}));
  EXPECT_EQ(Ids(directory.InForce("green")), (std::vector<std::string>{"Zeta", "acme", "lab", "own"}));
  EXPECT_EQ(directory.InForce("blue")[1]->tier, Tier::kTrusted);
  EXPECT_EQ(directory.InForce("green")[1]->tier, Tier::kUntrusted);
  EXPECT_TRUE(IssuerDirectory::Parse(R"({"issuers":[]})")->InForce("blue").empty());
}

TEST(IssuerDirectoryTest, AnEntrysCanonicalFormReadsBackAsItself) {
  const std::string plain =
      R"({"aliases":[],"id":"a","keys":[],"names":[],"operator":false,"revoked":false,"tier":"known"})";
  const std::string full =
      R"({"aliases":["x \" y","z\n"],"authority":["pkg:npm/a/*"],"id":"b","keys":[{"algorithm":"ed25519",)"
      R"("keyId":"k","notAfter":"2027-01-01T00:00:00Z","notBefore":"2026-01-01T00:00:00Z","publicKey":"PEM",)"
      R"("revokedAt":"2026-06-01T00:00:00Z"}],"names":["n","m"],"operator":true,)"
      R"("revoked":"2026-07-01T00:00:00.5Z","tier":"trusted","weight":0.75})";
  const std::string nowhere =
      R"({"aliases":[],"authority":[],"id":"c","keys":[],"names":[],"operator":false,"revoked":true,"tier":"unknown",)"
      R"("weight":0})";
  const absl::StatusOr<IssuerDirectory> directory = IssuerDirectory::Parse(
      absl::StrCat(R"({"issuers":[],"tenants":{"t":{"issuers":[)", plain, ",", full, ",", nowhere, "]}}}"));
  ASSERT_TRUE(directory.ok()) << directory.status();
  const std::vector<const Issuer*> issuers = directory->InForce("t");
  ASSERT_EQ(issuers.size(), 3u);
  EXPECT_EQ(issuers[0]->CanonicalJson(), plain);
  EXPECT_EQ(issuers[1]->CanonicalJson(), full);
  EXPECT_EQ(issuers[2]->CanonicalJson(), nowhere);
}

TEST(IssuerDirectoryTest, ErrorsNameThePlace) {
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"trusted","colour":"red"}]})"), "/issuers/0/colour: unknown member");
  EXPECT_EQ(Error(R"({"issuers":[{"tier":"trusted"}]})"), "/issuers/0/id: missing");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"best"}]})"), "/issuers/0/tier: \"best\" is not one of its words");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","names":["x"],"tier":"known"},{"id":"b","names":["x"],"tier":"known"}]})"),
            "/issuers/1/names/0: \"x\" is also a name of /issuers/0");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"known","operator":true}]})"),
            "/issuers/0/operator: stands only in a tenant's own entries");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"known","authority":["pkg:npm/ac*"]}]})"),
            "/issuers/0/authority/0: \"pkg:npm/ac*\": a * stands only at the end, after /, %2F or :");
  EXPECT_EQ(Error("{}"), "/issuers: missing");
}

TEST(IssuerDirectoryTest, OneNameIsOneEntrys) {
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"known"},{"id":"a","tier":"trusted"}]})"),
            "/issuers/1/id: \"a\" is also a name of /issuers/0");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"known"},{"id":"b","aliases":["c","a"],"tier":"trusted"}]})"),
            "/issuers/1/aliases/1: \"a\" is also a name of /issuers/0");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","names":["x"],"tier":"known"}],)"
                  R"("tenants":{"red~blue":{"issuers":[{"id":"b","names":["x"],"tier":"known"}]}}})"),
            "/tenants/red~0blue/issuers/0/names/0: \"x\" is also a name of /issuers/0");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","names":["a","x"],"aliases":["x"],"tier":"known"}]})"), "");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","names":["x",""],"tier":"known"}]})"), "/issuers/0/names/1: empty");
}

TEST(IssuerDirectoryTest, ATenantsNameIsChecked) {
  const auto error = [](std::string_view name) {
    return Error(absl::StrCat(R"({"issuers":[],"tenants":{")", name, R"(":{"issuers":[]}}})"));
  };
  EXPECT_EQ(error("acme"), "");
  EXPECT_EQ(error(""), "/tenants/: a tenant's name has 1 to 255 bytes");
  EXPECT_EQ(error(".."), "/tenants/..: a tenant's name is neither . nor ..");
  EXPECT_EQ(error("red/blue"), "/tenants/red~1blue: a tenant's name has no /");
  EXPECT_EQ(error("\\u0085"), "/tenants/\u0085: a tenant's name has no control characters");
}

TEST(IssuerDirectoryTest, NothingOfTheWrongTypeIsPassedOver) {
  EXPECT_EQ(Error(R"({"issuers":{}})"), "/issuers: expected an array");
  EXPECT_EQ(Error(R"({"issuers":[7]})"), "/issuers/0: expected an object");
  EXPECT_EQ(Error(R"({"issuers":[],"tenants":[]})"), "/tenants: expected an object");
  EXPECT_EQ(Error(R"({"issuers":[],"tenants":{"t":{"issuers":{}}}})"), "/tenants/t/issuers: expected an array");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"known","keys":{}}]})"), "/issuers/0/keys: expected an array");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"known","weight":1.5}]})"),
            "/issuers/0/weight: expected a number from 0 to 1 with at most six decimals");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"known","revoked":""}]})"),
            "/issuers/0/revoked: expected true or an instant");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"known","a/b~c":1}]})"), "/issuers/0/a~1b~0c: unknown member");
}

TEST(IssuerDirectoryTest, AnAuthorityIsPatterns) {
  const IssuerDirectory directory =
      IssuerDirectory::Parse(
          R"({"issuers":[{"id":"some","tier":"trusted","authority":["pkg:npm/%40acme/*","pkg:oci/web"]},)"
          R"({"id":"none","tier":"trusted","authority":[]},{"id":"all","tier":"trusted"}]})")
          .value();
  const auto over = [&](std::string_view issuer, std::vector<Subject> spellings) {
    return directory.Find("", issuer)->HasAuthorityOver(spellings);
  };
  const Subject gateway = ParseSubject("pkg:npm/%40acme/gateway@4.2.0", "");
  const Subject other = ParseSubject("pkg:npm/gateway@4.2.0", "");
  EXPECT_TRUE(over("some", {gateway}));
  EXPECT_FALSE(over("some", {other}));
  EXPECT_TRUE(over("some", {other, gateway}));  // another spelling of the same product
  EXPECT_FALSE(over("some", {}));
  EXPECT_FALSE(over("none", {gateway}));
  EXPECT_TRUE(over("all", {other}));
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"known","authority":["pkg:npm/a","pkg:npm/a?arc=x"]}]})"),
            "/issuers/0/authority/1: \"pkg:npm/a?arc=x\": \"arc\" is not a qualifier of purls");
  EXPECT_EQ(Error(R"({"issuers":[{"id":"a","tier":"known","authority":[""]}]})"),
            "/issuers/0/authority/0: \"\": empty");
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
  // Nobody's name is worth an all-clear of everything.
  const Subject stranger = ParseSubject("pkg:deb/debian/openssl@3", "");
  for (const Issuer* issuer : starter.InForce("default")) {
    EXPECT_FALSE(issuer->HasAuthorityOver({&stranger, 1})) << issuer->id;
  }
}

}  // namespace
}  // namespace vexlens
