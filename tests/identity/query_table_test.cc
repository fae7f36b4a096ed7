// The relation between statements and keys, sentence by sentence. docs/matching.md has its tables.
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

constexpr std::string_view kWidget = "pkg:npm/widget@1.2.0";
constexpr std::string_view kLever = "pkg:npm/lever@1.0.0";
constexpr std::string_view kGear = "pkg:npm/gear@3.0.0";
constexpr std::string_view kAxle = "pkg:npm/axle@2.0.0";
constexpr std::string_view kRhel9 = "cpe:2.3:o:redhat:enterprise_linux:9:*:*:*:*:*:*:*";
constexpr std::string_view kRhel8 = "cpe:2.3:o:redhat:enterprise_linux:8:*:*:*:*:*:*:*";
constexpr std::string_view kOpenshift = "cpe:2.3:a:redhat:openshift:4:*:*:*:*:*:*:*";
constexpr std::string_view kCurl = "pkg:rpm/redhat/curl@8.0-1";
constexpr std::string_view kOnRhel94 = "pkg:rpm/redhat/curl@8.0-1?distro=rhel-9.4";
constexpr std::string_view kDigest = "sha256:00000000000000000000000000000000000000000000000000000000000000aa";
constexpr std::string_view kMd5 = "md5:000000000000000000000000000000aa";
constexpr std::string_view kBare[] = {"default_component_of", "installed_on", "installed_with"};

struct Place {
  std::string component, product;
  std::vector<std::string> through = {};
};

Place In(std::string_view component, std::string_view product, std::vector<std::string> through = {}) {
  return {std::string(component), std::string(product), std::move(through)};
}
Place Whole(std::string_view product) { return {"", std::string(product)}; }

struct Speaker {
  bool crowd = false;
  std::vector<std::string_view> authority = {};  // prefixes of identifiers; none: everything
};

int Level(const Place& said, std::string_view status, std::string_view relationship, const Place& asked,
          const Speaker& speaker = {}) {
  const Written product(said.product), component(said.component), of(asked.product), in(asked.component);
  std::vector<Written> through;
  for (const std::string& each : said.through) through.push_back(Written(each));
  Assertion assertion;
  assertion.scope = {product, component};
  assertion.through.assign(through.begin(), through.end());
  assertion.relationship = relationship;
  assertion.fixed = status == "fixed";
  assertion.clears = assertion.fixed || status == "not_affected";
  assertion.crowd = speaker.crowd;
  if (!speaker.authority.empty()) {
    assertion.say = [&](const Subject& subject) {
      for (const std::string_view prefix : speaker.authority) {
        if (subject.identifier.starts_with(prefix)) return true;
      }
      return false;
    };
  }
  return ScopeLevel(assertion, {of, in});
}

// ---- the table ----

TEST(QueryTableTest, AProductHearsWhatIsSaidOfItAtItsLevel) {
  EXPECT_EQ(Level(Whole(kWidget), "affected", "", Whole(kWidget)), 2);
  EXPECT_EQ(Level(Whole("pkg:npm/widget"), "not_affected", "", Whole(kWidget)), 4);
  EXPECT_EQ(Level(Whole(kLever), "affected", "", Whole(kWidget)), 0);
}

TEST(QueryTableTest, AComponentHearsItsWholeProductAndItsOwnUpstreamAtFive) {
  for (const std::string_view status : {"affected", "not_affected"}) {
    EXPECT_EQ(Level(Whole(kWidget), status, "", In(kGear, kWidget)), 5);
    EXPECT_EQ(Level(Whole(kGear), status, "", In(kGear, kWidget)), 5);
    EXPECT_EQ(Level(Whole("pkg:npm/gear"), status, "", In(kGear, kWidget)), 5);
    EXPECT_EQ(Level(Whole(kLever), status, "", In(kGear, kWidget)), 0);
  }
}

TEST(QueryTableTest, APairHearsAPairAtTheLargerOfTheTwoLevels) {
  EXPECT_EQ(Level(In(kGear, kWidget), "affected", "", In(kGear, kWidget)), 2);
  EXPECT_EQ(Level(In("pkg:npm/gear", kWidget), "affected", "", In(kGear, kWidget)), 4);
  EXPECT_EQ(Level(In(kGear, "pkg:npm/widget"), "affected", "", In(kGear, kWidget)), 4);
  EXPECT_EQ(Level(In(kDigest, kWidget), "affected", "", In(kDigest, kWidget)), 2);
  EXPECT_EQ(Level(In(kAxle, kWidget), "affected", "", In(kGear, kWidget)), 0);
}

