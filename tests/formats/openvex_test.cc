// OpenVEX documents: header, statements, what is refused and what is warned of.
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

// Document is a sound one of version 0.2.0 with these statements.
std::string Document(std::string_view statements) {
  return absl::StrCat(R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://a.example/1","author":"A",)",
                      R"("timestamp":"2024-01-01T00:00:00Z","last_updated":"2024-03-01T00:00:00Z","version":3,)",
                      R"("statements":[)", statements, "]}");
}

// Fixed is a sound statement with these members beside.
std::string Fixed(std::string_view members) {
  return absl::StrCat(R"({"vulnerability":{"name":"CVE-2024-0001"},"status":"fixed",)", members, "}");
}

std::string FixedIn(std::string_view products) { return Fixed(absl::StrCat(R"("products":[)", products, "]")); }

constexpr std::string_view kProduct = R"({"@id":"pkg:npm/a@1"})";

std::string With(std::string_view json, std::string_view from, std::string_view to) {
  return absl::StrReplaceAll(json, {{from, to}});
}

TEST(OpenVexTest, ReadsHeader) {
  const Reading reading(Document(FixedIn(kProduct)));
  EXPECT_EQ(reading.report.outcome, Outcome::kAccepted);
  EXPECT_EQ(reading.report.format, Format::kOpenVex);
  EXPECT_EQ(reading.report.format_version, "0.2.0");
  EXPECT_EQ(reading.report.statements, 1u);
  const vexlens::Document& document = reading.evidence.documents()[0];
  EXPECT_EQ(reading.evidence.Text(document.issuer), "A");
  EXPECT_EQ(reading.evidence.Text(document.id), "https://a.example/1");
  EXPECT_EQ(reading.evidence.Text(document.version), "3");
  EXPECT_EQ(FormatInstant(document.updated_at), "2024-03-01T00:00:00Z");
  EXPECT_THAT(reading.Statements(), ElementsAre("fixed pkg:npm/a@1 |  @/statements/0/products/0"));
  EXPECT_THAT(reading.Names(), ElementsAre("CVE-2024-0001: "));
}

TEST(OpenVexTest, BareHeaderIsWarnedOf) {
  const Reading reading(absl::StrCat(R"({"@context":"https://openvex.dev/ns/v0.2.0","statements":[)", FixedIn(kProduct),
                                     R"(],"color":1,"role":2})"));
  EXPECT_EQ(reading.report.outcome, Outcome::kAcceptedWithWarnings);
  EXPECT_THAT(reading.Warnings(), ElementsAre("/color", "", "", "", "", "/role"));
  const vexlens::Document& document = reading.evidence.documents()[0];
  EXPECT_EQ(reading.evidence.Text(document.issuer), "unknown");
  EXPECT_EQ(reading.evidence.Text(document.id), DigestText(document.digest));
  EXPECT_FALSE(document.updated_at.dated());
  EXPECT_THAT(reading.Dates(), ElementsAre(" "));
}

TEST(OpenVexTest, OtherVersionsAreRejected) {
  for (const std::string_view other : {"/v0.3.0", "/", "x", "/v0.2.0/"}) {
    const Reading reading(With(Document(""), "/v0.2.0", other));
    EXPECT_EQ(reading.report.outcome, Outcome::kRejected) << other;
    EXPECT_EQ(reading.report.status.code(), absl::StatusCode::kUnimplemented);
    EXPECT_EQ(reading.report.location, "/@context");
    EXPECT_TRUE(reading.evidence.documents().empty());
  }
}

