// One spelling for versions that are equal.
#include <algorithm>
#include <cstddef>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "lib/identity/versions/version_order.h"
#include "lib/json/document.h"
#include "tests/identity/version_patterns.h"
#include "tests/support/corpora.h"
#include "vexlens/identity.h"

namespace vexlens {

using identity::FindVersionOrder;
using identity::FindVersionScheme;
using identity::VersionScheme;
using identity::VersionSchemes;

namespace {

using Texts = std::vector<std::string>;

struct Example {
  std::string_view scheme, version, normal;
};

TEST(NormalVersionTest, Examples) {
  constexpr Example kExamples[] = {
      {"alpine", "1.2.3_rc1-r0", "1.2.3_rc1-r0"},
      {"alpm", "0:1.05_a+2", "1.5.a.2-1"},
      {"alpm", "1:1.0-01", "1:1.0-1"},
      {"alpm", "0:1:2-3", "1.2-3"},
      {"apk", "01.02_rc01_p-r00", "1.02_rc1_p-r0"},
      {"apk", "1.0~0a1f", "1.0~0a1f"},
      {"cargo", "1.0.0-Alpha.01+build.5", "1.0.0-Alpha.1"},
      {"composer", "v1.2-B2.01DEV", "1.2.0.0-beta2.1-dev"},
      {"composer", "1.2-dev+x", "1.2.0.0-dev"},
      {"composer", "1.2-stable", "1.2.0.0"},
      {"composer", "dev-main", "dev-main"},
      {"conan", "1.02a.0-0.0+1.0", "1.2a-0+1"},
      {"conan", "0.0", "0"},
      {"conan", ".0", ".0"},
      {"datetime", "2023-12-31T19:00:00.50-05:00", "2024-01-01T00:00:00.5Z"},
      {"datetime", "2023-12-31T23:59:60Z", "2024-01-01T00:00:00Z"},
      {"datetime", "0000-01-01T00:00:00+00:01", "0000-01-01T23:58:00+23:59"},
      {"datetime", "9999-12-31T23:59:60Z", "9999-12-31T00:01:00-23:59"},
      {"datetime", "9999-12-31T23:59:60.5-23:59", "9999-12-31T23:59:60.5-23:59"},
      {"deb", "0:1.0-1", "1.0-1"},
      {"deb", "01:01.00-00", "1:1.0"},
      {"deb", "1.0-1-0", "1.0-1-0"},
      {"deb", "0:1:2", "0:1:2"},
      {"deb", "0::2", "0::2"},
      {"deb", "1.", "1.0"},
      {"deb", "1.0a0-1~bpo0", "1.0a-1~bpo"},
      {"deb", "", "0"},
      {"ebuild", "01.010_p0-r0", "1.01_p"},
      {"gem", "1.0.0-1", "1.pre.1"},
      {"gem", "1.0.0", "1"},
      {"gem", "0.a1", "0.a.1"},
      {"gem", "0.0", "0"},
      {"generic", "1.0", "1"},
      {"generic", "01.0.10.0", "1.0.10"},
      {"generic", "0.0", "0"},
      {"generic", "1.0-rc", "1.0-rc"},
      {"gentoo", "1.00a_rc00_p1-r01", "1.0a_rc_p1-r1"},
      {"golang", "v1.2.3", "1.2.3"},
      {"golang", "v1.2.3+incompatible", "1.2.3"},
      {"golang", "v0.0.0-20170915032832-14c0d48ead0c", "0.0.0-20170915032832-14c0d48ead0c"},
      {"intdot", "10.0.5.x", "10.0.5"},
      {"intdot", "1..2", "1..2"},
      {"lexicographic", "1.0", "1.0"},
      {"maven", "1.0.0-GA", "1"},
      {"maven", "1.0.0.Final", "1"},
      {"maven", "1.0-CR1", "1-rc-1"},
      {"maven", "1a2", "1-alpha-2"},
      {"maven", "1-a", "1-a"},
      {"maven", "1-a-2", "1-a-2"},
      {"maven", "1--rc", "1-0-rc"},
      {"maven", "-rc", "0-rc"},
      {"maven", "rc", "rc"},
      {"maven", "1-final.1", "1-ga.1"},
      {"maven", "2.0-SNAPSHOT", "2-snapshot"},
      {"npm", "1.2", "1.2.0"},
      {"npm", "1.2.3.0", "1.2.3"},
      {"npm", "latest", "latest"},
      {"nuget", "1.0.0.0+Meta", "1.0.0"},
      {"nuget", "1.0.0-BETA.01", "1.0.0-beta.1"},
      {"nuget", "V1.0", "V1.0"},
      {"openssl", "1.0.2zg", "1.0.2zg"},
      {"openssl", "3.0-alpha00", "3.0.0-alpha"},
      {"pypi", "V00!1.0.0_ALPHA", "1a0"},
      {"pypi", "1!1.0-1", "1!1.post1"},
      {"pypi", "1.0c2.rev.Dev+Ubuntu_01", "1rc2.post0.dev0+ubuntu.1"},
      {"pypi", "2004D", "2004D"},
      {"rpm", "0:3.0.7", "3.0.7"},
      {"rpm", "01:1.0_a-2.el9", "1:1.0.a-2.el9"},
      {"rpm", "1.0~rc1^git01-1", "1.0~rc1^git1-1"},
      {"rpm", "1-2-3", "1.2-3"},
      {"rpm", "1.0-", "1.0-"},
      {"rpm", "+", ""},
      {"semver", "1.0.0-a.", "1.0.0-a"},
      {"semver", "1.0.0-a..", "1.0.0-a.."},
      {"semver", "1.0.0-", "1.0.0-"},
      {"tomee", "v1.0", "v1.0"},
  };
  for (const auto& [scheme, version, normal] : kExamples) {
    EXPECT_EQ(NormalVersion(scheme, version), normal) << scheme << " " << version;
  }
}

TEST(NormalVersionTest, EqualVersions) {
  const std::map<std::string_view, std::vector<std::vector<std::string_view>>> equal = {
      {"apk", {{"1.0", "01.0"}, {"1.0-r1", "1.0-r01"}}},
      {"deb", {{"0:1.0-1", "1.0-1"}, {"1.0", "1.0-0", "1.00"}}},
      {"generic", {{"1", "1.0", "1.0.0"}}},
      {"golang", {{"v1.2.3", "1.2.3", "v1.2.3+incompatible"}}},
      {"maven", {{"1.0", "1", "1.0.0", "1-ga", "1.final", "1-RELEASE"}, {"1a1", "1-alpha-1"}, {"1-cr1", "1.0-rc-1"}}},
      {"nuget", {{"1.0", "1.0.0.0"}, {"1.0.0-BETA", "1.0.0-beta"}}},
      {"pypi", {{"1.0", "1.0.0"}, {"1.0a", "1.0alpha0"}, {"1.0-1", "1.0.post1"}, {"1.0+local.1", "1.0+local-1"}}},
      {"rpm", {{"0:3.0.7", "3.0.7", "3_0_7"}}},
  };
  for (const auto& [scheme, classes] : equal) {
    std::map<std::string, std::size_t> spellings;  // and whose they are
    for (std::size_t i = 0; i < classes.size(); ++i) {
      for (const std::string_view version : classes[i]) {
        EXPECT_EQ(NormalVersion(scheme, version), NormalVersion(scheme, classes[i].front())) << scheme << version;
      }
      EXPECT_TRUE(spellings.emplace(NormalVersion(scheme, classes[i].front()), i).second) << scheme << " " << i;
    }
  }
  EXPECT_NE(NormalVersion("pypi", "1.0+local.1"), NormalVersion("pypi", "1.0"));
}

bool IsVersion(const VersionScheme& scheme, std::string_view text) { return scheme.order(text, text) == 0; }

// ExpectOwnClass: the normal form of a version is a version equal to it, and its own; other texts stay as they are.
void ExpectOwnClass(const VersionScheme& scheme, std::string_view text) {
  const std::string normal = NormalVersion(scheme.name, text);
  if (IsVersion(scheme, text)) {
    ASSERT_TRUE(CompareVersions(scheme.name, text, normal) == 0) << scheme.name << " " << text << " " << normal;
    ASSERT_EQ(NormalVersion(scheme.name, normal), normal) << scheme.name << " " << text;
  } else {
    ASSERT_EQ(normal, text) << scheme.name;
  }
}

// EqualPairs counts the pairs of different texts that are equal versions, after it has compared every pair.
int EqualPairs(const VersionScheme& scheme, const Texts& texts) {
  Texts normal;
  for (const std::string& text : texts) {
    ExpectOwnClass(scheme, text);
    normal.push_back(NormalVersion(scheme.name, text));
  }
  int equal_pairs = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t j = 0; j < texts.size(); ++j) {
      const bool equal = CompareVersions(scheme.name, texts[i], texts[j]) == 0;
      EXPECT_EQ(normal[i] == normal[j], equal || texts[i] == texts[j])
          << scheme.name << " " << texts[i] << " " << texts[j] << " " << normal[i] << " " << normal[j];
      equal_pairs += equal && texts[i] != texts[j];
    }
  }
  return equal_pairs;
}

