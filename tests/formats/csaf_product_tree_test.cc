// What product ids of a CSAF product tree stand for.
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
using ::testing::UnorderedElementsAre;

constexpr std::string_view kOpaque = "csaf:https://a.example/ACME-1#";

// Read reads a tree whose product `id` is fixed.
CsafReading Read(std::string_view tree, std::string_view id = "P", std::string_view version = "2.0") {
  return CsafReading(CsafVex(tree, absl::StrCat(R"("product_status":{"fixed":[")", id, "\"]}"), version));
}

std::string Helper(std::string_view helper) {
  return absl::StrCat(R"("full_product_names":[{"name":"n","product_id":"P","product_identification_helper":)", helper,
                      "}]");
}

// Branch is a branch with a product P that has a purl.
std::string Branch(std::string_view category, std::string_view name, std::string_view purl) {
  return absl::StrCat(R"("branches":[{"category":")", category, R"(","name":")", name, R"(","product":)",
                      Leaf("P", purl), "}]");
}

TEST(CsafProductTreeTest, ProductWithoutHelperIsOpaque) {
  const CsafReading reading = Read(absl::StrCat(R"("full_product_names":[)", Leaf("P"), "]"));
  EXPECT_THAT(reading.Statements(), ElementsAre(absl::StrCat("fixed ", kOpaque, "P |  | ")));
}

TEST(CsafProductTreeTest, OneStatementForEachIdentifier) {
  const std::string hex(64, 'a');
  const CsafReading reading =
      Read(Helper(absl::StrCat(
               R"({"purls":["pkg:NPM/a@1","pkg:npm/a@1","pkg:deb/debian/b@2"],"cpe":"cpe:/o:acme:os:9",)",
               R"("hashes":[{"filename":"f","file_hashes":[{"algorithm":"sha256","value":")", hex, R"("}]}]})")),
           "P", "2.1");
  EXPECT_THAT(reading.Statements(), UnorderedElementsAre("fixed pkg:npm/a@1 |  | ", "fixed pkg:deb/debian/b@2 |  | ",
                                                         "fixed cpe:2.3:o:acme:os:9:*:*:*:*:*:*:* |  | ",
                                                         absl::StrCat("fixed sha256:", hex, " |  | ")));
  EXPECT_THAT(reading.Warnings(), IsEmpty());
}

TEST(CsafProductTreeTest, HashesOfSeveralFilesNameNothing) {
  const std::string file = absl::StrCat(R"({"filename":"f","file_hashes":[{"algorithm":"sha256","value":")",
                                        std::string(64, 'a'), R"("}]})");
  const CsafReading reading = Read(Helper(absl::StrCat(R"({"hashes":[)", file, ",", file, "]}")));
  EXPECT_THAT(reading.Statements(), ElementsAre(absl::StrCat("fixed ", kOpaque, "P |  | ")));
  EXPECT_THAT(reading.Ignored(),
              ElementsAre("@/product_tree/full_product_names/0/product_identification_helper/hashes"));
}

TEST(CsafProductTreeTest, MalformedIdentifiersGiveWayToTheNext) {
  const CsafReading reading = Read(Helper(R"({"purl":"pkg:","cpe":"cpe:2.3:a:acme:web:1:*:*:*:*:*:*:*"})"));
  EXPECT_THAT(reading.Statements(), ElementsAre("fixed cpe:2.3:a:acme:web:1:*:*:*:*:*:*:* |  | "));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("@/product_tree/full_product_names/0/product_identification_helper/purl"));
  const CsafReading none = Read(Helper(R"({"purl":"acme","cpe":7,"hashes":[{"file_hashes":[{"algorithm":"x"}]}]})"));
  EXPECT_THAT(none.Statements(), ElementsAre(absl::StrCat("fixed ", kOpaque, "P |  | ")));
  EXPECT_EQ(none.report.warnings, 3u);
}

