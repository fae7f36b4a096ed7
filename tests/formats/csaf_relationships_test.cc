// What relationships and product paths of a CSAF product tree stand for.
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
using testing::Leaf;
using testing::Relationship;

constexpr std::string_view kOpaque = "csaf:https://a.example/ACME-1#";

// Read reads a tree whose product `id` is fixed.
CsafReading Read(std::string_view tree, std::string_view id = "P", std::string_view version = "2.0") {
  return CsafReading(CsafVex(tree, absl::StrCat(R"("product_status":{"fixed":[")", id, "\"]}"), version));
}

TEST(CsafRelationshipsTest, RelationshipsOfRelationships) {
  const std::string tree =
      absl::StrCat(R"("full_product_names":[)", Leaf("lib", "pkg:npm/lib@1"), ",", Leaf("app", "pkg:npm/app@1"), ",",
                   Leaf("os", "pkg:generic/os@1"), R"(],"relationships":[)",
                   Relationship("P", "lib:app", "os", "installed_on"), ",", Relationship("lib:app", "lib", "app"), ",",
                   Relationship("Q", "lib", "app:os", "installed_with"), ",", Relationship("app:os", "app", "os"), "]");
  EXPECT_THAT(Read(tree).Statements(), ElementsAre("fixed pkg:generic/os@1 | pkg:npm/lib@1 | installed_on"));
  EXPECT_THAT(Read(tree, "Q").Statements(), ElementsAre("fixed pkg:generic/os@1 | pkg:npm/lib@1 | installed_with"));
  for (const std::string_view id : {"P", "Q"}) EXPECT_THAT(Read(tree, id).Through(), ElementsAre("pkg:npm/app@1"));
  EXPECT_THAT(Read(tree, "app:os").Through(), ElementsAre(""));
}

// FourDeep is lib in assembly in service in product, as Relationships or as a path.
constexpr std::string_view kFour =
    R"("full_product_names":[{"name":"l","product_id":"L","product_identification_helper":{"purl":"pkg:npm/lib@1"}},)"
    R"({"name":"a","product_id":"A"},{"name":"s","product_id":"S","product_identification_helper":)"
    R"({"cpe":"cpe:/a:acme:service:2"}},{"name":"p","product_id":"T"}],)";

TEST(CsafRelationshipsTest, AllThatLiesBetweenIsKept) {
  const std::string nested = absl::StrCat(kFour, R"("relationships":[)", Relationship("LA", "L", "A"), ",",
                                          Relationship("ST", "S", "T"), ",", Relationship("P", "LA", "ST"), "]");
  const auto step = [](std::string_view next) {
    return absl::StrCat(R"({"category":"default_component_of","next_product_reference":")", next, "\"}");
  };
  const std::string path =
      absl::StrCat(kFour, R"("product_paths":[{"beginning_product_reference":"L","full_product_name":)", Leaf("P"),
                   R"(,"subpaths":[)", step("A"), ",", step("S"), ",", step("T"), "]}]");
  for (const CsafReading& reading : {Read(nested), Read(path, "P", "2.1")}) {
    EXPECT_THAT(reading.Statements(),
                ElementsAre(absl::StrCat("fixed ", kOpaque, "T | pkg:npm/lib@1 | default_component_of")));
    EXPECT_THAT(reading.Through(),
                ElementsAre(absl::StrCat("cpe:2.3:a:acme:service:2:*:*:*:*:*:*:* > ", kOpaque, "A")));
    EXPECT_THAT(reading.Warnings(), IsEmpty());
  }
}

TEST(CsafRelationshipsTest, OneIdentifierStandsForWhatLiesBetween) {
  const auto through = [](std::string_view helper) {
    return Read(absl::StrCat(R"("full_product_names":[)", Leaf("L", "pkg:npm/lib@1"), ",", Leaf("T"),
                             R"(,{"name":"a","product_id":"A","product_identification_helper":)", helper,
                             R"(}],"relationships":[)", Relationship("LA", "L", "A"), ",", Relationship("P", "LA", "T"),
                             "]"))
        .Through()
        .front();
  };
  const std::string hashes = absl::StrCat(R"("hashes":[{"filename":"f","file_hashes":[{"algorithm":"sha256","value":")",
                                          std::string(64, 'a'), "\"}]}]");
  EXPECT_EQ(through(absl::StrCat("{", hashes, R"(,"cpe":"cpe:/a:b:c","purl":"pkg:npm/a@1"})")), "pkg:npm/a@1");
  EXPECT_EQ(through(R"({"purls":["pkg:npm/b@1","pkg:npm/a@1"]})"), "pkg:npm/b@1");
  EXPECT_EQ(through(absl::StrCat("{", hashes, R"(,"cpe":"cpe:/a:b:c"})")), "cpe:2.3:a:b:c:*:*:*:*:*:*:*:*");
  EXPECT_EQ(through(absl::StrCat("{", hashes, "}")), absl::StrCat("sha256:", std::string(64, 'a')));
  EXPECT_EQ(through("{}"), absl::StrCat(kOpaque, "A"));
}

TEST(CsafRelationshipsTest, TheSameThingTwiceInARowIsOne) {
  const std::string tree =
      absl::StrCat(R"("full_product_names":[)", Leaf("lib", "pkg:npm/lib@1"), ",", Leaf("app", "pkg:npm/app@1"), ",",
                   Leaf("os", "pkg:generic/os@1"), R"(],"relationships":[)", Relationship("lib:app", "lib", "app"), ",",
                   Relationship("app:os", "app", "os"), ",", Relationship("P", "lib:app", "app:os"), "]");
  EXPECT_THAT(Read(tree).Through(), ElementsAre("pkg:npm/app@1"));
}

