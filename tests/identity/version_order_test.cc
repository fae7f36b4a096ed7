#include "lib/identity/versions/version_order.h"

#include <compare>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/identity/version_patterns.h"

namespace vexlens {

using identity::CompareAlpm;
using identity::CompareApk;
using identity::CompareComposer;
using identity::CompareConan;
using identity::CompareDatetime;
using identity::CompareDeb;
using identity::CompareGem;
using identity::CompareGeneric;
using identity::CompareGentoo;
using identity::CompareIntdot;
using identity::CompareLexicographic;
using identity::CompareMaven;
using identity::CompareNuget;
using identity::CompareOpenssl;
using identity::ComparePypi;
using identity::CompareRpm;
using identity::CompareSemver;
using identity::VersionOrder;
using identity::VersionSchemes;

namespace {

// ExpectAscending checks every pair of a list that is in strictly ascending order.
void ExpectAscending(VersionOrder order, const std::vector<std::string_view>& versions) {
  for (std::size_t i = 0; i < versions.size(); ++i) {
    for (std::size_t j = 0; j < versions.size(); ++j) {
      EXPECT_EQ(order(versions[i], versions[j]), std::partial_ordering(i <=> j)) << versions[i] << " " << versions[j];
    }
  }
}

void ExpectEquivalent(VersionOrder order, const std::vector<std::string_view>& versions) {
  for (const std::string_view a : versions) {
    for (const std::string_view b : versions) EXPECT_TRUE(order(a, b) == 0) << a << " " << b;
  }
}

// ExpectNoVersion: `text` has no place in the order, not even beside itself.
void ExpectNoVersion(VersionOrder order, std::string_view text, std::string_view version) {
  EXPECT_EQ(order(text, text), std::partial_ordering::unordered) << text;
  EXPECT_EQ(order(text, version), std::partial_ordering::unordered) << text;
  EXPECT_EQ(order(version, text), std::partial_ordering::unordered) << text;
}

TEST(VersionOrderTest, Semver) {
  ExpectAscending(CompareSemver, {"0.0.1", "1.0.0-0", "1.0.0-1", "1.0.0-9", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1",
                                  "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
                                  "1.0.0", "1.0.0.1", "1.0.2", "1.0.10", "1.1.0", "2.0.0"});
  ExpectEquivalent(CompareSemver, {"1.2.0", "v1.2.0", "1.2", "1.2.0+build", "1.2.0+a-b", "01.02.00"});
  ExpectEquivalent(CompareSemver, {"v2.0.0-rc.1+incompatible", "2.0.0-rc.1"});
  for (const std::string_view text :
       {"", "v", "latest", "1.x", "1..2", ".1", "1.", "234fd47e07d1004f0aed9c", "*", "-1"}) {
    EXPECT_EQ(CompareSemver(text, "1.0.0"), std::partial_ordering::unordered) << text;
    EXPECT_EQ(CompareSemver(text, text), std::partial_ordering::unordered) << text;
  }
}

TEST(VersionOrderTest, Rpm) {
  ExpectAscending(CompareRpm,
                  {"~1", "0", "1.0~rc1", "1.0~rc1^git1", "1.0~rc2", "1.0", "1.0-1", "1.0-2.el9", "1.0-10.el9",
                   "1.0^git1~pre", "1.0^git1", "1.0^git2", "1.0a", "1.0.1", "1.05.1", "2.0", "10.0", "1:0.1", "10:0"});
  ExpectEquivalent(CompareRpm, {"2.0.1", "2_0_1", "2.0..1", "2.00.1", "0:2.0.1", ":2.0.1", "2.0.1."});
  // From rpm's own tests/rpmvercmp.at.
  const struct {
    std::string_view a, b;
    int order;
  } kCases[] = {
      {"5.5p1", "5.5p2", -1},
      {"5.5p10", "5.5p1", 1},
      {"10xyz", "10.1xyz", -1},
      {"xyz10", "xyz10.1", -1},
      {"xyz.4", "8", -1},
      {"xyz.4", "2", -1},
      {"5.5p2", "5.6p1", -1},
      {"5.6p1", "6.5p1", -1},
      {"6.0.rc1", "6.0", 1},
      {"10b2", "10a1", 1},
      {"1.0aa", "1.0a", 1},
      {"10.0001", "10.0039", -1},
      {"10.0001", "10.1", 0},
      {"4.999.9", "5.0", -1},
      {"20101121", "20101122", -1},
      {"2_0", "2.0", 0},
      {"a", "a", 0},
      {"a+", "a_", 0},
      {"+a", "_a", 0},
      {"+", "_", 0},
      {"1b.fc17", "1.fc17", -1},
      {"1g.fc17", "1.fc17", 1},
      {"1.0^", "1.0", 1},
      {"1.0^git1", "1.01", -1},
      {"1.0^20160101^git1", "1.0^20160102", -1},
      {"1.0~rc1^git1", "1.0~rc1", 1},
  };
  for (const auto& [a, b, order] : kCases) {
    EXPECT_EQ(CompareRpm(a, b), std::partial_ordering(order <=> 0)) << a << " " << b;
    EXPECT_EQ(CompareRpm(b, a), std::partial_ordering(0 <=> order)) << a << " " << b;
  }
}

TEST(VersionOrderTest, Deb) {
  ExpectAscending(CompareDeb, {"1.0~rc1-1", "1.0-0.1", "1.0-1", "1.0-1+b1", "1.0-10", "1.0a-1", "1.0+dfsg-1", "1.0.1",
                               "1.2", "1.10", "1:0", "2:0"});
  ExpectAscending(CompareDeb, {"~~", "~~a", "~", "", "a", "+"});
  ExpectEquivalent(CompareDeb, {"1.0", "0:1.0", "1.0-0", "1.0-", "1.00-00"});
}

TEST(VersionOrderTest, Dotted) {
  ExpectAscending(CompareGeneric, {"0", "1", "1.2", "1.2.3", "1.10", "2"});
  ExpectEquivalent(CompareGeneric, {"1", "1.0", "01.0.0"});
  for (const std::string_view text : {"", "1.0a", "1.", "1-2"}) {
    EXPECT_EQ(CompareGeneric(text, "1"), std::partial_ordering::unordered) << text;
  }
  ExpectEquivalent(CompareIntdot, {"10.234.5.12", "10.234.5.12-rc1", "10.234.05.12.", "10.234.5.12.x"});
  EXPECT_EQ(CompareIntdot("x", "1"), std::partial_ordering::unordered);
}

TEST(VersionOrderTest, Alpm) {
  ExpectAscending(CompareAlpm,
                  {"1.0alpha-1", "1.0beta-1", "1.0-1", "1.0-2", "1.0-10", "1.0.a-1", "1.0.1-1", "1.0..a-1", "1:0.1-1"});
  ExpectEquivalent(CompareAlpm, {"1.5", "1.5-1", "0:1.5", "1.05-1"});
  for (const std::string_view text : {"", "1.", "1.-1", "1-", "+"}) ExpectNoVersion(CompareAlpm, text, "1");
}

// Of apk-tools' own table (test/version.data), beside what the vers suite has of it.
TEST(VersionOrderTest, Apk) {
  ExpectAscending(CompareApk, {"1.0_alpha", "1.0_alpha2", "1.0_beta", "1.0_pre1", "1.0_rc1_p1", "1.0_rc2",
                               "1.0",       "1.0-r0",     "1.0-r1",   "1.0~a1f",  "1.0_cvs1",   "1.0_git20240101",
                               "1.0_hg",    "1.0_p1",     "1.0a",     "1.0.0",    "1.02",       "1.1",
                               "1.9",       "1.10"});
  for (const std::string_view text :
       {"", "a", "1.", "1.0bc", "1.0_foo1", "1.0-1", "1.0-r", "1.0-r1-r2", "1.0~xyz", "1.0-r1_p1"}) {
    ExpectNoVersion(CompareApk, text, "1");
  }
}

TEST(VersionOrderTest, Composer) {
  ExpectAscending(CompareComposer, {"1.0-dev", "1.0-alpha", "1.0a1", "1.0-beta2-dev", "1.0-beta2", "1.0-beta2.1",
                                    "1.0-beta10", "1.0RC1", "1.0", "1.0-patch1", "1.0-pl2", "1.0.1"});
  ExpectEquivalent(CompareComposer, {"1.2", "v1.2.0", "1.2.0.0", "1.2-stable", "1.2.0+build"});
  for (const std::string_view text : {"", "dev-main", "1.x-dev", "1.2.3.4.5", "1.0-foo"})
    ExpectNoVersion(CompareComposer, text, "1");
}

TEST(VersionOrderTest, Conan) {
  ExpectAscending(CompareConan, {"1.1-", "1.1-alpha.3", "1.1-alpha.22", "1.1-pre1", "1.1", "1.1+b1", "1.1+b2", "1.1.a",
                                 "1.1a", "1.2", "1.10", "2-", "2", "cci.20200203"});
  ExpectEquivalent(CompareConan, {"1", "1.0", "1.0.0"});
}

TEST(VersionOrderTest, Datetime) {
  ExpectAscending(CompareDatetime, {"0000-01-01T00:00:00+23:59", "2024-01-01T00:00:00+02:00", "2023-12-31T23:00:00Z",
                                    "2024-02-29T12:00:00Z", "2024-02-29T12:00:00.0000000000000000001Z",
                                    "2024-02-29T12:00:00.5Z", "9999-12-31T23:59:60Z"});
  ExpectEquivalent(CompareDatetime, {"2024-01-01T00:00:00Z", "2023-12-31T19:00:00.00-05:00", "2023-12-31T23:59:60Z"});
  for (const std::string_view text : {"", "2024-01-01", "2024-01-01t00:00:00z", "2023-02-29T00:00:00Z",
                                      "2024-01-01T24:00:00Z", "2024-01-01T00:00:61Z", "2024-01-01T00:00:00.Z",
                                      "2024-01-01T00:00:00+24:00", "2024-01-01T00:00:00Z1", "24-01-01T00:00:00Z"}) {
    ExpectNoVersion(CompareDatetime, text, "2024-01-01T00:00:00Z");
  }
}

TEST(VersionOrderTest, Gem) {
  ExpectAscending(CompareGem, {"1.0.a.b", "1.0.a", "1.0.a.1", "1.0-1", "1.0.rc1", "1.0", "1.0.1", "1.10"});
  ExpectEquivalent(CompareGem, {"1", "1.0", "1.0.0"});
  ExpectEquivalent(CompareGem, {"1.pre.2", "1-2", "1.0-2"});
  for (const std::string_view text : {"", "a", "1a", "1.", "1..2", "1-", "1_2", ".1"})
    ExpectNoVersion(CompareGem, text, "1");
}

TEST(VersionOrderTest, Gentoo) {
  ExpectAscending(CompareGentoo,
                  {"1.0_alpha", "1.0_alpha1", "1.0_beta", "1.0_pre", "1.0_rc_p1_alpha", "1.0_rc_p1", "1.0", "1.0-r1",
                   "1.0_p", "1.0_p1", "1.0b", "1.0.0", "1.01", "1.010001", "1.1", "1.10"});
  ExpectEquivalent(CompareGentoo, {"1.0", "1.0-r0", "01.0", "1.00"});
  for (const std::string_view text : {"", "a", "1.", "1.0bc", "1.0_foo", "1.0_", "1.0-1", "1.0-r", "1.0-rx"})
    ExpectNoVersion(CompareGentoo, text, "1");
}

TEST(VersionOrderTest, Maven) {
  ExpectAscending(CompareMaven, {"1-alpha-1", "1-beta", "1-m3", "1-rc-1", "1-SNAPSHOT", "1", "1-sp", "1-abc", "1-1",
                                 "1-2", "1.0.1", "1.1"});
  ExpectEquivalent(CompareMaven, {"1", "1.0", "1-ga", "1.Final", "1.0.0-0", "1-RELEASE"});
  ExpectEquivalent(CompareMaven, {"1.0.0.rc1", "1-cr1", "1-RC-1"});
  // Where Maven's own order goes round in circles.
  ExpectAscending(CompareMaven, {"1-rc", "1-0-rc", "1", "1-sp", "1-0-sp"});
}

// From the documentation, "NuGet package version reference" and "Package versioning".
TEST(VersionOrderTest, Nuget) {
  ExpectAscending(CompareNuget, {"1.0.1-aaa", "1.0.1-alpha", "1.0.1-alpha.2", "1.0.1-alpha.10", "1.0.1-beta",
                                 "1.0.1-open", "1.0.1-RC", "1.0.1-zzz", "1.0.1", "1.0.1.1"});
  ExpectEquivalent(CompareNuget, {"1.0", "1.0.0", "1.0.0.0", "1.00", "1.0.0+metadata"});
  ExpectEquivalent(CompareNuget, {"1.0-BETA.1", "1.0.0-beta.1+Meta"});
  for (const std::string_view text : {"", "v1", "1.2.3.4.5", "1.*"}) ExpectNoVersion(CompareNuget, text, "1");
}

TEST(VersionOrderTest, Openssl) {
  ExpectAscending(CompareOpenssl, {"0.9.8", "0.9.8z", "0.9.8za", "0.9.8zh", "1.0.2-beta1", "1.0.2", "1.0.2zg",
                                   "1.1.1-dev", "1.1.1-pre9", "1.1.1-pre10", "1.1.1", "1.1.1w", "3.0.0-alpha2",
                                   "3.0.0-alpha17", "3.0.0-beta1", "3.0.0", "3.0.10"});
  for (const std::string_view text : {"", "1.0.2-fips", "1.0.2.", "1.0.2-", "1.0.2a1"})
    ExpectNoVersion(CompareOpenssl, text, "1");
}

TEST(VersionOrderTest, Pypi) {
  ExpectAscending(ComparePypi, {"1.0.dev456",    "1.0a1",         "1.0a2.dev456", "1.0a12.dev456",
                                "1.0a12",        "1.0b1.dev456",  "1.0b2",        "1.0b2.post345.dev456",
                                "1.0b2.post345", "1.0rc1.dev456", "1.0rc1",       "1.0",
                                "1.0+abc.5",     "1.0+abc.7",     "1.0+5",        "1.0.post456.dev34",
                                "1.0.post456",   "1.0.15",        "1.1.dev1",     "1!0"});
  ExpectEquivalent(ComparePypi, {"1.1rc1", "v1.1.0-C1", "1.1.pre_1", "1.1preview1"});
  ExpectEquivalent(ComparePypi, {"1.0-1", "1.0.post1", "1.0rev1", "1.0_r1"});
  ExpectEquivalent(ComparePypi, {"1.0+Ubuntu-1", "1.0.0+ubuntu.01"});
  for (const std::string_view text : {"", "2004d", "1.0-", "1.0+", "1.0+a..b", "1.0.dev1.post1", "1.0a1b1", "x"})
    ExpectNoVersion(ComparePypi, text, "1");
}

TEST(VersionOrderTest, Lexicographic) {
  ExpectAscending(CompareLexicographic, {"", "10", "9", "A", "a", "aa", "\u00e4"});
}

// A hostile version costs time in proportion to its length, and no number is too large.
TEST(VersionOrderTest, HugeNumbers) {
  const std::string nines(10'000, '9');
  const std::string next = "1" + std::string(10'000, '0');
  const std::string padded = std::string(10'000, '0') + nines;
  std::string long_version = "1";
  for (int i = 0; i < 500'000; ++i) long_version += ".1";
  for (const auto& [scheme, order, normal] : VersionSchemes()) {
    if (scheme == "datetime" || scheme == "lexicographic") continue;
    EXPECT_TRUE(order(nines, next) < 0) << scheme;
    EXPECT_TRUE(order(padded, nines) == 0) << scheme;
    if (order == CompareNuget || order == CompareComposer) continue;  // four numbers at most
    EXPECT_TRUE(order(long_version, long_version + ".1") < 0) << scheme;
  }
  std::string dashes = "1";
  for (int i = 0; i < 500'000; ++i) dashes += "-1";
  EXPECT_TRUE(CompareMaven(dashes, dashes + "-1") < 0);
}

// Versions are texts of which some look like versions of the scheme, and some like nothing at all.
std::vector<std::string> RandomVersions(std::string_view scheme) {
  constexpr std::string_view kPieces[] = {"0", "1",  "2", "10", "01", ".",  "-",  "~", "^",   "+",  "a",
                                          "b", "rc", ":", "_",  "v",  "sp", "ga", "!", "dev", "_p", "-r"};
  std::mt19937 random(3);
  testing::VersionGenerator real(testing::VersionPattern(scheme), 4);
  std::vector<std::string> versions;
  for (int i = 0; i < 75; ++i) {
    const auto [one, other] = real.NextPair();
    versions.insert(versions.end(), {one, other});
    std::string& version = versions.emplace_back(random() % 2 == 0 ? "1" : "");
    for (auto left = random() % 7 + 1; left > 0; --left) version += kPieces[random() % std::size(kPieces)];
  }
  return versions;
}

// Every order is one: antisymmetric, transitive, and unordered only for texts that are no versions at all.
TEST(VersionOrderTest, OrdersAreOrders) {
  for (const auto& [scheme, order, normal] : VersionSchemes()) {
    std::vector<std::string> versions;
    for (const std::string& text : RandomVersions(scheme)) {
      if (order(text, text) == 0) {
        versions.push_back(text);
      } else {
        ExpectNoVersion(order, text, versions.empty() ? "1" : versions.front());
      }
    }
    EXPECT_GE(versions.size(), 150u) << scheme;
    std::vector<std::vector<std::partial_ordering>> orders(versions.size());
    for (std::size_t i = 0; i < versions.size(); ++i) {
      for (const std::string& other : versions) orders[i].push_back(order(versions[i], other));
    }
    for (std::size_t i = 0; i < versions.size(); ++i) {
      for (std::size_t j = 0; j < versions.size(); ++j) {
        ASSERT_NE(orders[i][j], std::partial_ordering::unordered) << scheme << " " << versions[i] << " " << versions[j];
        ASSERT_EQ(orders[i][j], 0 <=> orders[j][i]) << scheme << " " << versions[i] << " " << versions[j];
        if (orders[i][j] > 0) continue;
        for (std::size_t k = 0; k < versions.size(); ++k) {
          ASSERT_TRUE(!(orders[j][k] <= 0) || orders[i][k] <= 0)
              << scheme << " " << versions[i] << " " << versions[j] << " " << versions[k];
        }
      }
    }
  }
}

}  // namespace
}  // namespace vexlens