// What equal versions differ in, for each order: pieces of which short texts are made.
constexpr struct {
  std::string_view scheme, pieces;
} kPieces[] = {
    {"alpm", "0 1 01 . - _ : a"},
    {"apk", "0 1 01 . a _rc _p ~ -r"},
    {"composer", "0 1 v . - + a rc stable dev"},
    {"conan", "0 1 01 . - + a"},
    {"deb", "0 1 01 . - : ~ a"},
    {"gem", "0 1 01 . - a pre"},
    {"generic", "0 1 01 . -"},
    {"gentoo", "0 1 01 . a _rc _p -r"},
    {"intdot", "0 1 01 . - a"},
    {"lexicographic", "0 1 a A"},
    {"maven", "0 1 01 . - a alpha rc CR ga sp"},
    {"nuget", "0 1 01 . - + a A"},
    {"openssl", "0 1 01 . a -alpha -dev"},
    {"pypi", "0 1 01 . - + ! a rc post dev"},
    {"rpm", "0 1 01 . - : ~ ^ a"},
    {"semver", "0 1 01 v . - + a"},
};

// EqualNeighbours counts the equal neighbours of the sorted versions among different texts, after it has compared all
// neighbours. Equal versions are neighbours, so that these decide about all pairs.
int EqualNeighbours(const VersionScheme& scheme, const Texts& texts) {
  Texts versions;
  for (const std::string& text : texts) {
    ExpectOwnClass(scheme, text);
    if (IsVersion(scheme, text)) versions.push_back(text);
  }
  std::stable_sort(versions.begin(), versions.end(),
                   [&scheme](const auto& a, const auto& b) { return CompareVersions(scheme.name, a, b) < 0; });
  int equal_neighbours = 0;
  for (std::size_t i = 1; i < versions.size(); ++i) {
    const std::string& a = versions[i - 1];
    const std::string& b = versions[i];
    const bool equal = CompareVersions(scheme.name, a, b) == 0;
    EXPECT_EQ(NormalVersion(scheme.name, a) == NormalVersion(scheme.name, b), equal)
        << scheme.name << " " << a << " " << b;
    equal_neighbours += equal && a != b;
  }
  return equal_neighbours;
}

