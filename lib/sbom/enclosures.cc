// Paths are followed from the component back to the root, so that nothing is visited that does not lead there.
//
//   root ──► a ──► m ──► i     The enclosure {a}{m}: progress is 0 at i, 1 at m, and 2 at a, where the path has passed.
//     └────► b ──► m           From m back to b and the root it stays 1: that path does not pass.
//
// Progress counts the sets that were met, innermost first, and taking each as early as possible is always best. Less
// progress is worse in all that follows, so a component is visited again only with progress that is not at least as
// good, in each enclosure, as some earlier one there. In the order of total progress that never happens with one
// enclosure. With several it can happen exponentially often (finding a path that avoids pairs of components is
// NP-complete: Gabow, Maheshwari, Osterweil, IEEE Trans. Software Eng. 2 (1976)), hence the budget.
//
// Cycles need no special treatment: a path that passes an enclosure still passes it with cycles added. So the search
// may come back to `i`, also as a member of a set, and finds nothing new from there.
#include "lib/sbom/enclosures.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace vexlens::sbom {
namespace {

using Set = std::vector<std::uint32_t>;  // sorted, without repeats
using Sets = std::vector<Set>;           // outermost first

// Only up to this many enclosures are compared with each other, which takes quadratic time.
constexpr std::size_t kCompared = 64;

// Reports whether components that dominate `i` make up the enclosure. They dominate each other in turn, so choosing the
// innermost ones that fit leaves the most for the other sets.
bool DominatorsMakeUp(const Enclosure& enclosure, std::uint32_t i, const Dominators& dominators) {
  std::uint32_t inner = i;
  for (auto set = enclosure.sets.rbegin(); set != enclosure.sets.rend(); ++set) {
    std::optional<std::uint32_t> best;
    for (const std::uint32_t member : *set) {
      if (member == inner || !dominators.Dominates(member, inner)) continue;
      if (!best.has_value() || dominators.Dominates(*best, member)) best = member;
    }
    if (!best.has_value()) return false;
    inner = *best;
  }
  return true;
}

bool HasOneMemberEach(const Enclosure& enclosure) {
  return std::all_of(enclosure.sets.begin(), enclosure.sets.end(), [](const auto& set) { return set.size() == 1; });
}

void SortWithoutRepeats(Set& set) {
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
}

// Reports whether each path that passes `a` passes `b` as well.
bool Implies(const Sets& a, const Sets& b) {
  std::size_t next = 0;
  for (const Set& set : a) {
    if (next == b.size()) break;
    const auto in_next = [&](std::uint32_t member) {
      return std::binary_search(b[next].begin(), b[next].end(), member);
    };
    if (std::all_of(set.begin(), set.end(), in_next)) ++next;
  }
  return next == b.size();
}

// Returns the enclosures that some path may pass, each once and in a canonical order. Those with one set are merged, as
// their members are one cut.
std::vector<Sets> Simplified(std::span<const Enclosure> any_of) {
  std::vector<Sets> all;
  Set cut;
  for (const Enclosure& enclosure : any_of) {
    Sets sets = enclosure.sets;
    for (Set& set : sets) SortWithoutRepeats(set);
    if (std::any_of(sets.begin(), sets.end(), [](const Set& set) { return set.empty(); })) continue;
    if (sets.size() == 1) {
      cut.insert(cut.end(), sets[0].begin(), sets[0].end());
    } else {
      all.push_back(std::move(sets));
    }
  }
  SortWithoutRepeats(cut);
  if (!cut.empty()) all.push_back({std::move(cut)});
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  if (all.size() > kCompared) return all;
  std::vector<Sets> needed;
  for (const Sets& sets : all) {
    const auto makes_needless = [&](const Sets& other) { return &other != &sets && Implies(sets, other); };
    if (std::none_of(all.begin(), all.end(), makes_needless)) needed.push_back(sets);
  }
  return needed;
}

// Reports whether no path leads from the root to `i` around the members of `set`.
bool Cuts(const Set& set, std::uint32_t i, const Neighbours& parents) {
  std::vector<bool> closed(parents.size(), false);
  for (const std::uint32_t member : set) closed[member] = true;
  std::vector<std::uint32_t> open{i};
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    for (const std::uint32_t parent : parents[at]) {
      if (closed[parent]) continue;
      if (parent == 0) return false;
      closed[parent] = true;
      open.push_back(parent);
    }
  }
  return true;
}

// Search looks for a path to `i` that passes none of the enclosures. All state is per search.
class Search {
 public:
  Search(const std::vector<Sets>& enclosures, std::uint32_t i, const Neighbours& parents)
      : enclosures_(enclosures),
        parents_(parents),
        i_(i),
        steps_left_(kFewSteps + kStepsPerEdge * (parents.size() + parents.edges())) {}

