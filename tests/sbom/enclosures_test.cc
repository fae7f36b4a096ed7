// Joint cuts, by example and against a look at every path.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "vexlens/sbom.h"

namespace vexlens {
namespace {

using Path = std::vector<std::uint32_t>;

Sbom Graph(std::size_t components, std::vector<SbomEdge> edges) {
  return Sbom(TextPool(), std::vector<SbomComponent>(components), std::move(edges));
}

Enclosure Around(std::vector<std::vector<std::uint32_t>> sets) { return {std::move(sets)}; }

bool Passes(const Sbom& sbom, std::uint32_t i, std::vector<Enclosure> any_of) {
  return sbom.EveryPathPasses(i, any_of);
}

// PathPasses looks for the sets of an enclosure one after the other.
bool PathPasses(const Path& path, const Enclosure& enclosure) {
  std::size_t met = 0;
  for (std::size_t step = 0; step + 1 < path.size() && met < enclosure.sets.size(); ++step) {
    if (std::ranges::count(enclosure.sets[met], path[step]) > 0) ++met;
  }
  return met == enclosure.sets.size();
}

// AllPaths visits each path from the root to `i` of at most `longest` steps, those that pass a component twice only
// when `circles` are wanted.
void AllPaths(const Sbom& sbom, std::uint32_t i, bool circles, std::size_t longest,
              const std::function<void(const Path&)>& visit) {
  Path path{0};
  const std::function<void()> grow = [&] {
    if (path.back() == i) visit(path);
    if (path.size() == longest) return;
    for (const std::uint32_t child : sbom.children(path.back())) {
      if (!circles && std::ranges::count(path, child) > 0) continue;
      path.push_back(child);
      grow();
      path.pop_back();
    }
  };
  grow();
}

bool EachPathPasses(const Sbom& sbom, std::uint32_t i, const std::vector<Enclosure>& any_of, bool circles) {
  bool all = true;
  const std::size_t longest = circles ? sbom.components().size() + 3 : sbom.components().size();
  AllPaths(sbom, i, circles, longest, [&](const Path& path) {
    all = all && std::ranges::any_of(any_of, [&](const Enclosure& enclosure) { return PathPasses(path, enclosure); });
  });
  return all;
}

// The root needs a and b, both need c.
const Sbom kDiamond = Graph(4, {{0, 1}, {0, 2}, {1, 3}, {2, 3}});

TEST(EnclosuresTest, TwoThatTogetherLieOnEveryPath) {
  EXPECT_FALSE(Passes(kDiamond, 3, {Around({{1}})}));
  EXPECT_FALSE(Passes(kDiamond, 3, {Around({{2}})}));
  EXPECT_TRUE(Passes(kDiamond, 3, {Around({{1}}), Around({{2}})}));
  EXPECT_TRUE(Passes(kDiamond, 3, {Around({{1, 2}})}));
  EXPECT_TRUE(Passes(kDiamond, 3, {Around({{2, 1, 2}})}));
  EXPECT_TRUE(Passes(kDiamond, 1, {Around({{0}})}));
}

TEST(EnclosuresTest, NothingEnclosesItselfOrTheRoot) {
  EXPECT_FALSE(Passes(kDiamond, 3, {Around({{3}})}));
  EXPECT_FALSE(Passes(kDiamond, 3, {Around({{3, 1}})}));
  EXPECT_FALSE(Passes(kDiamond, 3, {Around({{0}, {3}})}));
  EXPECT_FALSE(Passes(kDiamond, 0, {Around({{0}})}));
  const Sbom circle = Graph(3, {{0, 1}, {1, 2}, {2, 0}, {2, 1}});
  EXPECT_FALSE(Passes(circle, 0, {Around({{1, 2}})}));
  EXPECT_FALSE(Passes(circle, 1, {Around({{2}})}));
}

TEST(EnclosuresTest, WithoutSetsAndWithEmptyOnes) {
  EXPECT_FALSE(Passes(kDiamond, 3, {}));
  EXPECT_TRUE(Passes(kDiamond, 3, {Around({})}));
  EXPECT_TRUE(Passes(kDiamond, 0, {Around({})}));
  EXPECT_FALSE(Passes(kDiamond, 3, {Around({{}})}));
  EXPECT_FALSE(Passes(kDiamond, 3, {Around({{0}, {}})}));
  EXPECT_TRUE(Passes(kDiamond, 3, {Around({{}}), Around({{0}})}));
}

TEST(EnclosuresTest, OuterSetsComeFirst) {
  const Sbom chain = Graph(4, {{0, 1}, {1, 2}, {2, 3}});
  EXPECT_TRUE(Passes(chain, 3, {Around({{1}, {2}})}));
  EXPECT_FALSE(Passes(chain, 3, {Around({{2}, {1}})}));
  EXPECT_TRUE(Passes(chain, 3, {Around({{0}, {1}, {2}})}));
  // Each set needs a step of its own.
  EXPECT_FALSE(Passes(chain, 3, {Around({{1}, {1}})}));
  EXPECT_TRUE(Passes(chain, 3, {Around({{1, 2}, {1, 2}})}));
  EXPECT_FALSE(Passes(chain, 2, {Around({{1, 2}, {1, 2}})}));
}

TEST(EnclosuresTest, SetsOfSeveralMembersInOrder) {
  // The root needs 1 and 2, each needs a module of its own (3, 4), both need 5.
  const std::vector<SbomEdge> edges = {{0, 1}, {0, 2}, {1, 3}, {2, 4}, {3, 5}, {4, 5}};
  const Sbom apart = Graph(6, edges);
  EXPECT_TRUE(Passes(apart, 5, {Around({{1, 2}, {3, 4}})}));
  EXPECT_TRUE(Passes(apart, 5, {Around({{1}, {3}}), Around({{2}, {4}})}));
  EXPECT_FALSE(Passes(apart, 5, {Around({{1}, {3}}), Around({{2}, {3}})}));
  EXPECT_FALSE(Passes(apart, 5, {Around({{1}, {4}}), Around({{2}, {3}})}));
  EXPECT_TRUE(Passes(apart, 5, {Around({{1}, {3}}), Around({{2}})}));
  std::vector<SbomEdge> crossed = edges;
  crossed.push_back({1, 4});
  EXPECT_FALSE(Passes(Graph(6, crossed), 5, {Around({{1}, {3}}), Around({{2}, {4}})}));
}

TEST(EnclosuresTest, WhatOtherEnclosuresNeedChangesNothing) {
  const Sbom chain = Graph(4, {{0, 1}, {1, 2}, {2, 3}});
  EXPECT_TRUE(Passes(chain, 3, {Around({{2}, {1}}), Around({{0, 1}, {2}}), Around({{0}, {0, 1}, {2}})}));
  EXPECT_FALSE(Passes(chain, 3, {Around({{2}, {1}}), Around({{2}, {1}, {0}}), Around({{2}, {1}})}));
}

class Randomly {
 public:
  std::uint32_t Below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }

  Sbom AnyGraph() {
    const std::uint32_t count = 2 + Below(6);
    const bool circles = Below(2) == 0;
    std::vector<SbomEdge> edges(Below(count * 3));
    for (SbomEdge& edge : edges) {
      edge = {Below(count), Below(count)};
      if (!circles && edge.parent > edge.child) std::swap(edge.parent, edge.child);
    }
    return Graph(count, std::move(edges));
  }

  // AnyEnclosures are random sets, or most of what it takes to enclose every path: few random ones ever do.
  std::vector<Enclosure> AnyEnclosures(const Sbom& sbom, std::uint32_t i) {
    const auto count = static_cast<std::uint32_t>(sbom.components().size());
    std::vector<Enclosure> any_of;
    if (Below(2) == 0) {
      any_of.resize(Below(4));
      for (Enclosure& enclosure : any_of) enclosure.sets.resize(Below(4));
    } else {
      AllPaths(sbom, i, false, count, [&](const Path& path) {
        const auto passes = [&](const Enclosure& enclosure) { return PathPasses(path, enclosure); };
        if (Below(20) == 0 || std::ranges::any_of(any_of, passes)) return;
        Enclosure& enclosure = any_of.emplace_back();
        for (std::size_t step = 1; step + 1 < path.size(); ++step) {
          if (Below(3) != 0) enclosure.sets.push_back({path[step]});
        }
        if (enclosure.sets.empty()) enclosure.sets.push_back({path[Below(static_cast<std::uint32_t>(path.size()))]});
      });
    }
    for (Enclosure& enclosure : any_of) {
      for (auto& set : enclosure.sets) {
        while (Below(4) == 0) set.push_back(Below(count));
      }
    }
    return any_of;
  }

  template <typename Range>
  void Shuffle(Range& range) {
    std::ranges::shuffle(range, random_);
  }

