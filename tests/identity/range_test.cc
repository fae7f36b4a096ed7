#include <algorithm>
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
  };
  for (const auto& [text, message] : kCases) {
    const auto result = CanonicalRange(text);
    ASSERT_FALSE(result.ok()) << text << " became " << *result;
    EXPECT_EQ(result.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(result.status().message(), message) << text;
  }
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
      constraints.push_back(absl::StrCat(kComparators[random() % 6], random() % 5, ".", random() % 3));
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
