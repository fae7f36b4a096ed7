#include <optional>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "vexlens/trust.h"

namespace vexlens {
namespace {

constexpr std::string_view kDirectory =
    R"({"issuers":[{"id":"lab","names":["L"],"tier":"unknown","weight":0.9},{"id":"acme","names":["A"],)"
    R"("tier":"trusted","weight":0.75,"authority":["pkg:npm/acme/*"]}],"tenants":{)"
    R"("green":{"issuers":[{"id":"acme","names":["B"],"tier":"untrusted"},{"id":"green-team","aliases":["T"],)"
    R"("tier":"trusted","operator":true}]},"red":{"issuers":[{"id":"red-lab","names":["B"],"tier":"known"}]}}})";

IssuerDirectory Directory() { return IssuerDirectory::Parse(kDirectory).value(); }

IssuerDirectory With(std::string_view name, std::optional<Tier> tier) {
  const absl::StatusOr<IssuerDirectory> directory = Directory().WithTrusted(name, tier);
  EXPECT_TRUE(directory.ok()) << directory.status();
  return directory.ok() ? *directory : IssuerDirectory();
}

TEST(TrustedTest, AnUnlistedNameIsListedForEveryTenant) {
  for (const char* tenant : {"", "green", "red", "blue"}) {
    const IssuerDirectory plain = With("Name <a@b.example>", std::nullopt);
    const Issuer* const issuer = plain.Find(tenant, "Name <a@b.example>");
    ASSERT_NE(issuer, nullptr) << tenant;
    EXPECT_EQ(issuer->id, "Name <a@b.example>");
    EXPECT_EQ(issuer->tier, Tier::kKnown);
    EXPECT_FALSE(issuer->authority.has_value());
    EXPECT_EQ(With("new", Tier::kAuthoritative).Find(tenant, "new")->tier, Tier::kAuthoritative);
  }
}

TEST(TrustedTest, ATierReplacesThatOfTheEntry) {
  const IssuerDirectory directory = With("A", Tier::kAuthoritative);
  const Issuer* const issuer = directory.Find("blue", "acme");
  EXPECT_EQ(issuer->tier, Tier::kAuthoritative);
  EXPECT_FALSE(issuer->weight.has_value());  // it was that of another tier
  EXPECT_EQ(issuer->authority->size(), 1U);
  EXPECT_EQ(With("A", Tier::kUntrusted).Find("blue", "acme")->tier, Tier::kUntrusted);
  EXPECT_EQ(With("A", Tier::kTrusted).Find("blue", "acme")->weight, 750'000);
}

TEST(TrustedTest, WithoutATierAnEntryIsAtLeastKnown) {
  EXPECT_EQ(With("A", std::nullopt).Find("blue", "acme")->tier, Tier::kTrusted);
  EXPECT_EQ(With("A", std::nullopt).Find("blue", "acme")->weight, 750'000);
  EXPECT_EQ(With("L", std::nullopt).Find("blue", "lab")->tier, Tier::kKnown);
  EXPECT_FALSE(With("L", std::nullopt).Find("blue", "lab")->weight.has_value());
}

TEST(TrustedTest, ATenantsOwnEntryOfThatIdIsTheSameIssuer) {
  const IssuerDirectory directory = With("A", Tier::kAuthoritative);
  EXPECT_EQ(directory.Find("green", "A")->id, "acme");
  EXPECT_EQ(directory.Find("green", "B")->tier, Tier::kAuthoritative);
  EXPECT_EQ(directory.Find("red", "B")->id, "red-lab");
}

TEST(TrustedTest, WhomOneTenantListsAllTenantsKnow) {
  const IssuerDirectory directory = With("T", Tier::kKnown);
  EXPECT_EQ(directory.Find("green", "T")->tier, Tier::kKnown);
  EXPECT_TRUE(directory.Find("green", "T")->is_operator);
  EXPECT_EQ(directory.Find("blue", "T")->id, "green-team");
  EXPECT_FALSE(directory.Find("blue", "T")->is_operator);
}

TEST(TrustedTest, ANameOfTwoIssuersIsAnError) {
  const absl::Status status = Directory().WithTrusted("B", Tier::kKnown).status();
  EXPECT_EQ(status.ToString(), "INVALID_ARGUMENT: \"B\" is a name of two issuers: \"acme\" and \"red-lab\"");
  EXPECT_FALSE(Directory().WithTrusted("", Tier::kKnown).ok());
}

TEST(TrustedTest, TheDirectoryStays) {
  const IssuerDirectory directory = Directory();
  const std::string before = directory.CanonicalJson();
  EXPECT_TRUE(directory.WithTrusted("A", Tier::kKnown).ok());
  EXPECT_EQ(directory.CanonicalJson(), before);
}

TEST(TrustedTest, OptionsAreRead) {
  const auto read = [](std::string_view text) { return ParseTrustOption(text).value(); };
  EXPECT_EQ(read("acme"), (TrustOption{"acme", std::nullopt}));
  EXPECT_EQ(read("acme=trusted"), (TrustOption{"acme", Tier::kTrusted}));
  EXPECT_EQ(read("https://a.example/?id=7"), (TrustOption{"https://a.example/?id=7", std::nullopt}));
  EXPECT_EQ(read("https://a.example/?id=7=known"), (TrustOption{"https://a.example/?id=7", Tier::kKnown}));
  EXPECT_EQ(read("a=known=unknown"), (TrustOption{"a=known", Tier::kUnknown}));
  EXPECT_EQ(read("acme=Trusted"), (TrustOption{"acme=Trusted", std::nullopt}));
  EXPECT_EQ(ParseTrustOption("").status().message(), "\"\" names no issuer");
  EXPECT_EQ(ParseTrustOption("=trusted").status().message(), "\"=trusted\" names no issuer");
}

}  // namespace
}  // namespace vexlens
