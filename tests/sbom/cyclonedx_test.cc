// CycloneDX SBOMs: which component is read from where, and what lies between them.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/sbom/reading.h"

namespace vexlens {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::SbomReading;

std::string Bom(std::string_view members, std::string_view version = "1.5") {
  return absl::StrCat(R"({"bomFormat":"CycloneDX","specVersion":")", version, "\",", members, "}");
}

constexpr std::string_view kShop =
    R"("metadata":{"component":{"bom-ref":"shop","name":"shop","version":"2","purl":"pkg:oci/shop@2"}})";
const std::string kHash(64, 'A');

TEST(SbomCycloneDxTest, RootComponentsAndDependencies) {
  const SbomReading reading(Bom(absl::StrCat(
      kShop, R"(,"components":[{"bom-ref":"a","name":"a","version":"1","purl":"pkg:NPM/a@1"},{"bom-ref":"b",)",
      R"("name":"b"}],"dependencies":[{"ref":"shop","dependsOn":["a"]},{"ref":"a","dependsOn":["b","b"]},)",
      R"({"ref":"b"},{"ref":"a","dependsOn":["b"],"provides":["shop"]}])")));
  ASSERT_TRUE(reading.report.status.ok()) << reading.report.status;
  EXPECT_EQ(reading.report.format, "cyclonedx");
  EXPECT_EQ(reading.report.format_version, "1.5");
  EXPECT_THAT(reading.Components(), ElementsAre("shop 2 [pkg:oci/shop@2] shop @/metadata/component",
                                                "a 1 [pkg:npm/a@1] a @/components/0", "b  [] b @/components/1"));
  EXPECT_THAT(reading.Edges(), ElementsAre("shop > a", "a > b"));
  EXPECT_EQ(reading.report.components, 3u);
  EXPECT_EQ(reading.report.edges, 2u);
  EXPECT_EQ(reading.report.unplaced, 0u);
  EXPECT_THAT(reading.Warnings(), IsEmpty());
  EXPECT_THAT(reading.Ignored(), ElementsAre("/dependencies/3/provides"));
}

TEST(SbomCycloneDxTest, EveryVersionIsReadAndNoOther) {
  for (const std::string_view version : {"1.2", "1.3", "1.4", "1.5", "1.6", "1.7"}) {
    EXPECT_TRUE(SbomReading(Bom(kShop, version)).report.status.ok()) << version;
  }
  for (const std::string_view version : {"1.1", "1.8", "2.0", ""}) {
    const SbomReading reading(Bom(kShop, version));
    EXPECT_EQ(reading.report.status.code(), absl::StatusCode::kUnimplemented) << version;
    EXPECT_EQ(reading.report.location, "/specVersion");
    EXPECT_EQ(reading.sbom.components().size(), 1u);
  }
  EXPECT_EQ(SbomReading(R"({"bomFormat":"CycloneDX"})").report.status.message(),
            R"("" is no version of CycloneDX that is read)");
}

TEST(SbomCycloneDxTest, NestedComponentsAndServicesAreContained) {
  const SbomReading reading(
      Bom(R"("metadata":{"component":{"name":"root","components":[{"name":"r1"}]}},)"
          R"("components":[{"name":"a","components":[{"name":"a1","components":[{"name":"a11"}]},{"name":"a2"}]},)"
          R"({"name":"b"}],"services":[{"bom-ref":"s","name":"s","services":[{"name":"s1"}]}],)"
          R"("dependencies":[{"ref":"s"}])"));
  EXPECT_THAT(reading.Components(),
              ElementsAre("root  []  @/metadata/component", "r1  []  @/metadata/component/components/0",
                          "a  []  @/components/0", "a1  []  @/components/0/components/0",
                          "a11  []  @/components/0/components/0/components/0", "a2  []  @/components/0/components/1",
                          "b  []  @/components/1", "s  [] s @/services/0", "s1  []  @/services/0/services/0"));
  EXPECT_THAT(reading.Edges(), ElementsAre("root > r1 a b s", "a > a1 a2", "a1 > a11", "s > s1"));
  EXPECT_EQ(reading.report.unplaced, 3u);
}

TEST(SbomCycloneDxTest, ADependencyNobodyPlacesHangsBelowTheRootToo) {
  const SbomReading reading(
      Bom(absl::StrCat(kShop, R"(,"components":[{"bom-ref":"a","name":"a"},{"bom-ref":"b","name":"b"}],)",
                       R"("dependencies":[{"ref":"a","dependsOn":["b"]}])")));
  EXPECT_THAT(reading.Edges(), ElementsAre("shop > a b", "a > b"));
  EXPECT_FALSE(reading.sbom.Dominates(1, 2));
}

