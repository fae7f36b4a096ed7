// Dates as documents write them, in each format.
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

// OpenVex has two statements of one date, which is any JSON.
Reading OpenVex(std::string_view date) {
  const std::string statement = absl::StrCat(R"({"vulnerability":{"name":"CVE-2024-0001"},"status":"fixed",)",
                                             R"("products":[{"@id":"pkg:npm/a@1"}],"timestamp":)", date, "}");
  return Reading(absl::StrCat(R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"i","author":"A","version":1,)",
                              R"("timestamp":"2020-01-01T00:00:00Z","statements":[)", statement, ",", statement, "]}"));
}

// Read is the date that is read from a text, with "!" where that is told.
std::string Read(std::string_view date) {
  const Reading reading = OpenVex(absl::StrCat("\"", date, "\""));
  const Statement statement = *reading.evidence.statements().begin();
  return absl::StrCat(FormatInstant(statement.updated_at), reading.report.warnings == 0 ? "" : "!");
}

TEST(DatesTest, WhatRfc3339Allows) {
  for (const std::string_view date : {"2026-05-01T10:00:00Z", "2026-05-01t10:00:00z", "2026-05-01 10:00:00Z",
                                      "2026-05-01T12:00:00+02:00", "2026-05-01T10:00:00.000-00:00"}) {
    EXPECT_EQ(Read(date), "2026-05-01T10:00:00Z") << date;
  }
}

TEST(DatesTest, WhatLeavesNoDoubtIsReadWithAWarning) {
  for (const std::string_view date :
       {"2026-05-01T10:00:00", "2026-05-01 10:00:00", "2026-05-01T20:00:00+1000", "2026-05-01 10:00:00+00",
        "2026-05-01T05:30:00-0430", " 2026-05-01T10:00:00Z", "2026-05-01 10:00:00 +0000"}) {
    EXPECT_EQ(Read(date), "2026-05-01T10:00:00Z!") << date;
  }
  EXPECT_EQ(Read("2026-05-01T10:00:00.805456"), "2026-05-01T10:00:00.805456Z!");
  EXPECT_EQ(Read("2026-05-01"), "2026-05-01T00:00:00Z!");
}

TEST(DatesTest, WhatCannotBeReadIsUndated) {
  for (const std::string_view date :
       {"", "soon", "2026-05", "2026-05-01T10:00:60Z", "2026-05-01T10:00:60", "2026-02-30", "2026-05-01T10:00:00+2500",
        "2026-05-01T10", "01.05.2026", "1767225600"}) {
    EXPECT_EQ(Read(date), "2020-01-01T00:00:00Z!") << date;  // the document's
  }
}

TEST(DatesTest, NumbersAreSeconds) {
  const auto read = [](std::string_view number) { return OpenVex(number).Dates().front(); };
  EXPECT_EQ(read("1767225600"), "2026-01-01T00:00:00Z 2026-01-01T00:00:00Z");
  EXPECT_EQ(read("1767225600.75"), "2026-01-01T00:00:00Z 2026-01-01T00:00:00Z");
  for (const std::string_view number : {"20260501", "1767225600000", "0", "-1", "1e300", "true", "null"}) {
    EXPECT_EQ(read(number), "2020-01-01T00:00:00Z 2020-01-01T00:00:00Z") << number;
  }
}

TEST(DatesTest, EachIsTold) {
  EXPECT_THAT(OpenVex(R"("2026-05-01")").Warnings(), ElementsAre("/statements/0/timestamp", "/statements/1/timestamp"));
  EXPECT_THAT(OpenVex("1767225600").Warnings(), ElementsAre("/statements/0/timestamp", "/statements/1/timestamp"));
}

TEST(DatesTest, OfTheOtherFormats) {
  const Reading bom(R"({"bomFormat":"CycloneDX","specVersion":"1.5","serialNumber":)"
                    R"("urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79","metadata":{"timestamp":"2026-05-01"},)"
                    R"("vulnerabilities":[{"id":"CVE-2024-0001","analysis":{"state":"resolved",)"
                    R"("lastUpdated":"2026-05-02T10:00:00"},"affects":[{"ref":"pkg:npm/a@1"}]}]})");
  EXPECT_THAT(bom.Dates(), ElementsAre("2026-05-01T00:00:00Z 2026-05-02T10:00:00Z"));
  EXPECT_THAT(bom.Warnings(), ElementsAre("/metadata/timestamp", "/vulnerabilities/0/analysis/lastUpdated"));
  const Reading csaf(R"({"document":{"category":"csaf_vex","csaf_version":"2.0","title":"t","publisher":)"
                     R"({"namespace":"https://a.example"},"tracking":{"id":"A","version":"1","status":"final",)"
                     R"("initial_release_date":"2026-05-01","current_release_date":"2026-05-02T10:00:00+1000"}},)"
                     R"("product_tree":{"full_product_names":[{"name":"a","product_id":"a"}]},)"
                     R"("vulnerabilities":[{"cve":"CVE-2024-0001","product_status":{"fixed":["a"]}}]})");
  EXPECT_THAT(csaf.Dates(), ElementsAre("2026-05-01T00:00:00Z 2026-05-02T00:00:00Z"));
  EXPECT_THAT(csaf.Warnings(),
              ElementsAre("/document/tracking/initial_release_date", "/document/tracking/current_release_date"));
}

TEST(DatesTest, OurOwnFilesStayStrict) {
  Reading reading = OpenVex(R"("2026-05-01T10:00:00Z")");
  std::string written;
  WriteEvidence(reading.evidence, written);
  const std::size_t at = written.find("2026-05-01T10:00:00Z");
  ASSERT_NE(at, std::string::npos);
  Evidence again;
  EXPECT_TRUE(ReadEvidence(written, {}, again).ok());
  written.erase(at + std::string_view("2026-05-01T10:00:00").size(), 1);
  EXPECT_FALSE(ReadEvidence(written, {}, again).ok());
}

}  // namespace
}  // namespace vexlens
