// CycloneDX documents: header, analyses, what is refused, ignored and skipped.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/formats/openvex_reading.h"

namespace vexlens {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Reading;

constexpr std::string_view kSerial = "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79";

// Bom is a document with a component "c" and these members.
std::string Bom(std::string_view members) {
  return absl::StrCat(R"({"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":")", kSerial,
                      R"(","version":2,"components":[{"type":"library","bom-ref":"c","purl":"pkg:npm/c@1"}])",
                      members.empty() ? "" : ",", members, "}");
}

// Vulnerability is CVE-2024-0001 in "c" with this analysis, and members beside.
std::string Vulnerability(std::string_view analysis, std::string_view members = "") {
  return absl::StrCat(R"({"id":"CVE-2024-0001","affects":[{"ref":"c"}],"analysis":{)", analysis, "}",
                      members.empty() ? "" : ",", members, "}");
}

std::string Vex(std::string_view vulnerabilities, std::string_view metadata = R"("timestamp":"2024-01-01T00:00:00Z")") {
  return Bom(absl::StrCat(R"("metadata":{)", metadata, R"(},"vulnerabilities":[)", vulnerabilities, "]"));
}

TEST(CycloneDxTest, ReadsHeader) {
  const Reading reading(
      Vex(Vulnerability(R"("state":"resolved")"),
          R"("timestamp":"2024-01-01T00:00:00Z","supplier":{"name":"S"},"manufacturer":{"name":"M"})"));
  EXPECT_EQ(reading.report.outcome, Outcome::kAccepted);
  EXPECT_EQ(reading.report.format, Format::kCycloneDx);
  EXPECT_EQ(reading.report.format_version, "1.6");
  const Document& document = reading.evidence.documents()[0];
  EXPECT_EQ(reading.evidence.Text(document.issuer), "S");
  EXPECT_EQ(reading.evidence.Text(document.id), kSerial);
  EXPECT_EQ(reading.evidence.Text(document.version), "2");
  EXPECT_EQ(FormatInstant(document.updated_at), "2024-01-01T00:00:00Z");
  EXPECT_THAT(reading.Statements(), ElementsAre("fixed pkg:npm/c@1 |  @/vulnerabilities/0/affects/0"));
  EXPECT_THAT(reading.Names(), ElementsAre("CVE-2024-0001: "));
  EXPECT_THAT(reading.Dates(), ElementsAre("2024-01-01T00:00:00Z 2024-01-01T00:00:00Z"));
}

TEST(CycloneDxTest, IssuerIsSupplierManufacturerOrAuthor) {
  const auto issuer = [](std::string_view metadata) {
    const Reading reading(Vex("", metadata));
    return std::string(reading.evidence.Text(reading.evidence.documents()[0].issuer));
  };
  EXPECT_EQ(issuer(R"("supplier":{"name":""},"manufacturer":{"name":"M"},"authors":[{"name":"A"}])"), "M");
  EXPECT_EQ(issuer(R"("manufacture":{"name":"M"},"authors":[{"name":"A"}])"), "M");
  EXPECT_EQ(issuer(R"("supplier":{"url":[]},"authors":[{"email":"a@a.example"},{"name":"A"},{"name":"B"}])"), "A");
  EXPECT_EQ(issuer(R"("supplier":"S")"), "unknown");
}

TEST(CycloneDxTest, DocumentWithoutSerialNumberAndVersion) {
  const Reading reading(R"({"bomFormat":"CycloneDX","specVersion":"1.4","metadata":7,"vulnerabilities":[]})");
  const Document& document = reading.evidence.documents()[0];
  EXPECT_EQ(reading.evidence.Text(document.id), DigestText(document.digest));
  EXPECT_EQ(reading.evidence.Text(document.version), "1");
  EXPECT_FALSE(document.updated_at.dated());
  EXPECT_THAT(reading.Warnings(), ElementsAre("/metadata"));
}

TEST(CycloneDxTest, OtherVersionsAreRejected) {
  for (const std::string_view other : {"\"1.3\"", "\"2.0\"", "1.6", "null"}) {
    const Reading reading(absl::StrReplaceAll(Vex(""), {{"\"1.6\"", other}}));
    EXPECT_EQ(reading.report.status.code(), absl::StatusCode::kUnimplemented) << other;
    EXPECT_EQ(reading.report.location, "/specVersion");
    EXPECT_TRUE(reading.evidence.documents().empty());
  }
}

