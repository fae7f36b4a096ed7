// Reach: what is reached from the root of a graph, from where, and what is not.
#ifndef VEXLENS_LIB_SBOM_REACH_H_
#define VEXLENS_LIB_SBOM_REACH_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "lib/sbom/neighbours.h"
#include "vexlens/sbom.h"

namespace vexlens::sbom {

// Reach is a breadth-first search that may go on from further nodes. `children` must live longer.
class Reach {
 public:
  Reach(const Neighbours& children, std::uint32_t root) : children_(children), from_(children.size(), kNowhere) {
    From(root, root);
  }

  bool Has(std::uint32_t node) const { return from_[node] != kNowhere; }

  // From takes `node` as reached from `parent`, and then all that it leads to.
  void From(std::uint32_t node, std::uint32_t parent);

  // TakeParents is from where each node was reached first, the root from itself.
  std::vector<std::uint32_t> TakeParents() && { return std::move(from_); }

 private:
  static constexpr std::uint32_t kNowhere = UINT32_MAX;

  const Neighbours& children_;
  std::vector<std::uint32_t> from_;
};

// Unplaced are the nodes that have to become children of `root` so that all are reached: those that are neither
// reached nor contained in another, and then those that still are not reached.
std::vector<std::uint32_t> Unplaced(std::size_t nodes, std::span<const SbomEdge> edges, std::uint32_t root);

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_REACH_H_
