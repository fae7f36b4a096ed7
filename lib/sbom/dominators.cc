// T. Lengauer, R. E. Tarjan, "A fast algorithm for finding dominators in a flowgraph", TOPLAS 1 (1979), with simple
// path compression. The iterative algorithm of Cooper, Harvey and Kennedy is shorter, but a hostile graph makes it
// quadratic.
#include "lib/sbom/dominators.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace vexlens::sbom {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

// DepthFirst numbers the nodes in the order in which a depth-first search from node 0 meets them.
struct DepthFirst {
  std::vector<std::uint32_t> node;    // by number
  std::vector<std::uint32_t> number;  // by node
  std::vector<std::uint32_t> parent;  // in the search's tree: numbers, by number

  explicit DepthFirst(const Neighbours& children) : number(children.size(), kNone) {
    struct Step {
      std::uint32_t number;
      std::size_t next_child;
    };
    std::vector<Step> steps;
    const auto enter = [&](std::uint32_t entered, std::uint32_t from) {
      number[entered] = static_cast<std::uint32_t>(node.size());
      node.push_back(entered);
      parent.push_back(from);
      steps.push_back({number[entered], 0});
    };
    enter(0, 0);
    while (!steps.empty()) {
      Step& step = steps.back();
      const auto below = children[node[step.number]];
      if (step.next_child == below.size()) {
        steps.pop_back();
        continue;
      }
      const std::uint32_t child = below[step.next_child++];
      if (number[child] == kNone) enter(child, step.number);
    }
  }
};

// Forest is the part of the search's tree that was visited so far. Nodes are numbers.
class Forest {
 public:
  explicit Forest(const std::vector<std::uint32_t>& semi)
      : semi_(semi), ancestor_(semi.size(), kNone), best_(semi.size()) {
    std::iota(best_.begin(), best_.end(), 0);
  }

  void Link(std::uint32_t parent, std::uint32_t child) { ancestor_[child] = parent; }

  // Returns the node with the least semidominator on the way from `node` up to its root, without the root.
  std::uint32_t Best(std::uint32_t node) {
    if (ancestor_[node] == kNone) return node;
    way_.clear();
    for (std::uint32_t at = node; ancestor_[ancestor_[at]] != kNone; at = ancestor_[at]) way_.push_back(at);
    for (; !way_.empty(); way_.pop_back()) {
      const std::uint32_t at = way_.back();
      const std::uint32_t above = ancestor_[at];
      if (semi_[best_[above]] < semi_[best_[at]]) best_[at] = best_[above];
      ancestor_[at] = ancestor_[above];
    }
    return best_[node];
  }

 private:
  const std::vector<std::uint32_t>& semi_;
  std::vector<std::uint32_t> ancestor_;
  std::vector<std::uint32_t> best_;
  std::vector<std::uint32_t> way_;
};

// Returns the immediate dominators as numbers, by number; that of the root is itself.
std::vector<std::uint32_t> ImmediateDominators(const DepthFirst& search, const Neighbours& parents) {
  const auto count = static_cast<std::uint32_t>(search.node.size());
  std::vector<std::uint32_t> semi(count);
  std::iota(semi.begin(), semi.end(), 0);
  std::vector<std::uint32_t> dominator(count, 0);
  std::vector<std::uint32_t> first_of_bucket(count, kNone);  // nodes by semidominator, as linked lists
  std::vector<std::uint32_t> next_in_bucket(count, kNone);
  Forest forest(semi);
  for (std::uint32_t node = count - 1; node > 0; --node) {
    for (const std::uint32_t parent : parents[search.node[node]]) {
      semi[node] = std::min(semi[node], semi[forest.Best(search.number[parent])]);
    }
    next_in_bucket[node] = first_of_bucket[semi[node]];
    first_of_bucket[semi[node]] = node;
    const std::uint32_t above = search.parent[node];
    forest.Link(above, node);
    for (std::uint32_t at = first_of_bucket[above]; at != kNone; at = next_in_bucket[at]) {
      const std::uint32_t best = forest.Best(at);
      dominator[at] = semi[best] < semi[at] ? best : above;
    }
    first_of_bucket[above] = kNone;
  }
  for (std::uint32_t node = 1; node < count; ++node) {
    if (dominator[node] != semi[node]) dominator[node] = dominator[dominator[node]];
  }
  return dominator;
}

}  // namespace

Dominators::Dominators(const Neighbours& children, const Neighbours& parents)
    : first_(children.size()), last_(children.size()) {
  const DepthFirst search(children);
  const std::vector<std::uint32_t> dominator = ImmediateDominators(search, parents);
  // A dominator has a smaller number than what it dominates, so one way down and one way up see whole subtrees.
  std::vector<std::uint32_t> size(dominator.size(), 1);
  for (std::size_t node = size.size() - 1; node > 0; --node) size[dominator[node]] += size[node];
  std::vector<std::uint32_t> next(dominator.size(), 0);  // by subtree: its first free place
  for (std::size_t node = 0; node < size.size(); ++node) {
    const std::uint32_t place = next[dominator[node]];
    next[dominator[node]] += size[node];
    next[node] = place + 1;
    first_[search.node[node]] = place;
    last_[search.node[node]] = place + size[node];
  }
}

}  // namespace vexlens::sbom
