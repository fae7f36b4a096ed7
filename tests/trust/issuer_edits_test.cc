#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "vexlens/trust.h"

namespace vexlens {
namespace {

constexpr std::string_view kDirectory =
    R"({"issuers":[{"id":"lab","names":["L"],"tier":"known"},{"id":"acme","names":["A"],"tier":"trusted"}],)"
    R"("tenants":{"green":{"issuers":[{"id":"acme","names":["B"],"tier":"untrusted"},)"
    R"({"id":"green-team","aliases":["A"],"tier":"trusted","operator":true}]}}})";

IssuerDirectory Directory() { return IssuerDirectory::Parse(kDirectory).value(); }

Issuer Named(std::string id, std::vector<std::string> names = {}) {
  Issuer issuer;
  issuer.id = std::move(id);
  issuer.names = std::move(names);
  issuer.tier = Tier::kKnown;
  return issuer;
}

std::vector<std::string> Ids(const std::vector<const Issuer*>& issuers) {
  std::vector<std::string> ids;
  for (const Issuer* issuer : issuers) ids.push_back(issuer->id);
  return ids;
}

std::string Error(const absl::StatusOr<IssuerDirectory>& directory) {
  return directory.ok() ? "" : directory.status().ToString();
}

TEST(IssuerEditsTest, TheCanonicalFormIsSortedAndWhole) {
  const IssuerDirectory directory =
      IssuerDirectory::Parse(
          R"({"tenants":{"z":{"issuers":[{"tier":"known","id":"b"},{"tier":"known","id":"a"}]},)"
          R"("none":{"issuers":[]},"\uffff":{"issuers":[{"tier":"known","id":"a"}]},)"
          R"("\ud83d\udd12":{"issuers":[{"tier":"known","id":"a"}]}},"issuers":[{"tier":"trusted","id":"a"}]})")
          .value();
  const auto entry = [](std::string_view id, std::string_view tier) {
    return absl::StrCat(R"({"aliases":[],"id":")", id, R"(","keys":[],"names":[],"operator":false,"revoked":false,)",
                        R"("tier":")", tier, R"("})");
  };
  const std::string a = entry("a", "known");
  // A lock (U+1F512) stands before U+FFFF in UTF-16, which is the order of RFC 8785.
  EXPECT_EQ(directory.CanonicalJson(),
            absl::StrCat(R"({"issuers":[)", entry("a", "trusted"), R"(],"tenants":{"z":{"issuers":[)", a, ",",
                         entry("b", "known"), "]},\"\U0001F512\":{\"issuers\":[", a, "]},\"\uFFFF\":{\"issuers\":[", a,
                         "]}}}"));
  EXPECT_EQ(directory.Tenants(), (std::vector<std::string_view>{"z", "\uFFFF", "\U0001F512"}));
  EXPECT_EQ(IssuerDirectory().CanonicalJson(), R"({"issuers":[],"tenants":{}})");
  EXPECT_EQ(IssuerDirectory().Digest(), Sha256(R"({"issuers":[],"tenants":{}})"));
}

TEST(IssuerEditsTest, TheStartersCanonicalFormReadsBackAsItself) {
  const std::string json = IssuerDirectory::Starter().CanonicalJson();
  EXPECT_EQ(IssuerDirectory::Parse(json)->CanonicalJson(), json);
  EXPECT_EQ(IssuerDirectory::Parse(json)->Digest(), IssuerDirectory::Starter().Digest());
}

TEST(IssuerEditsTest, AnEntryIsParsedAlone) {
  const auto error = [](std::string_view json, std::string_view tenant = "") {
    return std::string(Issuer::Parse(json, tenant).status().message());
  };
  const std::string full =
      R"({"aliases":["x"],"authority":["pkg:npm/a/*"],"id":"b","keys":[{"algorithm":"ed25519","keyId":"k",)"
      R"("notAfter":"2027-01-01T00:00:00Z","notBefore":"1969-12-31T23:59:59.5Z",)"
      R"("publicKey":"-----BEGIN PUBLIC KEY-----)"
      R"(\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n"}],"names":["n"],)"
      R"("operator":true,"revoked":"1901-07-01T00:00:00Z","tier":"trusted","weight":0.75})";
  const absl::StatusOr<Issuer> issuer = Issuer::Parse(full, "green");
  ASSERT_TRUE(issuer.ok()) << issuer.status();
  EXPECT_EQ(issuer->CanonicalJson(), full);
  EXPECT_TRUE(issuer->RevokedAt(Instant{}) == false && issuer->RevokedAt(Instant{0}));
  EXPECT_EQ(error(full), "/operator: stands only in a tenant's own entries");
  EXPECT_EQ(error("[]"), ": expected an object");
  EXPECT_EQ(error("{"), "byte 1: the text ends inside an object");
  EXPECT_EQ(error(R"({"id":"a"})"), "/tier: missing");
  EXPECT_EQ(error(R"({"id":"a","tier":"best"})"), "/tier: \"best\" is not one of its words");
  EXPECT_EQ(error(R"({"id":"a","tier":"known","names":["x",""]})"), "/names/1: empty");
  EXPECT_EQ(error(R"({"id":"a","tier":"known","a/b":1})"), "/a~1b: unknown member");
  const std::string no_key = absl::StrReplaceAll(full, {{"MCow", "MCo"}});
  EXPECT_EQ(error(no_key, "green"), "/keys/0/publicKey: the PEM block is no base64");
  EXPECT_EQ(error(R"({"id":"a","tier":"known","authority":["pkg:npm/ac*"]})"),
            "/authority/0: \"pkg:npm/ac*\": a * stands only at the end, after /, %2F or :");
  EXPECT_EQ(error(R"({"id":"a","tier":"known","keys":[{"keyId":"k","algorithm":"x","publicKey":"p","notAfter":"",)"
                  R"("notBefore":"1969-02-29T00:00:00Z"}]})"),
            "/keys/0/notBefore: \"1969-02-29T00:00:00Z\" is not an RFC 3339 date-time with a zone: no such day");
  for (const char* weight : {"1.000001", "-0.1", "-1", "0.0000001", "1e3"}) {
    EXPECT_EQ(error(absl::StrCat(R"({"id":"a","tier":"known","weight":)", weight, "}")),
              "/weight: expected a number from 0 to 1 with at most six decimals");
  }
}

TEST(IssuerEditsTest, WithAddsOrReplaces) {
  const IssuerDirectory before = Directory();
  const IssuerDirectory added = before.With("", Named("new", {"N"})).value();
  EXPECT_EQ(Ids(added.Own("")), (std::vector<std::string>{"acme", "lab", "new"}));
  EXPECT_EQ(added.Find("green", "N")->id, "new");
  const IssuerDirectory replaced = added.With("", Named("lab", {"M"})).value();
  EXPECT_EQ(replaced.Find("", "L"), nullptr);
  EXPECT_EQ(replaced.Find("blue", "M")->id, "lab");
  const IssuerDirectory own = replaced.With("blue", Named("lab", {"L"})).value();
  EXPECT_EQ(own.Find("blue", "M"), nullptr);
  EXPECT_EQ(own.Find("blue", "L")->id, "lab");
  EXPECT_EQ(own.Find("green", "L"), nullptr);
  EXPECT_EQ(before.CanonicalJson(), Directory().CanonicalJson());
}

TEST(IssuerEditsTest, WithRefusesWhatParseRefuses) {
  const IssuerDirectory directory = Directory();
  const std::string invalid = "INVALID_ARGUMENT: ";
  EXPECT_EQ(Error(directory.With("", Named(""))), invalid + "/id: empty");
  EXPECT_EQ(Error(directory.With("", Named("x", {"A"}))),
            invalid + "\"A\" would be a name of two issuers: \"x\" and \"acme\"");
  EXPECT_EQ(Error(directory.With("", Named("A"))),
            invalid + "\"A\" would be a name of two issuers: \"A\" and \"acme\"");
  EXPECT_EQ(Error(directory.With("", Named("x", {"B"}))),
            invalid + "\"B\" would be a name of two issuers of tenant \"green\": \"acme\" and \"x\"");
  EXPECT_EQ(Error(directory.With("green", Named("x", {"L"}))),
            invalid + "\"L\" would be a name of two issuers of tenant \"green\": \"x\" and \"lab\"");
  EXPECT_EQ(Error(directory.With("green", Named("x", {"B"}))),
            invalid + "\"B\" would be a name of two issuers of tenant \"green\": \"x\" and \"acme\"");
  EXPECT_EQ(Error(directory.With("red/blue", Named("x"))), invalid + "a tenant's name has no /");
  Issuer issuer = Named("x");
  issuer.is_operator = true;
  EXPECT_EQ(Error(directory.With("", issuer)), invalid + "/operator: stands only in a tenant's own entries");
  EXPECT_EQ(Error(directory.With("blue", issuer)), "");
  issuer.weight = kOne + 1;
  EXPECT_EQ(Error(directory.With("blue", issuer)),
            invalid + "/weight: expected a number from 0 to 1 with at most six decimals");
  EXPECT_FALSE(directory.With("", Named("\xFF")).ok());
}

TEST(IssuerEditsTest, WithoutRemovesAndPutsTheGlobalEntryBack) {
  const IssuerDirectory directory = Directory();
  EXPECT_EQ(Ids(directory.Without("", "acme")->InForce("blue")), std::vector<std::string>{"lab"});
  EXPECT_EQ(Error(directory.Without("green", "acme")),
            "INVALID_ARGUMENT: \"A\" would be a name of two issuers of tenant \"green\": \"green-team\" and \"acme\"");
  const IssuerDirectory fewer = directory.Without("green", "green-team").value();
  const IssuerDirectory none = fewer.Without("green", "acme").value();
  EXPECT_EQ(none.Find("green", "A")->tier, Tier::kTrusted);
  EXPECT_EQ(none.Find("green", "B"), nullptr);
  EXPECT_TRUE(none.Tenants().empty());
  EXPECT_EQ(Error(directory.Without("green", "lab")), "NOT_FOUND: no entry of tenant \"green\" has the id \"lab\"");
  EXPECT_EQ(Error(directory.Without("", "L")), "NOT_FOUND: no global entry has the id \"L\"");
  EXPECT_EQ(none.Without("", "acme")->Without("", "lab")->CanonicalJson(), IssuerDirectory().CanonicalJson());
}

TEST(IssuerEditsTest, WithRevokedActsForTheTenantAlone) {
  const Instant since = ParseInstant("2026-05-01T00:00:00Z").value();
  const IssuerDirectory directory = Directory();
  const IssuerDirectory global = directory.WithRevoked("", "lab", since).value();
  EXPECT_EQ(global.Find("green", "L")->revoked_at, since);
  EXPECT_EQ(Ids(global.Own("green")), Ids(directory.Own("green")));
  const IssuerDirectory own = directory.WithRevoked("green", "lab", since).value();
  EXPECT_EQ(Ids(own.Own("green")), (std::vector<std::string>{"acme", "green-team", "lab"}));
  EXPECT_EQ(own.Find("green", "L")->revoked_at, since);
  EXPECT_EQ(own.Find("blue", "L")->revoked_at, std::nullopt);
  EXPECT_EQ(directory.WithRevoked("green", "green-team", Instant{})->Find("green", "A")->revoked_at, Instant{});
  EXPECT_EQ(Error(directory.WithRevoked("green", "L", since)),
            "NOT_FOUND: no issuer of tenant \"green\" has the id \"L\"");
  EXPECT_EQ(Error(directory.WithRevoked("", "green-team", since)), "NOT_FOUND: no issuer has the id \"green-team\"");
}

}  // namespace
}  // namespace vexlens
