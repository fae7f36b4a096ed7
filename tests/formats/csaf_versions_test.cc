// What branches of a CSAF product tree say of versions, beside what identifiers say.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/formats/csaf_documents.h"

namespace vexlens {
namespace {

using testing::CsafReading;
using testing::CsafVex;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kHelper = "/product_tree/branches/0/branches/0/product/product_identification_helper/";

// Branch is one branch with `rest` below it.
std::string Branch(std::string_view category, std::string_view name, std::string_view rest) {
  return absl::StrCat(R"("branches":[{"category":")", category, R"(","name":")", name, "\",", rest, "}]");
}

std::string Product(std::string_view identifier) {
  const std::string_view kind = identifier.substr(0, 4) == "cpe:" ? "cpe" : "purl";
  return absl::StrCat(R"("product":{"name":"n","product_id":"P","product_identification_helper":{")", kind, R"(":")",
                      identifier, "\"}}");
}

CsafReading Read(std::string_view tree) { return CsafReading(CsafVex(tree, R"("product_status":{"fixed":["P"]})")); }

// Taken is what is said of an identifier below a branch: "opaque" when it is not taken.
std::string Taken(std::string_view category, std::string_view name, std::string_view identifier) {
  const CsafReading reading = Read(Branch(category, name, Product(identifier)));
  const std::string key(reading.evidence.KeyText((*reading.evidence.statements().begin()).product));
  return key.substr(0, 5) == "csaf:" ? "opaque" : key;
}
std::string AtVersion(std::string_view name, std::string_view identifier) {
  return Taken("product_version", name, identifier);
}
std::string InRange(std::string_view name, std::string_view identifier) {
  return Taken("product_version_range", name, identifier);
}

TEST(CsafVersionsTest, AVersionNarrowsAnIdentifierWithoutOne) {
  EXPECT_EQ(AtVersion("2.1.0", "pkg:npm/a"), "pkg:npm/a@2.1.0");
  EXPECT_EQ(AtVersion("V2.1", "pkg:npm/a?x=y#lib"), "pkg:npm/a@2.1?x=y#lib");
  EXPECT_EQ(AtVersion("v2.1.0", "pkg:golang/a.example/a"), "pkg:golang/a.example/a@v2.1.0");
  EXPECT_EQ(AtVersion("1:2.1+b1-3", "pkg:deb/debian/a"), "pkg:deb/debian/a@1:2.1%2Bb1-3");
  EXPECT_EQ(AtVersion("V2.1", "cpe:/o:acme:fw"), "cpe:2.3:o:acme:fw:2.1:*:*:*:*:*:*:*");
  EXPECT_EQ(AtVersion("2.1", "cpe:2.3:o:acme:fw:-:*:*:*:*:*:*:*"), "cpe:2.3:o:acme:fw:2.1:*:*:*:*:*:*:*");
}

TEST(CsafVersionsTest, VersionsThatAreEqualAgree) {
  EXPECT_EQ(AtVersion("2.1", "pkg:npm/a@2.1.0"), "pkg:npm/a@2.1.0");
  EXPECT_EQ(AtVersion("v2.1.0", "pkg:golang/a.example/a@2.1.0"), "pkg:golang/a.example/a@2.1.0");
  EXPECT_EQ(AtVersion("1.0.0", "pkg:maven/g/a@1.0.0.Final"), "pkg:maven/g/a@1.0.0.Final");
  EXPECT_EQ(AtVersion("V4.1", "cpe:/o:acme:fw:4.1"), "cpe:2.3:o:acme:fw:4.1:*:*:*:*:*:*:*");
  EXPECT_EQ(AtVersion("4.1R2", "pkg:rpm/acme/a@4.1R2-1"), "pkg:rpm/acme/a@4.1R2-1");
  // A branch may leave epoch and release to the identifier.
  for (const std::string_view said : {"1:9.0-11", "9.0-11", "9.0", "1:9.0"}) {
    EXPECT_EQ(AtVersion(said, "pkg:rpm/acme/a@9.0-11?epoch=1"), "pkg:rpm/acme/a@9.0-11?epoch=1") << said;
  }
}