TEST(SbomCycloneDxTest, WithoutASubjectTheRootIsNameless) {
  const SbomReading reading(Bom(R"("components":[{"name":"a"},{"name":"b","components":[{"name":"c"}]}])"));
  EXPECT_THAT(reading.Components(), ElementsAre("  []  @", "a  []  @/components/0", "b  []  @/components/1",
                                                "c  []  @/components/1/components/0"));
  EXPECT_THAT(reading.Edges(), ElementsAre(" > a b", "b > c"));
  EXPECT_THAT(SbomReading(Bom(R"("version":1)")).Components(), ElementsAre("  []  @"));
}

TEST(SbomCycloneDxTest, IdentifiersAreCanonicalAndDistinct) {
  const SbomReading reading(
      Bom(absl::StrCat(R"("components":[{"name":"c","hashes":[{"alg":"SHA-256","content":")", kHash,
                       R"("},{"alg":"MD5","content":")", kHash.substr(0, 32), R"("},{"alg":"SHA-256","content":")",
                       kHash, R"("}],"cpe":"cpe:/a:b:c:1","purl":"pkg:PyPI/A_b@1"}])")));
  const SbomComponent& component = reading.sbom.components()[1];
  EXPECT_THAT(component.identifiers,
              ElementsAre("pkg:pypi/a-b@1", "cpe:2.3:a:b:c:1:*:*:*:*:*:*:*",
                          absl::StrCat("sha256:", std::string(64, 'a')), absl::StrCat("md5:", std::string(32, 'a'))));
  EXPECT_THAT(reading.Warnings(), IsEmpty());
}

TEST(SbomCycloneDxTest, MalformedIdentifiersAreWarnedOfAndTheOthersStand) {
  const SbomReading reading(
      Bom(R"("components":[{"name":"c","purl":"pkg:","cpe":"cpe:/a:b:c:1","hashes":[{"alg":"CRC","content":"0"},)"
          R"({"alg":"MD5"},{"alg":"MD5","content":"xy"},7]},{"name":"d","purl":7,"cpe":"acme"}])"));
  EXPECT_THAT(reading.sbom.components()[1].identifiers, ElementsAre("cpe:2.3:a:b:c:1:*:*:*:*:*:*:*"));
  EXPECT_THAT(reading.sbom.components()[2].identifiers, IsEmpty());
  EXPECT_THAT(reading.Warnings(), ElementsAre("/components/0/purl", "/components/0/hashes/0", "/components/0/hashes/1",
                                              "/components/0/hashes/2", "/components/0/hashes/3", "/components/1/purl",
                                              "/components/1/cpe"));
}

TEST(SbomCycloneDxTest, EntriesOfOnePurlAreOneComponent) {
  const SbomReading reading(Bom(absl::StrCat(
      kShop, R"(,"components":[{"bom-ref":"a","name":"a","purl":"pkg:npm/a@1","cpe":"cpe:/a:x:a"},)",
      R"({"bom-ref":"b","name":"b"},{"bom-ref":"a2","name":"again","purl":"pkg:npm/a@1","cpe":"cpe:/a:y:a"},)",
      R"({"bom-ref":"c","name":"c"},{"bom-ref":"shop2","purl":"pkg:oci/shop@2"}],"dependencies":[)",
      R"({"ref":"shop2","dependsOn":["a"]},{"ref":"shop","dependsOn":["b"]},{"ref":"b","dependsOn":["a2"]},)",
      R"({"ref":"a2","dependsOn":["c","a"]}])")));
  EXPECT_THAT(reading.Edges(), ElementsAre("shop > a b", "a > c", "b > a"));
  EXPECT_EQ(reading.Components()[1],
            "a  [pkg:npm/a@1 cpe:2.3:a:x:a:*:*:*:*:*:*:*:* cpe:2.3:a:y:a:*:*:*:*:*:*:*:*] a @/components/0");
  EXPECT_EQ(reading.report.merged, 2u);
  EXPECT_THAT(reading.Ignored(), ElementsAre("/components/2", "/components/4"));
  EXPECT_THAT(reading.Warnings(), IsEmpty());
}

