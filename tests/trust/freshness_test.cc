#include "lib/trust/freshness.h"

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>

#include "gtest/gtest.h"

namespace vexlens {

using trust::FreshnessAt;
using trust::HalvingPower;

namespace {

TEST(FreshnessTest, HalvesWithEveryHalfLife) {
  for (std::uint64_t lives = 0; lives <= 19; ++lives) {
    const double expected = 1e6 / static_cast<double>(std::uint64_t{1} << lives);
    EXPECT_EQ(HalvingPower(lives * 90 * 86'400, 90), static_cast<Millionths>(std::nearbyint(expected)));
  }
  EXPECT_EQ(HalvingPower(std::uint64_t{21} * 90 * 86'400, 90), 0u);
}

TEST(FreshnessTest, NeverRisesAndIsTheRoundedPower) {
  Millionths last = kOne;
  for (std::uint64_t age = 0; age < 400 * 86'400; age += 4'321) {
    const Millionths power = HalvingPower(age, 90);
    const double exact = 1e6 * std::exp2(-static_cast<double>(age) / (90 * 86'400.0));
    EXPECT_LE(power, last);
    EXPECT_NEAR(static_cast<double>(power), exact, 0.5000001);
    last = power;
  }
}

TEST(FreshnessTest, UndatedIsTheFloor) {
  EXPECT_EQ(FreshnessAt(ParseInstant("2026-06-01T00:00:00Z").value(), Instant{}, 90, 123'456), 123'456u);
}

// The table of the golden cases: age in seconds, halfLifeDays, floor, millionths.
TEST(FreshnessTest, GoldenTable) {
  std::ifstream table("tests/consensus/golden/freshness.tsv");
  std::string line;
  std::getline(table, line);
  const Instant as_of = ParseInstant("2026-06-01T00:00:00Z").value();
  int rows = 0;
  while (std::getline(table, line)) {
    std::istringstream fields(line);
    std::int64_t age;
    std::uint32_t half_life;
    double floor;
    Millionths expected;
    ASSERT_TRUE(fields >> age >> half_life >> floor >> expected) << line;
    const Instant updated_at{as_of.micros - age * 1'000'000};
    const auto floor_millionths = static_cast<Millionths>(std::nearbyint(floor * 1e6));
    EXPECT_EQ(FreshnessAt(as_of, updated_at, half_life, floor_millionths), expected) << line;
    ++rows;
  }
  EXPECT_GT(rows, 10);
}

}  // namespace
}  // namespace vexlens
