// What is told of statements that almost speak about a key.
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/identity/written.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

using testing::Written;

constexpr std::string_view kRhel9 = "cpe:2.3:o:redhat:enterprise_linux:9:*:*:*:*:*:*:*";
constexpr std::string_view kModule = "pkg:rpmmod/redhat/widgets@2";
constexpr std::string_view kDigest = "sha256:00000000000000000000000000000000000000000000000000000000000000aa";
constexpr std::string_view kMd5 = "md5:000000000000000000000000000000aa";

// Why is the name of the near miss and its line for people.
std::string Why(std::string_view statement, std::string_view query) {
  const Written said(statement), asked(query);
  EXPECT_EQ(MatchLevel(said, asked), 0) << statement << " about " << query;
  const NearMiss miss = WhyNot(said.subject(), asked.subject());
  return absl::StrCat(MissName(miss.miss), ": ", miss.Text());
}

TEST(NearMissTest, IdentifiersTellTheFirstDifference) {
  EXPECT_EQ(Why("pkg:npm/a@1", "pkg:npm/b@1"), "unrelated: the statement is about something else");
  EXPECT_EQ(Why("pkg:deb/debian/curl@8.0-1", "cpe:2.3:a:haxx:curl:8.0:*:*:*:*:*:*:*"),
            "kind: the statement names pkg:deb/debian/curl@8.0-1, asked was cpe:2.3:a:haxx:curl:8.0:*:*:*:*:*:*:*: no "
            "SBOM ties the two together");
  EXPECT_EQ(Why("pkg:deb/debian/curl@1?arch=a", "pkg:rpm/redhat/curl@2?arch=b"),
            "type: the statement is about a package of type deb, asked was rpm");
  EXPECT_EQ(Why("pkg:deb/debian/curl@1?arch=a", "pkg:deb/ubuntu/curl@2?arch=b"),
            "name: the statement names pkg:deb/debian/curl, asked was pkg:deb/ubuntu/curl");
  EXPECT_EQ(Why("pkg:npm/x@1.0.0?a=1", "pkg:npm/x@2.0.0?a=2"),
            "version: the statement is about version 1.0.0, asked was 2.0.0");
  EXPECT_EQ(Why("pkg:npm/x?a=1 vers:npm/<2.0.0", "pkg:npm/x@3.0.0?a=2"),
            "version_out_of_range: 3.0.0 is not in the statement's range vers:npm/<2.0.0");
  EXPECT_EQ(Why("pkg:npm/x?a=1 vers:npm/!=3.0.0", "pkg:npm/x@3.0.0?a=1"),
            "version_out_of_range: 3.0.0 is not in the statement's range vers:npm/!=3.0.0");
  EXPECT_EQ(Why("pkg:npm/x@1.0.0?a=1", "pkg:npm/x?a=2"),
            "version_not_given: the statement is about 1.0.0, asked was no version");
  EXPECT_EQ(Why("pkg:npm/x vers:npm/<2.0.0", "pkg:npm/x"),
            "version_not_given: the statement is about vers:npm/<2.0.0, asked was no version");
  EXPECT_EQ(Why("pkg:npm/x@1.0.0?a=1&b=2", "pkg:npm/x@1.0.0?a=1&b=3"),
            "qualifier: the statement has b=2, asked was b=3");
  EXPECT_EQ(Why("pkg:npm/x?a=1 vers:npm/<2.0.0", "pkg:npm/x@1.0.0?a=2"),
            "qualifier: the statement has a=1, asked was a=2");
  EXPECT_EQ(Why("pkg:npm/x@1.0.0?a=1", "pkg:npm/x@1.0.0"), "qualifier: the statement has a=1, asked was no a");
  EXPECT_EQ(Why("pkg:npm/x@1.0.0#lib", "pkg:npm/x@1.0.0"),
            "qualifier: the statement has subpath=lib, asked was no subpath");
}

TEST(NearMissTest, ARangeWithoutBoundsIsNoVersionThatTheKeyLacks) {
  EXPECT_EQ(Why("pkg:npm/x?a=1 vers:npm/*", "pkg:npm/x"), "qualifier: the statement has a=1, asked was no a");
  EXPECT_EQ(Why("cpe:2.3:a:v:p:*:*:*:*:*:linux:*:* vers:semver/!=1", "cpe:2.3:a:v:p:*:*:*:*:*:windows:*:*"),
            "qualifier: the statement has target_sw=linux, asked was target_sw=windows");
}

TEST(NearMissTest, AWiderDistroIsNoDifference) {
  EXPECT_EQ(Why("pkg:deb/debian/curl@1?arch=a&distro=debian-12", "pkg:deb/debian/curl@1?arch=b&distro=debian-12.13"),
            "qualifier: the statement has arch=a, asked was arch=b");
  EXPECT_EQ(Why("pkg:deb/debian/curl@1?distro=debian-12&z=1", "pkg:deb/debian/curl@1?distro=debian-12.13"),
            "qualifier: the statement has z=1, asked was no z");
}

