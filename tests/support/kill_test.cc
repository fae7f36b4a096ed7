#include "tests/support/kill.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "gtest/gtest.h"
#include "tests/support/counted_rows.h"
#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"

namespace vexlens::testing {
namespace {

constexpr int kRows = 12;

// AddRows is a child that continues where the last one was killed.
Child AddRows(const std::filesystem::path& file, bool promise_too_early = false) {
  return [=](const Acknowledge& acknowledge) {
    CountedRows rows(file, nullptr, "FULL");
    for (int i = 0; i < kRows; ++i) {
      if (promise_too_early) acknowledge(rows.last() + 1);
      if (rows.Add() != SQLITE_OK) return 3;
      acknowledge(rows.last());
    }
    return 0;
  };
}

TEST(Kill, TellsWhatAWholeRunDid) {
  const TemporaryFolder folder;
  const ChildRun run = RunWhole(folder.path(), AddRows(folder.path() + "/db"));
  EXPECT_FALSE(run.killed);
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.acknowledged, kRows);
  EXPECT_GT(run.operations, 5 * kRows);
  EXPECT_EQ(FindRows(folder.path() + "/db").rows, kRows);
  EXPECT_EQ(RunWhole(folder.path(), [](const Acknowledge&) { return 5; }).exit_code, 5);
}

TEST(Kill, EveryOperationLeavesWhatWasCommitted) {
  const TemporaryFolder whole;
  const std::int64_t operations = RunWhole(whole.path(), AddRows(whole.path() + "/db")).operations;
  for (std::int64_t n = 1; n <= operations; ++n) {
    SCOPED_TRACE(n);
    const TemporaryFolder folder;
    const ChildRun run = KillAtOperation(n, folder.path(), AddRows(folder.path() + "/db"));
    EXPECT_TRUE(run.killed);
    EXPECT_EQ(run.exit_code, -1);
    const RowsFound found = FindRows(folder.path() + "/db");
    EXPECT_TRUE(found.sound);
    EXPECT_GE(found.rows, run.acknowledged);
    EXPECT_LE(found.rows, run.acknowledged + 1);
  }
}

// One database through all of them, as a workspace has it.
TEST(Kill, AHundredTimesLeavesWhatWasCommitted) {
  const TemporaryFolder folder;
  const std::int64_t operations = RunWhole(folder.path(), AddRows(folder.path() + "/db")).operations;
  Random random(1);
  std::int64_t rows = kRows;
  for (int i = 0; i < 100; ++i) {
    SCOPED_TRACE(i);
    const auto n = static_cast<std::int64_t>(1 + random.Below(static_cast<std::size_t>(operations)));
    const ChildRun run = KillAtOperation(n, folder.path(), AddRows(folder.path() + "/db"));
    rows = std::max(rows, run.acknowledged);
    const RowsFound found = FindRows(folder.path() + "/db");
    EXPECT_TRUE(found.sound);
    EXPECT_GE(found.rows, rows);
  }
  EXPECT_GT(rows, 5 * kRows);
}

TEST(Kill, AnyTimeLeavesWhatWasCommitted) {
  const TemporaryFolder folder;
  const auto begin = std::chrono::steady_clock::now();
  RunWhole(folder.path(), AddRows(folder.path() + "/db"));
  const auto whole = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begin);
  Random random(2);
  std::int64_t rows = kRows;
  int killed = 0;
  for (int i = 0; i < 50; ++i) {
    SCOPED_TRACE(i);
    const std::chrono::nanoseconds time(1 + random.Below(static_cast<std::size_t>(whole.count())));
    const ChildRun run = KillAfter(time, folder.path(), AddRows(folder.path() + "/db"));
    killed += run.killed;
    rows = std::max(rows, run.acknowledged);
    const RowsFound found = FindRows(folder.path() + "/db");
    EXPECT_TRUE(found.sound);
    EXPECT_GE(found.rows, rows);
  }
  EXPECT_GT(killed, 0);
}

TEST(Kill, AnyTimeEndsAChildThatWouldNot) {
  const ChildRun run = KillAfter(std::chrono::milliseconds(1), TemporaryFolder().path(), [](const Acknowledge&) {
    while (true) pause();
    return 0;
  });
  EXPECT_TRUE(run.killed);
}

TEST(Kill, ShowsAPromiseThatWasTooEarly) {
  const TemporaryFolder whole;
  const std::int64_t operations = RunWhole(whole.path(), AddRows(whole.path() + "/db", true)).operations;
  int broken = 0;
  for (std::int64_t n = 1; n <= operations; ++n) {
    const TemporaryFolder folder;
    const ChildRun run = KillAtOperation(n, folder.path(), AddRows(folder.path() + "/db", true));
    broken += FindRows(folder.path() + "/db").rows < run.acknowledged;
  }
  EXPECT_GT(broken, kRows);
}

}  // namespace
}  // namespace vexlens::testing