  // Reports whether there is none; false if the budget is spent. Requires: `i` is not the root.
  bool FindsNone() {
    std::size_t most = 0;
    for (const Sets& sets : enclosures_) most += sets.size() - 1;
    waiting_.resize(most + 1);
    progress_.assign(enclosures_.size(), 0);
    node_.push_back(i_);
    waiting_[0].push_back(0);
    for (std::size_t total = 0; total < waiting_.size(); ++total) {
      for (std::size_t next = 0; next < waiting_[total].size(); ++next) {  // grows in the loop
        if (!Visit(waiting_[total][next])) return false;
      }
    }
    return true;
  }

 private:
  using State = std::uint32_t;  // number of a component with its progress in each enclosure
  static constexpr State kNoState = UINT32_MAX;

  // Goes on from a state to the parents. Returns false to end the search.
  bool Visit(State state) {
    if (IsNoBetter(state)) return steps_left_ > 0;
    const std::uint32_t node = node_[state];
    Settle(state);
    for (const std::uint32_t parent : parents_[node]) {
      const bool passed = Enter(parent, state);
      if (steps_left_ == 0) return false;
      if (passed) {
        Drop();
      } else if (parent == 0) {
        return false;
      } else if (IsNoBetter(Last())) {
        Drop();
      } else {
        waiting_[TotalOf(Last())].push_back(Last());
      }
    }
    return true;
  }

  // Makes the state of having come to `node` from `state`. Returns whether it passes an enclosure.
  bool Enter(std::uint32_t node, State state) {
    Spend();
    node_.push_back(node);
    bool passed = false;
    for (std::size_t enclosure = 0; enclosure < enclosures_.size(); ++enclosure) {
      std::uint32_t progress = progress_[state * enclosures_.size() + enclosure];
      const Sets& sets = enclosures_[enclosure];
      const Set& wanted = sets[sets.size() - 1 - progress];
      if (std::binary_search(wanted.begin(), wanted.end(), node)) ++progress;
      passed = passed || progress == sets.size();
      progress_.push_back(progress);
    }
    return passed;
  }

  // Reports whether an earlier state of the same component has at most as much progress everywhere.
  bool IsNoBetter(State state) {
    const auto found = settled_.find(node_[state]);
    if (found == settled_.end()) return false;
    for (State earlier = found->second; earlier != kNoState; earlier = next_settled_[earlier]) {
      Spend();
      const auto a = ProgressOf(earlier);
      const auto b = ProgressOf(state);
      if (std::equal(a.begin(), a.end(), b.begin(), [](std::uint32_t x, std::uint32_t y) { return x <= y; })) {
        return true;
      }
    }
    return false;
  }

  void Settle(State state) {
    const auto [first, added] = settled_.try_emplace(node_[state], state);
    if (next_settled_.size() <= state) next_settled_.resize(node_.size(), kNoState);
    if (!added) next_settled_[state] = std::exchange(first->second, state);
  }

  State Last() const { return static_cast<State>(node_.size() - 1); }

  void Drop() {
    node_.pop_back();
    progress_.resize(progress_.size() - enclosures_.size());
  }

  std::span<const std::uint32_t> ProgressOf(State state) const {
    return std::span(progress_).subspan(state * enclosures_.size(), enclosures_.size());
  }

  std::size_t TotalOf(State state) const {
    std::size_t total = 0;
    for (const std::uint32_t progress : ProgressOf(state)) total += progress;
    return total;
  }

  void Spend() { steps_left_ -= std::min(steps_left_, enclosures_.size()); }

  const std::vector<Sets>& enclosures_;
  const Neighbours& parents_;
  const std::uint32_t i_;
  std::size_t steps_left_;
  std::vector<std::uint32_t> node_;                    // by state
  std::vector<std::uint32_t> progress_;                // by state, and by enclosure
  std::vector<std::vector<State>> waiting_;            // by total progress
  absl::flat_hash_map<std::uint32_t, State> settled_;  // by component: its last visited state
  std::vector<State> next_settled_;                    // by state: the one visited before it, of the same component
};

}  // namespace

bool EveryPathPasses(const Neighbours& parents, const Dominators& dominators, std::uint32_t i,
                     std::span<const Enclosure> any_of) {
  for (const Enclosure& enclosure : any_of) {
    if (DominatorsMakeUp(enclosure, i, dominators)) return true;
  }
  if (i == 0 || any_of.empty()) return false;
  // Without a choice, only dominators are on every path.
  if (any_of.size() == 1 && HasOneMemberEach(any_of[0])) return false;
  const std::vector<Sets> enclosures = Simplified(any_of);
  if (enclosures.empty()) return false;
  if (enclosures.size() == 1 && enclosures[0].size() == 1) return Cuts(enclosures[0][0], i, parents);
  return Search(enclosures, i, parents).FindsNone();
}

}  // namespace vexlens::sbom
