// A loop on several threads: each piece once, stopped as asked for, and what is thrown comes out.
#include "lib/base/parallel.h"

#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include "gtest/gtest.h"

namespace vexlens {

using base::ForEachInParallel;
using base::WorkersFor;

namespace {

TEST(ParallelTest, WorkersForAreNoMoreThanThereIsWork) {
  EXPECT_EQ(WorkersFor(0, 4), 1u);
  EXPECT_EQ(WorkersFor(3, 4), 3u);
  EXPECT_EQ(WorkersFor(9, 4), 4u);
  EXPECT_EQ(WorkersFor(9, 1), 1u);
  EXPECT_GE(WorkersFor(1000, 0), 1u);
}

TEST(ParallelTest, EachPieceIsDoneOnceByAWorkerThatExists) {
  for (const std::size_t workers : {1u, 2u, 7u}) {
    constexpr std::size_t kCount = 500;
    std::vector<std::atomic<int>> done(kCount);
    std::atomic<bool> known = true;
    EXPECT_TRUE(ForEachInParallel(kCount, workers, nullptr, [&](std::size_t worker, std::size_t i) {
      if (worker >= workers) known = false;
      ++done[i];
    }));
    EXPECT_TRUE(known);
    for (const std::atomic<int>& times : done) EXPECT_EQ(times, 1);
  }
}

TEST(ParallelTest, OneWorkerIsAskedBeforeEachPieceAndAtTheEnd) {
  std::vector<std::size_t> heard;
  const auto go_on = [&](std::size_t done) {
    heard.push_back(done);
    return true;
  };
  EXPECT_TRUE(ForEachInParallel(3, 1, go_on, [](std::size_t, std::size_t) {}));
  EXPECT_EQ(heard, (std::vector<std::size_t>{0, 1, 2, 3}));
  heard.clear();
  EXPECT_TRUE(ForEachInParallel(0, 1, go_on, [](std::size_t, std::size_t) {}));
  EXPECT_EQ(heard, (std::vector<std::size_t>{0}));
}

TEST(ParallelTest, AnAnswerStopsTheWork) {
  for (const std::size_t workers : {1u, 3u}) {
    std::atomic<std::size_t> begun = 0;
    const auto stop_at_two = [](std::size_t done) { return done < 2; };
    EXPECT_FALSE(ForEachInParallel(1'000'000, workers, stop_at_two, [&](std::size_t, std::size_t) { ++begun; }));
    EXPECT_LT(begun, 1'000'000u);
  }
  EXPECT_FALSE(ForEachInParallel(
      2, 1, [](std::size_t done) { return done < 2; }, [](std::size_t, std::size_t) {}))
      << "at the end, too";
}

TEST(ParallelTest, WhatIsThrownComesOutWhenAllHaveStopped) {
  for (const std::size_t workers : {1u, 3u}) {
    std::atomic<int> at_work = 0;
    const auto work = [&](std::size_t, std::size_t i) {
      ++at_work;
      if (i == 5) {
        --at_work;
        throw std::runtime_error("five");
      }
      --at_work;
    };
    EXPECT_THROW(ForEachInParallel(1000, workers, nullptr, work), std::runtime_error);
    EXPECT_EQ(at_work, 0);
  }
  EXPECT_THROW(ForEachInParallel(
                   3, 2, [](std::size_t) -> bool { throw std::logic_error("asked"); }, [](std::size_t, std::size_t) {}),
               std::logic_error);
}

}  // namespace
}  // namespace vexlens
