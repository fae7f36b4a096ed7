#include "lib/trust/weight.h"

#include <string_view>

#include "gtest/gtest.h"

namespace vexlens {

using trust::Standing;
using trust::StandingOf;
using trust::StandingOfCrowd;

namespace {

constexpr Instant kBefore{1'000};
constexpr Instant kAfter{2'000};

Issuer Listed(Tier tier) {
  Issuer issuer;
  issuer.id = "acme";
  issuer.tier = tier;
  issuer.authority = {AuthorityPattern::Parse("pkg:npm/%40acme/*").value()};
  return issuer;
}

Standing About(const Issuer& issuer, std::string_view product, Instant as_of = kAfter) {
  const Subject subject = ParseSubject(product, "");
  return StandingOf(issuer, {&subject, 1}, Policy(), as_of);
}

TEST(WeightTest, InsideItsAuthorityAnIssuerHasItsTier) {
  Issuer issuer = Listed(Tier::kTrusted);
  EXPECT_EQ(About(issuer, "pkg:npm/%40acme/web@1").tier, Tier::kTrusted);
  EXPECT_EQ(About(issuer, "pkg:npm/%40acme/web@1").factor, 800'000);
  issuer.weight = 750'000;
  EXPECT_EQ(About(issuer, "pkg:npm/%40acme/web@1").factor, 750'000);
}

TEST(WeightTest, OutsideItIsAtMostUnknown) {
  Issuer issuer = Listed(Tier::kAuthoritative);
  EXPECT_EQ(About(issuer, "pkg:npm/web@1").tier, Tier::kUnknown);
  EXPECT_EQ(About(issuer, "pkg:npm/web@1").factor, 300'000);
  issuer.weight = 750'000;
  EXPECT_EQ(About(issuer, "pkg:npm/web@1").factor, 300'000);
  issuer.weight = 10'000;
  EXPECT_EQ(About(issuer, "pkg:npm/web@1").factor, 10'000);
  const Issuer untrusted = Listed(Tier::kUntrusted);
  EXPECT_EQ(About(untrusted, "pkg:npm/web@1").tier, Tier::kUntrusted);
  EXPECT_EQ(About(untrusted, "pkg:npm/web@1").factor, 100'000);
}

TEST(WeightTest, ARevokedIssuersWordsWeighNothing) {
  Issuer issuer = Listed(Tier::kTrusted);
  issuer.revoked_at = kAfter;
  EXPECT_EQ(About(issuer, "pkg:npm/%40acme/web@1", kBefore).factor, 800'000);
  EXPECT_EQ(About(issuer, "pkg:npm/%40acme/web@1").factor, 0);
  EXPECT_EQ(About(issuer, "pkg:npm/web@1").factor, 0);
}

TEST(WeightTest, TheCrowdIsUnknownAndARevokedNameIsNoMaskForIt) {
  Policy policy;
  policy.unknown_issuer_factor = 333'333;
  EXPECT_EQ(StandingOfCrowd(nullptr, policy, kAfter).tier, Tier::kUnknown);
  EXPECT_EQ(StandingOfCrowd(nullptr, policy, kAfter).factor, 100'000);
  Issuer issuer = Listed(Tier::kTrusted);
  EXPECT_EQ(StandingOfCrowd(&issuer, policy, kAfter).factor, 100'000);
  issuer.revoked_at = kAfter;
  EXPECT_EQ(StandingOfCrowd(&issuer, policy, kBefore).factor, 100'000);
  EXPECT_EQ(StandingOfCrowd(&issuer, policy, kAfter).factor, 0);
}

}  // namespace
}  // namespace vexlens
