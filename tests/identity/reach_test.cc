// What a key says of the place in which its component stands.
#include "lib/identity/reach.h"

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/identity/written.h"

namespace vexlens {

using identity::Contradicts;
using identity::Establishes;
using identity::IsOneBuild;
using identity::Surroundings;

namespace {

using testing::Written;

constexpr std::string_view kRhel = "cpe:2.3:o:redhat:enterprise_linux:*:*:*:*:*:*:*:*";
constexpr std::string_view kRhel9 = "cpe:2.3:o:redhat:enterprise_linux:9:*:*:*:*:*:*:*";
constexpr std::string_view kRhel94 = "cpe:2.3:o:redhat:enterprise_linux:9.4:*:*:*:*:*:*:*";
constexpr std::string_view kDebian = "cpe:2.3:o:debian:debian_linux:*:*:*:*:*:*:*:*";
constexpr std::string_view kOpenshift = "cpe:2.3:a:redhat:openshift:4:*:*:*:*:*:*:*";

// Place is a key whose component has these qualifiers, in this product. It lives no longer than the product's texts.
Surroundings Place(std::string_view qualifiers, const Written& product = Written()) {
  Surroundings surroundings;
  surroundings.NameBy(Written(absl::StrCat("pkg:rpm/redhat/curl@8.0-1", qualifiers.empty() ? "" : "?", qualifiers)));
  if (!product.subject().identifier.empty()) surroundings.products.push_back(product);
  return surroundings;
}

struct Case {
  std::string_view qualifiers, enclosing;
  bool holds;
};

TEST(ReachTest, DistroEstablishesTheWiderPlatform) {
  constexpr Case kCases[] = {
      {"distro=rhel-9.4", kRhel, true},
      {"distro=rhel-9.4", kRhel9, true},
      {"distro=rhel-9.4", kRhel94, true},
      {"distro=redhat-9", kRhel9, true},
      {"distro=rhel-9", kRhel94, false},
      {"distro=rhel", kRhel9, false},
      {"distro=rhel", kRhel, true},
      {"distro=rhel-95", kRhel9, false},
      {"distro=rhel-8.10", kRhel9, false},
      {"distro=rhel-9.4", kDebian, false},
      {"os_name=redhat&os_version=9", kRhel9, true},
      {"distro=rhel-9.4", kOpenshift, false},
      {"", kRhel, false},
      {"distro=rhel-9.4", "pkg:npm/widget@1.2.0", false},
      {"distro=sles-15.5", "cpe:2.3:o:suse:sles:15:sp5:*:*:*:*:*:*", true},
      {"distro=sles-15.5", "cpe:2.3:o:suse:sles:15:*:*:*:*:*:*:*", true},
      {"distro=sles-15.6", "cpe:2.3:o:suse:sles:15:sp5:*:*:*:*:*:*", false},
      {"distro=rhel-9.4", "cpe:2.3:o:redhat:enterprise_linux:-:*:*:*:*:*:*:*", false},
  };
  for (const auto& [qualifiers, enclosing, holds] : kCases) {
    EXPECT_EQ(Establishes(Place(qualifiers), Written(enclosing)), holds) << qualifiers << " in " << enclosing;
  }
}

TEST(ReachTest, RpmmodEstablishesTheModule) {
  constexpr Case kCases[] = {
      {"rpmmod=widgets:2:8090", "pkg:rpmmod/redhat/widgets", true},
      {"rpmmod=widgets:2:8090", "pkg:rpmmod/redhat/widgets@2", true},
      {"rpmmod=widgets:2:8090", "pkg:rpmmod/redhat/widgets@2:8090", true},
      {"rpmmod=widgets:2:8090", "pkg:rpmmod/redhat/widgets@2:80", false},
      {"rpmmod=widgets:20", "pkg:rpmmod/redhat/widgets@2", false},
      {"rpmmod=widgets:2", "pkg:rpmmod/redhat/widgets@2:8090", false},
      {"rpmmod=widgets", "pkg:rpmmod/redhat/widgets@2", false},
      {"rpmmod=widgets-2", "pkg:rpmmod/redhat/widgets", false},
      {"rpmmod=other:2", "pkg:rpmmod/redhat/widgets@2", false},
      {"rpmmod=c%2B%2B:1", "pkg:rpmmod/redhat/c%2B%2B@1", true},
      {"rpmmod=widgets:2", kRhel9, false},
      {"", "pkg:rpmmod/redhat/widgets", false},
  };
  for (const auto& [qualifiers, enclosing, holds] : kCases) {
    EXPECT_EQ(Establishes(Place(qualifiers), Written(enclosing)), holds) << qualifiers << " in " << enclosing;
  }
}

TEST(ReachTest, AnotherPlatformReleaseOrModuleContradicts) {
  constexpr Case kCases[] = {
      {"", kRhel9, false},
      {"distro=rhel-9.4", kRhel9, false},
      {"distro=rhel-8.10", kRhel9, true},
      {"distro=rhel-9", kRhel94, true},
      {"distro=rhel", kRhel94, false},  // no release is no other one
      {"distro=debian-12", kRhel9, true},
      {"distro=debian", kRhel9, true},
      {"distro=debian-12", kOpenshift, false},  // in no row: no platform
      {"distro=debian-12", "pkg:npm/widget@1.2.0", false},
      {"rpmmod=widgets:2:8090", "pkg:rpmmod/redhat/widgets@2", false},
      {"rpmmod=widgets:3", "pkg:rpmmod/redhat/widgets@2", true},
      {"rpmmod=widgets", "pkg:rpmmod/redhat/widgets@2", false},  // no stream is no other one
      {"rpmmod=other", "pkg:rpmmod/redhat/widgets@2", true},
      {"rpmmod=widgets:3", kRhel9, false},
      {"distro=debian-12", "pkg:rpmmod/redhat/widgets@2", false},
  };
  for (const auto& [qualifiers, enclosing, holds] : kCases) {
    EXPECT_EQ(Contradicts(Place(qualifiers), Written(enclosing)), holds) << qualifiers << " and " << enclosing;
  }
}

TEST(ReachTest, TheProductOfTheKeyContradictsButDoesNotEstablish) {
  const struct {
    std::string_view product, enclosing;
    bool contradicts;
  } kCases[] = {
      {kRhel94, kRhel9, false},
      {kRhel9, kRhel94, true},
      {kRhel, kRhel9, false},
      {kDebian, kRhel9, true},
      {kOpenshift, kRhel9, false},
      {"pkg:npm/widget@1.2.0", kRhel9, false},
      {kRhel9, kOpenshift, false},
      {"pkg:rpmmod/redhat/widgets@2:8090", "pkg:rpmmod/redhat/widgets@2", false},
      {"pkg:rpmmod/redhat/widgets@3", "pkg:rpmmod/redhat/widgets@2", true},
      {"pkg:rpmmod/redhat/widgets", "pkg:rpmmod/redhat/widgets@2", false},
      {kRhel9, "pkg:rpmmod/redhat/widgets@2", false},
  };
  for (const auto& [product, enclosing, contradicts] : kCases) {
    const Written own(product);
    const Surroundings place = Place("", own);
    EXPECT_EQ(Contradicts(place, Written(enclosing)), contradicts) << product << " and " << enclosing;
    EXPECT_FALSE(Establishes(place, Written(enclosing))) << product << " and " << enclosing;
  }
  const Written debian(kDebian);
  EXPECT_TRUE(Contradicts(Place("distro=rhel-9.4", debian), Written(kRhel9))) << "one of two is enough";
}

TEST(ReachTest, OneBuildIsAVersionedPackageOfADistributionOrAStrongDigest) {
  const std::string sha256 = absl::StrCat("sha256:", std::string(64, 'a'));
  for (const std::string& build :
       {std::string("pkg:rpm/redhat/curl@8.0-1"), std::string("pkg:deb/debian/curl@8.0-1?arch=amd64"),
        std::string("pkg:apk/alpine/curl@8.0-r1"), std::string("pkg:alpm/arch/curl@8.0-1"), sha256,
        absl::StrCat("pkg:oci/web@", sha256), absl::StrCat("ghcr.io/acme/web@", sha256),
        absl::StrCat("blake3:", std::string(64, 'a'))}) {
    EXPECT_TRUE(IsOneBuild(Written(build))) << build;
  }
  for (const std::string& open :
       {std::string("pkg:rpm/redhat/curl"), std::string("pkg:rpm/redhat/curl vers:rpm/8.0-1"),
        std::string("pkg:npm/widget@1.2.0"), std::string("pkg:maven/org.example/kit@1.0"),
        std::string("pkg:rpmmod/redhat/widgets@2:8090"), std::string("cpe:2.3:a:acme:web:1.0:*:*:*:*:*:*:*"),
        std::string("csaf:https://acme.example/1#web"), absl::StrCat(sha256, " vers:semver/<2"),
        absl::StrCat("md5:", std::string(32, 'a')), absl::StrCat("sha1:", std::string(40, 'a')),
        absl::StrCat("sha224:", std::string(56, 'a')), absl::StrCat("pkg:oci/web@md5:", std::string(32, 'a'))}) {
    EXPECT_FALSE(IsOneBuild(Written(open))) << open;
  }
}

}  // namespace
}  // namespace vexlens