TEST(OpenVexTest, ContextMayBeAList) {
  const Reading reading(With(Document(FixedIn(kProduct)), R"("https://openvex.dev/ns/v0.2.0")",
                             R"(["https://b.example",7,"https://openvex.dev/ns/v0.2.0"])"));
  EXPECT_EQ(reading.report.outcome, Outcome::kAccepted);
}

TEST(OpenVexTest, LegacyDocument) {
  const Reading reading(
      R"({"@context":"https://openvex.dev/ns","@id":"x","author":"A","version":"1",)"
      R"("timestamp":"2023-01-08T18:02:03.647787998-06:00","statements":[)"
      R"({"vulnerability":"cve-2023-12345","vuln_description":"d","status":"fixed",)"
      R"("products":["pkg:apk/wolfi/git@2.39.0-r1","pkg:npm/a"],"subcomponents":["pkg:npm/c","pkg:npm/d"]}]})");
  EXPECT_EQ(reading.report.outcome, Outcome::kAccepted);
  EXPECT_EQ(reading.report.format_version, "0.0.1");
  EXPECT_EQ(reading.evidence.Text(reading.evidence.documents()[0].version), "1");
  EXPECT_THAT(reading.Names()[0], "CVE-2023-12345: ");
  EXPECT_THAT(reading.Dates()[0], "2023-01-09T00:02:03.647787Z 2023-01-09T00:02:03.647787Z");
  EXPECT_THAT(reading.Statements(),
              ElementsAre("fixed pkg:apk/wolfi/git@2.39.0-r1 | pkg:npm/c @/statements/0/subcomponents/0",
                          "fixed pkg:apk/wolfi/git@2.39.0-r1 | pkg:npm/d @/statements/0/subcomponents/1",
                          "fixed pkg:npm/a | pkg:npm/c @/statements/0/subcomponents/0",
                          "fixed pkg:npm/a | pkg:npm/d @/statements/0/subcomponents/1"));
}

TEST(OpenVexTest, ShapesOfTheOtherVersionAreWarnedOf) {
  const std::string old_shapes =
      With(Document(R"({"vulnerability":"CVE-2024-1000","status":"fixed","vuln_description":"d",)"
                    R"("products":["pkg:npm/a@1"],"subcomponents":["pkg:npm/c"]})"),
           R"("version":3)", R"("version":"3")");
  const Reading old_in_new(old_shapes);
  EXPECT_THAT(old_in_new.Warnings(),
              ElementsAre("/version", "/statements/0/subcomponents", "/statements/0/vuln_description",
                          "/statements/0/vulnerability", "/statements/0/subcomponents/0", "/statements/0/products/0"));
  EXPECT_THAT(old_in_new.Statements(), ElementsAre("fixed pkg:npm/a@1 | pkg:npm/c @/statements/0/subcomponents/0"));
  const Reading new_in_old(With(Document(FixedIn(kProduct)), "/v0.2.0", "/v0.0.1"));
  EXPECT_THAT(new_in_old.Warnings(),
              ElementsAre("/version", "/statements/0/vulnerability", "/statements/0/products/0"));
  EXPECT_THAT(new_in_old.Statements(), ElementsAre("fixed pkg:npm/a@1 |  @/statements/0/products/0"));
}

TEST(OpenVexTest, DatesComeFromTheNearestThatIsThere) {
  const std::string both = R"("timestamp":"2024-02-01T00:00:00Z","last_updated":"2024-02-02T00:00:00Z",)";
  const std::string issued = R"("timestamp":"2024-02-01T00:00:00+01:00",)";
  const std::string bad = R"("timestamp":"2024-02-30T00:00:00Z","last_updated":5,)";
  const std::string products = R"("products":[{"@id":"x"}])";
  const Reading reading(Document(absl::StrCat(Fixed(both + products), ",", Fixed(issued + products), ",",
                                              Fixed(bad + products), ",", Fixed(products))));
  EXPECT_THAT(reading.Dates(),
              ElementsAre("2024-02-01T00:00:00Z 2024-02-02T00:00:00Z", "2024-01-31T23:00:00Z 2024-01-31T23:00:00Z",
                          "2024-01-01T00:00:00Z 2024-03-01T00:00:00Z", "2024-01-01T00:00:00Z 2024-03-01T00:00:00Z"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/statements/2/timestamp", "/statements/2/last_updated"));
}

TEST(OpenVexTest, NamesAndAliases) {
  const Reading reading(Document(
      R"({"vulnerability":{"name":"cve-2024-0001","description":"d","@id":"x","aliases":["ghsa-AAAA-bbbb-cccc",)"
      R"("CVE-2024-0001","RHSA-2024:1","Go-2024-1",7,"Go-2024-1"]},"status":"fixed","products":[{"@id":"x"}]},)"
      R"({"vulnerability":{"@id":"https://nvd.example/CVE-2024-2"},"status":"fixed","products":[{"@id":"x"}]},)"
      R"({"vulnerability":{"name":"CVE-2024-0003","aliases":"GO-1","extra":1},"status":"fixed",)"
      R"("products":[{"@id":"x"}]})"));
  EXPECT_THAT(reading.Names(), ElementsAre("CVE-2024-0001: GHSA-aaaa-bbbb-cccc GO-2024-1",
                                           "https://nvd.example/CVE-2024-2: ", "CVE-2024-0003: "));
  EXPECT_THAT(reading.Ignored(), ElementsAre("/statements/0/vulnerability/aliases/2"));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("/statements/0/vulnerability/aliases/4", "/statements/1/vulnerability",
                          "/statements/2/vulnerability/extra", "/statements/2/vulnerability/aliases"));
}

TEST(OpenVexTest, BlanksAroundNamesAreCut) {
  const Reading reading(
      Document(R"({"vulnerability":{"name":" CVE-2024-0001","aliases":["GO-2024-1\n"," "]},"status":"fixed",)"
               R"("products":[{"@id":"x"}]},{"vulnerability":{"name":" "},"status":"fixed","products":[{"@id":"x"}]},)"
               R"({"vulnerability":{"@id":"https://nvd.nist.gov/vuln/detail/CVE-2024-0002 "},"status":"fixed",)"
               R"("products":[{"@id":"x"}]})"));
  EXPECT_THAT(reading.Names(), ElementsAre("CVE-2024-0001: GO-2024-1", "CVE-2024-0002: "));
  EXPECT_THAT(reading.Refused(), ElementsAre("/statements/1/vulnerability"));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("/statements/0/vulnerability/name", "/statements/0/vulnerability/aliases/0",
                          "/statements/0/vulnerability/aliases/1", "/statements/1/vulnerability/name",
                          "/statements/2/vulnerability/@id", "/statements/2/vulnerability"));
}

// A bulletin's own CVEs are names of what the statement is about, and so it is heard under each of them.
TEST(OpenVexTest, ABulletinKeepsTheCvesThatItLists) {
  const Reading reading(
      Document(R"({"vulnerability":{"name":"rhsa-2024:1","aliases":["CVE-2024-0001","CVE-2024-0002"]},)"
               R"("status":"fixed","products":[{"@id":"x"}]})"));
  EXPECT_THAT(reading.Names(), ElementsAre("RHSA-2024:1: CVE-2024-0001 CVE-2024-0002"));
}

TEST(OpenVexTest, Reasons) {
  const auto statement = [](std::string_view members) {
    return absl::StrCat(R"({"vulnerability":{"name":"CVE-2024-0001"},"products":[{"@id":"x"}],)", members, "}");
  };
  const Reading reading(Document(absl::StrCat(
      statement(R"("status":"not_affected","justification":"component_not_present","impact_statement":"i")"), ",",
      statement(R"("status":"not_affected","justification":"because")"), ",", statement(R"("status":"not_affected")"),
      ",", statement(R"("status":"affected","action_statement":"update")"), ",", statement(R"("status":"affected")"),
      ",", statement(R"("status":"under_investigation","impact_statement":"i","action_statement":"a")"))));
  EXPECT_THAT(reading.Reasons(), ElementsAre("component_not_present | component_not_present | i | ", " | because |  | ",
                                             " |  |  | ", " |  |  | update", " |  |  | ", " |  | i | a"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/statements/1/justification", "/statements/2", "/statements/4"));
}

TEST(OpenVexTest, RefusesWhatNamesNoVulnerabilityStatusOrProduct) {
  const Reading reading(
      Document(absl::StrCat(R"({"status":"fixed","products":[{"@id":"x"}]},)",
                            R"({"vulnerability":{},"status":"fixed","products":[{"@id":"x"}]},)",
                            R"({"vulnerability":7,"status":"fixed","products":[{"@id":"x"}]},)",
                            R"({"vulnerability":{"name":"CVE-2024-0001"},"products":[{"@id":"x"}]},)",
                            R"({"vulnerability":{"name":"CVE-2024-0001"},"status":"fixd","products":[{"@id":"x"}]},)",
                            R"({"vulnerability":{"name":"CVE-2024-0001"},"status":null,"products":[{"@id":"x"}]},)",
                            Fixed(R"("products":[])"), ",", Fixed(R"("supplier":"s")"), ",",
                            Fixed(R"("products":"pkg:npm/a")"), ",", FixedIn(R"(null,{},"",{"@id":"x"})"), ",[]")));
  EXPECT_THAT(reading.Refused(),
              ElementsAre("/statements/0", "/statements/1/vulnerability", "/statements/2/vulnerability",
                          "/statements/3", "/statements/4/status", "/statements/5/status", "/statements/6",
                          "/statements/7", "/statements/8/products", "/statements/9/products/0",
                          "/statements/9/products/1", "/statements/9/products/2", "/statements/10"));
  EXPECT_EQ(reading.report.findings[4].message, R"("fixd" is not an OpenVEX status)");
  EXPECT_THAT(reading.Statements(), ElementsAre("fixed x |  @/statements/9/products/3"));
}

TEST(OpenVexTest, UnknownMembersAreWarnedOf) {
  const Reading reading(Document(Fixed(R"("note~/":1,"version":0,"status_notes":[],"products":[{"@id":"x","name":"n",)"
                                       R"("identifiers":{"swid":"s"}}])")));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("/statements/0/note~0~1", "/statements/0/status_notes", "/statements/0/version",
                          "/statements/0/products/0/name", "/statements/0/products/0/identifiers/swid"));
}

TEST(OpenVexTest, EmptyOrMissingStatements) {
  const Reading empty(Document(""));
  EXPECT_EQ(empty.report.outcome, Outcome::kAcceptedWithWarnings);
  EXPECT_THAT(empty.Warnings(), ElementsAre("/statements"));
  EXPECT_EQ(empty.evidence.documents().size(), 1u);
  const Reading missing(With(Document(""), R"("statements":[])", R"("role":"r")"));
  EXPECT_THAT(missing.Warnings(), ElementsAre(""));
  const Reading wrong(With(Document(""), R"("statements":[])", R"("statements":{})"));
  EXPECT_THAT(wrong.Warnings(), ElementsAre("/statements"));
}

TEST(OpenVexTest, StopsAtTheLimit) {
  ReadOptions options;
  options.max_statements = 2;
  const std::string three = FixedIn(R"({"@id":"a"},{"@id":"b"},{"@id":"c"})");
  const Reading over(Document(three), options);
  EXPECT_EQ(over.report.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(over.evidence.statements().empty());
  const Reading within(Document(FixedIn(R"({"@id":"a"},{"@id":"b"})")), options);
  EXPECT_EQ(within.report.statements, 2u);
}

TEST(OpenVexTest, ADocumentReadTwiceChangesNothing) {
  const std::string json = Document(FixedIn(kProduct));
  Reading reading(json);
  const Report again = ReadDocument(json, {}, reading.evidence);
  EXPECT_EQ(again.outcome, Outcome::kAccepted);
  EXPECT_EQ(reading.evidence.statements().size(), 1u);
  EXPECT_THAT(reading.Warnings(), IsEmpty());
}

}  // namespace
}  // namespace vexlens