TEST(QueryTableTest, AProductDoesNotHearOfItsComponents) {
  EXPECT_EQ(Level(In(kGear, kWidget), "affected", "installed_on", Whole(kWidget)), 0);
}

TEST(QueryTableTest, ThreeRelationshipsSpeakForTheComponentAlone) {
  for (const std::string_view relationship : kBare) {
    EXPECT_EQ(Level(In(kGear, kWidget), "affected", relationship, Whole(kGear)), 5) << relationship;
    EXPECT_EQ(Level(In(kGear, kWidget), "affected", relationship, In(kGear, kLever)), 5) << relationship;
  }
  for (const std::string_view relationship : {"", "optional_component_of", "external_component_of", "contains"}) {
    EXPECT_EQ(Level(In(kGear, kWidget), "affected", relationship, Whole(kGear)), 0) << relationship;
    EXPECT_EQ(Level(In(kGear, kWidget), "affected", relationship, In(kGear, kLever)), 0) << relationship;
  }
}

// ---- how far an all-clear reaches ----

TEST(QueryTableTest, AWarningIsHeardWhereverTheTableSaysAndAnAllClearOnlyInItsPlace) {
  const Place elsewhere[] = {Whole(kGear), In(kGear, kLever)};
  for (const Place& key : elsewhere) {
    EXPECT_EQ(Level(In(kGear, kWidget), "under_investigation", "installed_on", key), 5);
    EXPECT_EQ(Level(In(kGear, kWidget), "not_affected", "installed_on", key), 0);
    EXPECT_EQ(Level(In(kGear, kWidget), "fixed", "installed_on", key), 0);
  }
}

TEST(QueryTableTest, TheKeysOwnProductNeedsNothingMore) {
  EXPECT_EQ(Level(In(kGear, kWidget), "not_affected", "", In(kGear, kWidget)), 2);
  EXPECT_EQ(Level(In(kGear, "pkg:npm/widget"), "not_affected", "", In(kGear, kWidget)), 4);
}

TEST(QueryTableTest, WhatLiesBetweenMustBeEstablishedInTheRightProductToo) {
  EXPECT_EQ(Level(In(kGear, kWidget, {std::string(kAxle)}), "affected", "", In(kGear, kWidget)), 2);
  EXPECT_EQ(Level(In(kGear, kWidget, {std::string(kAxle)}), "not_affected", "", In(kGear, kWidget)), 0);
  // The key's own product does not stand for what lies between.
  EXPECT_EQ(Level(In(kGear, kWidget, {std::string(kWidget)}), "not_affected", "", In(kGear, kWidget)), 0);
}

TEST(QueryTableTest, ByAPlatformThatTheKeyNames) {
  const Place said = In("pkg:rpm/redhat/curl", kRhel9);
  EXPECT_EQ(Level(said, "not_affected", "default_component_of", Whole(kCurl)), 0);
  EXPECT_EQ(Level(said, "not_affected", "default_component_of", Whole(kOnRhel94)), 5);
  EXPECT_EQ(Level(said, "not_affected", "default_component_of", In(kOnRhel94, kWidget)), 5);
  EXPECT_EQ(Level(said, "not_affected", "default_component_of", Whole("pkg:rpm/redhat/curl@8.0-1?distro=rhel-8.10")),
            0);
  EXPECT_EQ(Level(said, "not_affected", "", Whole(kOnRhel94)), 0) << "the relationship must allow it";
}

TEST(QueryTableTest, ByAModuleThatTheKeyNames) {
  const Place said = In("pkg:rpm/redhat/tool", kRhel9, {"pkg:rpmmod/redhat/widgets@2"});
  const auto level = [&](std::string_view component) { return Level(said, "not_affected", "", In(component, kRhel9)); };
  EXPECT_EQ(level("pkg:rpm/redhat/tool@1-1?rpmmod=widgets:2:8090"), 4);
  EXPECT_EQ(level("pkg:rpm/redhat/tool@1-1?rpmmod=widgets:3:8090"), 0);
  EXPECT_EQ(level("pkg:rpm/redhat/tool@1-1"), 0);
}

