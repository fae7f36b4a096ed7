// The graph of an SBOM: its edges in order, what hangs below the root, the shortest paths.
#include "vexlens/sbom.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "lib/sbom/dominators.h"
#include "lib/sbom/neighbours.h"

namespace vexlens {
namespace {

using sbom::Neighbours;

constexpr std::uint32_t kUnreached = UINT32_MAX;

// SortedBy orders the edges by one end, and keeps the order of those that have the same.
std::vector<SbomEdge> SortedBy(std::uint32_t SbomEdge::*end, std::size_t components, std::span<const SbomEdge> edges) {
  std::vector<std::uint32_t> next(components + 1, 0);
  for (const SbomEdge& edge : edges) ++next[edge.*end + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<SbomEdge> sorted(edges.size());
  for (const SbomEdge& edge : edges) sorted[next[edge.*end]++] = edge;
  return sorted;
}

// SortWithoutRepeats orders edges by parent and child; of two between the same, one that contains is kept.
void SortWithoutRepeats(std::size_t components, std::vector<SbomEdge>& edges) {
  std::erase_if(edges, [](const SbomEdge& edge) { return edge.parent == edge.child; });
  edges = SortedBy(&SbomEdge::parent, components, SortedBy(&SbomEdge::child, components, edges));
  std::size_t kept = 0;
  for (const SbomEdge& edge : edges) {
    SbomEdge* const last = kept == 0 ? nullptr : &edges[kept - 1];
    if (last == nullptr || last->parent != edge.parent || last->child != edge.child) {
      edges[kept++] = edge;
    } else if (edge.kind == SbomEdge::Kind::kContains) {
      last->kind = edge.kind;
    }
  }
  edges.resize(kept);
}

Neighbours ChildrenOf(std::size_t components, std::span<const SbomEdge> edges) {
  return Neighbours(components, edges, &SbomEdge::parent, &SbomEdge::child);
}

// BreadthFirst goes on from nodes that were reached before, and remembers from where each was reached first.
class BreadthFirst {
 public:
  explicit BreadthFirst(const Neighbours& children) : children_(children), from_(children.size(), kUnreached) {
    Reach(0, 0);
  }

  bool reached(std::uint32_t node) const { return from_[node] != kUnreached; }

  // Reach takes `node` as a child of `from`, and then all that it leads to.
  void Reach(std::uint32_t node, std::uint32_t from) {
    from_[node] = from;
    std::vector<std::uint32_t> queue{node};
    for (std::size_t next = 0; next < queue.size(); ++next) {
      for (const std::uint32_t child : children_[queue[next]]) {
        if (reached(child)) continue;
        from_[child] = queue[next];
        queue.push_back(child);
      }
    }
  }

  std::vector<std::uint32_t> TakeFrom() && { return std::move(from_); }

 private:
  const Neighbours& children_;
  std::vector<std::uint32_t> from_;
};

// Hang makes the components that no path reaches children of the root, and returns how many.
std::size_t Hang(std::size_t components, std::vector<SbomEdge>& edges) {
  const Neighbours children = ChildrenOf(components, edges);
  BreadthFirst search(children);
  std::vector<bool> contained(components, false);
  for (const SbomEdge& edge : edges) {
    if (edge.kind == SbomEdge::Kind::kContains) contained[edge.child] = true;
  }
  std::vector<std::uint32_t> unplaced;
  for (std::uint32_t i = 0; i < components; ++i) {
    if (!search.reached(i) && !contained[i]) unplaced.push_back(i);
  }
  for (const std::uint32_t i : unplaced) {
    if (!search.reached(i)) search.Reach(i, 0);
  }
  for (std::uint32_t i = 0; i < components; ++i) {
    if (!search.reached(i)) unplaced.push_back(i);
  }
  for (const std::uint32_t i : unplaced) edges.push_back({0, i, SbomEdge::Kind::kContains});
  return unplaced.size();
}

}  // namespace

struct Sbom::Graph {
  Neighbours children;
  Neighbours parents;
  std::vector<std::uint32_t> before;  // the step before on the path of PathTo
  sbom::Dominators dominators;
  std::size_t unplaced;

  Graph(std::size_t components, const std::vector<SbomEdge>& edges, std::size_t hung)
      : children(ChildrenOf(components, edges)),
        parents(components, edges, &SbomEdge::child, &SbomEdge::parent),
        before(BreadthFirst(children).TakeFrom()),
        dominators(children, parents),
        unplaced(hung) {}
};

Sbom::Sbom() : Sbom(TextPool(), std::vector<SbomComponent>(1), {}) {}

Sbom::Sbom(TextPool texts, std::vector<SbomComponent> components, std::vector<SbomEdge> edges)
    : texts_(std::move(texts)), components_(std::move(components)) {
  SortWithoutRepeats(components_.size(), edges);
  const std::size_t unplaced = Hang(components_.size(), edges);
  if (unplaced > 0) SortWithoutRepeats(components_.size(), edges);
  graph_ = std::make_unique<const Graph>(components_.size(), edges, unplaced);
}

Sbom::Sbom(Sbom&&) noexcept = default;
Sbom& Sbom::operator=(Sbom&&) noexcept = default;
Sbom::~Sbom() = default;

std::span<const std::uint32_t> Sbom::parents(std::uint32_t i) const { return graph_->parents[i]; }
std::span<const std::uint32_t> Sbom::children(std::uint32_t i) const { return graph_->children[i]; }
std::size_t Sbom::edges() const { return graph_->children.edges(); }
std::size_t Sbom::unplaced() const { return graph_->unplaced; }
bool Sbom::Dominates(std::uint32_t a, std::uint32_t i) const { return graph_->dominators.Dominates(a, i); }

std::vector<std::uint32_t> Sbom::PathTo(std::uint32_t i) const {
  std::vector<std::uint32_t> path{i};
  while (path.back() != 0) path.push_back(graph_->before[path.back()]);
  std::reverse(path.begin(), path.end());
  return path;
}

std::vector<std::uint32_t> Sbom::AncestorsOf(std::uint32_t i) const {
  std::vector<bool> seen(components_.size(), false);
  seen[i] = true;
  std::vector<std::uint32_t> found{i};
  for (std::size_t next = 0; next < found.size(); ++next) {
    for (const std::uint32_t parent : parents(found[next])) {
      if (seen[parent]) continue;
      seen[parent] = true;
      found.push_back(parent);
    }
  }
  found.erase(found.begin());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace vexlens