TEST(CsafVersionsTest, AnIdentifierWithAnotherVersionIsNotTaken) {
  EXPECT_EQ(AtVersion("2.1.0", "pkg:npm/a@2.2.0"), "opaque");
  EXPECT_EQ(AtVersion("2.1", "cpe:/a:acme:a:2.2"), "opaque");
  EXPECT_EQ(AtVersion("2:9.0-11", "pkg:rpm/acme/a@9.0-11?epoch=1"), "opaque");
  EXPECT_EQ(AtVersion("9.1", "pkg:rpm/acme/a@9.0-11"), "opaque");
  const CsafReading reading =
      Read(Branch("vendor", "v", Branch("product_version", "2.1.0", Product("pkg:npm/a@2.2.0"))));
  EXPECT_THAT(reading.Warnings(), ElementsAre(absl::StrCat("@", kHelper, "purl")));
}

TEST(CsafVersionsTest, OtherIdentifiersOfTheProductStand) {
  const CsafReading reading =
      Read(Branch("product_version", "2.1.0",
                  R"("product":{"name":"n","product_id":"P","product_identification_helper":{"purl":"pkg:npm/a@2.2.0",)"
                  R"("cpe":"cpe:/a:acme:a"}})"));
  EXPECT_THAT(reading.Statements(), ElementsAre("fixed cpe:2.3:a:acme:a:2.1.0:*:*:*:*:*:*:* |  | "));
}

TEST(CsafVersionsTest, WhatIsNoVersionNarrowsNothing) {
  for (const std::string_view name : {"bash", "bash-5.1-1.el9.x86_64", "bash-0:5.1-1.el9",
                                      "openshift4/ose@sha256:aa_amd64", "4.1 SP1", "stable", "a/1.0", "after-eight"}) {
    EXPECT_EQ(AtVersion(name, "pkg:rpm/redhat/bash@5.1-1.el9"), "pkg:rpm/redhat/bash@5.1-1.el9") << name;
    EXPECT_EQ(AtVersion(name, "pkg:rpm/redhat/bash"), "pkg:rpm/redhat/bash") << name;
  }
  EXPECT_EQ(AtVersion("389-ds-base-1.4-1.src", "pkg:rpm/redhat/389-ds-base@1.4-1"), "pkg:rpm/redhat/389-ds-base@1.4-1");
  EXPECT_EQ(AtVersion("2024.Q1-final", "pkg:npm/a@1.0.0"), "pkg:npm/a@1.0.0");
  EXPECT_THAT(Read(Branch("product_version", "bash-5.1", Product("pkg:rpm/redhat/bash"))).Warnings(), IsEmpty());
}

TEST(CsafVersionsTest, DigestsNameOneThing) {
  const std::string image = absl::StrCat("pkg:oci/a@sha256:", std::string(64, 'a'));
  EXPECT_EQ(AtVersion("1.0", image), image);
  EXPECT_EQ(InRange("<1.0", image), image);
}

TEST(CsafVersionsTest, ARangeNarrowsAnIdentifierWithoutVersion) {
  EXPECT_EQ(InRange("vers:npm/<2.0.0", "pkg:npm/a"), "pkg:npm/a vers:npm/<2.0.0");
  EXPECT_EQ(InRange("vers:npm/<2.0.0|>=1.0.0", "pkg:npm/a"), "pkg:npm/a vers:npm/>=1.0.0|<2.0.0");
  EXPECT_EQ(InRange("vers:npm/<2.0.0", "pkg:npm/a@1.5.0"), "pkg:npm/a@1.5.0");
  EXPECT_EQ(InRange("vers:rpm/<2:1.0", "pkg:rpm/acme/a@3.0-1?epoch=1"), "pkg:rpm/acme/a@3.0-1?epoch=1");
  EXPECT_EQ(InRange("vers:all/*", "pkg:npm/a@9"), "pkg:npm/a@9");
  EXPECT_EQ(InRange("vers:npm/<2.0.0", "pkg:npm/a@9.9.9"), "opaque");
}

TEST(CsafVersionsTest, WordsAreReadByThePurlsScheme) {
  EXPECT_EQ(InRange("<4.2", "pkg:npm/a"), "pkg:npm/a vers:npm/<4.2");
  EXPECT_EQ(InRange("<4.2", "pkg:npm/a@4.2.0-rc1"), "pkg:npm/a@4.2.0-rc1");
  EXPECT_EQ(InRange("<4.2", "pkg:npm/a@4.2.0"), "opaque");
  EXPECT_EQ(InRange(">=V2.0|<V2.1", "cpe:/o:acme:fw"), "cpe:2.3:o:acme:fw:*:*:*:*:*:*:*:* vers:generic/>=2.0|<2.1");
  EXPECT_EQ(InRange("All versions < V2.1", "pkg:pypi/a"), "pkg:pypi/a vers:pypi/<2.1");
  EXPECT_EQ(InRange("<4.2", "pkg:github/acme/a"), "pkg:github/acme/a vers:generic/<4.2");
  EXPECT_EQ(InRange("4.2", "pkg:npm/a"), "pkg:npm/a@4.2");
  const CsafReading reading = Read(Branch("product_version_range", "<4.2", Product("pkg:npm/a")));
  EXPECT_THAT(reading.Warnings(), ElementsAre("@/product_tree/branches/0/name"));
}

