// Reach: which nodes are reached from the root of a graph, and from where.
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

// Reach is a breadth-first search that may go on from further nodes. `children` must outlive it.
class Reach {
 public:
  Reach(const Neighbours& children, std::uint32_t root) : children_(children), from_(children.size(), kNowhere) {
    From(root, root);
  }

  bool Has(std::uint32_t node) const { return from_[node] != kNowhere; }

  // Marks `node` as reached from `parent`, and goes on from it.
  void From(std::uint32_t node, std::uint32_t parent);

  // Returns the node from which each node was reached first; that of the root is itself.
  std::vector<std::uint32_t> TakeParents() && { return std::move(from_); }

 private:
  static constexpr std::uint32_t kNowhere = UINT32_MAX;

  const Neighbours& children_;
  std::vector<std::uint32_t> from_;
};

// Returns the nodes that must become children of `root` for all to be reached: those that are neither reached nor
// contained in another, and then those that are still not reached.
std::vector<std::uint32_t> Unplaced(std::size_t nodes, std::span<const SbomEdge> edges, std::uint32_t root);

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_REACH_H_