TEST(CsafProductTreeTest, ABomLinkIsAnIdentifier) {
  const CsafReading reading = Read(
      Helper(R"({"x_generic_uris":[{"namespace":"n","uri":"urn:cdx:22222222-2222-4222-8222-222222222222/1#a%2Fb"},)"
             R"({"namespace":"n","uri":"https://a.example/doc#SPDXRef-a"},{"namespace":"n"}]})"));
  EXPECT_THAT(reading.Statements(), ElementsAre("fixed cdx:urn:uuid:22222222-2222-4222-8222-222222222222/1#a/b |  | "));
  const std::string uris = "@/product_tree/full_product_names/0/product_identification_helper/x_generic_uris/";
  EXPECT_THAT(reading.Ignored(), ElementsAre(uris + "1"));
  EXPECT_THAT(reading.Warnings(), ElementsAre(uris + "2"));
}

TEST(CsafProductTreeTest, WhatNamesNothingElsewhereIsTold) {
  const CsafReading reading = Read(Helper(R"({"model_numbers":["6XY-*"],"skus":["A"],"serial_numbers":["S"]})"));
  EXPECT_THAT(reading.Statements(), ElementsAre(absl::StrCat("fixed ", kOpaque, "P |  | ")));
  const std::string helper = "@/product_tree/full_product_names/0/product_identification_helper/";
  EXPECT_THAT(reading.Ignored(), ElementsAre(helper + "model_numbers", helper + "skus", helper + "serial_numbers"));
}

TEST(CsafProductTreeTest, BlanksAroundIdentifiersAreCut) {
  const CsafReading reading = Read(Helper(R"({"purl":" pkg:npm/a@1\n","cpe":"\tcpe:/a:b:c"})"));
  EXPECT_THAT(reading.Statements(),
              UnorderedElementsAre("fixed pkg:npm/a@1 |  | ", "fixed cpe:2.3:a:b:c:*:*:*:*:*:*:*:* |  | "));
  EXPECT_EQ(reading.report.warnings, 2u);
}

TEST(CsafProductTreeTest, PurlsBelongToAnotherVersion) {
  const CsafReading reading = Read(Helper(R"({"purls":["pkg:npm/a@1"]})"));
  EXPECT_THAT(reading.Statements(), ElementsAre("fixed pkg:npm/a@1 |  | "));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("@/product_tree/full_product_names/0/product_identification_helper/purls"));
}

TEST(CsafProductTreeTest, FortyLevelsOfBranches) {
  std::string tree = Branch("product_version", "1", "pkg:npm/deep@1");
  for (int level = 0; level < 39; ++level) {
    tree = absl::StrCat(R"("branches":[{"category":"product_family","name":"f",)", tree, "}]");
  }
  EXPECT_THAT(Read(tree).Statements(), ElementsAre("fixed pkg:npm/deep@1 |  | "));
}

TEST(CsafProductTreeTest, FindingsInBranchesHaveTheirPlace) {
  const CsafReading reading = Read(
      R"("branches":[{"category":"vendor","name":"v","branches":[{"category":"odd","name":"o","branches":[3]},)"
      R"({"category":"vendor","name":"w","branches":[{"category":"vendor","name":"x","product":{"name":"n"}}]}]}])");
  EXPECT_THAT(reading.Warnings(), ElementsAre("@/product_tree/branches/0/branches/0/category",
                                              "@/product_tree/branches/0/branches/0/branches/0",
                                              "@/product_tree/branches/0/branches/1/branches/0/product"));
}

TEST(CsafProductTreeTest, VersionRanges) {
  EXPECT_THAT(Read(Branch("product_version_range", "vers:npm/<2.0.0", "pkg:npm/a")).Statements(),
              ElementsAre("fixed pkg:npm/a vers:npm/<2.0.0 |  | "));
  EXPECT_THAT(Read(absl::StrCat(R"("branches":[{"category":"product_version_range","name":"vers:npm/<2.0.0",)",
                                Branch("architecture", "x", "pkg:npm/a"), "}]"))
                  .Statements(),
              ElementsAre("fixed pkg:npm/a vers:npm/<2.0.0 |  | "));
}

TEST(CsafProductTreeTest, ProductDefinedTwice) {
  const auto tree = [](std::string_view first, std::string_view second) {
    return absl::StrCat(R"("full_product_names":[)", first, ",", second, ",", Leaf("A"), R"(],"relationships":[)",
                        Relationship("R", "P", "A"), "]");
  };
  const std::string same = tree(Leaf("P", "pkg:npm/a@1"), Leaf("P", "pkg:NPM/a@1"));
  EXPECT_EQ(Read(same).report.statements, 1u);
  EXPECT_THAT(Read(same).Warnings(), ElementsAre("6.1.2@/product_tree/full_product_names/1/product_id"));
  const std::string different = tree(Leaf("P", "pkg:npm/a@1"), Leaf("P", "pkg:npm/a@2"));
  EXPECT_THAT(Read(different).Refused(), ElementsAre("6.1.2@/vulnerabilities/0/product_status/fixed/0"));
  EXPECT_THAT(Read(different, "R").Refused(), ElementsAre("6.1.2@/vulnerabilities/0/product_status/fixed/0"));
  const std::string renamed = tree(R"({"name":"one","product_id":"P"})", R"({"name":"two","product_id":"P"})");
  EXPECT_EQ(Read(renamed).report.refused, 1u);
}

}  // namespace
}  // namespace vexlens
