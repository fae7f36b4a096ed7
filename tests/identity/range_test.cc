#include <algorithm>
#include <compare>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

TEST(RangeTest, Canonical) {
  const struct {
    std::string_view text, canonical;
  } kCases[] = {
      {"vers:npm/>=1.0.0|<2.0.0", "vers:npm/>=1.0.0|<2.0.0"},
      {" VERS:NPM/ < 2.0.0 | >= 1.0.0 ", "vers:npm/>=1.0.0|<2.0.0"},
      {"vers:npm/||<2.0.0|", "vers:npm/<2.0.0"},
      {"vers:npm/=1.2.3|1.2.3", "vers:npm/1.2.3"},
      {"vers:npm/1.10.0|1.9.0", "vers:npm/1.9.0|1.10.0"},
      {"vers:npm/<2.0.0|<2.0|!=1.5.0", "vers:npm/!=1.5.0|<2.0"},
      {"vers:npm/>1|>=2|3|<4|<5|6", "vers:npm/>1|<5|6"},
      {"vers:semver/2.7.0|<2.8.11.1", "vers:semver/<2.8.11.1"},
      {"vers:deb/<1%3A2.4.47-2%2bb1", "vers:deb/<1:2.4.47-2+b1"},
      {"vers:npm/1.0%252F0", "vers:npm/1.0%252F0"},
      {"vers:maven/1.0.0%20Final", "vers:maven/1.0.0%20Final"},
      {"vers:gem/>=2.2.0|!= 2.2.1|<2.3.0", "vers:gem/>=2.2.0|!=2.2.1|<2.3.0"},
      {"vers:tomee/<2|>=1|<2", "vers:tomee/<2|>=1"},
      {"vers:npm/>=main|<2.0.0", "vers:npm/>=main|<2.0.0"},
      {"vers:npm/ *", "vers:npm/*"},
      {"vers:all/*", "vers:all/*"},
      {"vers:datetime/<2024-01-01t00%3A00%3A00z", "vers:datetime/<2024-01-01T00:00:00Z"},
  };
  for (const auto& [text, canonical] : kCases) {
    const auto result = CanonicalRange(text);
    ASSERT_TRUE(result.ok()) << text << ": " << result.status();
    EXPECT_EQ(*result, canonical);
    EXPECT_EQ(*CanonicalRange(*result), canonical);
  }
}

