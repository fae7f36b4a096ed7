// The Merkle tree of an append-only log: RFC 6962, section 2.1, and RFC 9162, section 2.1.
#ifndef VEXLENS_MERKLE_TREE_H_
#define VEXLENS_MERKLE_TREE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/digest.h"

namespace vexlens {

// Returns the digest of a leaf: SHA-256(0x00 || entry).
Digest LeafDigest(std::string_view entry);

// Returns the digest of an inner node: SHA-256(0x01 || left || right).
Digest NodeDigest(const Digest& left, const Digest& right);

// MerkleNode is a complete subtree: 2^height leaves, the first of which has the index `index` * 2^height.
struct MerkleNode {
  unsigned height = 0;
  std::uint64_t index = 0;
  Digest digest;

  friend bool operator==(const MerkleNode&, const MerkleNode&) = default;
};

// Only nodes of these heights are kept: 8, 16, 24, … All others follow from at most 256 kept ones, or leaves.
inline constexpr unsigned kMerkleStride = 8;

// MerkleEdge is the right edge of a tree: the digests of the complete subtrees that it is made of, the largest first,
// one for each bit of its size. It is all that appending needs.
//
//   size 7 = 4 + 2 + 1:      a        b    c        Root = NodeDigest(a, NodeDigest(b, c))
//                          /   \     / \   |
//                         0 1 2 3   4   5  6
class MerkleEdge {
 public:
  // An empty tree.
  MerkleEdge() = default;

  // Takes up a tree where it was left. Requires: `digests` has an element for each bit of `size`.
  MerkleEdge(std::uint64_t size, std::vector<Digest> digests) : size_(size), digests_(std::move(digests)) {}

  std::uint64_t size() const { return size_; }
  const std::vector<Digest>& digests() const { return digests_; }

  // Appends a leaf, and to `kept` those nodes that are complete now and are to be kept. Amortized one digest a leaf.
  void Append(const Digest& leaf, std::vector<MerkleNode>& kept);

  // Returns the root, SHA-256("") of an empty tree.
  Digest Root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> digests_;
};

// MerkleReader returns the digests of `count` consecutive nodes of a height that is 0 or a multiple of kMerkleStride,
// from the index `first` on. Asked only for nodes that are complete, and for at most 256 at once.
using MerkleReader =
    std::function<absl::StatusOr<std::vector<Digest>>(unsigned height, std::uint64_t first, std::size_t count)>;

// Returns the audit path of a leaf in the tree of the first `size` leaves (RFC 6962, 2.1.1), from the leaf up.
// Requires: index < size. Errors: those of the reader.
absl::StatusOr<std::vector<Digest>> InclusionProof(std::uint64_t index, std::uint64_t size, const MerkleReader& read);

// Returns what shows that the tree of the first `before` leaves is the beginning of that of the first `size` (RFC 6962,
// 2.1.2); empty if `before` is 0 or `size`. Requires: before <= size. Errors: those of the reader.
absl::StatusOr<std::vector<Digest>> ConsistencyProof(std::uint64_t before, std::uint64_t size,
                                                     const MerkleReader& read);

// Returns OK if `proof` shows that the leaf is the one of that index in a tree of that size and root (RFC 9162,
// 2.1.3.2). Errors: DATA_LOSS if it does not, INVALID_ARGUMENT if no proof could: index >= size.
absl::Status CheckInclusion(std::uint64_t index, const Digest& leaf, std::uint64_t size, const Digest& root,
                            std::span<const Digest> proof);

// Returns OK if `proof` shows that one tree is the beginning of the other (RFC 9162, 2.1.4.2). An empty tree is the
// beginning of every tree. Errors: DATA_LOSS if it does not, INVALID_ARGUMENT if `before` > `size`.
absl::Status CheckConsistency(std::uint64_t before, const Digest& root_before, std::uint64_t size, const Digest& root,
                              std::span<const Digest> proof);

}  // namespace vexlens

#endif  // VEXLENS_MERKLE_TREE_H_
