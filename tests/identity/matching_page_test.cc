// The truth table of docs/matching.md, row by row.
#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

// Cell is a statement or a query as the table writes it: `C` in `P` (word).
struct Cell {
  std::string product, component, word;
  Assertion assertion;  // views into the texts above
};

Subject SubjectOf(std::string_view key) {
  EXPECT_EQ(CanonicalKey(key).value(), key) << "the page writes keys in canonical form";
  const std::size_t space = key.find(" vers:");
  return ParseSubject(key.substr(0, space), space == key.npos ? "" : key.substr(space + 1));
}

void ParseCell(std::string_view text, Cell& cell) {
  const std::vector<std::string> parts = absl::StrSplit(text, '`');
  ASSERT_TRUE(parts.size() == 3 || parts.size() == 5) << text;
  cell.product = parts[parts.size() - 2];
  if (parts.size() == 5) {
    ASSERT_EQ(parts[2], " in ") << text;
    cell.component = parts[1];
  }
  cell.word = absl::StrReplaceAll(parts.back(), {{"(", ""}, {")", ""}, {" ", ""}});
  cell.assertion.scope.product = SubjectOf(cell.product);
  if (!cell.component.empty()) cell.assertion.scope.component = SubjectOf(cell.component);
  cell.assertion.fixed = cell.word == "fixed";
  if (!cell.assertion.fixed) cell.assertion.relationship = cell.word;
}

std::string Answer(const Cell& statement, const Cell& query) {
  const int level = ScopeLevel(statement.assertion, query.assertion.scope);
  if (level != 0) return absl::StrCat(level);
  const NearMiss miss = WhyNot(statement.assertion, query.assertion.scope);
  return absl::StrCat(MissName(miss.miss), miss.attribute.empty() ? "" : " ", miss.attribute);
}

// Rows are the cells of the table behind the mark, its header left out.
std::vector<std::vector<std::string>> Rows() {
  std::ifstream page("docs/matching.md");
  std::vector<std::vector<std::string>> rows;
  bool in_table = false;
  for (std::string line; std::getline(page, line);) {
    if (line == "<!-- truth table -->") in_table = true;
    if (in_table && absl::StartsWith(line, "## ")) break;
    if (!in_table || !absl::StartsWith(line, "|")) continue;
    line = absl::StrReplaceAll(line, {{"\\|", "\x01"}});
    std::vector<std::string> cells;
    for (const std::string_view cell : absl::StrSplit(std::string_view(line).substr(1, line.size() - 2), '|')) {
      cells.push_back(absl::StrReplaceAll(absl::StripAsciiWhitespace(cell), {{"\x01", "|"}}));
    }
    rows.push_back(std::move(cells));
  }
  rows.erase(rows.begin(), rows.begin() + std::min<std::size_t>(2, rows.size()));
  return rows;
}

TEST(MatchingPageTest, TruthTable) {
  const auto rows = Rows();
  ASSERT_GT(rows.size(), 40u);
  for (const auto& row : rows) {
    ASSERT_EQ(row.size(), 3u);
    Cell statement, query;
    ParseCell(row[0], statement);
    ParseCell(row[1], query);
    EXPECT_EQ(Answer(statement, query), row[2]) << row[0] << " about " << row[1];
  }
}

// Whatever a near miss is, a person gets a line about it.
TEST(MatchingPageTest, EveryMissHasWords) {
  for (int i = 0; i <= static_cast<int>(Miss::kOnlyComponent); ++i) {
    NearMiss miss;
    miss.miss = static_cast<Miss>(i);
    EXPECT_FALSE(MissName(miss.miss).empty());
    EXPECT_FALSE(miss.Text().empty());
    EXPECT_EQ(miss.near(), i != 0);
  }
}

}  // namespace
}  // namespace vexlens
