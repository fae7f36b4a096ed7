// EdgeOf: the right edge of a tree out of what a store keeps of it.
#ifndef VEXLENS_LIB_TIMELINE_EDGE_H_
#define VEXLENS_LIB_TIMELINE_EDGE_H_

#include <bit>
#include <cstddef>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/merkle_tree.h"
#include "vexlens/timeline_store.h"

namespace vexlens::timeline {

// Errors: DATA_LOSS for a head that no tree has.
inline absl::StatusOr<MerkleEdge> EdgeOf(const TimelineHead& head) {
  if (head.edge.size() == static_cast<std::size_t>(std::popcount(head.size))) return MerkleEdge(head.size, head.edge);
  return absl::DataLossError("the right edge of the tree is damaged: verify the timeline");
}

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_EDGE_H_
