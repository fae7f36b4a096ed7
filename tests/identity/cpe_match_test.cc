// CPE attributes and names against each other (NISTIR 7696).
#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/identity/cpe/cpe.h"
#include "vexlens/identity.h"

namespace vexlens {

using identity::CompareCpeAttributes;
using identity::CpeAttributeCovers;
using identity::CpeAttributes;
using identity::CpeRelation;
using identity::kCpeAttributes;
using identity::kCpeNames;
using identity::SplitCpe;

namespace {

using enum CpeRelation;

TEST(CpeMatchTest, AttributesByTheTableOfTheStandard) {
  // Table 6-2, line by line: i is "foo", k is "bar", m with wildcards is "*b??".
  const struct {
    int line;
    std::string_view source, target;
    CpeRelation relation;
  } kLines[] = {
      {1, "*", "*", kEqual},
      {2, "*", "-", kSuperset},
      {3, "*", "foo", kSuperset},
      {4, "*", "*b??", kUndefined},
      {5, "-", "*", kSubset},
      {6, "-", "-", kEqual},
      {7, "-", "foo", kDisjoint},
      {8, "-", "*b??", kUndefined},
      {9, "foo", "foo", kEqual},
      {10, "foo", "bar", kDisjoint},
      {11, "foo", "*b??", kUndefined},
      {12, "foo", "-", kDisjoint},
      {13, "foo", "*", kSubset},
      {14, "*b??", "bar", kSuperset},
      {14, "*b??", "foo", kDisjoint},
      {15, "*b??", "*", kSubset},
      {16, "*b??", "-", kDisjoint},
      {17, "*b??", "b*", kUndefined},
      {17, "*b??", "*b??", kUndefined},
  };
  for (const auto& [line, source, target, relation] : kLines) {
    EXPECT_EQ(CompareCpeAttributes(source, target), relation) << "line " << line << ": " << source << ", " << target;
  }
}

TEST(CpeMatchTest, Wildcards) {
  // Section 6.3: "*" stands for any number of characters, "?" for one or none, both at the ends only.
  const struct {
    std::string_view source, target;
    bool fits;
  } kCases[] = {
      {"9.*", "9.3", true},        {"9.*", "8.3", false},       {"9.*", "9.", true},       {"9.*", "9", false},
      {"*.3", "9.3", true},        {"*9*", "9", true},          {"*9*", "1.9.1", true},    {"sp?", "sp", true},
      {"sp?", "sp1", true},        {"sp?", "sp12", false},      {"??p", "p", true},        {"??p", "xyp", true},
      {"??p", "xyzp", false},      {"?a?", "bab", true},        {"?a?", "aab", true},      {"?a?", "baab", false},
      {"*ab?", "abab", true},      {"??", "ab", true},          {"??", "abc", false},      {"1.\\*", "1.x", false},
      {"1.\\**", "1.\\*x", true},  {"1?", "1\\*", true},        {"1??", "1\\?\\:", true},  {"1??", "1\\?\\:a", false},
      {"?\\\\", "\\\\\\\\", true}, {"*\\:b", "\\\\\\:b", true}, {"a\\\\*", "a\\\\", true}, {"-*", "-1", true},
      {"*\\-", "\\-", true},       {"x\\?", "x\\?", true},
  };
  for (const auto& [source, target, fits] : kCases) {
    const bool equal = source == target;
    EXPECT_EQ(CompareCpeAttributes(source, target), fits ? (equal ? kEqual : kSuperset) : kDisjoint)
        << source << ", " << target;
    EXPECT_EQ(CpeAttributeCovers(source, target), fits) << source << ", " << target;
  }
}

TEST(CpeMatchTest, ExampleOfAttributes) {
  // Table 6-3, in both bindings.
  const std::string source = *CanonicalCpe("cpe:2.3:a:Adobe:*:9.*:*:PalmOS:*:*:*:*:*");
  const std::string target = *CanonicalCpe("cpe:/a::Reader:9.3.2:-:-");
  const CpeAttributes from = *SplitCpe(source), to = *SplitCpe(target);
  constexpr CpeRelation kExpected[] = {kEqual, kSubset, kSuperset, kSuperset, kSuperset, kDisjoint,
                                       kEqual, kEqual,  kEqual,    kEqual,    kEqual};
  for (std::size_t i = 0; i < kCpeAttributes; ++i) {
    EXPECT_EQ(CompareCpeAttributes(from[i], to[i]), kExpected[i]) << kCpeNames[i];
  }
  EXPECT_EQ(MatchLevel(ParseSubject(source, ""), ParseSubject(target, "")), 0);
}

int Level(std::string_view statement, std::string_view query) {
  const std::string source = *CanonicalCpe(statement), target = *CanonicalCpe(query);
  return MatchLevel(ParseSubject(source, ""), ParseSubject(target, ""));
}

TEST(CpeMatchTest, ExamplesOfNames) {
  // Appendix B: a name without version matches the instances below it, not the other way round, and no other part.
  EXPECT_EQ(Level("cpe:/o:microsoft:windows_2000", "cpe:/o:microsoft:windows_2000::sp3:pro"), 5);
  EXPECT_EQ(Level("cpe:/o:microsoft:windows_2000::sp3:pro", "cpe:/o:microsoft:windows_2000"), 0);
  EXPECT_EQ(Level("cpe:/o:microsoft:windows_2000", "cpe:/a:microsoft:ie:5.5"), 0);
  // The names of NISTIR 7695, section 6: 8.* and sp? are patterns in one binding as in the other.
  constexpr std::string_view kPattern = "cpe:2.3:a:microsoft:internet_explorer:8.*:sp?:*:*:*:*:*:*";
  EXPECT_EQ(Level(kPattern, "cpe:/a:microsoft:internet_explorer:8.0.6001:sp1"), 5);
  EXPECT_EQ(Level(kPattern, "cpe:/a:microsoft:internet_explorer:8.0.6001:beta"), 0);
  EXPECT_EQ(Level(kPattern, "cpe:/a:microsoft:internet_explorer:8.%02:sp%01"), 2);
  EXPECT_EQ(Level("cpe:/a:microsoft:internet_explorer:8.%2a:sp%3f", "cpe:/a:microsoft:internet_explorer:8.1:sp1"), 0);
}

TEST(CpeMatchTest, BeyondTheStandard) {
  // Table 6-2 leaves a target with wildcards undefined. A statement about everything still speaks about it, and
  // one about the same pattern too; one about another pattern may or may not, so it does not.
  EXPECT_TRUE(CpeAttributeCovers("*", "8.*"));
  EXPECT_TRUE(CpeAttributeCovers("8.*", "8.*"));
  EXPECT_FALSE(CpeAttributeCovers("8*", "8.*"));
  EXPECT_FALSE(CpeAttributeCovers("8.0", "8.*"));
  EXPECT_FALSE(CpeAttributeCovers("-", "8.*"));
  // A statement that is narrower than the query covers a part of it only, and says nothing.
  EXPECT_FALSE(CpeAttributeCovers("8.0", "*"));
  EXPECT_FALSE(CpeAttributeCovers("-", "*"));
}

// Fits is the definition by trial: whether `source` fits when each wildcard stands for each text it may.
bool Fits(std::string_view source, std::string_view target) {
  if (source.empty()) return target.empty();
  const bool wild = source[0] == '*' || source[0] == '?';
  const std::size_t most = source[0] == '*' ? target.size() : std::min<std::size_t>(1, target.size());
  if (!wild) return !target.empty() && source[0] == target[0] && Fits(source.substr(1), target.substr(1));
  for (std::size_t taken = 0; taken <= most; ++taken) {
    if (Fits(source.substr(1), target.substr(taken))) return true;
  }
  return false;
}

TEST(CpeMatchTest, NoCpeIsAboutAnythingElse) {
  for (const std::string_view open :
       {"cpe:2.3:a:*:curl:*:*:*:*:*:*:*:*", "cpe:2.3:*:*:*:*:*:*:*:*:*:*:*", "cpe:2.3:a:haxx:curl:*:*:*:*:*:*:*:*"}) {
    for (const std::string_view other : {"pkg:deb/debian/curl@8.0-1", "curl", "https://example.com/curl"}) {
      EXPECT_EQ(MatchLevel(ParseSubject(open, ""), ParseSubject(other, "")), 0) << open << " about " << other;
      EXPECT_EQ(MatchLevel(ParseSubject(other, ""), ParseSubject(open, "")), 0) << other << " about " << open;
    }
  }
}

TEST(CpeMatchTest, WildcardsByTrial) {
  std::mt19937 random(3);
  const auto text = [&random](std::size_t most) {
    std::string out;
    for (auto left = 1 + random() % most; left > 0; --left) out += static_cast<char>('a' + random() % 2);
    return out;
  };
  constexpr std::string_view kEnds[] = {"", "", "*", "?", "??"};
  int superset = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string_view end = kEnds[random() % 5];
    const std::string middle = text(3);
    const std::string source = absl::StrCat(kEnds[random() % 5], middle, end), target = text(6);
    const CpeRelation relation = CompareCpeAttributes(source, target);
    ASSERT_EQ(relation != kDisjoint, Fits(source, target)) << source << ", " << target;
    superset += relation == kSuperset;
  }
  EXPECT_GT(superset, 1'000);
}

}  // namespace
}  // namespace vexlens
