// A table of statements becomes a document that says the same, or an error that says where it cannot.
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/arrow/foreign_table.h"
#include "vexlens/arrow.h"
#include "vexlens/canonical_json.h"
#include "vexlens/reader.h"

namespace vexlens {
namespace {

using testing::Change;
using testing::DictionaryArray;
using testing::ForeignArray;
using testing::InstantArray;
using testing::NullArray;
using testing::StreamOf;
using testing::TableOf;
using testing::TextArray;
using testing::Texts;

const OpenVexHeader kHeader = {"Example Inc.", "", ParseInstant("2024-06-01T00:00:00Z").value()};

std::vector<ForeignArray> Columns() {
  return {TextArray("vulnerability", "u", {"CVE-2024-0001", "CVE-2024-0002"}),
          TextArray("product", "u", {"pkg:npm/a@1.0.0", "pkg:npm/b@2.0.0"}),
          TextArray("status", "u", {"fixed", "affected"})};
}

std::vector<ForeignArray> With(ForeignArray column) {
  std::vector<ForeignArray> columns = Columns();
  const auto place = std::find_if(columns.begin(), columns.end(),
                                  [&](const ForeignArray& other) { return other.name == column.name; });
  if (place != columns.end()) columns.erase(place);
  columns.push_back(std::move(column));
  return columns;
}

// DocumentOf also sees that the stream is released once.
absl::StatusOr<std::string> DocumentOf(std::vector<ForeignArray> batches, const Change& change = nullptr,
                                       const OpenVexHeader& header = kHeader, const StatementLimits& limits = {}) {
  int released = 0;
  ArrowArrayStream stream = StreamOf(std::move(batches), &released, change);
  absl::StatusOr<std::string> document = OpenVexFromArrow(&stream, header, limits);
  EXPECT_EQ(released, 1);
  EXPECT_EQ(stream.release, nullptr);
  return document;
}

std::string ErrorOf(const absl::StatusOr<std::string>& document) {
  EXPECT_EQ(document.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(document.status().message());
}

// Rows are what a document says, in order, a line each.
std::vector<std::string> RowsOf(std::string_view document) {
  Evidence evidence;
  const Report report = ReadDocument(document, {}, evidence);
  EXPECT_TRUE(report.status.ok()) << report.status;
  EXPECT_EQ(report.refused, 0U);
  EXPECT_EQ(report.ignored, 0U);
  std::vector<std::string> rows;
  for (const Statement& statement : evidence.statements()) {
    rows.push_back(absl::StrCat(evidence.Text(statement.vulnerability), "|", evidence.KeyText(statement.product), "|",
                                evidence.KeyText(statement.component), "|", StatusName(statement.status), "|",
                                evidence.Text(statement.justification), "|", evidence.Text(statement.impact), "|",
                                evidence.Text(statement.action), "|", FormatInstant(statement.issued_at), "|",
                                FormatInstant(statement.updated_at)));
  }
  return rows;
}

TEST(OpenVexFromArrowTest, WritesACanonicalDocument) {
  const absl::StatusOr<std::string> document = DocumentOf({TableOf(Columns())});
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(CanonicalJson(*document).value(), *document);
  EXPECT_TRUE(absl::StrContains(*document, R"("@id":"https://openvex.dev/docs/public/vex-)"));
  EXPECT_TRUE(absl::StrContains(
      *document, R"("statements":[{"products":[{"@id":"pkg:npm/a@1.0.0","identifiers":{"purl":"pkg:npm/a@1.0.0"}}],)"
                 R"("status":"fixed","vulnerability":{"name":"CVE-2024-0001"}},)"))
      << *document;
  const OpenVexHeader named = {"Example Inc.", "https://example.com/vex/1", kHeader.issued_at};
  EXPECT_TRUE(absl::StrContains(DocumentOf({TableOf(Columns())}, nullptr, named).value(),
                                R"("@id":"https://example.com/vex/1","author":"Example Inc.")"));
}

// Generated is a row of whatever a table may say.
struct Generated {
  static constexpr std::string_view kProducts[] = {
      "pkg:npm/left-pad@1.3.0",
      "pkg:deb/debian/xz-utils@5.6.0?arch=amd64",
      "cpe:2.3:a:acme:tool:1.0:*:*:*:*:*:*:*",
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      "https://example.com/appliance",
      "pkg:oci/web"};

  Texts vulnerability, product, status, component, justification, impact, action, notes;
  std::vector<std::optional<std::int64_t>> issued_at, updated_at;
  std::vector<std::string> rows;  // as RowsOf has them

  void Add(std::uint64_t (*below)(std::uint64_t)) {
    const auto maybe = [&](std::string text) { return below(2) == 0 ? std::nullopt : std::optional(std::move(text)); };
    vulnerability.push_back(absl::StrCat("CVE-2024-", 1000 + below(500)));
    product.emplace_back(kProducts[below(std::size(kProducts))]);
    status.emplace_back(StatusName(static_cast<VexStatus>(below(4))));
    component.push_back(maybe(std::string(kProducts[below(std::size(kProducts))])));
    justification.push_back(maybe(std::string(kJustifications[below(5)])));
    impact.push_back(maybe(std::string(below(40), 'i')));
    action.push_back(
        maybe("update to \"2\"\n\x01 gr\xc3\xbc\xc3\x9f"
              "e"));
    notes.push_back(maybe("a note"));
    const std::int64_t issued = 1'700'000'000 + static_cast<std::int64_t>(below(10'000'000));
    issued_at.push_back(below(2) == 0 ? std::nullopt : std::optional(issued));
    updated_at.push_back(below(2) == 0 ? std::nullopt : std::optional(issued + 5));
    const auto instant = [](std::optional<std::int64_t> seconds, Instant otherwise) {
      return FormatInstant(seconds.has_value() ? Instant{*seconds * 1'000'000} : otherwise);
    };
    const Instant said = issued_at.back().has_value() ? Instant{*issued_at.back() * 1'000'000} : kHeader.issued_at;
    rows.push_back(absl::StrCat(*vulnerability.back(), "|", *product.back(), "|", component.back().value_or(""), "|",
                                *status.back(), "|", justification.back().value_or(""), "|", impact.back().value_or(""),
                                "|", action.back().value_or(""), "|", instant(issued_at.back(), kHeader.issued_at), "|",
                                instant(updated_at.back(), said)));
  }

  ForeignArray Table(std::string_view format, bool dictionary) const {
    const auto column = [&](std::string name, const Texts& texts) {
      return dictionary ? DictionaryArray(std::move(name), "l", std::string(format), texts)
                        : TextArray(std::move(name), std::string(format), texts, 3);
    };
    return TableOf({column("action", action), column("component", component), column("impact", impact),
                    InstantArray("issued_at", "tss:", issued_at), column("justification", justification),
                    column("product", product), column("status", status), column("status_notes", notes),
                    InstantArray("updated_at", "tss:Europe/Berlin", updated_at),
                    column("vulnerability", vulnerability)});
  }
};

std::uint64_t Below(std::uint64_t limit) {
  static std::uint64_t state = 88172645463325252;
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state % limit;
}

TEST(OpenVexFromArrowTest, IsReadBackAsItWas) {
  for (const std::string_view format : {"u", "U", "vu"}) {
    for (const bool dictionary : {false, true}) {
      Generated first, second;
      for (int i = 0; i < 300; ++i) first.Add(&Below);
      for (int i = 0; i < 50; ++i) second.Add(&Below);
      const absl::StatusOr<std::string> document =
          DocumentOf({first.Table(format, dictionary), second.Table(format, dictionary)});
      ASSERT_TRUE(document.ok()) << document.status();
      EXPECT_EQ(CanonicalJson(*document).value(), *document);
      std::vector<std::string> expected = first.rows;
      expected.insert(expected.end(), second.rows.begin(), second.rows.end());
      EXPECT_EQ(RowsOf(*document), expected);
    }
  }
}

TEST(OpenVexFromArrowTest, TakesEveryTypeOfIndex) {
  const std::string plain = DocumentOf({TableOf(Columns())}).value();
  for (const std::string_view index : {"c", "C", "s", "S", "i", "I", "l", "L"}) {
    std::vector<ForeignArray> columns = With(DictionaryArray("status", std::string(index), "u", {"fixed", "affected"}));
    EXPECT_EQ(DocumentOf({TableOf(columns)}).value(), plain) << index;
  }
}

TEST(OpenVexFromArrowTest, TakesEveryUnitOfTime) {
  const std::pair<std::string, std::int64_t> units[] = {
      {"tss:", -1}, {"tsm:UTC", -1'000}, {"tsu:+02:00", -1'000'000}, {"tsn:UTC", -999'999'001}};
  for (const auto& [format, value] : units) {
    const std::string document = DocumentOf({TableOf(With(InstantArray("updated_at", format, {value, {}})))}).value();
    EXPECT_TRUE(absl::StrContains(document, R"("last_updated":"1969-12-31T23:59:59Z")")) << document;
    EXPECT_EQ(document.find("last_updated"), document.rfind("last_updated"));
  }
}

TEST(OpenVexFromArrowTest, TakesPartsOfATable) {
  ForeignArray table = TableOf(Columns());
  table.offset = 1;
  table.length = 1;
  const std::vector<std::string> rows = RowsOf(DocumentOf({table}).value());
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_TRUE(absl::StartsWith(rows[0], "CVE-2024-0002|pkg:npm/b@2.0.0||affected"));
}

TEST(OpenVexFromArrowTest, TakesColumnsWithoutAValue) {
  std::vector<ForeignArray> columns = Columns();
  columns.push_back(NullArray("impact", 2));
  columns.push_back(NullArray("issued_at", 2));
  EXPECT_EQ(DocumentOf({TableOf(columns)}).value(), DocumentOf({TableOf(Columns())}).value());
}

TEST(OpenVexFromArrowTest, NamesTheRowAndColumnOfABadValue) {
  const auto error = [](ForeignArray column) { return ErrorOf(DocumentOf({TableOf(With(std::move(column)))})); };
  EXPECT_EQ(error(TextArray("status", "u", {"fixed", "fixd"})), R"(row 1: status: "fixd" is not an OpenVEX status)");
  EXPECT_EQ(error(TextArray("status", "u", {"fixed", {}})), "row 1: status: is null");
  EXPECT_EQ(error(TextArray("vulnerability", "U", {"", "CVE-2024-1"})), "row 0: vulnerability: is empty");
  EXPECT_EQ(error(TextArray("product", "u", {"pkg:npm/a vers:npm/<2.0.0", "p"})),
            R"(row 0: product: "pkg:npm/a vers:npm/<2.0.0": OpenVEX has no version ranges)");
  EXPECT_TRUE(absl::StartsWith(error(TextArray("component", "u", {{}, "pkg:"})), "row 1: component: "));
  EXPECT_EQ(error(TextArray("justification", "u", {"because", {}})),
            R"(row 0: justification: "because" is not an OpenVEX justification)");
  EXPECT_EQ(error(TextArray("impact", "vu", {"fine", "n\xff"})), "row 1: impact: is not UTF-8");
  EXPECT_EQ(error(InstantArray("issued_at", "tss:", {0, 400'000'000'000})),
            "row 1: issued_at: its year is not 0001 to 9999");
  const std::vector<ForeignArray> bad = With(TextArray("status", "u", {"fixed", "fixd"}));
  EXPECT_EQ(ErrorOf(DocumentOf({TableOf(With(TextArray("status", "u", {"fixed", "fixed"}))), TableOf(bad)})),
            R"(row 3: status: "fixd" is not an OpenVEX status)");
}

TEST(OpenVexFromArrowTest, RefusesColumnsThatItDoesNotTake) {
  const auto error = [](std::vector<ForeignArray> columns) {
    return ErrorOf(DocumentOf({TableOf(std::move(columns))}));
  };
  EXPECT_EQ(error(With(TextArray("severity", "u", {"high", "low"}))), R"(column "severity" is not taken)");
  std::vector<ForeignArray> twice = Columns();
  twice.push_back(twice[0]);
  EXPECT_EQ(error(twice), R"(column "vulnerability" is there twice)");
  std::vector<ForeignArray> two = Columns();
  two.pop_back();
  EXPECT_EQ(error(two), R"(there is no column "status")");
  EXPECT_EQ(error({}), R"(there is no column "vulnerability")");
  EXPECT_EQ(error(With(InstantArray("status", "l", {1, 2}))), R"(status: the type "l" is none of texts)");
  EXPECT_EQ(error(With(TextArray("issued_at", "u", {{}, {}}))), R"(issued_at: the type "u" is none of timestamps)");
  EXPECT_EQ(error(With(InstantArray("issued_at", "tdD", {1, 2}))),
            R"(issued_at: the type "tdD" is none of timestamps)");
  ForeignArray list = TextArray("status", "u", {"fixed", "fixed"});
  list.format = "+l";
  EXPECT_EQ(error(With(list)), R"(status: the type "+l" is none of texts)");
}

TEST(OpenVexFromArrowTest, HasLimits) {
  const auto code = [](const StatementLimits& limits) {
    return DocumentOf({TableOf(Columns()), TableOf(Columns())}, nullptr, kHeader, limits).status().code();
  };
  EXPECT_EQ(code({.rows = 4}), absl::StatusCode::kOk);
  EXPECT_EQ(code({.rows = 3}), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(code({.bytes = 100}), absl::StatusCode::kResourceExhausted);
  // One who goes on giving batches without rows comes to an end.
  ForeignArray empty = TableOf(Columns());
  empty.length = 0;
  const std::vector<ForeignArray> batches(5, empty);
  EXPECT_EQ(DocumentOf(batches, nullptr, kHeader, {.rows = 4}).status().code(), absl::StatusCode::kResourceExhausted);
}

TEST(OpenVexFromArrowTest, WantsAHeaderAndRows) {
  const auto error = [](const OpenVexHeader& header) {
    return ErrorOf(DocumentOf({TableOf(Columns())}, nullptr, header));
  };
  EXPECT_EQ(error({"", "", kHeader.issued_at}), "no author: OpenVEX says who speaks");
  EXPECT_EQ(error({"\xff", "", kHeader.issued_at}), "the author is not UTF-8");
  EXPECT_EQ(error({"a", "\xff", kHeader.issued_at}), "the document's id is not UTF-8");
  EXPECT_EQ(error({"a", "", {}}), "no instant: OpenVEX says when");
  ForeignArray empty = TableOf(Columns());
  empty.length = 0;
  EXPECT_EQ(ErrorOf(DocumentOf({empty})), "no rows: a document says something");
}

TEST(OpenVexFromArrowTest, TellsOfAProducersFault) {
  const std::pair<int, absl::StatusCode> faults[] = {{EINVAL, absl::StatusCode::kInvalidArgument},
                                                     {ENOMEM, absl::StatusCode::kResourceExhausted},
                                                     {EIO, absl::StatusCode::kUnavailable}};
  for (const auto& [error, code] : faults) {
    for (const bool schema : {true, false}) {
      int released = 0;
      ArrowArrayStream stream = testing::FailingStream(schema ? error : 0, error, &released);
      EXPECT_EQ(OpenVexFromArrow(&stream, kHeader).status(),
                absl::Status(code, R"(the stream failed: "the disk\nis gone")"));
      EXPECT_EQ(released, 1);
    }
  }
  ArrowArrayStream none{};
  EXPECT_EQ(ErrorOf(OpenVexFromArrow(&none, kHeader)), "the stream was released, or is none");
}

}  // namespace
}  // namespace vexlens
