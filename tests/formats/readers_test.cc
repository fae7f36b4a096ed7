// The table of readers: a toy format, added as a row, is recognised, unwrapped and read as every other.
#include "lib/formats/readers.h"

#include <string_view>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace vexlens::formats {
namespace {

// The number that the next row of the table would have.
constexpr auto kToy = static_cast<Format>(kFormatTable.size());

// {"toy":[<product>…]}: each product is fixed.
bool IsToy(json::Value root) { return root["toy"].exists(); }

absl::Status ReadToy(Draft& draft) {
  if (!draft.root["toy"].is_array()) {
    return draft.Reject(absl::StatusCode::kInvalidArgument, "/toy", "expected an array");
  }
  draft.document.issuer = draft.Intern("toy maker");
  for (const json::Value product : draft.root["toy"].elements()) {
    Statement statement;
    statement.vulnerability = draft.Intern("CVE-2024-0001");
    statement.product = draft.evidence.InternSubject(product.text(), "");
    statement.status = VexStatus::kFixed;
    draft.statements.push_back(statement);
  }
  return absl::OkStatus();
}

constexpr std::string_view kPredicates[] = {"https://toy.example/"};

Report ReadWithToy(std::string_view document, Evidence& evidence) {
  std::vector<Reader> readers(Readers().begin(), Readers().end());
  readers.push_back({kToy, IsToy, ReadToy, kPredicates});
  return ReadDocumentWith(readers, document, {}, evidence);
}

constexpr std::string_view kDocument = R"({"toy":["pkg:npm/a@1","pkg:npm/b@1"]})";

TEST(ReadersTest, RowIsAllThatAFormatNeeds) {
  const std::string statement = absl::StrCat(
      R"({"_type":"https://in-toto.io/Statement/v1","predicateType":"https://toy.example/v1","predicate":)", kDocument,
      "}");
  const std::string envelope = absl::StrCat(R"({"payloadType":"application/vnd.in-toto+json","payload":")",
                                            absl::Base64Escape(statement), R"(","signatures":[{"sig":"AA=="}]})");
  for (const std::string_view wrapped : {kDocument, std::string_view(statement), std::string_view(envelope)}) {
    Evidence evidence;
    const Report report = ReadWithToy(wrapped, evidence);
    EXPECT_EQ(report.outcome, Outcome::kAccepted) << report.status;
    EXPECT_EQ(report.format, kToy);
    EXPECT_EQ(report.digest, Sha256(kDocument));
    ASSERT_EQ(evidence.statements().size(), 2u);
    EXPECT_EQ(evidence.KeyText(evidence.statements()[1].product), "pkg:npm/b@1");
    EXPECT_EQ(evidence.documents()[0].format, kToy);
  }
}

TEST(ReadersTest, ErrorsHaveTheirPlace) {
  Evidence evidence;
  const Report report = ReadWithToy(R"({"toy":{}})", evidence);
  EXPECT_EQ(report.outcome, Outcome::kRejected);
  EXPECT_EQ(report.status.message(), "/toy: expected an array");
  EXPECT_EQ(report.byte_offset, 7u);
  EXPECT_TRUE(evidence.documents().empty());
}

TEST(ReadersTest, WithoutItsRowAFormatIsSkipped) {
  Evidence evidence;
  const Report report = ReadDocument(kDocument, {}, evidence);
  EXPECT_EQ(report.outcome, Outcome::kSkipped);
  EXPECT_EQ(report.status.message(), "neither OpenVEX, CSAF nor CycloneDX");
}

}  // namespace
}  // namespace vexlens::formats