TEST(QueryTableTest, AllThatEnclosesTheComponentMustBeEstablished) {
  const Place said = In("pkg:rpm/redhat/tool", kRhel9, {"pkg:rpmmod/redhat/widgets@2"});
  const auto level = [&](std::string_view component) {
    return Level(said, "not_affected", "installed_on", Whole(component));
  };
  EXPECT_EQ(level("pkg:rpm/redhat/tool@1-1?distro=rhel-9.4&rpmmod=widgets:2:8090"), 5);
  EXPECT_EQ(level("pkg:rpm/redhat/tool@1-1?distro=rhel-9.4"), 0);
  EXPECT_EQ(level("pkg:rpm/redhat/tool@1-1?rpmmod=widgets:2:8090"), 0);
}

TEST(QueryTableTest, OneBuildIsTheSameBitsElsewhere) {
  for (const std::string_view status : {"not_affected", "fixed"}) {
    const auto level = [&](const Place& key) { return Level(In(kCurl, kRhel9), status, "default_component_of", key); };
    EXPECT_EQ(level(Whole(kCurl)), 5);
    EXPECT_EQ(level(In(kCurl, kWidget)), 5);
    EXPECT_EQ(level(In(kCurl, kOpenshift)), 5) << "in no row of the table: no platform";
    EXPECT_EQ(level(In("pkg:rpm/redhat/curl@8.0-1?arch=x86_64", kWidget)), 5);
    EXPECT_EQ(level(In(kCurl, kRhel8)), 0) << "the key's product is another release";
    EXPECT_EQ(level(Whole("pkg:rpm/redhat/curl@8.0-1?distro=rhel-8.10")), 0) << "distro names another release";
    EXPECT_EQ(level(Whole("pkg:rpm/redhat/curl@8.0-1?distro=rhel")), 5) << "no release is no other one";
  }
  EXPECT_EQ(Level(In(kDigest, kWidget), "not_affected", "installed_on", Whole(kDigest)), 5);
  EXPECT_EQ(Level(In("pkg:rpm/redhat/curl vers:rpm/>=8.0", kRhel9), "not_affected", "installed_on", Whole(kCurl)), 0);
}

TEST(QueryTableTest, OneBuildMayPassAnUnnamedModuleButNotAnotherOne) {
  const Place said = In("pkg:rpm/redhat/tool@1-1", kRhel9, {"pkg:rpmmod/redhat/widgets@2"});
  EXPECT_EQ(Level(said, "not_affected", "", In("pkg:rpm/redhat/tool@1-1", kRhel9)), 2);
  EXPECT_EQ(Level(said, "not_affected", "", In("pkg:rpm/redhat/tool@1-1?rpmmod=widgets:3", kRhel9)), 0);
}

TEST(QueryTableTest, OneBuildNeedsAuthorityOverTheComponent) {
  const auto level = [&](const Speaker& speaker) {
    return Level(In(kCurl, kRhel9), "not_affected", "default_component_of", Whole(kCurl), speaker);
  };
  EXPECT_EQ(level({.authority = {"cpe:2.3:o:redhat:", "pkg:rpm/redhat/"}}), 5);
  EXPECT_EQ(level({.authority = {"cpe:2.3:o:redhat:"}}), 0);
  // Where the platform is established no more is needed.
  EXPECT_EQ(Level(In(kCurl, kRhel9), "not_affected", "default_component_of", Whole(kOnRhel94),
                  {.authority = {"cpe:2.3:o:redhat:"}}),
            5);
}

TEST(QueryTableTest, TheCrowdIsNeverHeardByOneBuild) {
  EXPECT_EQ(Level(In(kCurl, kRhel9), "not_affected", "default_component_of", Whole(kCurl), {.crowd = true}), 0);
  EXPECT_EQ(Level(In(kCurl, kRhel9), "affected", "default_component_of", Whole(kCurl), {.crowd = true}), 5);
  EXPECT_EQ(Level(In(kCurl, kRhel9), "not_affected", "default_component_of", Whole(kOnRhel94), {.crowd = true}), 5);
}

// ---- digests ----

