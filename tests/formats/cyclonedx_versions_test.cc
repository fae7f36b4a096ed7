// affects[].versions of CycloneDX: each entry speaks for itself.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/formats/openvex_reading.h"

namespace vexlens {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Reading;

std::string Vex(std::string_view state, std::string_view versions,
                std::string_view component = R"("purl":"pkg:npm/c@1")") {
  return absl::StrCat(R"({"bomFormat":"CycloneDX","specVersion":"1.7","components":[{"bom-ref":"c",)", component,
                      R"(}],"vulnerabilities":[{"id":"CVE-2024-0001","recommendation":"r","analysis":{"state":")",
                      state, R"(","justification":"code_not_present","detail":"d"},"affects":[{"ref":"c","versions":)",
                      versions, "}]}]}");
}

// Keys are "<status> <product key>" of each statement.
std::vector<std::string> Keys(const Reading& reading) {
  std::vector<std::string> out;
  for (const Statement& statement : reading.evidence.statements()) {
    out.push_back(absl::StrCat(StatusName(statement.status), " ", reading.evidence.KeyText(statement.product)));
  }
  return out;
}

constexpr std::string_view kThree =
    R"([{"version":"2"},{"version":"3","status":"affected"},{"range":"vers:npm/>=4|<5","status":"unaffected"},)"
    R"({"version":"6","status":"unknown"}])";

TEST(CycloneDxVersionsTest, UnderEachState) {
  const auto keys = [](std::string_view state) { return Keys(Reading(Vex(state, kThree))); };
  EXPECT_THAT(keys("exploitable"),
              ElementsAre("affected pkg:npm/c@2", "affected pkg:npm/c@3", "not_affected pkg:npm/c vers:npm/>=4|<5"));
  EXPECT_THAT(keys("resolved"),
              ElementsAre("affected pkg:npm/c@2", "affected pkg:npm/c@3", "fixed pkg:npm/c vers:npm/>=4|<5"));
  EXPECT_THAT(keys("in_triage"), ElementsAre("under_investigation pkg:npm/c@2", "under_investigation pkg:npm/c@3",
                                             "not_affected pkg:npm/c vers:npm/>=4|<5"));
  EXPECT_THAT(keys("not_affected"),
              ElementsAre("affected pkg:npm/c@2", "affected pkg:npm/c@3", "not_affected pkg:npm/c vers:npm/>=4|<5"));
}

TEST(CycloneDxVersionsTest, LocationsAndFindings) {
  const Reading reading(Vex("not_affected", kThree));
  EXPECT_THAT(reading.Statements(),
              ElementsAre("affected pkg:npm/c@2 |  @/vulnerabilities/0/affects/0/versions/0",
                          "affected pkg:npm/c@3 |  @/vulnerabilities/0/affects/0/versions/1",
                          "not_affected pkg:npm/c vers:npm/>=4|<5 |  @/vulnerabilities/0/affects/0/versions/2"));
  EXPECT_THAT(reading.Warnings(),
              ElementsAre("/vulnerabilities/0/affects/0/versions/0", "/vulnerabilities/0/affects/0/versions/1"));
  EXPECT_THAT(reading.Ignored(), ElementsAre("/vulnerabilities/0/affects/0/versions/3"));
  // What the analysis gives for its own verdict does not stand beside the opposite one.
  EXPECT_THAT(reading.Reasons(),
              ElementsAre(" |  |  | r", " |  |  | r", "vulnerable_code_not_present | code_not_present | d | "));
}

TEST(CycloneDxVersionsTest, RefusedEntries) {
  const Reading reading(Vex("exploitable",
                            R"([{},{"version":"1","range":"vers:npm/1"},{"range":"1.x"},{"range":"vers:npm/>"},)"
                            R"({"version":"1","status":"maybe"},{"version":5},7,{"version":"1","status":null}])"));
  EXPECT_THAT(reading.Statements(), IsEmpty());
  EXPECT_THAT(
      reading.Refused(),
      ElementsAre("/vulnerabilities/0/affects/0/versions/0", "/vulnerabilities/0/affects/0/versions/1",
                  "/vulnerabilities/0/affects/0/versions/2/range", "/vulnerabilities/0/affects/0/versions/3/range",
                  "/vulnerabilities/0/affects/0/versions/4/status", "/vulnerabilities/0/affects/0/versions/5",
                  "/vulnerabilities/0/affects/0/versions/6", "/vulnerabilities/0/affects/0/versions/7/status"));
}

TEST(CycloneDxVersionsTest, NothingStatedOfVersionsIsTheWholeComponent) {
  EXPECT_THAT(Keys(Reading(Vex("exploitable", "[]"))), ElementsAre("affected pkg:npm/c@1"));
  const Reading wrong(Vex("exploitable", R"("1.0")"));
  EXPECT_THAT(wrong.Statements(), IsEmpty());
  EXPECT_THAT(wrong.Refused(), ElementsAre("/vulnerabilities/0/affects/0/versions"));
}

TEST(CycloneDxVersionsTest, TheSchemasOwnRangeIsMended) {
  const Reading reading(Vex("exploitable", R"([{"range":"vers:gem/>=2.2.0|!= 2.2.1|<2.3.0"}])"));
  EXPECT_THAT(Keys(reading), ElementsAre("affected pkg:npm/c vers:gem/>=2.2.0|!=2.2.1|<2.3.0"));
  EXPECT_THAT(reading.Warnings(), ElementsAre("/vulnerabilities/0/affects/0/versions/0/range"));
}

TEST(CycloneDxVersionsTest, VersionsAreTakenLiterally) {
  EXPECT_THAT(Keys(Reading(Vex("exploitable", R"([{"version":"*"},{"version":"<1|2%"},{"version":"1:2 b"}])"))),
              ElementsAre("affected pkg:npm/c@%2A", "affected pkg:npm/c@%3C1%7C2%25", "affected pkg:npm/c@1:2%20b"));
}

TEST(CycloneDxVersionsTest, NoVersionNarrowsAHash) {
  const std::string hash = absl::StrCat(R"("hashes":[{"alg":"SHA-1","content":")", std::string(40, 'a'), "\"}]");
  EXPECT_THAT(Keys(Reading(Vex("exploitable", R"([{"version":"2"}])", absl::StrCat(R"("purl":"pkg:npm/c",)", hash)))),
              ElementsAre("affected pkg:npm/c@2"));
  const Reading only(Vex("exploitable", R"([{"version":"2"}])", hash));
  EXPECT_THAT(Keys(only),
              ElementsAre(absl::StrCat("affected cdx:", DigestText(only.report.digest), "/1#c vers:generic/2")));
}

TEST(CycloneDxVersionsTest, LongNamesInManyRangesAreALimit) {
  std::string versions = R"([{"version":"0"})";
  for (int i = 1; i < 10'000; ++i) absl::StrAppend(&versions, R"(,{"version":")", i, "\"}");
  const std::string component = absl::StrCat(R"("purl":"pkg:npm/)", std::string(100'000, 'a'), "\"");
  const Reading reading(Vex("exploitable", versions + "]", component));
  EXPECT_EQ(reading.report.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(reading.evidence.statements().empty());
}

TEST(CycloneDxVersionsTest, StopsAtTheLimit) {
  ReadOptions options;
  options.max_statements = 2;
  const Reading over(Vex("exploitable", R"([{"version":"1"},{"version":"2"},{"version":"3"}])"), options);
  EXPECT_EQ(over.report.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(over.evidence.documents().size(), 0u);
}

}  // namespace
}  // namespace vexlens
