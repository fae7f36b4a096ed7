// Neighbours: for each node of a graph, the nodes at the other end of its edges.
#ifndef VEXLENS_LIB_SBOM_NEIGHBOURS_H_
#define VEXLENS_LIB_SBOM_NEIGHBOURS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "vexlens/sbom.h"

namespace vexlens::sbom {

// Neighbours has the children of each component, or the parents, in one list. Immutable.
class Neighbours {
 public:
  // Groups the edges by `from`, stably.
  Neighbours(std::size_t components, std::span<const SbomEdge> edges, std::uint32_t SbomEdge::*from,
             std::uint32_t SbomEdge::*to)
      : starts_(components + 1), items_(edges.size()) {
    for (const SbomEdge& edge : edges) ++starts_[edge.*from + 1];
    for (std::size_t i = 0; i < components; ++i) starts_[i + 1] += starts_[i];
    std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
    for (const SbomEdge& edge : edges) items_[next[edge.*from]++] = edge.*to;
  }

  std::span<const std::uint32_t> operator[](std::uint32_t i) const {
    return std::span(items_).subspan(starts_[i], starts_[i + 1] - starts_[i]);
  }

  std::size_t size() const { return starts_.size() - 1; }
  std::size_t edges() const { return items_.size(); }

 private:
  std::vector<std::uint32_t> starts_;
  std::vector<std::uint32_t> items_;
};

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_NEIGHBOURS_H_