TEST(QueryTableTest, AWeakDigestWarnsAndDoesNotClear) {
  for (const std::string& name : {std::string(kMd5), absl::StrCat("web@sha1:", std::string(40, 'a'))}) {
    EXPECT_EQ(Level(Whole(name), "affected", "", Whole(name)), 1);
    EXPECT_EQ(Level(Whole(name), "not_affected", "", Whole(name)), 0);
    EXPECT_EQ(Level(Whole(name), "fixed", "", Whole(name)), 0);
    EXPECT_EQ(Level(In(name, kWidget), "not_affected", "", In(name, kWidget)), 0);
    EXPECT_EQ(Level(In(kGear, name), "not_affected", "", In(kGear, name)), 0);
  }
}

TEST(QueryTableTest, AnAllClearByDigestAloneNeedsAuthorityOverTheOtherName) {
  const Place own = Whole(absl::StrCat("pkg:oci/web@", kDigest)),
              others = Whole(absl::StrCat("pkg:oci/shop@", kDigest));
  const Speaker limited{.authority = {"pkg:oci/web"}};
  EXPECT_EQ(Level(own, "not_affected", "", own, limited), 1);
  EXPECT_EQ(Level(own, "not_affected", "", others, limited), 0);
  EXPECT_EQ(Level(own, "affected", "", others, limited), 1) << "a warning needs none";
  EXPECT_EQ(Level(own, "not_affected", "", others), 1) << "an issuer without authority has a say everywhere";
  EXPECT_EQ(Level(own, "not_affected", "", others, {.authority = {"pkg:oci/web", "pkg:oci/shop"}}), 1);
  EXPECT_EQ(Level(own, "not_affected", "", Whole(kDigest), limited), 1) << "the bare digest is nobody's name";
}

// ---- fixed without a version ----

TEST(QueryTableTest, FixedWithoutAVersionSaysNothingOfAVersion) {
  EXPECT_EQ(Level(Whole("pkg:npm/widget"), "fixed", "", Whole("pkg:npm/widget")), 2);
  EXPECT_EQ(Level(Whole("pkg:npm/widget"), "fixed", "", Whole(kWidget)), 0);
  EXPECT_EQ(Level(Whole("pkg:npm/widget vers:npm/*"), "fixed", "", Whole(kWidget)), 0);
  EXPECT_EQ(Level(Whole("pkg:npm/widget vers:npm/!=1.0.0"), "fixed", "", Whole(kWidget)), 0);
  EXPECT_EQ(Level(Whole("pkg:npm/widget vers:npm/>=1.2.0"), "fixed", "", Whole(kWidget)), 3);
  EXPECT_EQ(Level(Whole("pkg:oci/web"), "fixed", "", Whole(absl::StrCat("pkg:oci/web@", kDigest))), 0);
  EXPECT_EQ(Level(Whole(kDigest), "fixed", "", Whole(absl::StrCat("pkg:oci/web@", kDigest))), 1);
  EXPECT_EQ(Level(Whole("csaf:https://acme.example/1#web"), "fixed", "", Whole("csaf:https://acme.example/1#web")), 2);
}

TEST(QueryTableTest, AFixedWholeProductIsAboutTheKeysProductAndItsComponent) {
  const Place said = Whole("pkg:npm/widget");
  EXPECT_EQ(Level(said, "fixed", "", In("pkg:npm/gear", "pkg:npm/widget")), 5);
  EXPECT_EQ(Level(said, "fixed", "", In(kGear, "pkg:npm/widget")), 0);
  EXPECT_EQ(Level(said, "fixed", "", In("pkg:npm/gear", kWidget)), 0);
}

TEST(QueryTableTest, AFixedComponentOrUpstreamIsAboutTheComponentAlone) {
  EXPECT_EQ(Level(In("pkg:npm/gear", "pkg:npm/widget"), "fixed", "", In("pkg:npm/gear", kWidget)), 4);
  EXPECT_EQ(Level(In("pkg:npm/gear", kWidget), "fixed", "", In(kGear, kWidget)), 0);
  EXPECT_EQ(Level(In(kGear, "pkg:npm/widget"), "fixed", "", In(kGear, kWidget)), 4);
  EXPECT_EQ(Level(Whole("pkg:npm/gear"), "fixed", "", In("pkg:npm/gear", kWidget)), 5);
  EXPECT_EQ(Level(Whole("pkg:npm/gear"), "fixed", "", In(kGear, kWidget)), 0);
  EXPECT_EQ(Level(In("pkg:rpm/redhat/curl", kRhel9), "fixed", "installed_on", Whole(kOnRhel94)), 0);
}

}  // namespace
}  // namespace vexlens