TEST(RangeTest, RefusalsSayWhy) {
  const struct {
    std::string_view text, message;
  } kCases[] = {
      {"", "vers: expected \"vers:\""},
      {"npm/1", "vers: expected \"vers:\""},
      {"vers:", "vers: \"\": no version scheme"},
      {"vers:n pm/1", "vers: \"n pm\": no version scheme"},
      {"vers:npm", "vers: \"vers:npm\": no constraints"},
      {"vers:npm/|", "vers: \"vers:npm/|\": no constraints"},
      {"vers:npm/>=", "vers: \">=\": no version"},
      {"vers:npm/*|1", "vers: \"vers:npm/*|1\": \"*\" stands alone or not at all"},
      {"vers:npm/1 2", "vers: \"1 2\": an unescaped character that no version may hold"},
      {"vers:npm/==1", "vers: \"==1\": an unescaped character that no version may hold"},
      {"vers:npm/1%2", "vers: \"1%2\": \"%\" without two hex digits"},
      {"vers:npm/>=1|<=1.0", "vers: \"vers:npm/>=1|<=1.0\": one version under two comparators"},
      {"vers:none/1", "vers: \"vers:none/1\": this scheme takes \"*\" only"},
      {"vers:invalid/1", "vers: \"invalid\": no version scheme"},
      {"vers:npm/1%0A", "vers: \"1%0A\": an escape that no version may hold"},
      {"vers:tomee/1|!=1", "vers: \"vers:tomee/1|!=1\": one version under two comparators"},
  };
  for (const auto& [text, message] : kCases) {
    const auto result = CanonicalRange(text);
    ASSERT_FALSE(result.ok()) << text << " became " << *result;
    EXPECT_EQ(result.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(result.status().message(), message) << text;
  }
}

TEST(RangeTest, StrictReading) {
  const auto range = ParseRange("vers:deb/!=1.0%20x|>=1:2.4.47-2+b1|<2:0");
  ASSERT_TRUE(range.ok()) << range.status();
  EXPECT_EQ(range->scheme, "deb");
  ASSERT_EQ(range->constraints.size(), 3u);
  EXPECT_EQ(range->constraints[0].comparator, Comparator::kNotEqual);
  EXPECT_EQ(range->constraints[0].version, "1.0 x");
  EXPECT_EQ(range->constraints[1].comparator, Comparator::kGreaterOrEqual);
  EXPECT_EQ(range->constraints[1].version, "1:2.4.47-2+b1");
  EXPECT_EQ(ParseRange("vers:npm/*")->constraints.size(), 0u);
}

TEST(RangeTest, StrictRefusalsSayWhere) {
  const struct {
    std::string_view text, message;
  } kCases[] = {
      {"", "vers: byte 0: expected \"vers:\""},
      {"VERS:npm/1", "vers: byte 0: expected \"vers:\""},
      {"vers:npm/>=1.0.0| <2.0.0", "vers: byte 17: white space"},
      {"vers:npm/1.0.0\n", "vers: byte 14: white space"},
      {"vers:/1", "vers: byte 5: no version scheme"},
      {"vers:NPM/1", "vers: byte 5: a scheme is in lower case"},
      {"vers:invalid/1", "vers: byte 5: no version scheme"},
      {"vers:npm", "vers: byte 8: no constraints"},
      {"vers:npm/", "vers: byte 9: no constraints"},
      {"vers:none/1", "vers: byte 10: this scheme takes \"*\" only"},
      {"vers:npm/1.0.0|*", "vers: byte 15: \"*\" stands alone or not at all"},
      {"vers:npm/|1.0.0", "vers: byte 9: a \"|\" with nothing before or behind it"},
      {"vers:npm/1.0.0||2.0.0", "vers: byte 15: a \"|\" with nothing before or behind it"},
      {"vers:npm/1.0.0|", "vers: byte 15: a \"|\" with nothing before or behind it"},
      {"vers:npm/=1.0.0", "vers: byte 9: equality is written without \"=\""},
      {"vers:npm/>=", "vers: byte 11: no version"},
      {"vers:npm/<1=2", "vers: byte 11: a character that a version holds as an escape only"},
      {"vers:npm/1.0%2G0", "vers: byte 12: \"%\" without two hex digits"},
      {"vers:npm/1.0%09", "vers: byte 12: an escape that no version may hold"},
      {"vers:npm/1.0%2E0", "vers: byte 12: \"%2E\" is not how the canonical form writes it"},
      {"vers:maven/1.0%7c", "vers: byte 14: \"%7c\" is not how the canonical form writes it"},
      {"vers:npm/>=2.0.0|<1.0.0", "vers: byte 17: \"1.0.0\" belongs before \"2.0.0\""},
      {"vers:npm/>=1.0.0|<1.0", "vers: byte 17: \"1.0\" is the version \"1.0.0\" again"},
      {"vers:npm/>=1.0.0|>=2.0.0", "vers: byte 17: this constraint says nothing beside its neighbours"},
      {"vers:npm/1.0.0|<2.0.0", "vers: byte 9: this constraint says nothing beside its neighbours"},
      {"vers:tomee/7|8|!=7", "vers: byte 15: the version \"7\" again"},
      {"vers:datetime/2024-01-01t00:00:00z", "vers: byte 14: an instant is written in upper case"},
  };
  for (const auto& [text, message] : kCases) {
    const auto result = ParseRange(text);
    ASSERT_FALSE(result.ok()) << text;
    EXPECT_EQ(result.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(result.status().message(), message) << text;
  }
}

TEST(RangeTest, Native) {
  const struct {
    std::string_view scheme, native, range;
  } kCases[] = {
      {"npm", "^1.2.3", ">=1.2.3|<2.0.0"},
      {"npm", "^0.2.3 || ^0.0.3", ">=0.0.3|<0.0.4|>=0.2.3|<0.3.0"},
      {"npm", "~1.9 || 2.x - 4", ">=1.9.0|<1.10.0|>=2.0.0|<5.0.0"},
      {"npm", ">1.2 <=1.4", ">=1.3.0|<1.5.0"},
      {"npm", "", "*"},
      {"npm", "<2 || >=1", "*"},
      {"npm", ">1 <=2.0.0", "2.0.0"},
      {"cargo", "1.2, <1.9", ">=1.2.0|<1.9.0"},
      {"cargo", "1.*", ">=1.0.0|<2.0.0"},
      {"cargo", "=1.2.3", "1.2.3"},
      {"gem", "~> 2.0.8, != 2.0.9", ">=2.0.8|!=2.0.9|<2.1"},
      {"gem", "~> 2.0.8.rc1", ">=2.0.8.rc1|<2.1"},
      {"gem", "~> 9", ">=9|<10"},
      {"pypi", "~=1.4.2, !=1.4.5", ">=1.4.2|!=1.4.5|<1.5.dev0"},
      {"pypi", "==1!2.9.*", ">=1%212.9.dev0|<1%212.10.dev0"},
      {"pypi", "!=1.0,!=2.0", "!=1.0|!=2.0"},
      {"maven", "(,1.0],[1.2,)", "<=1.0|>=1.2"},
      {"maven", "[1.0,2.0),[1.5,3.0],[5]", ">=1.0|<=3.0|5"},
      {"maven", "(1.0,2.0),(2.0,)", ">1.0|!=2.0"},
      {"nuget", "1.0", ">=1.0"},
      {"nuget", "(1.0,2.0]", ">1.0|<=2.0"},
      {"deb", ">= 1:1.0-1, << 2.0~", ""},
      {"deb", ">= 1.0-1, << 2.0~", ">=1.0-1|<2.0~"},
      {"conan", "~2.5.1 || *", ">=0.0.0"},
      {"nginx", "0.8.40+, 0.6.18-0.7.1", ">=0.6.18|<=0.7.1|>=0.8.40|<0.9.0"},
      {"openssl", "3.0.0, 1.0.1b", "1.0.1b|3.0.0"},
  };
  for (const auto& [scheme, native, range] : kCases) {
    const auto result = RangeFromNative(scheme, native);
    EXPECT_EQ(result.ok() ? *result : "", range.empty() ? "" : absl::StrCat("vers:", scheme, "/", range)) << native;
  }
}

TEST(RangeTest, NativeRefusalsSayWhy) {
  const struct {
    std::string_view scheme, native, message;
  } kCases[] = {
      {"npm", ">=", "range: \">=\": no version"},
      {"npm", ">=1 foo", "range: \"foo\": this comparison has no meaning here"},
      {"npm", "1.2.3.4", "range: \"1.2.3.4\": this comparison has no meaning here"},
      {"npm", "<*", "range: \"<*\": this comparison has no meaning here"},
      {"npm", ">2 <1", "range: \">2 <1\": contains no version"},
      {"gem", "~> x", "range: \"~> x\": this comparison has no meaning here"},
      {"gem", ">= 1_0", "range: \"1_0\": no version of gem"},
      {"pypi", "!=1.4.*", "range: \"1.4.*\": no version of pypi"},
      {"maven", "1.0",
       "range: \"1.0\": expected an interval (a version alone is a recommendation and excludes nothing)"},
      {"maven", "[1.0,2.0",
       "range: \"[1.0,2.0\": expected an interval (a version alone is a recommendation and excludes nothing)"},
      {"maven", "(1.0)", "range: \"(1.0)\": expected \"[version]\" or two ends"},
      {"openssl", "", "range: \"\": no version of openssl"},
      {"nginx", "x+", "range: \"x\": no version of nginx"},
  };
  for (const auto& [scheme, native, message] : kCases) {
    const auto result = RangeFromNative(scheme, native);
    ASSERT_FALSE(result.ok()) << native << " became " << *result;
    EXPECT_EQ(result.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(result.status().message(), message) << native;
  }
  EXPECT_EQ(RangeFromNative("tomee", "1").status().code(), absl::StatusCode::kUnimplemented);
}

// A version of 10 000 digits is a version like any other.
TEST(RangeTest, HugeVersions) {
  const std::string nines(10'000, '9');
  const std::string range = *RangeFromNative("npm", absl::StrCat("^", nines));
  EXPECT_EQ(range, absl::StrCat("vers:npm/>=", nines, ".0.0|<1", std::string(10'000, '0'), ".0.0"));
  EXPECT_EQ(*CanonicalRange(range), range);
  EXPECT_TRUE(RangeContains(range, absl::StrCat(nines, ".1")));
  const auto twice = ParseRange(absl::StrCat("vers:npm/", nines, "|", nines));
  EXPECT_LT(twice.status().message().size(), 300u);
}

TEST(RangeTest, CompareVersions) {
  EXPECT_TRUE(CompareVersions("pypi", "1.0rc1", "1.0") < 0);
  EXPECT_TRUE(CompareVersions("gem", "1.0", "1") == 0);
  EXPECT_EQ(CompareVersions("pypi", "main", "1.0"), std::partial_ordering::unordered);
  EXPECT_EQ(CompareVersions("tomee", "1", "1"), std::partial_ordering::unordered);
}

TEST(RangeTest, Containment) {
  const struct {
    std::string_view range;
    std::string_view inside, outside;  // separated by blanks
  } kCases[] = {
      {"vers:npm/>=1.0.0|<2.0.0", "1.0.0 v1.5 1.99999999999999999999.0 2.0.0-rc.1", "0.9 1.0.0-rc.1 2.0.0 latest"},
      {"vers:npm/<1.0.0|>=2.0.0|<3.0.0", "0.1 2.0.0 2.9", "1.0.0 1.5 3.0.0 4"},
      {"vers:npm/>1|<=2", "1.0.1 2", "1 2.0.1"},
      {"vers:npm/>=1", "1 99", "0.9"},
      {"vers:npm/>=1|!=1.5.0", "1.4 1.6", "1.5 0.1"},
      {"vers:npm/!=5", "4 6", "5 5.0.0 main"},
      {"vers:npm/1.0.0|!=2.0.0", "1.0.0 1.0", "2.0.0 3"},
      {"vers:npm/1.2.3|>=2.0.0|<5.0.0", "1.2.3 2 4.9", "1.2.2 1.2.4 5"},
      {"vers:npm/*", "1 anything", ""},
      {"vers:none/*", "", "1"},
      {"vers:golang/>=v1.22.0|<1.22.5", "v1.22.1 1.22.0", "v1.22.5 v1.21.9 234fd47e07d1"},
      {"vers:rpm/<2.9.14", "2.9.13 2.9.13-5.el9", "2.9.14 2.9.14-1 1:1"},
      {"vers:rpm/<1:3.0.7-24.el9", "1:3.0.7-9.el9 3.0.7-30.el9", "1:3.0.7-24.el9 1:3.0.7-25.el9"},
      {"vers:deb/<1:2.4.47-2+b1", "2.5 1:2.4.47-2", "1:2.4.47-2+b1 1:2.4.48~rc1"},
      {"vers:generic/>=1.0|<=2.3", "1.0 1 2.3.0", "0.9 2.3.1 2.3rc1"},
      {"vers:generic/>=1.0rc1|2.0", "2.0", "1.5 3"},
      {"vers:tomee/>=1.0.0|7.0.1|<=8", "7.0.1", "1.0.0 2 7.0.10"},
      {"vers:npm/1.0%252F0", "1.0%2F0", "1.0"},
      {"not a range", "", "1"},
  };
  for (const auto& [range, inside, outside] : kCases) {
    for (const bool expected : {true, false}) {
      std::string_view rest = expected ? inside : outside;
      while (!rest.empty()) {
        const std::string_view version = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(version.size() + 1, rest.size()));
        EXPECT_EQ(RangeContains(range, version), expected) << range << " " << version;
      }
    }
  }
}

// Order and repetition of constraints mean nothing, neither to the text nor to what lies inside.
TEST(RangeTest, OrderAndRepetitionMeanNothing) {
  std::mt19937 random(4);
  constexpr std::string_view kComparators[] = {"", "!=", "<", "<=", ">", ">="};
  for (int round = 0; round < 5'000; ++round) {
    std::vector<std::string> constraints;
    for (auto left = random() % 6 + 1; left > 0; --left) {
      const auto minor = random() % 3;
      const auto major = random() % 5;
      constraints.push_back(absl::StrCat(kComparators[random() % 6], major, ".", minor));
    }
    const auto text = [&] { return absl::StrCat("vers:deb/", absl::StrJoin(constraints, "|")); };
    const auto one = CanonicalRange(text());
    constraints.push_back(constraints[random() % constraints.size()]);
    std::shuffle(constraints.begin(), constraints.end(), random);
    const auto other = CanonicalRange(text());
    ASSERT_EQ(one.ok(), other.ok()) << text();
    if (!one.ok()) continue;
    ASSERT_EQ(*one, *other) << text();
    ASSERT_EQ(*CanonicalRange(*one), *one);
    for (const std::string& constraint : constraints) {
      if (absl::ascii_isdigit(constraint[0])) {
        ASSERT_TRUE(RangeContains(*one, constraint)) << *one << " " << constraint;
      } else if (constraint[0] == '!') {
        ASSERT_FALSE(RangeContains(*one, constraint.substr(2))) << *one << " " << constraint;
      }
    }
  }
}

}  // namespace
}  // namespace vexlens