TEST(CsafRelationshipsTest, WhatLiesTooDeepIsRefused) {
  const auto tree = [](int depth) {
    std::string products = Leaf("0", "pkg:npm/p@0");
    std::string relationships;
    for (int i = 1; i <= depth; ++i) {
      absl::StrAppend(&products, ",", Leaf(absl::StrCat(i), absl::StrCat("pkg:npm/p@", i)));
      absl::StrAppend(&relationships, i == 1 ? "" : ",",
                      Relationship(i == depth ? "P" : absl::StrCat("r", i), i == 1 ? "0" : absl::StrCat("r", i - 1),
                                   absl::StrCat(i)));
    }
    return absl::StrCat(R"("full_product_names":[)", products, R"(],"relationships":[)", relationships, "]");
  };
  EXPECT_EQ(Read(tree(65)).report.statements, 1u);
  const CsafReading deeper = Read(tree(66));
  EXPECT_THAT(deeper.Warnings(), ElementsAre("@/product_tree/relationships/65"));
  EXPECT_THAT(deeper.Refused(), ElementsAre("@/vulnerabilities/0/product_status/fixed/0"));
}

TEST(CsafRelationshipsTest, WhatLiesBetweenComesBackFromTheNormalForm) {
  const std::string tree = absl::StrCat(
      R"("branches":[{"category":"product_version_range","name":"vers:npm/<2.0.0","product":)",
      Leaf("app", "pkg:npm/app"), R"(}],"full_product_names":[)", Leaf("lib", "pkg:npm/lib@1"), ",", Leaf("os"),
      R"(],"relationships":[)", Relationship("lib:app", "lib", "app"), ",", Relationship("P", "lib:app", "os"), "]");
  const CsafReading reading = Read(tree);
  EXPECT_THAT(reading.Through(), ElementsAre("pkg:npm/app vers:npm/<2.0.0"));
  std::string written;
  WriteEvidence(reading.evidence, written);
  Evidence again;
  ASSERT_TRUE(ReadEvidence(written, {}, again).ok());
  ASSERT_EQ(again.statements().size(), 1u);
  const auto through = again.Through((*again.statements().begin()).through);
  ASSERT_EQ(through.size(), 1u);
  EXPECT_EQ(again.ParsedSubject(through[0]).range, "vers:npm/<2.0.0");
  std::string rewritten;
  WriteEvidence(again, rewritten);
  EXPECT_EQ(rewritten, written);
}

TEST(CsafRelationshipsTest, RelationshipsOwnHelperNamesAnonymousComponent) {
  const auto tree = [](std::string_view component_purl) {
    return absl::StrCat(R"("full_product_names":[)", Leaf("lib", component_purl), ",", Leaf("os", "pkg:generic/os@1"),
                        R"(],"relationships":[{"category":"installed_on","product_reference":"lib",)",
                        R"("relates_to_product_reference":"os","full_product_name":)", Leaf("P", "pkg:npm/own@1"),
                        "}]");
  };
  EXPECT_THAT(Read(tree("")).Statements(), ElementsAre("fixed pkg:generic/os@1 | pkg:npm/own@1 | installed_on"));
  EXPECT_THAT(Read(tree("pkg:npm/lib@1")).Statements(),
              ElementsAre("fixed pkg:generic/os@1 | pkg:npm/lib@1 | installed_on"));
}

TEST(CsafRelationshipsTest, ProductPaths) {
  const CsafReading reading = Read(
      absl::StrCat(R"("full_product_names":[)", Leaf("lib", "pkg:npm/lib@1"), ",", Leaf("app", "pkg:npm/app@1"), ",",
                   Leaf("os"), R"(],"product_paths":[{"beginning_product_reference":"lib","full_product_name":)",
                   Leaf("P"), R"(,"subpaths":[{"category":"default_component_of","next_product_reference":"app"},)",
                   R"({"category":"installed_on","next_product_reference":"os"}]}])"),
      "P", "2.1");
  EXPECT_THAT(reading.Statements(), ElementsAre(absl::StrCat("fixed ", kOpaque, "os | pkg:npm/lib@1 | installed_on")));
  EXPECT_THAT(reading.Warnings(), IsEmpty());
}

TEST(CsafRelationshipsTest, CirclesAreRefused) {
  const std::string tree = absl::StrCat(R"("full_product_names":[)", Leaf("A"), R"(],"relationships":[)",
                                        Relationship("P", "Q", "A"), ",", Relationship("Q", "A", "R"), ",",
                                        Relationship("R", "Q", "A"), ",", Relationship("S", "A", "A"), "]");
  const CsafReading reading = Read(tree);
  EXPECT_THAT(reading.Refused(), ElementsAre("6.1.3@/vulnerabilities/0/product_status/fixed/0"));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("6.1.3@/product_tree/relationships/0", "6.1.3@/product_tree/relationships/1",
                          "6.1.3@/product_tree/relationships/2"));
  EXPECT_EQ(Read(tree, "S").report.statements, 1u);
}

TEST(CsafRelationshipsTest, UndefinedReferencesAreRefused) {
  const CsafReading reading = Read(absl::StrCat(R"("full_product_names":[)", Leaf("A"), R"(],"relationships":[)",
                                                Relationship("P", "Q", "A"), ",", Relationship("Q", "A", "X"), "]"));
  EXPECT_THAT(reading.Refused(), ElementsAre("6.1.1@/vulnerabilities/0/product_status/fixed/0"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("6.1.1@/product_tree/relationships/1/relates_to_product_reference"));
}

}  // namespace
}  // namespace vexlens
