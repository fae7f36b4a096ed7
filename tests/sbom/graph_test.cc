// Paths, dominators and ancestors of graphs, against what trying everything gives.
#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "vexlens/sbom.h"

namespace vexlens {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Indexes = std::vector<std::uint32_t>;
using Kind = SbomEdge::Kind;

Sbom Graph(std::size_t components, std::vector<SbomEdge> edges) {
  return Sbom(TextPool(), std::vector<SbomComponent>(components), std::move(edges));
}

// ReachedWithout is what is reached from the root when `removed` is not there (UINT32_MAX: when all are).
std::vector<bool> ReachedWithout(const Sbom& sbom, std::uint32_t removed) {
  std::vector<bool> reached(sbom.components().size(), false);
  Indexes open;
  const auto reach = [&](std::uint32_t i) {
    if (i == removed || reached[i]) return;
    reached[i] = true;
    open.push_back(i);
  };
  reach(0);
  while (!open.empty()) {
    const std::uint32_t from = open.back();
    open.pop_back();
    for (const std::uint32_t child : sbom.children(from)) reach(child);
  }
  return reached;
}

// ShortestPaths are found by growing all paths at once, each step in order.
std::vector<Indexes> ShortestPaths(const Sbom& sbom) {
  std::vector<Indexes> best(sbom.components().size());
  best[0] = {0};
  std::vector<Indexes> paths{{0}};
  while (!paths.empty()) {
    std::vector<Indexes> longer;
    for (const Indexes& path : paths) {
      for (const std::uint32_t child : sbom.children(path.back())) {
        Indexes next = path;
        next.push_back(child);
        if (best[child].empty() || (best[child].size() == next.size() && next < best[child])) best[child] = next;
        if (best[child] == next) longer.push_back(next);
      }
    }
    paths = longer;
  }
  return best;
}

bool Reaches(const Sbom& sbom, std::uint32_t from, std::uint32_t to) {
  std::vector<bool> seen(sbom.components().size(), false);
  Indexes open{from};
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    for (const std::uint32_t child : sbom.children(at)) {
      if (child == to) return true;
      if (seen[child]) continue;
      seen[child] = true;
      open.push_back(child);
    }
  }
  return false;
}

void CheckAgainstTryingEverything(const Sbom& sbom) {
  const auto count = static_cast<std::uint32_t>(sbom.components().size());
  const std::vector<bool> all = ReachedWithout(sbom, UINT32_MAX);
  ASSERT_EQ(std::count(all.begin(), all.end(), true), count);
  const std::vector<Indexes> paths = ShortestPaths(sbom);
  for (std::uint32_t i = 0; i < count; ++i) {
    ASSERT_EQ(sbom.PathTo(i), paths[i]);
    Indexes ancestors;
    for (std::uint32_t a = 0; a < count; ++a) {
      if (a != i && Reaches(sbom, a, i)) ancestors.push_back(a);
    }
    ASSERT_EQ(sbom.AncestorsOf(i), ancestors);
  }
  for (std::uint32_t a = 0; a < count; ++a) {
    const std::vector<bool> without = ReachedWithout(sbom, a);
    for (std::uint32_t i = 0; i < count; ++i) ASSERT_EQ(sbom.Dominates(a, i), !without[i]) << a << " " << i;
  }
}

TEST(SbomGraphTest, TheEmptyOneIsARootAlone) {
  const Sbom sbom;
  EXPECT_EQ(sbom.components().size(), 1u);
  EXPECT_EQ(sbom.edges(), 0u);
  EXPECT_THAT(sbom.PathTo(0), ElementsAre(0));
  EXPECT_THAT(sbom.AncestorsOf(0), IsEmpty());
  EXPECT_TRUE(sbom.Dominates(0, 0));
}

TEST(SbomGraphTest, ADiamondIsDominatedByItsTop) {
  const Sbom sbom = Graph(5, {{0, 1}, {1, 2}, {1, 3}, {2, 4}, {3, 4}, {3, 4}, {4, 4}});
  EXPECT_EQ(sbom.edges(), 5u);
  EXPECT_THAT(sbom.parents(4), ElementsAre(2, 3));
  EXPECT_THAT(sbom.children(1), ElementsAre(2, 3));
  EXPECT_THAT(sbom.PathTo(4), ElementsAre(0, 1, 2, 4));
  EXPECT_THAT(sbom.AncestorsOf(4), ElementsAre(0, 1, 2, 3));
  EXPECT_TRUE(sbom.Dominates(0, 4));
  EXPECT_TRUE(sbom.Dominates(1, 4));
  EXPECT_FALSE(sbom.Dominates(2, 4));
  EXPECT_FALSE(sbom.Dominates(3, 4));
  EXPECT_TRUE(sbom.Dominates(4, 4));
  EXPECT_FALSE(sbom.Dominates(4, 1));
}

