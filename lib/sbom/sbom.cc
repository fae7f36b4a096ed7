// The graph of an SBOM: sorted edges, shortest paths, dominators, ancestors.
#include "vexlens/sbom.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "lib/sbom/dominators.h"
#include "lib/sbom/enclosures.h"
#include "lib/sbom/neighbours.h"
#include "lib/sbom/reach.h"

namespace vexlens {
namespace {

using sbom::Neighbours;

// Sorts edges by one end, stably.
std::vector<SbomEdge> SortedBy(std::uint32_t SbomEdge::*end, std::size_t components, std::span<const SbomEdge> edges) {
  std::vector<std::uint32_t> next(components + 1, 0);
  for (const SbomEdge& edge : edges) ++next[edge.*end + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<SbomEdge> sorted(edges.size());
  for (const SbomEdge& edge : edges) sorted[next[edge.*end]++] = edge;
  return sorted;
}

// Sorts edges by parent and child, and drops those from a component to itself.
void SortWithoutRepeats(std::size_t components, std::vector<SbomEdge>& edges) {
  std::erase_if(edges, [](const SbomEdge& edge) { return edge.parent == edge.child; });
  edges = SortedBy(&SbomEdge::parent, components, SortedBy(&SbomEdge::child, components, edges));
  const auto last = std::unique(edges.begin(), edges.end(), [](const SbomEdge& a, const SbomEdge& b) {
    return a.parent == b.parent && a.child == b.child;
  });
  edges.erase(last, edges.end());
}

}  // namespace

struct Sbom::Graph {
  Neighbours children;
  Neighbours parents;
  std::vector<std::uint32_t> before;  // the step before on the path of PathTo
  sbom::Dominators dominators;

  Graph(std::size_t components, const std::vector<SbomEdge>& edges)
      : children(components, edges, &SbomEdge::parent, &SbomEdge::child),
        parents(components, edges, &SbomEdge::child, &SbomEdge::parent),
        before(sbom::Reach(children, 0).TakeParents()),
        dominators(children, parents) {}
};

Sbom::Sbom() : Sbom(TextPool(), std::vector<SbomComponent>(1), {}) {}

Sbom::Sbom(TextPool texts, std::vector<SbomComponent> components, std::vector<SbomEdge> edges,
           std::vector<std::string_view> platforms)
    : texts_(std::move(texts)), components_(std::move(components)), platforms_(std::move(platforms)) {
  std::sort(platforms_.begin(), platforms_.end());
  platforms_.erase(std::unique(platforms_.begin(), platforms_.end()), platforms_.end());
  for (const std::uint32_t i : sbom::Unplaced(components_.size(), edges, 0)) {
    edges.push_back({0, i, SbomEdge::Kind::kContains});
  }
  SortWithoutRepeats(components_.size(), edges);
  graph_ = std::make_unique<const Graph>(components_.size(), edges);
}

Sbom::Sbom(Sbom&&) noexcept = default;
Sbom& Sbom::operator=(Sbom&&) noexcept = default;
Sbom::~Sbom() = default;

std::span<const std::uint32_t> Sbom::parents(std::uint32_t i) const { return graph_->parents[i]; }
std::span<const std::uint32_t> Sbom::children(std::uint32_t i) const { return graph_->children[i]; }
std::size_t Sbom::edges() const { return graph_->children.edges(); }
bool Sbom::Dominates(std::uint32_t a, std::uint32_t i) const { return graph_->dominators.Dominates(a, i); }

bool Sbom::EveryPathPasses(std::uint32_t i, std::span<const Enclosure> any_of) const {
  return sbom::EveryPathPasses(graph_->parents, graph_->dominators, i, any_of);
}

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