// Every text of up to five pieces.
TEST(NormalVersionTest, ShortTexts) {
  for (const auto& [name, spaced] : kPieces) {
    const std::vector<std::string_view> pieces = absl::StrSplit(spaced, ' ');
    Texts texts = {""};
    for (std::size_t begin = 0, length = 0; length < 5; ++length) {
      for (const std::size_t end = texts.size(); begin < end; ++begin) {
        for (const std::string_view piece : pieces) texts.push_back(absl::StrCat(texts[begin], piece));
      }
    }
    EXPECT_GE(EqualNeighbours(*FindVersionScheme(name), texts), name == "lexicographic" ? 0 : 100) << name;
    ASSERT_FALSE(HasFailure());
  }
}

// Longer ones, each beside another that has one piece more.
TEST(NormalVersionTest, LongTexts) {
  std::mt19937 random(7);
  for (const auto& [name, spaced] : kPieces) {
    const std::vector<std::string_view> pieces = absl::StrSplit(spaced, ' ');
    Texts texts;
    for (int i = 0; i < 10'000; ++i) {
      std::string text = "1";
      std::string longer = "1";
      const auto count = random() % 8 + 4;
      const auto place = random() % count;
      for (std::size_t j = 0; j < count; ++j) {
        const std::string_view piece = pieces[random() % pieces.size()];
        if (j == place) longer += pieces[random() % pieces.size()];
        text += piece;
        longer += piece;
      }
      texts.insert(texts.end(), {text, longer});
    }
    EXPECT_GE(EqualNeighbours(*FindVersionScheme(name), texts), name == "lexicographic" ? 0 : 10) << name;
    ASSERT_FALSE(HasFailure());
  }
}