TEST(NearMissTest, EqualSpellingsAreNoDifference) {
  EXPECT_EQ(Why("pkg:rpm/rhel/curl@8.0-1?arch=a&epoch=1", "pkg:rpm/redhat/curl@1:8.0-1?arch=b"),
            "qualifier: the statement has arch=a, asked was arch=b");
  EXPECT_EQ(Why("pkg:maven/org.example/kit@1.0", "pkg:maven/org.example/kit@1?type=war"),
            "qualifier: the statement has type=jar, asked was type=war");
}

TEST(NearMissTest, CpesTellPartVendorVersionAndAttribute) {
  EXPECT_EQ(Why("cpe:2.3:o:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:w:p:2:*:*:*:*:*:*:*"),
            "type: the statement is about a package of type o, asked was a");
  EXPECT_EQ(Why("cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:w:p:2:*:*:*:*:*:*:*"),
            "name: the statement names v, asked was w");
  EXPECT_EQ(Why("cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:2:*:*:*:*:*:*:*"),
            "version: the statement is about version 1, asked was 2");
  EXPECT_EQ(Why("cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:*:*:*:*:*:*:*:*"),
            "version_not_given: the statement is about 1, asked was no version");
  EXPECT_EQ(Why("cpe:2.3:a:v:p:1:*:*:*:pro:linux:*:*", "cpe:2.3:a:v:p:1:*:*:*:home:windows:*:*"),
            "qualifier: the statement has sw_edition=pro, asked was sw_edition=home");
  EXPECT_EQ(Why("cpe:2.3:a:v:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:q:1:*:*:*:*:*:*:*"),
            "unrelated: the statement is about something else");
}

TEST(NearMissTest, OfACpeWithARangeAnotherAttributeComesFirst) {
  EXPECT_EQ(Why("cpe:2.3:a:v:p:*:*:*:*:*:linux:*:* vers:semver/<2", "cpe:2.3:a:v:p:1:*:*:*:*:windows:*:*"),
            "qualifier: the statement has target_sw=linux, asked was target_sw=windows");
}

TEST(NearMissTest, ACpeOfNoVersionSaysSo) {
  EXPECT_EQ(Why("cpe:2.3:a:v:p:-:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"),
            "version: the statement is about version -, asked was 1");
}

TEST(NearMissTest, ACpeOpenInItsVendorNamesThat) {
  EXPECT_EQ(Why("cpe:2.3:a:*:p:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"),
            "name: the statement names *, asked was v");
  EXPECT_EQ(Why("cpe:2.3:a:v:*:1:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1:*:*:*:*:*:*:*"),
            "unrelated: the statement is about something else");
}

// ---- products and components ----

struct Said {
  std::string_view product, component;
  std::vector<std::string_view> through = {};
  std::string_view status = "affected", relationship = "";
  bool limited = false;  // its issuer has authority over the product alone
};

std::string Why(const Said& said, std::string_view product, std::string_view component) {
  const Written of(said.product), in(said.component), asked_of(product), asked_in(component);
  std::vector<Written> through;
  for (const std::string_view each : said.through) through.push_back(Written(each));
  Assertion assertion;
  assertion.scope = {of, in};
  assertion.through.assign(through.begin(), through.end());
  assertion.relationship = said.relationship;
  assertion.fixed = said.status == "fixed";
  assertion.clears = assertion.fixed || said.status == "not_affected";
  if (said.limited) assertion.say = [&](const Subject& subject) { return subject.base == of.subject().base; };
  EXPECT_EQ(ScopeLevel(assertion, {asked_of, asked_in}), 0);
  const NearMiss miss = WhyNot(assertion, {asked_of, asked_in});
  return absl::StrCat(MissName(miss.miss), ": ", miss.Text());
}

TEST(NearMissTest, OfWhatEnclosesAComponentItNamesWhatIsNotEstablished) {
  const Said said{kRhel9, "pkg:rpm/redhat/tool", {kModule}, "not_affected", "installed_on"};
  EXPECT_EQ(Why(said, "pkg:rpm/redhat/tool@1-1", ""),
            absl::StrCat("product_not_given: the statement is about this component in ", kRhel9, ", ", kModule,
                         ", and asked was not in that"));
  EXPECT_EQ(Why(said, "pkg:rpm/redhat/tool@1-1?distro=rhel-9.4", ""),
            absl::StrCat("product_not_given: the statement is about this component in ", kModule,
                         ", and asked was not in that"));
  EXPECT_EQ(
      Why(said, kRhel9, "pkg:rpm/redhat/tool@1-1"),
      absl::StrCat("other_path: the statement is about this component in ", kModule, ", and it is not only there"));
  EXPECT_EQ(Why(said, "pkg:npm/lever@1.0.0", "pkg:rpm/redhat/tool@1-1"),
            absl::StrCat("other_product: the statement is about this component in ", kRhel9, ", ", kModule));
  EXPECT_EQ(Why(said, "pkg:npm/lever@1.0.0", "pkg:rpm/redhat/tool@1-1?rpmmod=widgets:2"),
            absl::StrCat("other_product: the statement is about this component in ", kRhel9));
}

