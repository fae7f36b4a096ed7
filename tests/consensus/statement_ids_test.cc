#include "lib/consensus/statement_ids.h"

#include <cstdint>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/generated_evidence.h"

namespace vexlens {

using consensus::StatementIds;

namespace {

// More statements than are remembered, asked for in two orders at once.
TEST(StatementIdsTest, AreRightWhoeverElseAsks) {
  const Evidence evidence = testing::GenerateEvidence({.seed = 3, .statements = 40'000});
  const StatementIds ids(evidence);
  const auto count = static_cast<std::uint32_t>(evidence.statements().size());
  std::vector<Digest> expected;
  for (const Statement& statement : evidence.statements()) expected.push_back(StatementId(evidence, statement));
  std::vector<std::uint32_t> wrong(2, 0);
  const auto ask = [&](std::uint32_t thread) {
    for (std::uint32_t i = 0; i < 2 * count; ++i) {
      const std::uint32_t statement = (thread == 0 ? i : i / 2 + i % 2 * 16'384) % count;
      if (ids.Of(statement) != expected[statement]) ++wrong[thread];
    }
  };
  std::thread other(ask, 1);
  ask(0);
  other.join();
  EXPECT_EQ(wrong, std::vector<std::uint32_t>({0, 0}));
}

}  // namespace
}  // namespace vexlens
