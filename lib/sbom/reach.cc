#include "lib/sbom/reach.h"

namespace vexlens::sbom {

void Reach::From(std::uint32_t node, std::uint32_t parent) {
  from_[node] = parent;
  std::vector<std::uint32_t> queue{node};
  for (std::size_t next = 0; next < queue.size(); ++next) {
    for (const std::uint32_t child : children_[queue[next]]) {
      if (Has(child)) continue;
      from_[child] = queue[next];
      queue.push_back(child);
    }
  }
}

std::vector<std::uint32_t> Unplaced(std::size_t nodes, std::span<const SbomEdge> edges, std::uint32_t root) {
  const Neighbours children(nodes, edges, &SbomEdge::parent, &SbomEdge::child);
  Reach reach(children, root);
  std::vector<bool> contained(nodes, false);
  for (const SbomEdge& edge : edges) {
    if (edge.kind == SbomEdge::Kind::kContains && edge.parent != edge.child) contained[edge.child] = true;
  }
  std::vector<std::uint32_t> unplaced;
  for (std::uint32_t node = 0; node < nodes; ++node) {
    if (!reach.Has(node) && !contained[node]) unplaced.push_back(node);
  }
  for (const std::uint32_t node : unplaced) {
    if (!reach.Has(node)) reach.From(node, root);
  }
  for (std::uint32_t node = 0; node < nodes; ++node) {
    if (!reach.Has(node)) unplaced.push_back(node);
  }
  return unplaced;
}

}  // namespace vexlens::sbom