TEST(NearMissTest, AWarningThatItsRelationshipHoldsBackNamesItsProduct) {
  const Said said{"pkg:npm/widget@1.2.0", "pkg:npm/gear@3.0.0"};
  EXPECT_EQ(
      Why(said, "pkg:npm/gear@3.0.0", ""),
      "product_not_given: the statement is about this component in pkg:npm/widget@1.2.0, and asked was not in that");
  EXPECT_EQ(Why(said, "pkg:npm/lever@1.0.0", "pkg:npm/gear@3.0.0"),
            "other_product: the statement is about this component in pkg:npm/widget@1.2.0");
  EXPECT_EQ(Why(said, "pkg:npm/widget@1.2.0", ""),
            "only_component: the statement is about a component of this product, asked was the whole");
}

TEST(NearMissTest, OfPairsTheFarthestDifferenceIsTold) {
  const Said said{"pkg:npm/widget@1.2.0", "pkg:npm/gear@3.0.0"};
  EXPECT_EQ(Why(said, "pkg:npm/widget@1.2.0", "pkg:npm/gear@4.0.0"),
            "version: the statement is about version 3.0.0, asked was 4.0.0");
  EXPECT_EQ(Why(said, "pkg:npm/widget@1.3.0", "pkg:npm/gear@3.0.0"),
            "version: the statement is about version 1.2.0, asked was 1.3.0");
  EXPECT_EQ(Why(said, "pkg:cargo/widget@1.2.0", "pkg:npm/gear@4.0.0"),
            "type: the statement is about a package of type npm, asked was cargo");
  EXPECT_EQ(Why(said, "pkg:npm/widget@1.3.0", "pkg:npm/axle@4.0.0"),
            "unrelated: the statement is about something else");
  EXPECT_EQ(Why(Said{"pkg:npm/gear@3.0.0", ""}, "pkg:npm/widget@1.2.0", "pkg:npm/gear@4.0.0"),
            "version: the statement is about version 3.0.0, asked was 4.0.0");
}

TEST(NearMissTest, AWeakDigestIsNamed) {
  EXPECT_EQ(Why(Said{kMd5, "", {}, "not_affected"}, kMd5, ""),
            absl::StrCat("weak_digest: the same by ", kMd5, ": MD5 and SHA-1 are no ground for an all-clear"));
  const std::string named = absl::StrCat("ghcr.io/web@", kMd5);
  EXPECT_EQ(Why(Said{"pkg:npm/widget@1.2.0", named, {}, "fixed"}, "pkg:npm/widget@1.2.0", named),
            absl::StrCat("weak_digest: the same by ", kMd5, ": MD5 and SHA-1 are no ground for an all-clear"));
}

TEST(NearMissTest, AnotherNameOfTheSameDigestIsNamed) {
  const std::string own = absl::StrCat("pkg:oci/web@", kDigest), others = absl::StrCat("pkg:oci/shop@", kDigest);
  EXPECT_EQ(Why(Said{own, "", {}, "not_affected", "", true}, others, ""),
            absl::StrCat("other_name: the same by its digest, but its issuer has no authority over ", others));
  EXPECT_EQ(Why(Said{own, "", {}, "not_affected", "", true}, "pkg:npm/widget@1.2.0", others),
            absl::StrCat("other_name: the same by its digest, but its issuer has no authority over ", others));
}

TEST(NearMissTest, FixedWithoutAVersionComesBeforeWhatElseHoldsItBack) {
  constexpr std::string_view kText = "fixed_without_version: fixed without a version: that would clear every version";
  EXPECT_EQ(Why(Said{"pkg:npm/widget", "", {}, "fixed"}, "pkg:npm/widget@1.2.0", ""), kText);
  EXPECT_EQ(Why(Said{kRhel9, "pkg:rpm/redhat/tool", {kModule}, "fixed"}, kRhel9, "pkg:rpm/redhat/tool@1-1"), kText);
}

// Whatever a near miss is, a person gets a line about it.
TEST(NearMissTest, EveryMissHasWords) {
  for (int i = 0; i <= static_cast<int>(Miss::kOnlyComponent); ++i) {
    NearMiss miss;
    miss.miss = static_cast<Miss>(i);
    EXPECT_FALSE(MissName(miss.miss).empty());
    EXPECT_FALSE(miss.Text().empty());
    EXPECT_EQ(miss.near(), i != 0);
  }
}

}  // namespace
}  // namespace vexlens