TEST(SbomCycloneDxTest, EachEntryOfAPurlHasItsOwnPlace) {
  // What is in "box" is a component of the SBOM without a place too: no statement about box clears it.
  constexpr std::string_view kBoxed = R"(,"components":[{"bom-ref":"box","name":"box","components":[)"
                                      R"({"bom-ref":"a1","name":"a","purl":"pkg:npm/a@1"}]},)"
                                      R"({"bom-ref":"a2","purl":"pkg:npm/a@1"}],"dependencies":[)";
  const SbomReading twice(Bom(absl::StrCat(kShop, kBoxed, "]")));
  EXPECT_THAT(twice.Edges(), ElementsAre("shop > box a", "box > a"));
  EXPECT_EQ(twice.report.unplaced, 2u);
  const SbomReading placed(
      Bom(absl::StrCat(kShop, kBoxed, R"({"ref":"shop","dependsOn":["box"]},{"ref":"box","dependsOn":["a2"]}])")));
  EXPECT_THAT(placed.Edges(), ElementsAre("shop > box", "box > a"));
}

std::string Jar(std::string_view ref, std::string_view hash) {
  return absl::StrCat(R"({"bom-ref":")", ref, R"(","name":")", ref, R"(","purl":"pkg:maven/g/a@1")",
                      hash.empty() ? "" : R"(,"hashes":[{"alg":"MD5","content":")", hash, hash.empty() ? "" : "\"}]",
                      "}");
}

TEST(SbomCycloneDxTest, FilesOfOnePurlWithOtherDigestsStayApart) {
  const std::string one(32, '1');
  const std::string two(32, '2');
  const SbomReading reading(Bom(
      absl::StrCat(kShop, R"(,"components":[{"bom-ref":"box","name":"box"},{"bom-ref":"c","name":"c"},)", Jar("a", one),
                   ",", Jar("b", two), ",", Jar("a2", one), R"(],"dependencies":[{"ref":"shop",)",
                   R"("dependsOn":["box","b"]},{"ref":"box","dependsOn":["a2"]},{"ref":"a2","dependsOn":["c"]}])")));
  EXPECT_THAT(reading.Edges(), ElementsAre("shop > box a b", "box > a", "a > c"));
  EXPECT_THAT(reading.sbom.components()[3].identifiers,
              ::testing::IsSupersetOf({"pkg:maven/g/a@1", absl::StrCat("md5:", one).c_str()}));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/components/3"));
  EXPECT_THAT(reading.Ignored(), ElementsAre("/components/4"));
  EXPECT_EQ(reading.report.merged, 1u);
}

TEST(SbomCycloneDxTest, WhatMayBeEitherFileLeadsOnAsBothDo) {
  const auto read = [](std::string_view b_hash) {
    return SbomReading(Bom(absl::StrCat(
        kShop, R"(,"components":[{"bom-ref":"box","name":"box"},{"bom-ref":"d","name":"d"},)",
        R"({"bom-ref":"x","name":"x"},)", Jar("a", std::string(32, '1')), ",", Jar("b", b_hash), ",",
        Jar("c", std::string(32, '2')), R"(],"dependencies":[{"ref":"shop","dependsOn":["box","x"]},)",
        R"({"ref":"box","dependsOn":["a","c"]},{"ref":"x","dependsOn":["b"]},)", R"({"ref":"a","dependsOn":["d"]}])")));
  };
  // d is in box only, unless b is the same file as a.
  const SbomReading told_apart = read(std::string(32, '3'));
  EXPECT_THAT(told_apart.Edges(), ElementsAre("shop > box x", "box > a c", "x > b", "a > d"));
  EXPECT_TRUE(told_apart.sbom.Dominates(1, 2));
  const SbomReading open = read("");
  EXPECT_THAT(open.Edges(), ElementsAre("shop > box x", "box > a c", "x > b", "a > d b", "b > a c", "c > b"));
  EXPECT_FALSE(open.sbom.Dominates(1, 2));
  EXPECT_EQ(open.report.unplaced, 0u);
  EXPECT_THAT(open.Warnings(), ElementsAre("/components/4", "/components/5"));
}

TEST(SbomCycloneDxTest, WhatSomethingUnknownNeedsMayBeAnywhere) {
  constexpr std::string_view kBoxed = R"(,"components":[{"bom-ref":"box","name":"box"},{"bom-ref":"a","name":"a"}],)"
                                      R"("dependencies":[{"ref":"shop","dependsOn":["box"]},)"
                                      R"({"ref":"box","dependsOn":["a"]})";
  EXPECT_THAT(SbomReading(Bom(absl::StrCat(kShop, kBoxed, "]"))).Edges(), ElementsAre("shop > box", "box > a"));
  for (const std::string_view more : {R"({"ref":"nobody","dependsOn":["a"]})", R"({"dependsOn":["a"]})"}) {
    const SbomReading reading(Bom(absl::StrCat(kShop, kBoxed, ",", more, "]")));
    EXPECT_THAT(reading.Edges(), ElementsAre("shop > box a", "box > a")) << more;
    EXPECT_EQ(reading.report.unplaced, 1u);
    EXPECT_EQ(reading.report.warnings, 1u);
  }
}

