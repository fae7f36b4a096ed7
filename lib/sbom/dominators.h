// Dominators: which components are on every path from the root to another.
#ifndef VEXLENS_LIB_SBOM_DOMINATORS_H_
#define VEXLENS_LIB_SBOM_DOMINATORS_H_

#include <cstdint>
#include <vector>

#include "lib/sbom/neighbours.h"

namespace vexlens::sbom {

// Dominators is the dominator tree of a graph. Requires: all nodes are reached from node 0. Immutable.
class Dominators {
 public:
  // Takes time in O(edges · log nodes) for any graph, and does not recurse.
  Dominators(const Neighbours& children, const Neighbours& parents);

  bool Dominates(std::uint32_t a, std::uint32_t i) const { return first_[a] <= first_[i] && first_[i] < last_[a]; }

 private:
  // By node: its place in the pre-order of the tree, and the place after its last descendant.
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> last_;
};

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_DOMINATORS_H_
