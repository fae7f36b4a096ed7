// What holds for every range of every scheme.
#include <compare>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "lib/identity/versions/version_order.h"
#include "tests/identity/version_patterns.h"
#include "vexlens/identity.h"

namespace vexlens {

using identity::VersionSchemes;

namespace {

using Numbers = std::mt19937;

constexpr std::string_view kSigns[] = {"", "!=", "<", "<=", ">", ">="};

// Ranges makes random texts of ranges: constraints in any order, some twice, and blanks here and there.
class Ranges {
 public:
  explicit Ranges(std::string_view scheme) : scheme_(scheme), versions_(testing::VersionPattern(scheme), 7) {}

  std::string Version() { return versions_.NextPair().second; }

  std::string Text() {
    std::string text = absl::StrCat("vers:", scheme_, "/");
    for (auto left = random_() % 5 + 1; left > 0; --left) {
      const std::string version = Escaped(Version());
      const std::string_view sign = kSigns[random_() % 6];
      absl::StrAppend(&text, random_() % 20 == 0 ? " " : "", sign, version, left > 1 ? "|" : "");
    }
    return text;
  }

  static std::string Escaped(std::string_view version) {
    return absl::StrReplaceAll(version, {{"!", "%21"}, {"|", "%7C"}});
  }

 private:
  std::string_view scheme_;
  testing::VersionGenerator versions_;
  Numbers random_{11};
};

// Contains is what vers-spec says of a range ("Checking if a version is contained within a range"), pair by pair.
bool Contains(const Range& range, std::string_view version) {
  const auto order_to = [&](const Constraint& bound) { return CompareVersions(range.scheme, version, bound.version); };
  std::vector<Constraint> bounds;
  bool only_exclusions = true;
  for (const Constraint& constraint : range.constraints) {
    if (order_to(constraint) == 0) {
      return constraint.comparator != Comparator::kNotEqual && constraint.comparator != Comparator::kLess &&
             constraint.comparator != Comparator::kGreater;
    }
    only_exclusions = only_exclusions && constraint.comparator == Comparator::kNotEqual;
    if (constraint.comparator >= Comparator::kLess) bounds.push_back(constraint);
  }
  if (only_exclusions) return true;
  if (bounds.empty()) return false;
  const auto is_upper = [](const Constraint& c) { return c.comparator <= Comparator::kLessOrEqual; };
  if (is_upper(bounds.front()) && order_to(bounds.front()) < 0) return true;
  if (!is_upper(bounds.back()) && order_to(bounds.back()) > 0) return true;
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
    if (!is_upper(bounds[i]) && is_upper(bounds[i + 1]) && order_to(bounds[i]) > 0 && order_to(bounds[i + 1]) < 0) {
      return true;
    }
  }
  return false;
}

TEST(RangePropertiesTest, CanonicalIsIdempotentAndStrictlyRead) {
  for (const auto& [scheme, order, normal] : VersionSchemes()) {
    Ranges ranges(scheme);
    int canonical_as_they_stand = 0;
    for (int round = 0; round < 2'000; ++round) {
      const std::string text = ranges.Text();
      const auto canonical = CanonicalRange(text);
      const auto strict = ParseRange(text);
      ASSERT_EQ(strict.ok(), canonical.ok() && *canonical == text) << text << " " << strict.status();
      canonical_as_they_stand += strict.ok();
      if (!canonical.ok()) continue;
      ASSERT_EQ(*CanonicalRange(*canonical), *canonical) << text;
      ASSERT_TRUE(ParseRange(*canonical).ok()) << text;
    }
    EXPECT_GT(canonical_as_they_stand, 100) << scheme;
  }
}

TEST(RangePropertiesTest, ContainmentIsThatOfTheSpecification) {
  for (const auto& [scheme, order, normal] : VersionSchemes()) {
    Ranges ranges(scheme);
    int inside = 0;
    for (int round = 0; round < 2'000; ++round) {
      const auto canonical = CanonicalRange(ranges.Text());
      if (!canonical.ok()) continue;
      const Range range = *ParseRange(*canonical);
      for (int i = 0; i < 5; ++i) {
        const std::string version = ranges.Version();
        const bool contains = RangeContains(*canonical, version);
        ASSERT_EQ(contains, Contains(range, version)) << *canonical << " " << version;
        inside += contains;
      }
    }
    EXPECT_GT(inside, 500) << scheme;
  }
}

// A native range means what its comparisons mean, one by one.
TEST(RangePropertiesTest, NativeRangesMeanTheirComparisons) {
  for (const std::string_view scheme : {"alpm", "deb", "gem", "pypi", "rpm"}) {
    Ranges ranges(scheme);
    Numbers random(3);
    int checked = 0;
    for (int round = 0; round < 1'000; ++round) {
      std::vector<std::string> ends;
      std::vector<std::string_view> signs;
      std::string text;
      for (auto left = random() % 4 + 1; left > 0; --left) {
        signs.push_back(kSigns[random() % 5 + 1]);
        ends.push_back(ranges.Version());
        absl::StrAppend(&text, signs.back(), " ", ends.back(), left > 1 ? ", " : "");
      }
      const auto range = RangeFromNative(scheme, text);
      if (range.ok()) {
        ASSERT_TRUE(ParseRange(*range).ok()) << *range;
      }
      for (int i = 0; i < 10; ++i) {
        const std::string version = i < static_cast<int>(ends.size()) ? ends[i] : ranges.Version();
        bool all = true;
        for (std::size_t j = 0; j < ends.size(); ++j) {
          all = all &&
                RangeContains(*CanonicalRange(absl::StrCat("vers:", scheme, "/", signs[j], Ranges::Escaped(ends[j]))),
                              version);
        }
        ASSERT_EQ(range.ok() && RangeContains(*range, version), all) << text << " " << version;
        checked += all;
      }
    }
    EXPECT_GT(checked, 500) << scheme;
  }
}

}  // namespace
}  // namespace vexlens