TEST(SbomCycloneDxTest, ARepeatedBomRefMeansAllThatHaveIt) {
  const SbomReading reading(Bom(
      absl::StrCat(kShop, R"(,"components":[{"bom-ref":"a","name":"a1"},{"bom-ref":"a","name":"a2"},{"bom-ref":"b",)",
                   R"("name":"b"}],"dependencies":[{"ref":"shop","dependsOn":["a"]},{"ref":"a","dependsOn":["b"]}])")));
  EXPECT_THAT(reading.Edges(), ElementsAre("shop > a1 a2", "a1 > b", "a2 > b"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/components/1/bom-ref"));
}

TEST(SbomCycloneDxTest, WhatARepeatedBomRefPlacesMayBeElsewhere) {
  const SbomReading reading(Bom(absl::StrCat(
      kShop,
      R"(,"components":[{"bom-ref":"box","name":"box"},{"bom-ref":"a","name":"a1"},{"bom-ref":"a","name":"a2"}],)",
      R"("dependencies":[{"ref":"shop","dependsOn":["box"]},{"ref":"box","dependsOn":["a"]}])")));
  EXPECT_THAT(reading.Edges(), ElementsAre("shop > box a1 a2", "box > a1 a2"));
  EXPECT_EQ(reading.report.unplaced, 2u);
}

TEST(SbomCycloneDxTest, ReferencesToNothing) {
  const SbomReading reading(
      Bom(absl::StrCat(kShop, R"(,"components":[{"bom-ref":"a","name":"a"}],"dependencies":[{"ref":"x",)",
                       R"("dependsOn":["a","y"]},{"ref":"shop","dependsOn":["z","a","shop"]}])")));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("/dependencies/0/ref", "/dependencies/0/dependsOn/1", "/dependencies/1/dependsOn/0"));
  EXPECT_THAT(reading.Edges(), ElementsAre("shop > a"));
}

TEST(SbomCycloneDxTest, WrongTypesEverywhere) {
  const SbomReading reading(
      Bom(R"("metadata":[],"components":[7,{"bom-ref":1,"name":[],"version":2,"hashes":{},"components":"x"}],)"
          R"("services":{},"dependencies":[7,{"ref":8},{"dependsOn":[]},{"ref":"a","dependsOn":[1,{}]},)"
          R"({"ref":"","dependsOn":"b"}])"));
  ASSERT_TRUE(reading.report.status.ok());
  EXPECT_THAT(
      reading.Warnings(),
      ElementsAre("/metadata", "/services", "/components/0", "/components/1/hashes", "/components/1/bom-ref",
                  "/components/1/name", "/components/1/version", "/components/1/components", "/dependencies/0",
                  "/dependencies/1/ref", "/dependencies/2", "/dependencies/3/ref", "/dependencies/3/dependsOn/0",
                  "/dependencies/3/dependsOn/1", "/dependencies/4/ref", "/dependencies/4/dependsOn"));
  EXPECT_THAT(SbomReading(Bom(R"("dependencies":{},"components":7)")).Warnings(),
              ElementsAre("/components", "/dependencies"));
}

TEST(SbomCycloneDxTest, OtherDocumentsAreRefused) {
  const auto status = [](std::string_view text) { return SbomReading(text).report.status; };
  EXPECT_EQ(status(R"(<bom xmlns="http://cyclonedx.org/schema/bom/1.5"/>)").code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(status("\n  <?xml version='1.0'?>").code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(status("SPDXVersion: SPDX-2.3\n").code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(status(R"({"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld"})").code(),
            absl::StatusCode::kUnimplemented);
  EXPECT_EQ(status("[]").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status("{}").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status(R"({"bomFormat":7})").code(), absl::StatusCode::kInvalidArgument);
  const SbomReading broken(R"({"bomFormat":"CycloneDX",})");
  EXPECT_EQ(broken.report.status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(broken.report.byte_offset, 25u);
  EXPECT_THAT(broken.report.status.message(), HasSubstr("byte 25"));
}

TEST(SbomCycloneDxTest, ARejectedDocumentLeavesTheSbomAsItWas) {
  SbomReading reading(Bom(kShop));
  EXPECT_FALSE(ReadSbom("{", {}, reading.sbom).status.ok());
  EXPECT_EQ(reading.sbom.components()[0].name, "shop");
}

}  // namespace
}  // namespace vexlens
