// Versions and ranges in the words of advisories.
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "lib/identity/native/words.h"

namespace vexlens {

using identity::AreRangeWords;
using identity::RangeFromWords;
using identity::VersionIn;

namespace {

TEST(NativeWordsTest, RangeFromWords) {
  const struct {
    std::string_view scheme, text, range;
  } kCases[] = {
      {"npm", "<4.2", "vers:npm/<4.2"},
      {"npm", " < V4.2 ", "vers:npm/<4.2"},
      {"generic", ">=V2.0|<V2.1", "vers:generic/>=2.0|<2.1"},
      {"generic", "<V2.1 | >=V2.0", "vers:generic/>=2.0|<2.1"},
      {"generic", "<1.0|>=2.0", "vers:generic/<1.0|>=2.0"},
      {"generic", ">= 2.0, < 2.1", "vers:generic/>=2.0|<2.1"},
      {"generic", ">=2.0 <2.1", "vers:generic/>=2.0|<2.1"},
      {"pypi", "all versions < V2.1", "vers:pypi/<2.1"},
      {"pypi", "Versions <=2.1", "vers:pypi/<=2.1"},
      {"deb", "All", "vers:deb/*"},
      {"deb", "all versions", "vers:deb/*"},
      {"deb", "all/*", "vers:deb/*"},
      {"deb", "*", "vers:deb/*"},
      {"npm", "4.2", "vers:npm/4.2"},
      {"golang", "<v1.2.0", "vers:golang/<v1.2.0"},
      {"maven", "[1.0,2.0)", "vers:maven/>=1.0|<2.0"},
      {"npm", "^1.2.3", "vers:npm/>=1.2.3|<2.0.0"},
      {"rpm", "<1:2.0-3", "vers:rpm/<1:2.0-3"},
  };
  for (const auto& [scheme, text, range] : kCases) {
    const auto result = RangeFromWords(scheme, text);
    ASSERT_TRUE(result.ok()) << text << ": " << result.status();
    EXPECT_EQ(*result, range) << text;
  }
}

TEST(NativeWordsTest, WhatIsNoRange) {
  for (const std::string_view text :
       {"", "before 4.2", "4.2 and later", "<main", "<", ">=2.0, <1.0", ">=2.0 <2.1|<3", "<2|", "all versionsX", "V",
        "3.X versions", "<4.2 (build 5)", "<4.2|<=4.2", "^1.2, <3", "~1.2 <3", ",", ", ,"}) {
    EXPECT_FALSE(RangeFromWords("generic", text).ok()) << text;
  }
  EXPECT_FALSE(RangeFromWords("unknown", "<4.2").ok());
}

TEST(NativeWordsTest, WordsOfRanges) {
  for (const std::string_view text : {"<4.2", "vers:npm/1", "4.1 and earlier", "prior to 4", "All", "3.X versions"}) {
    EXPECT_TRUE(AreRangeWords(text)) << text;
  }
  for (const std::string_view text : {"", "4.2", "after-eight", "tall-1.0", "allure 2"}) {
    EXPECT_FALSE(AreRangeWords(text)) << text;
  }
}

TEST(NativeWordsTest, VersionIn) {
  EXPECT_EQ(VersionIn("npm", "1.2.3"), "1.2.3");
  EXPECT_EQ(VersionIn("npm", "V1.2.3"), "1.2.3");
  EXPECT_EQ(VersionIn("golang", "v1.2.3"), "v1.2.3");
  EXPECT_EQ(VersionIn("generic", "v1.2"), "1.2");
  for (const std::string_view text : {"", "v", "bash-5.1", "1.2 SP1", "1/2", "img@1", "1.x"}) {
    EXPECT_EQ(VersionIn("generic", text), "") << text;
  }
  EXPECT_EQ(VersionIn("unknown", "1"), "");
}

}  // namespace
}  // namespace vexlens
