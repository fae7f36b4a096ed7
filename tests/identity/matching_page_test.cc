// The tables of docs/matching.md, row by row.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "lib/identity/distribution.h"
#include "tests/identity/written.h"
#include "vexlens/identity.h"

namespace vexlens {

using identity::DistributionNamed;
using identity::DistributionSpace;
using identity::Platform;
using identity::PlatformOfCpe;

namespace {

using testing::Written;

using Row = std::vector<std::string>;

// Rows are the cells of the table after the mark, without its header.
std::vector<Row> Rows(std::string_view mark) {
  std::ifstream page("docs/matching.md");
  std::vector<Row> rows;
  bool marked = false;
  for (std::string line; std::getline(page, line);) {
    if (line == absl::StrCat("<!-- ", mark, " -->")) marked = true;
    if (!marked || !absl::StartsWith(line, "|")) {
      if (!rows.empty()) break;
      continue;
    }
    line = absl::StrReplaceAll(line, {{"\\|", "\x01"}});
    Row cells;
    for (const std::string_view cell : absl::StrSplit(std::string_view(line).substr(1, line.size() - 2), '|')) {
      cells.push_back(absl::StrReplaceAll(absl::StripAsciiWhitespace(cell), {{"\x01", "|"}}));
    }
    rows.push_back(std::move(cells));
  }
  rows.erase(rows.begin(), rows.begin() + std::min<std::size_t>(2, rows.size()));
  return rows;
}

// Quoted are the texts between backticks in a cell.
std::vector<std::string> Quoted(std::string_view cell) {
  const std::vector<std::string> parts = absl::StrSplit(cell, '`');
  std::vector<std::string> quoted;
  for (std::size_t i = 1; i < parts.size(); i += 2) quoted.push_back(parts[i]);
  return quoted;
}

Written KeyOf(std::string_view key) {
  EXPECT_EQ(CanonicalKey(key).value_or("no key"), key) << "the page writes keys in canonical form";
  return Written(key);
}

// Cell is a statement or a query as the table writes it: `C` in `P` through `T` (word, word).
class Cell {
 public:
  explicit Cell(std::string_view text) {
    const std::vector<std::string> parts = absl::StrSplit(text, '`');
    std::vector<Written> keys;
    for (std::size_t i = 1; i < parts.size(); i += 2) {
      const std::string& before = parts[i - 1];
      const bool in_place = i == 1   ? before.empty()
                            : i == 3 ? before == " in "
                                     : before == " through " || before == ", ";
      EXPECT_TRUE(in_place) << text;
      keys.push_back(KeyOf(parts[i]));
    }
    if (keys.empty() || parts.size() % 2 == 0) {
      ADD_FAILURE() << text;
      return;
    }
    product_ = keys[keys.size() == 1 ? 0 : 1];
    if (keys.size() > 1) component_ = keys[0];
    for (std::size_t i = 2; i < keys.size(); ++i) through_.push_back(keys[i]);
    for (const std::string_view word : absl::StrSplit(parts.back(), absl::ByAnyChar("(),"))) {
      if (const auto trimmed = absl::StripAsciiWhitespace(word); !trimmed.empty()) words_.emplace_back(trimmed);
    }
  }

  Scope scope() const { return {product_, component_}; }
  bool has_words() const { return !words_.empty(); }

  Assertion assertion() const {
    Assertion assertion;
    assertion.scope = scope();
    assertion.through.assign(through_.begin(), through_.end());
    for (const std::string& word : words_) {
      if (word == "not_affected" || word == "fixed") {
        assertion.clears = true;
        assertion.fixed = word == "fixed";
      } else if (word == "crowd") {
        assertion.crowd = true;
      } else if (word == "authority over P alone") {
        assertion.say = [this](const Subject& subject) { return subject.base == product_.subject().base; };
      } else if (word != "affected") {
        EXPECT_TRUE(absl::EndsWith(word, "_of") || absl::StartsWith(word, "installed_")) << word;
        assertion.relationship = word;
      }
    }
    return assertion;
  }