TEST(NormalVersionTest, EveryOrderHasPieces) {
  for (const VersionScheme& scheme : VersionSchemes()) {
    const bool listed = std::any_of(std::begin(kPieces), std::end(kPieces), [&](const auto& row) {
      return FindVersionOrder(row.scheme) == scheme.order && FindVersionScheme(row.scheme)->normal == scheme.normal;
    });
    EXPECT_EQ(listed, scheme.name != "datetime") << scheme.name;
  }
}

// Versions as they look in each ecosystem, and the same with one zero, dot or the like more or less.
TEST(NormalVersionTest, RandomVersions) {
  constexpr std::string_view kInserted[] = {"0", ".0", ".", "-", "+", "v", "a", "_", "0:", "-0", "A"};
  for (const VersionScheme& scheme : VersionSchemes()) {
    std::mt19937 random(5);
    testing::VersionGenerator generator(testing::VersionPattern(scheme.name), 6);
    Texts texts;
    for (int i = 0; i < 100; ++i) {
      const auto [one, other] = generator.NextPair();
      texts.insert(texts.end(), {one, other});
      texts.push_back(one);
      const std::string_view inserted = kInserted[random() % std::size(kInserted)];
      texts.back().insert(random() % (one.size() + 1), inserted);
      texts.push_back(other);
      texts.back().erase(random() % other.size(), 1);
    }
    const int equal_pairs = EqualPairs(scheme, texts);
    EXPECT_GE(equal_pairs, scheme.name == "lexicographic" ? 0 : 5) << scheme.name;
  }
}

// Instants near the ends of the years that RFC 3339 can write.
TEST(NormalVersionTest, Instants) {
  Texts texts;
  for (const std::string_view day : {"0000-01-01", "0000-01-02", "2024-02-29", "9999-12-30", "9999-12-31"}) {
    for (const std::string_view time : {"00:00:00", "00:01:00", "00:01:60", "12:00:00.5", "23:58:60", "23:59:60.50"}) {
      for (const std::string_view zone : {"Z", "+00:01", "-00:01", "+23:59", "-23:59"}) {
        texts.push_back(absl::StrCat(day, "T", time, zone));
      }
    }
  }
  EXPECT_GT(EqualPairs(*FindVersionScheme("datetime"), texts), 20);
}

// All versions that the official vers suite compares.
TEST(NormalVersionTest, VersSuite) {
  VEXLENS_NEEDS_CORPORA();
  std::map<std::string, Texts, std::less<>> texts;
  json::Parser parser;
  for (const auto& file : testing::FilesIn(testing::CorporaFolder() / "identifiers/vers")) {
    if (file.extension() != ".json") continue;
    json::Value root;
    const std::string text = testing::ReadBytes(file);
    ASSERT_FALSE(parser.Parse(text, {.max_bytes = 1 << 24, .max_depth = 64}, 0, root).has_value()) << file;
    for (const json::Value test : root["tests"].elements()) {
      const json::Value input = test["input"];
      Texts& of_scheme = texts[std::string(input["input_scheme"].text())];
      for (const json::Value version : input["versions"].elements()) of_scheme.emplace_back(version.text());
    }
  }
  std::size_t compared = 0;
  for (auto& [name, versions] : texts) {
    const VersionScheme* const scheme = FindVersionScheme(name);
    if (scheme == nullptr) continue;
    std::sort(versions.begin(), versions.end());
    versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
    EqualPairs(*scheme, versions);
    compared += versions.size();
  }
  EXPECT_GT(compared, 800u);
}

// A hostile version costs time and space in proportion to its length.
TEST(NormalVersionTest, HugeVersions) {
  constexpr std::size_t kSize = 1'000'000;
  for (const auto& [name, spaced] : kPieces) {
    const std::vector<std::string_view> pieces = absl::StrSplit(spaced, ' ');
    for (const std::string_view piece : pieces) {
      for (const std::string& unit : {std::string(piece), absl::StrCat(".", piece)}) {
        std::string text = "1";
        while (text.size() < kSize) text += unit;
        const std::string normal = NormalVersion(name, text);
        ASSERT_LE(normal.size(), 4 * text.size()) << name << " " << unit;
        ASSERT_EQ(NormalVersion(name, normal), normal) << name << " " << unit;
      }
    }
  }
}

}  // namespace
}  // namespace vexlens