TEST(SbomGraphTest, ACircleHasItsMembersAsAncestors) {
  const Sbom sbom = Graph(4, {{0, 1}, {1, 2}, {2, 3}, {3, 1}});
  EXPECT_THAT(sbom.AncestorsOf(1), ElementsAre(0, 2, 3));
  EXPECT_TRUE(sbom.Dominates(2, 3));
  EXPECT_FALSE(sbom.Dominates(3, 1));
}

TEST(SbomGraphTest, WhatIsNotReachedHangsBelowTheRoot) {
  // 1 needs 2; 3 contains 4; 5 and 6 contain each other, and 7; nothing says where any of them belong.
  const Sbom sbom = Graph(8, {{1, 2},
                              {3, 4, Kind::kNeeds},
                              {3, 4, Kind::kContains},
                              {5, 6, Kind::kContains},
                              {6, 5, Kind::kContains},
                              {6, 7, Kind::kContains}});
  EXPECT_THAT(sbom.children(0), ElementsAre(1, 2, 3, 5, 6, 7));
  EXPECT_FALSE(sbom.Dominates(1, 2));
  EXPECT_TRUE(sbom.Dominates(3, 4));
}

TEST(SbomGraphTest, RandomGraphsOfEveryDensity) {
  std::mt19937 random(20240229);
  for (int round = 0; round < 2000; ++round) {
    const std::uint32_t count = 1 + random() % 12;
    std::vector<SbomEdge> edges(random() % (count * 3));
    for (SbomEdge& edge : edges) {
      edge = {static_cast<std::uint32_t>(random() % count), static_cast<std::uint32_t>(random() % count),
              random() % 2 == 0 ? Kind::kContains : Kind::kNeeds};
    }
    const Sbom sbom = Graph(count, edges);
    CheckAgainstTryingEverything(sbom);
    if (HasFatalFailure()) return;
    std::shuffle(edges.begin(), edges.end(), random);
    const Sbom shuffled = Graph(count, edges);
    for (std::uint32_t i = 0; i < count; ++i) {
      ASSERT_TRUE(std::ranges::equal(sbom.children(i), shuffled.children(i)));
    }
  }
}

TEST(SbomGraphTest, LargerRandomGraphs) {
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    const std::uint32_t count = 150;
    std::vector<SbomEdge> edges;
    for (std::uint32_t i = 1; i < count; ++i) {
      // Mostly near each other, so that dominators lie deep.
      edges.push_back({i - 1 - static_cast<std::uint32_t>(random() % std::min<std::uint32_t>(i, 4)), i});
      if (random() % 3 == 0) edges.push_back({i, static_cast<std::uint32_t>(random() % count)});
    }
    CheckAgainstTryingEverything(Graph(count, edges));
    if (HasFatalFailure()) return;
  }
}

TEST(SbomGraphTest, LongChainsAndLaddersTakeNoTime) {
  // A chain with an edge back from each node to the one before, and forward over one: quadratic for many algorithms.
  constexpr std::uint32_t kCount = 200'000;
  std::vector<SbomEdge> edges;
  for (std::uint32_t i = 1; i < kCount; ++i) {
    edges.push_back({i - 1, i});
    edges.push_back({i, i - 1});
    if (i > 1) edges.push_back({i - 2, i});
    edges.push_back({i, i / 2});
  }
  const Sbom sbom = Graph(kCount, edges);
  EXPECT_EQ(sbom.PathTo(kCount - 1).size(), kCount / 2 + 1);
  EXPECT_EQ(sbom.AncestorsOf(kCount - 1).size(), kCount - 1);
  EXPECT_FALSE(sbom.Dominates(kCount / 2, kCount - 1));
  EXPECT_TRUE(sbom.Dominates(0, kCount - 1));
}

TEST(SbomGraphTest, MovingKeepsTexts) {
  TextPool texts;
  std::vector<SbomComponent> components(1);
  components[0].name = texts.Text(texts.Intern("a name that is longer than a short string may be"));
  Sbom first(std::move(texts), std::move(components), {});
  const Sbom second = std::move(first);
  EXPECT_EQ(second.components()[0].name, "a name that is longer than a short string may be");
}

}  // namespace
}  // namespace vexlens
