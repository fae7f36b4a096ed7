// CSAF documents as a whole: header, vulnerabilities, statuses.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/formats/csaf_documents.h"

namespace vexlens {
namespace {

using ::testing::Contains;
using testing::CsafDocument;
using testing::CsafReading;
using testing::CsafVex;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Leaf;

const std::string kTree = absl::StrCat(R"("full_product_names":[)", Leaf("A", "pkg:npm/a@1"), ",", Leaf("B"), "]");

std::string With(std::string_view json, std::string_view from, std::string_view to) {
  return absl::StrReplaceAll(json, {{from, to}});
}

TEST(CsafTest, ReadsHeader) {
  const CsafReading reading(CsafVex(kTree, R"("product_status":{"fixed":["A"]})"));
  EXPECT_EQ(reading.report.outcome, Outcome::kAccepted);
  EXPECT_EQ(reading.report.format_version, "2.0");
  const Document& document = reading.evidence.documents()[0];
  EXPECT_EQ(document.format, Format::kCsaf);
  EXPECT_EQ(reading.evidence.Text(document.issuer), "https://a.example");
  EXPECT_EQ(reading.evidence.Text(document.id), "ACME-1");
  EXPECT_EQ(reading.evidence.Text(document.version), "3");
  EXPECT_EQ(FormatInstant(document.updated_at), "2024-02-01T00:00:00Z");
  EXPECT_FALSE(document.withdrawn);
  const Statement& statement = reading.evidence.statements()[0];
  EXPECT_EQ(FormatInstant(statement.issued_at), "2024-01-01T00:00:00Z");
  EXPECT_EQ(FormatInstant(statement.updated_at), "2024-02-01T00:00:00Z");
  EXPECT_EQ(reading.evidence.Text(statement.vulnerability), "CVE-2024-0001");
  EXPECT_EQ(reading.evidence.LocationText(statement.location), "/vulnerabilities/0/product_status/fixed/0");
}

TEST(CsafTest, HeaderWithoutNamespaceIdAndDates) {
  const CsafReading reading(
      R"({"document":{"csaf_version":"2.0","publisher":{},"tracking":{"version":"1"}},"product_tree":{},)"
      R"("vulnerabilities":[]})");
  EXPECT_EQ(reading.report.outcome, Outcome::kAcceptedWithWarnings);
  const Document& document = reading.evidence.documents()[0];
  EXPECT_EQ(reading.evidence.Text(document.issuer), "unknown");
  EXPECT_EQ(reading.evidence.Text(document.id), DigestText(document.digest));
  EXPECT_EQ(document.version, 0u);
  EXPECT_FALSE(document.updated_at.dated());
}

TEST(CsafTest, InitialDateStandsInForBadCurrentDate) {
  const CsafReading reading(With(CsafVex(kTree, R"("product_status":{})"), "2024-02-01T00:00:00Z", "yesterday"));
  EXPECT_EQ(FormatInstant(reading.evidence.documents()[0].updated_at), "2024-01-01T00:00:00Z");
  EXPECT_THAT(reading.Warnings(), ElementsAre("@/document/tracking/current_release_date"));
}

TEST(CsafTest, VersionsThatAreNotRead) {
  const std::string json = CsafVex(kTree, R"("product_status":{})");
  const CsafReading other(With(json, "2.0", "3.0"));
  EXPECT_EQ(other.report.status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(other.report.location, "/document/csaf_version");
  EXPECT_TRUE(other.evidence.documents().empty());
  const CsafReading missing(With(json, R"("csaf_version":"2.0",)", ""));
  EXPECT_EQ(missing.report.status.code(), absl::StatusCode::kInvalidArgument);
  const CsafReading number(With(json, R"("2.0")", "2.0"));
  EXPECT_EQ(number.report.status.code(), absl::StatusCode::kInvalidArgument);
}

TEST(CsafTest, WithdrawnAndSuperseded) {
  const CsafReading withdrawn(CsafDocument("", "2.1", "csaf_withdrawn"));
  EXPECT_EQ(withdrawn.report.outcome, Outcome::kAccepted);
  EXPECT_TRUE(withdrawn.evidence.documents()[0].withdrawn);
  const CsafReading deleted(With(CsafVex(kTree, R"("product_status":{})"), "final", "deleted"));
  EXPECT_TRUE(deleted.evidence.documents()[0].withdrawn);
  const CsafReading superseded(CsafDocument("", "2.1", "csaf_superseded"));
  EXPECT_FALSE(superseded.evidence.documents()[0].withdrawn);
  EXPECT_THAT(superseded.Warnings(), ElementsAre("@/document/category"));
}

TEST(CsafTest, AdvisoryWithoutTreeOrVulnerabilities) {
  const CsafReading reading(CsafDocument("", "2.0", "csaf_informational_advisory"));
  EXPECT_EQ(reading.report.outcome, Outcome::kAcceptedWithWarnings);
  EXPECT_EQ(reading.report.statements, 0u);
  EXPECT_THAT(reading.Warnings(), ElementsAre("@", "@"));
}

TEST(CsafTest, MapsStatuses) {
  const CsafReading reading(
      CsafVex(kTree, R"("product_status":{"known_affected":["A"],"first_affected":["A"],"last_affected":["A"],)"
                     R"("known_not_affected":["A"],"fixed":["A"],"first_fixed":["A"],"under_investigation":["A"]})"));
  EXPECT_THAT(reading.Statements(),
              ElementsAre("affected pkg:npm/a@1 |  | ", "affected pkg:npm/a@1 |  | ", "affected pkg:npm/a@1 |  | ",
                          "not_affected pkg:npm/a@1 |  | ", "fixed pkg:npm/a@1 |  | ", "fixed pkg:npm/a@1 |  | ",
                          "under_investigation pkg:npm/a@1 |  | "));
  EXPECT_THAT(reading.Warnings(), ElementsAre("6.1.6@/vulnerabilities/0/product_status/known_not_affected/0",
                                              "6.1.6@/vulnerabilities/0/product_status/fixed/0",
                                              "6.1.6@/vulnerabilities/0/product_status/under_investigation/0"));
}

TEST(CsafTest, ListsWithoutVerdictAreIgnored) {
  const CsafReading reading(
      CsafVex(kTree, R"("product_status":{"recommended":["A","X"],"unknown":["A"],"fixed":["A"],"odd":["B"]})", "2.1"));
  EXPECT_THAT(reading.Statements(), ElementsAre("fixed pkg:npm/a@1 |  | "));
  EXPECT_THAT(reading.Ignored(),
              ElementsAre("@/vulnerabilities/0/product_status/recommended/0",
                          "@/vulnerabilities/0/product_status/recommended/1",
                          "@/vulnerabilities/0/product_status/unknown/0", "@/vulnerabilities/0/product_status/odd/0"));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("6.1.1@/vulnerabilities/0/product_status/recommended/1",
                          "6.1.6@/vulnerabilities/0/product_status/fixed/0", "@/vulnerabilities/0/product_status/odd"));
}

TEST(CsafTest, ListUnknownIsNoContradictionIn20) {
  const CsafReading reading(CsafVex(kTree, R"("product_status":{"unknown":["A"],"fixed":["A"]})"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("@/vulnerabilities/0/product_status/unknown"));
  EXPECT_EQ(reading.report.ignored, 1u);
}

TEST(CsafTest, UndefinedProductsAreRefused) {
  const CsafReading reading(CsafVex(kTree, R"("product_status":{"fixed":["X","A",7,"A"]})"));
  EXPECT_EQ(reading.report.statements, 2u);
  EXPECT_THAT(reading.Refused(), ElementsAre("6.1.1@/vulnerabilities/0/product_status/fixed/0",
                                             "6.1.1@/vulnerabilities/0/product_status/fixed/2"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("@/vulnerabilities/0/product_status/fixed/3"));
}

TEST(CsafTest, ADraftIsToldOf) {
  const CsafReading draft(With(CsafVex(kTree, R"("product_status":{"fixed":["A"]})"), "final", "draft"));
  EXPECT_THAT(draft.Warnings(), ElementsAre("@/document/tracking/status"));
  EXPECT_EQ(draft.report.statements, 1u);
}

TEST(CsafTest, NamesOfVulnerabilities) {
  const auto read = [](std::string_view names) {
    const CsafReading reading(CsafDocument(absl::StrCat(R"("product_tree":{)", kTree, R"(},"vulnerabilities":[{)",
                                                        names, R"("product_status":{"fixed":["A"]}}])")));
    if (reading.evidence.statements().empty()) return absl::StrCat("refused ", reading.report.refused);
    const Statement& statement = reading.evidence.statements()[0];
    std::string out(reading.evidence.Text(statement.vulnerability));
    for (const TextId alias : reading.evidence.Aliases(statement.aliases)) {
      absl::StrAppend(&out, " ", reading.evidence.Text(alias));
    }
    return out;
  };
  constexpr std::string_view kIds =
      R"("ids":[{"system_name":"s","text":"RHSA-2024:1"},{"system_name":"s","text":"ghsa-2345-6789-CFGH"},)"
      R"({"system_name":"s","text":"bug 7"},{"system_name":"s","text":"CVE-2024-0002"}],)";
  EXPECT_EQ(read(absl::StrCat(R"("cve":"cve-2024-0001",)", kIds)), "CVE-2024-0001 CVE-2024-0002 GHSA-2345-6789-cfgh");
  EXPECT_EQ(read(kIds), "GHSA-2345-6789-cfgh CVE-2024-0002");
  EXPECT_EQ(read(R"("ids":[{"system_name":"s","text":""},{"system_name":"s","text":"bug 7"}],)"), "bug 7");
  EXPECT_EQ(read(R"("cve":7,)"), "refused 1");
  EXPECT_EQ(read(""), "refused 1");
}

TEST(CsafTest, WrongTypesAreWarnings) {
  const CsafReading reading(CsafDocument(
      R"("product_tree":{"branches":{},"full_product_names":[1,{"name":2,"product_id":[]}],"relationships":"r",)"
      R"("product_groups":[null,{"group_id":1,"product_ids":"A"}],"product_paths":[{"subpaths":[3]}]},)"
      R"("vulnerabilities":[5,{"ids":"x","cve":"CVE-2024-0001","flags":[1],"threats":{},"remediations":[{}],)"
      R"("product_status":{"fixed":"A","known_affected":[{},null]}}])"));
  EXPECT_EQ(reading.report.outcome, Outcome::kAcceptedWithWarnings);
  EXPECT_EQ(reading.report.refused, 2u);
  EXPECT_THAT(reading.Warnings(), Contains("@/product_tree/full_product_names/0"));
  EXPECT_THAT(reading.Warnings(), Contains("@/vulnerabilities/1/product_status/fixed"));
  EXPECT_THAT(reading.Statements(), IsEmpty());
}

TEST(CsafTest, LimitOfStatements) {
  ReadOptions options;
  options.max_statements = 1;
  const CsafReading reading(CsafVex(kTree, R"("product_status":{"fixed":["A","B"]})"), options);
  EXPECT_EQ(reading.report.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(reading.evidence.statements().empty());
}

}  // namespace
}  // namespace vexlens