TEST(CsafVersionsTest, AnUnreadableRangeNeverWidens) {
  for (const std::string_view name : {"before 4.2", "4.2 and later", "", "vers:npm/<<", "<main", ">=2, <1"}) {
    EXPECT_EQ(InRange(name, "pkg:npm/a"), "opaque") << name;
    EXPECT_EQ(InRange(name, "pkg:npm/a@1"), "pkg:npm/a@1") << name;
  }
  const CsafReading reading = Read(Branch("product_version_range", "before 4.2", Product("pkg:npm/a")));
  EXPECT_THAT(reading.Warnings(), ElementsAre("@/product_tree/branches/0/name",
                                              "@/product_tree/branches/0/product/product_identification_helper/purl"));
}

TEST(CsafVersionsTest, ARangeInAProductVersionIsARange) {
  EXPECT_EQ(AtVersion("<=4.1", "pkg:npm/a"), "pkg:npm/a vers:npm/<=4.1");
  EXPECT_EQ(AtVersion("vers:npm/<2.0.0", "pkg:npm/a"), "pkg:npm/a vers:npm/<2.0.0");
  EXPECT_EQ(AtVersion("4.2 and later", "pkg:npm/a"), "opaque");
  EXPECT_THAT(Read(Branch("product_version", "<=4.1", Product("pkg:npm/a"))).Warnings(),
              ElementsAre("6.1.31@/product_tree/branches/0/name", "@/product_tree/branches/0/name"));
}

TEST(CsafVersionsTest, BothCategoriesInOnePathMustAgree) {
  const auto taken = [](std::string_view outer, std::string_view outer_name, std::string_view inner,
                        std::string_view inner_name, std::string_view identifier) {
    const CsafReading reading = Read(Branch(outer, outer_name, Branch(inner, inner_name, Product(identifier))));
    return absl::StrCat(reading.evidence.KeyText((*reading.evidence.statements().begin()).product),
                        reading.report.warnings == 0 ? "" : "!");
  };
  const auto both = [&](std::string_view range, std::string_view version, std::string_view identifier) {
    const std::string inside = taken("product_version_range", range, "product_version", version, identifier);
    EXPECT_EQ(taken("product_version", version, "product_version_range", range, identifier), inside);
    return inside;
  };
  EXPECT_EQ(both("vers:npm/<3.0.0", "2.1.0", "pkg:npm/a"), "pkg:npm/a@2.1.0!");
  EXPECT_EQ(both("vers:npm/<3.0.0", "2.1.0", "pkg:npm/a@2.1"), "pkg:npm/a@2.1!");
  EXPECT_EQ(both("vers:npm/<2.0.0", "2.1.0", "pkg:npm/a"), "csaf:https://a.example/ACME-1#P!");
  EXPECT_EQ(both("vers:npm/<3.0.0", "2.1.0", "pkg:npm/a@2.2.0"), "csaf:https://a.example/ACME-1#P!");
  EXPECT_EQ(both("vers:npm/<3.0.0", "name-2.1.0", "pkg:npm/a"), "pkg:npm/a vers:npm/<3.0.0");

  EXPECT_EQ(taken("product_version", "9", "product_version", "9", "pkg:npm/a"), "pkg:npm/a@9");
  EXPECT_EQ(taken("product_version", "9", "product_version", "8", "pkg:npm/a"), "csaf:https://a.example/ACME-1#P!");
  EXPECT_EQ(taken("product_version_range", "vers:npm/<3", "product_version_range", "vers:npm/<2", "pkg:npm/a"),
            "csaf:https://a.example/ACME-1#P!");
  const CsafReading reading = Read(
      Branch("product_version", "2.1.0", Branch("product_version_range", "vers:npm/<3.0.0", Product("pkg:npm/a"))));
  EXPECT_THAT(reading.Warnings(), ElementsAre("6.1.58@/product_tree/branches/0/branches/0/name"));
}

}  // namespace
}  // namespace vexlens