TEST(CycloneDxTest, ABomWithoutVulnerabilitiesIsADocumentIfOthersCanLinkToIt) {
  const Reading plain(Bom(""));
  EXPECT_EQ(plain.report.outcome, Outcome::kAccepted);
  EXPECT_EQ(plain.evidence.documents().size(), 1u);
  const Reading nameless(R"({"bomFormat":"CycloneDX","specVersion":"1.6"})");
  EXPECT_EQ(nameless.report.outcome, Outcome::kSkipped);
  EXPECT_FALSE(nameless.report.status.ok());
  EXPECT_TRUE(nameless.evidence.documents().empty());
  // A newer version that lists none takes the older one's statements back, and so is a document.
  const Reading empty(Vex(""));
  EXPECT_EQ(empty.report.outcome, Outcome::kAccepted);
  EXPECT_EQ(empty.evidence.documents().size(), 1u);
}

TEST(CycloneDxTest, States) {
  std::string vulnerabilities;
  for (const std::string_view state :
       {"exploitable", "not_affected", "false_positive", "resolved", "resolved_with_pedigree", "in_triage"}) {
    absl::StrAppend(&vulnerabilities, vulnerabilities.empty() ? "" : ",",
                    Vulnerability(absl::StrCat(R"("state":")", state, R"(","detail":"d")")));
  }
  const Reading reading(Vex(vulnerabilities));
  EXPECT_EQ(reading.report.outcome, Outcome::kAccepted);
  EXPECT_THAT(reading.Statements(), ElementsAre("affected pkg:npm/c@1 |  @/vulnerabilities/0/affects/0",
                                                "not_affected pkg:npm/c@1 |  @/vulnerabilities/1/affects/0",
                                                "not_affected pkg:npm/c@1 |  @/vulnerabilities/2/affects/0",
                                                "fixed pkg:npm/c@1 |  @/vulnerabilities/3/affects/0",
                                                "fixed pkg:npm/c@1 |  @/vulnerabilities/4/affects/0",
                                                "under_investigation pkg:npm/c@1 |  @/vulnerabilities/5/affects/0"));
  EXPECT_THAT(reading.Reasons(), ElementsAre(" |  |  | ", " |  | d | ", " | false_positive | d | ", " |  |  | ",
                                             " |  |  | ", " |  |  | "));
}

TEST(CycloneDxTest, Justifications) {
  const auto reasons = [](std::string_view label) {
    const Reading reading(
        Vex(Vulnerability(absl::StrCat(R"("state":"false_positive","justification":")", label, "\""))));
    return absl::StrCat(reading.Reasons()[0], reading.Warnings().empty() ? "" : "!");
  };
  EXPECT_EQ(reasons("code_not_present"), "vulnerable_code_not_present | code_not_present |  | ");
  EXPECT_EQ(reasons("code_not_reachable"), "vulnerable_code_not_in_execute_path | code_not_reachable |  | ");
  EXPECT_EQ(reasons("requires_configuration"),
            "vulnerable_code_cannot_be_controlled_by_adversary | requires_configuration |  | ");
  EXPECT_EQ(reasons("requires_environment"),
            "vulnerable_code_cannot_be_controlled_by_adversary | requires_environment |  | ");
  EXPECT_EQ(reasons("requires_dependency"), "component_not_present | requires_dependency |  | ");
  EXPECT_EQ(reasons("protected_by_compiler"), "inline_mitigations_already_exist | protected_by_compiler |  | ");
  EXPECT_EQ(reasons("protected_at_runtime"), "inline_mitigations_already_exist | protected_at_runtime |  | ");
  EXPECT_EQ(reasons("protected_by_mitigating_control"),
            "inline_mitigations_already_exist | protected_by_mitigating_control |  | ");
  EXPECT_EQ(reasons("protected_at_perimeter"), " | protected_at_perimeter |  | ");
  EXPECT_EQ(reasons("luck"), " | luck |  | !");
}

TEST(CycloneDxTest, ActionIsTheBestAdviceThereIs) {
  const auto action = [](std::string_view members) {
    const Reading reading(
        Vex(Vulnerability(R"("state":"exploitable","response":["update","pray","rollback"])", members)));
    EXPECT_THAT(reading.Warnings(), ElementsAre("/vulnerabilities/0/analysis/response/1"));
    return reading.Reasons()[0];
  };
  EXPECT_EQ(action(R"("recommendation":"r","workaround":"w")"), " |  |  | r");
  EXPECT_EQ(action(R"("recommendation":"","workaround":"w")"), " |  |  | w");
  EXPECT_EQ(action(""), " |  |  | update,pray,rollback");
}

