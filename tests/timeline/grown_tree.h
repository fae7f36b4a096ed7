// GrownTree: a tree in memory, with all that a proof needs.
#ifndef VEXLENS_TESTS_TIMELINE_GROWN_TREE_H_
#define VEXLENS_TESTS_TIMELINE_GROWN_TREE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "vexlens/merkle_tree.h"

namespace vexlens::testing {

class GrownTree {
 public:
  static Digest Leaf(std::uint64_t index) { return LeafDigest(absl::StrCat("leaf ", index)); }

  const MerkleEdge& edge() const { return edge_; }

  void GrowTo(std::uint64_t size) {
    while (edge_.size() < size) {
      const Digest leaf = Leaf(edge_.size());
      rows_[0].push_back(leaf);
      std::vector<MerkleNode> kept;
      edge_.Append(leaf, kept);
      for (const MerkleNode& node : kept) rows_[node.height].push_back(node.digest);
    }
  }

  MerkleReader reader() const {
    return [this](unsigned height, std::uint64_t first, std::size_t count) -> absl::StatusOr<std::vector<Digest>> {
      const auto row = rows_.find(height);
      if (row == rows_.end() || row->second.size() < first + count) return absl::InternalError("a node beyond the end");
      const auto begin = row->second.begin() + static_cast<std::ptrdiff_t>(first);
      return std::vector<Digest>(begin, begin + static_cast<std::ptrdiff_t>(count));
    };
  }

 private:
  MerkleEdge edge_;
  std::map<unsigned, std::vector<Digest>> rows_;  // by height
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_TIMELINE_GROWN_TREE_H_
