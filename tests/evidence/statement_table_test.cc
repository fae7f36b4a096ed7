#include "vexlens/support/statement_table.h"

#include <cstdint>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "vexlens/support/value_pool.h"

namespace vexlens {
namespace {

constexpr std::uint32_t kNone = Location::kNoStep;

// Few values each, so that most parts repeat; steps around every border between the ways to pack them.
Statement Made(std::mt19937& random) {
  constexpr std::uint32_t kSteps[] = {0,
                                      1,
                                      126,
                                      127,
                                      128,
                                      510,
                                      511,
                                      512,
                                      16'382,
                                      16'383,
                                      16'384,
                                      32'766,
                                      32'767,
                                      32'768,
                                      (1U << 30) - 2,
                                      (1U << 30) - 1,
                                      1U << 30,
                                      kNone - 1,
                                      kNone};
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  Statement said;
  said.document = below(3);
  said.updated_at = {below(4) == 0 ? Instant::kUndated : static_cast<std::int64_t>(below(5))};
  said.issued_at = {static_cast<std::int64_t>(below(2))};
  said.vulnerability = below(4);
  said.aliases = below(3);
  said.product = below(1'000);
  said.component = below(1'000);
  said.relationship = below(2);
  said.justification = below(3);
  said.justification_raw = below(3);
  said.impact = below(4);
  said.action = below(2);
  said.location.pattern = below(3);
  for (std::uint32_t& step : said.location.steps) step = kSteps[below(std::size(kSteps))];
  said.status = static_cast<VexStatus>(below(kStatusCount));
  return said;
}

TEST(StatementTableTest, GivesBackWhatWasAdded) {
  std::mt19937 random(1);
  std::vector<Statement> expected;
  StatementTable table;
  for (int i = 0; i < 50'000; ++i) {
    expected.push_back(Made(random));
    table.Add(expected.back());
  }
  ASSERT_EQ(table.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    ASSERT_EQ(table.At(i), expected[i]) << i;
    ASSERT_EQ(table.location(i), expected[i].location) << i;
    ASSERT_EQ(table.occasion(i).document, expected[i].document) << i;
    ASSERT_EQ(table.issue(i).vulnerability, expected[i].vulnerability) << i;
    ASSERT_EQ(table.claim(i).status, expected[i].status) << i;
  }
  EXPECT_EQ(std::vector<Statement>(Statements(table).begin(), Statements(table).end()), expected);
}

TEST(StatementTableTest, KeepsEqualPartsOnce) {
  StatementTable table;
  Statement said;
  for (std::uint32_t i = 0; i < 100; ++i) {
    said.product = i;
    said.location.steps[0] = i;
    said.status = static_cast<VexStatus>(i % 2);
    table.Add(said);
  }
  EXPECT_EQ(table.occasions().size(), 1u);
  EXPECT_EQ(table.issues().size(), 1u);
  EXPECT_EQ(table.claims().size(), 2u);
}

TEST(ValuePoolTest, NumbersValuesByArrival) {
  ValuePool<std::uint64_t> pool;
  for (int pass = 0; pass < 2; ++pass) {
    for (std::uint32_t i = 0; i < 10'000; ++i) ASSERT_EQ(pool.Intern(i * std::uint64_t{0x100000000}), i);
  }
  EXPECT_EQ(pool.values().size(), 10'000u);
  EXPECT_EQ(pool[7], 7 * std::uint64_t{0x100000000});
}

}  // namespace
}  // namespace vexlens