 private:
  std::mt19937 random_{20240301};
};

TEST(EnclosuresTest, RandomGraphsAgainstEveryPath) {
  Randomly random;
  int passed = 0;
  int failed = 0;
  int joint = 0;
  for (int round = 0; round < 100'000; ++round) {
    const Sbom sbom = random.AnyGraph();
    const auto count = static_cast<std::uint32_t>(sbom.components().size());
    const std::uint32_t i = random.Below(count);
    std::vector<Enclosure> any_of = random.AnyEnclosures(sbom, i);
    const bool expected = EachPathPasses(sbom, i, any_of, false);
    ASSERT_EQ(sbom.EveryPathPasses(i, any_of), expected) << "round " << round;
    if (count <= 4) {
      ASSERT_EQ(EachPathPasses(sbom, i, any_of, true), expected) << "round " << round;
    }
    const auto alone = [&](const Enclosure& enclosure) { return sbom.EveryPathPasses(i, {&enclosure, 1}); };
    const auto has_sets = [](const Enclosure& enclosure) { return enclosure.sets.size() > 1; };
    ++(expected ? passed : failed);
    joint += expected && std::ranges::none_of(any_of, alone) && std::ranges::any_of(any_of, has_sets);
    random.Shuffle(any_of);
    ASSERT_EQ(sbom.EveryPathPasses(i, any_of), expected) << "round " << round;
  }
  EXPECT_GT(passed, 2000);
  EXPECT_GT(failed, 2000);
  EXPECT_GT(joint, 100);
}

TEST(EnclosuresTest, OneEnclosureIsLinearWhateverItsSize) {
  // A ladder of 100 000 rungs, with edges back: each rung is two components, each of which leads to both of the next.
  constexpr std::uint32_t kRungs = 100'000;
  std::vector<SbomEdge> edges{{0, 1}, {0, 2}};
  for (std::uint32_t rung = 1; rung < kRungs; ++rung) {
    for (const std::uint32_t from : {2 * rung - 1, 2 * rung}) {
      edges.push_back({from, 2 * rung + 1});
      edges.push_back({from, 2 * rung + 2});
      edges.push_back({2 * rung + 1, from});
    }
  }
  const std::uint32_t last = 2 * kRungs + 1;
  edges.push_back({last - 2, last});
  edges.push_back({last - 1, last});
  const Sbom sbom = Graph(last + 1, edges);
  Enclosure rungs;
  for (std::uint32_t rung = 0; rung < 1000; ++rung) rungs.sets.push_back({200 * rung + 1, 200 * rung + 2});
  EXPECT_TRUE(Passes(sbom, last, {rungs}));
  std::swap(rungs.sets[500], rungs.sets[501]);
  EXPECT_FALSE(Passes(sbom, last, {rungs}));
  EXPECT_TRUE(Passes(sbom, last, {Around({{1, 2}})}));
  EXPECT_FALSE(Passes(sbom, last, {Around({{1, 4}})}));
}

TEST(EnclosuresTest, WhatWasReachedWithMoreProgressIsNotReachedOften) {
  // From the root: rungs of two components, a long chain, and then gaps, each with a short way through a component that
  // the sets hold and a longer way around it. Back from the end, the chain is reached with any progress, the most
  // first.
  constexpr std::uint32_t kGaps = 100;
  constexpr std::uint32_t kChain = 20'000;
  std::vector<SbomEdge> edges;
  std::vector<std::uint32_t> members;
  std::uint32_t last = 0;
  std::vector<std::uint32_t> above{0};
  for (std::uint32_t rung = 0; rung <= kGaps; ++rung, last += 2) {
    for (const std::uint32_t side : {last + 1, last + 2}) {
      for (const std::uint32_t from : above) edges.push_back({from, side});
      members.push_back(side);
    }
    above = {last + 1, last + 2};
  }
  ++last;
  for (const std::uint32_t from : above) edges.push_back({from, last});
  for (std::uint32_t i = 0; i < kChain; ++i, ++last) edges.push_back({last, last + 1});
  for (std::uint32_t gap = 0; gap < kGaps; ++gap, last += 4) {
    edges.insert(edges.end(), {{last, last + 1}, {last + 1, last + 4}});
    edges.insert(edges.end(), {{last, last + 2}, {last + 2, last + 3}, {last + 3, last + 4}});
    members.push_back(last + 1);
  }
  const Sbom sbom = Graph(last + 1, edges);
  EXPECT_TRUE(Passes(sbom, last, {{std::vector(kGaps + 1, members)}}));
  EXPECT_FALSE(Passes(sbom, last, {{std::vector(kGaps + 2, members)}}));
}

// Ladder has one way through each of its rungs left or right, below as many components that all paths pass. One
// enclosure for each side of a rung: every path passes one of them, but which ones it passed must be remembered.
bool LadderPasses(std::uint32_t rungs) {
  std::vector<SbomEdge> edges;
  std::vector<Enclosure> any_of;
  for (std::uint32_t i = 1; i <= rungs; ++i) edges.push_back({i - 1, i});
  std::uint32_t left = rungs + 1;
  for (const std::uint32_t side : {left, left + 1}) edges.push_back({rungs, side});
  for (std::uint32_t rung = 0; rung < rungs; ++rung, left += 2) {
    for (const std::uint32_t side : {left, left + 1}) {
      any_of.push_back({{{rung + 1}, {side}}});
      edges.push_back({side, left + 2});
      if (rung + 1 < rungs) edges.push_back({side, left + 3});
    }
  }
  return Graph(left + 1, edges).EveryPathPasses(left, any_of);
}

TEST(EnclosuresTest, BeyondTheBudgetTheAnswerIsNo) {
  EXPECT_TRUE(LadderPasses(1));
  EXPECT_TRUE(LadderPasses(5));
  EXPECT_FALSE(LadderPasses(30));
  EXPECT_FALSE(LadderPasses(200));  // more enclosures than are compared with each other
}

}  // namespace
}  // namespace vexlens
