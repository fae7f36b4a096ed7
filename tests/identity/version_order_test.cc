#include "lib/identity/version_order.h"

#include <compare>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"

namespace vexlens {
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

std::partial_ordering Reversed(std::partial_ordering order) {
  if (order < 0) return std::partial_ordering::greater;
  return order > 0 ? std::partial_ordering::less : order;
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

// A hostile version costs time in proportion to its length, and no number is too large.
TEST(VersionOrderTest, HugeNumbers) {
  const std::string nines(10'000, '9');
  const std::string next = "1" + std::string(10'000, '0');
  const std::string padded = std::string(10'000, '0') + nines;
  for (const std::string_view scheme : {"semver", "rpm", "deb", "generic", "intdot"}) {
    const VersionOrder order = FindVersionOrder(scheme);
    EXPECT_TRUE(order(nines, next) < 0) << scheme;
    EXPECT_TRUE(order(padded, nines) == 0) << scheme;
  }
  std::string long_version = "1";
  for (int i = 0; i < 500'000; ++i) long_version += ".1";
  for (const std::string_view scheme : {"semver", "rpm", "deb", "generic", "intdot"}) {
    EXPECT_TRUE(FindVersionOrder(scheme)(long_version, long_version + ".1") < 0) << scheme;
  }
}

// Every order is one: antisymmetric, transitive, and unordered only for texts that are no versions at all.
TEST(VersionOrderTest, OrdersAreOrders) {
  std::mt19937 random(3);
  constexpr std::string_view kPieces[] = {"0", "1", "2", "10", "01", ".", "-", "~",
                                          "^", "+", "a", "b",  "rc", ":", "_", "v"};
  std::vector<std::string> versions;
  for (int i = 0; i < 120; ++i) {
    std::string& version = versions.emplace_back();
    for (auto left = random() % 7 + 1; left > 0; --left) version += kPieces[random() % std::size(kPieces)];
  }
  for (const std::string_view scheme : {"semver", "rpm", "deb", "generic", "intdot"}) {
    const VersionOrder order = FindVersionOrder(scheme);
    ASSERT_NE(order, nullptr);
    for (const std::string& a : versions) {
      for (const std::string& b : versions) {
        const auto forward = order(a, b);
        ASSERT_EQ(forward, Reversed(order(b, a))) << scheme << " " << a << " " << b;
        const bool versions_both = order(a, a) == 0 && order(b, b) == 0;
        ASSERT_EQ(forward != std::partial_ordering::unordered, versions_both) << scheme << " " << a << " " << b;
        if (!(forward <= 0)) continue;
        for (const std::string& c : versions) {
          if (!(order(b, c) <= 0)) continue;
          ASSERT_TRUE(order(a, c) <= 0) << scheme << " " << a << " " << b << " " << c;
        }
      }
    }
  }
}

}  // namespace
}  // namespace vexlens