 private:
  Written product_, component_;
  std::vector<Written> through_;
  std::vector<std::string> words_;
};

std::string Answer(const Assertion& statement, const Scope& query) {
  const int level = ScopeLevel(statement, query);
  if (level != 0) return absl::StrCat(level);
  const NearMiss miss = WhyNot(statement, query);
  return absl::StrCat(MissName(miss.miss), miss.attribute.empty() ? "" : " ", miss.attribute);
}

TEST(MatchingPageTest, TruthTable) {
  const std::vector<Row> rows = Rows("truth table");
  ASSERT_GT(rows.size(), 100u);
  for (const Row& row : rows) {
    ASSERT_EQ(row.size(), 3u);
    const Cell statement(row[0]), query(row[1]);
    EXPECT_FALSE(query.has_words()) << row[1];
    EXPECT_EQ(Answer(statement.assertion(), query.scope()), row[2]) << row[0] << " about " << row[1];
  }
}

TEST(MatchingPageTest, EqualSpellingsSpeakAboutEachOther) {
  const std::vector<Row> rows = Rows("equal spellings");
  ASSERT_GT(rows.size(), 15u);
  for (const Row& row : rows) {
    ASSERT_EQ(row.size(), 3u);
    const Written one = KeyOf(Quoted(row[1]).at(0)), another = KeyOf(Quoted(row[2]).at(0));
    const int level = one.subject().digest.empty() ? 2 : 1;
    EXPECT_EQ(MatchLevel(one, another), level) << row[1] << " and " << row[2];
    EXPECT_EQ(MatchLevel(another, one), level) << row[2] << " and " << row[1];
    EXPECT_EQ(one.subject().digest, another.subject().digest);
  }
}

TEST(MatchingPageTest, UnequalSpellingsDoNot) {
  const std::vector<Row> rows = Rows("unequal spellings");
  ASSERT_GT(rows.size(), 10u);
  for (const Row& row : rows) {
    ASSERT_EQ(row.size(), 3u);
    const Written one = KeyOf(Quoted(row[1]).at(0)), another = KeyOf(Quoted(row[2]).at(0));
    EXPECT_EQ(MatchLevel(one, another), 0) << row[1] << " and " << row[2];
    EXPECT_NE(MatchLevel(another, one), 2) << row[2] << " and " << row[1];
  }
}

TEST(MatchingPageTest, Distributions) {
  const std::vector<Row> rows = Rows("distributions");
  ASSERT_GT(rows.size(), 15u);
  for (const Row& row : rows) {
    ASSERT_EQ(row.size(), 4u);
    const std::vector<std::string> names = Quoted(row[1]), spaces = Quoted(row[2]);
    for (const std::string& name : names) EXPECT_EQ(DistributionNamed(name), names.at(0));
    for (const std::string& space : spaces) EXPECT_EQ(DistributionSpace(space), spaces.at(0));
    for (const std::string& cpe : Quoted(row[3])) {
      const Written subject(absl::StrCat("cpe:2.3:o:", cpe, ":7.1:*:*:*:*:*:*:*"));
      EXPECT_EQ(PlatformOfCpe(subject), (Platform{names.at(0), "7.1"})) << cpe;
    }
  }
}

TEST(MatchingPageTest, Vulnerabilities) {
  const std::vector<Row> rows = Rows("vulnerabilities");
  ASSERT_GT(rows.size(), 5u);
  for (const Row& row : rows) {
    ASSERT_EQ(row.size(), 2u);
    const std::vector<std::string> written = Quoted(row[0]), is = Quoted(row[1]);
    ASSERT_EQ(written.size(), is.size()) << row[0];
    for (std::size_t i = 0; i < is.size(); ++i) EXPECT_EQ(CanonicalVulnerability(written[i]), is[i]);
  }
}

TEST(MatchingPageTest, EveryNearMissStandsInItsTable) {
  std::ifstream page("docs/matching.md");
  const std::string text((std::istreambuf_iterator<char>(page)), {});
  std::size_t before = text.find("## Near misses");
  for (int i = 1; i <= static_cast<int>(Miss::kOnlyComponent); ++i) {
    const std::string_view name = MissName(static_cast<Miss>(i));
    const std::size_t at = text.find(absl::StrCat("\n| `", name, "` |"), before);
    ASSERT_NE(at, text.npos) << name << " is missing, or out of order";
    before = at;
  }
}

}  // namespace
}  // namespace vexlens