TEST(CycloneDxTest, Dates) {
  const Reading reading(Vex(absl::StrCat(
      Vulnerability(R"("state":"resolved","firstIssued":"2024-02-01T00:00:00Z","lastUpdated":"2024-03-01T00:00:00Z")"),
      ",", Vulnerability(R"("state":"resolved","firstIssued":"2024-02-01T00:00:00Z","lastUpdated":"soon")"))));
  EXPECT_THAT(reading.Dates(),
              ElementsAre("2024-02-01T00:00:00Z 2024-03-01T00:00:00Z", "2024-02-01T00:00:00Z 2024-02-01T00:00:00Z"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/vulnerabilities/1/analysis/lastUpdated"));
}

TEST(CycloneDxTest, AliasesAreReferencesToVulnerabilities) {
  const Reading reading(
      Vex(Vulnerability(R"("state":"resolved")",
                        R"("references":[{"id":"ghsa-AAAA-bbbb-cccc"},{"id":"RHSA-2024:1"},{"id":"cve-2024-0001"},)"
                        R"({"id":"SNYK-JS-1"},{"source":{}},7])")));
  EXPECT_THAT(reading.Names(), ElementsAre("CVE-2024-0001: GHSA-aaaa-bbbb-cccc"));
  EXPECT_THAT(reading.Ignored(), ElementsAre("/vulnerabilities/0/references/1", "/vulnerabilities/0/references/3"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/vulnerabilities/0/references/4", "/vulnerabilities/0/references/5"));
}

TEST(CycloneDxTest, BlanksAroundNamesAreCut) {
  const Reading reading(Vex(R"({"id":"gcve-0-2024-0001 ","analysis":{"state":"resolved"},"affects":[{"ref":"c"}],)"
                            R"("references":[{"id":" GO-2024-1"}]})"));
  EXPECT_THAT(reading.Names(), ElementsAre("CVE-2024-0001: GO-2024-1"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/vulnerabilities/0/id", "/vulnerabilities/0/references/0/id"));
}

TEST(CycloneDxTest, VulnerabilitiesWithoutAStateAreIgnored) {
  const Reading reading(Vex(R"({"id":"CVE-2024-0001","affects":[{"ref":"c"}]},{"analysis":{"detail":"d"}},)"
                            R"({"id":"CVE-2024-0002","analysis":"resolved","affects":[{"ref":"c"}]})"));
  EXPECT_THAT(reading.Statements(), IsEmpty());
  EXPECT_THAT(reading.Ignored(), ElementsAre("/vulnerabilities/0", "/vulnerabilities/1", "/vulnerabilities/2"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/vulnerabilities/2/analysis"));
  EXPECT_EQ(reading.evidence.documents().size(), 1u);
}

TEST(CycloneDxTest, RefusesWhatIsNoStatement) {
  const Reading reading(Vex(absl::StrCat(
      R"({"analysis":{"state":"resolved"},"affects":[{"ref":"c"}]},)", Vulnerability(R"("state":"solved")"), ",",
      Vulnerability(R"("state":5)"), R"(,{"id":"CVE-2024-0001","analysis":{"state":"resolved"}},)",
      R"({"id":"CVE-2024-0001","analysis":{"state":"resolved"},"affects":[]},)",
      R"({"id":"CVE-2024-0001","analysis":{"state":"resolved"},"affects":[{},7,{"ref":""},{"ref":3}]},null)")));
  EXPECT_THAT(reading.Statements(), IsEmpty());
  EXPECT_THAT(reading.Refused(),
              ElementsAre("/vulnerabilities/0", "/vulnerabilities/1/analysis/state",
                          "/vulnerabilities/2/analysis/state", "/vulnerabilities/3", "/vulnerabilities/4",
                          "/vulnerabilities/5/affects/0", "/vulnerabilities/5/affects/1",
                          "/vulnerabilities/5/affects/2", "/vulnerabilities/5/affects/3", "/vulnerabilities/6"));
}

TEST(CycloneDxTest, OddHeadersAreWarnedOf) {
  const std::string long_serial(100, 's');
  const Reading reading(absl::StrReplaceAll(
      Vex(Vulnerability(R"("state":"resolved")")),
      {{kSerial, long_serial}, {R"("version":2)", R"("version":"2a")"}, {R"("pkg:npm/c@1")", "1"}}));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/serialNumber", "/version", "/components/0/purl"));
  const Document& document = reading.evidence.documents()[0];
  EXPECT_EQ(reading.evidence.Text(document.version), "2a");
  EXPECT_THAT(reading.Statements(), ElementsAre(absl::StrCat("fixed cdx:", DigestText(document.digest),
                                                             "/2a#c |  @/vulnerabilities/0/affects/0")));
  const Reading wrong(Bom(R"("vulnerabilities":{})"));
  EXPECT_EQ(wrong.report.outcome, Outcome::kAcceptedWithWarnings);
  EXPECT_THAT(wrong.Warnings(), ElementsAre("/vulnerabilities"));
}

}  // namespace
}  // namespace vexlens
