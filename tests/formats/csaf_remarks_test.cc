// Flags, threats and remediations of CSAF vulnerabilities.
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

const std::string kTree = absl::StrCat(R"("full_product_names":[)", Leaf("A"), ",", Leaf("B"), ",", Leaf("C"),
                                       R"(],"product_groups":[{"group_id":"AB","product_ids":["A","B"]},)",
                                       R"({"group_id":"BC","product_ids":["B","C"]}])");
constexpr std::string_view kNotAffected = R"("product_status":{"known_not_affected":["A","B","C"]})";
constexpr std::string_view kAffected = R"("product_status":{"known_affected":["A","B","C"]})";

CsafReading Read(std::string_view status, std::string_view remarks) {
  return CsafReading(CsafVex(kTree, absl::StrCat(remarks, ",", status)));
}

TEST(CsafRemarksTest, FlagsReachProductsAndGroups) {
  const CsafReading reading = Read(kNotAffected, R"("flags":[{"label":"component_not_present","group_ids":["AB"]},)"
                                                 R"({"label":"vulnerable_code_not_present","product_ids":["C"]}])");
  EXPECT_THAT(reading.Remarks(), ElementsAre("component_not_present |  | ", "component_not_present |  | ",
                                             "vulnerable_code_not_present |  | "));
  EXPECT_THAT(reading.Warnings(), IsEmpty());
  const Statement& statement = reading.evidence.statements()[0];
  EXPECT_EQ(statement.justification_raw, statement.justification);
}

TEST(CsafRemarksTest, FirstFlagOfProductCounts) {
  const CsafReading reading =
      Read(kNotAffected, R"("flags":[{"label":"component_not_present","product_ids":["A"],"group_ids":["AB"]},)"
                         R"({"label":"vulnerable_code_not_present","group_ids":["BC","BC"]},)"
                         R"({"label":"component_not_present","product_ids":["A"]}])");
  EXPECT_THAT(reading.Remarks(), ElementsAre("component_not_present |  | ", "component_not_present |  | ",
                                             "vulnerable_code_not_present |  | "));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("6.1.33@/vulnerabilities/0/flags/1", "6.1.33@/vulnerabilities/0/flags/2"));
}

TEST(CsafRemarksTest, OddFlagsGiveNoJustification) {
  const CsafReading reading =
      Read(kNotAffected, R"("flags":[{"label":"mystery","product_ids":["A"]},{"label":"component_not_present"},)"
                         R"({"label":"component_not_present","product_ids":["X"],"group_ids":["XY"]}])");
  EXPECT_THAT(reading.Remarks(), ElementsAre(" |  | ", " |  | ", " |  | "));
  EXPECT_THAT(reading.Warnings(), ElementsAre("@/vulnerabilities/0/flags/0/label", "6.1.32@/vulnerabilities/0/flags/1",
                                              "6.1.1@/vulnerabilities/0/flags/2/product_ids/0",
                                              "6.1.4@/vulnerabilities/0/flags/2/group_ids/0"));
}

TEST(CsafRemarksTest, ImpactOfAllAndOfSomeProducts) {
  const CsafReading reading =
      Read(kNotAffected, R"("threats":[{"category":"impact","details":"own","group_ids":["AB"],"product_ids":["A"]},)"
                         R"({"category":"impact","details":"general"},{"category":"exploit_status","details":"no"},)"
                         R"({"category":"impact","details":"more","product_ids":["B"]}])");
  EXPECT_THAT(reading.Remarks(), ElementsAre(" | general\nown | ", " | general\nown\nmore | ", " | general | "));
}

TEST(CsafRemarksTest, ActionsInOrderOfTheDocument) {
  const CsafReading reading =
      Read(kAffected, R"("remediations":[{"category":"vendor_fix","details":"update","group_ids":["AB"]},)"
                      R"({"category":"none_available","details":"none","product_ids":["C","C"]},)"
                      R"({"category":"workaround","details":"unplug","group_ids":["BC"]},)"
                      R"({"category":"mitigation","details":"nobody's"}],)"
                      R"("threats":[{"category":"impact","details":"not told of affected products"}])");
  EXPECT_THAT(reading.Remarks(), ElementsAre(" |  | update", " |  | update\nunplug", " |  | none\nunplug"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("6.1.29@/vulnerabilities/0/remediations/3"));
}

TEST(CsafRemarksTest, RemarksStayWithTheirVulnerabilityAndStatus) {
  const CsafReading reading(testing::CsafDocument(absl::StrCat(
      R"("product_tree":{)", kTree, R"(},"vulnerabilities":[{"cve":"CVE-2024-0001",)",
      R"("product_status":{"known_not_affected":["A"],"known_affected":["B"],"fixed":["C"]},)",
      R"("flags":[{"label":"component_not_present","product_ids":["A","B","C"]}],)",
      R"("threats":[{"category":"impact","details":"i"}],)",
      R"("remediations":[{"category":"vendor_fix","details":"r","product_ids":["A","B","C"]}]},)",
      R"({"cve":"CVE-2024-0002","product_status":{"known_not_affected":["A"],"known_affected":["B"]}}])")));
  EXPECT_THAT(reading.Remarks(), ElementsAre("component_not_present | i | ", " |  | r", " |  | ", " |  | ", " |  | "));
}

TEST(CsafRemarksTest, GroupDefinedTwice) {
  const CsafReading reading(CsafVex(absl::StrCat(R"("full_product_names":[)", Leaf("A"), ",", Leaf("B"),
                                                 R"(],"product_groups":[{"group_id":"G","product_ids":["A","X"]},)",
                                                 R"({"group_id":"G","product_ids":["B"]}])"),
                                    R"("product_status":{"known_not_affected":["A","B"]},)"
                                    R"("flags":[{"label":"component_not_present","group_ids":["G"]}])"));
  EXPECT_THAT(reading.Remarks(), ElementsAre("component_not_present |  | ", " |  | "));
  EXPECT_THAT(reading.Warnings(), ElementsAre("6.1.1@/product_tree/product_groups/0/product_ids/1",
                                              "6.1.5@/product_tree/product_groups/1/group_id"));
}

TEST(CsafRemarksTest, UnknownCategoriesAreWarnings) {
  const CsafReading reading =
      Read(kAffected, R"("threats":[{"category":"doom","details":"d","product_ids":["A"]}],)"
                      R"("remediations":[{"category":"prayer","details":"d","product_ids":["A"]}])");
  EXPECT_THAT(reading.Remarks(), ElementsAre(" |  | d", " |  | ", " |  | "));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("@/vulnerabilities/0/threats/0/category", "@/vulnerabilities/0/remediations/0/category"));
}

}  // namespace
}  // namespace vexlens
