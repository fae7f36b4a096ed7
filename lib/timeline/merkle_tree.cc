#include "vexlens/merkle_tree.h"

#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "vexlens/support/status_macros.h"

namespace vexlens {
namespace {

// Complete is a subtree of 2^height leaves.
struct Complete {
  unsigned height;
  std::uint64_t index;

  std::uint64_t end() const { return (index + 1) << height; }
};

// Returns the largest complete subtree that begins at leaf `begin` and ends at `end` or before. Requires: begin < end,
// and begin is a multiple of the subtree's size.
Complete LargestAt(std::uint64_t begin, std::uint64_t end) {
  const auto height = static_cast<unsigned>(std::bit_width(end - begin) - 1);
  return {height, begin >> height};
}

// Returns the digest of a complete subtree, out of kept nodes below it.
absl::StatusOr<Digest> DigestOf(const Complete& subtree, const MerkleReader& read) {
  const unsigned below = subtree.height % kMerkleStride;
  const std::size_t count = std::size_t{1} << below;
  VEXLENS_ASSIGN_OR_RETURN(std::vector<Digest> row, read(subtree.height - below, subtree.index << below, count));
  if (row.size() != count) return absl::DataLossError("a digest of the tree is missing");
  for (; row.size() > 1; row.resize(row.size() / 2)) {
    for (std::size_t i = 0; 2 * i < row.size(); ++i) row[i] = NodeDigest(row[2 * i], row[2 * i + 1]);
  }
  return row[0];
}

// Returns the root of the leaves from `begin` to `end`, where `begin` is a multiple of the largest power of two below
// their number: MTH(D[begin:end]) of RFC 6962.
absl::StatusOr<Digest> RootOf(std::uint64_t begin, std::uint64_t end, const MerkleReader& read) {
  std::vector<Digest> parts;
  while (begin < end) {
    const Complete part = LargestAt(begin, end);
    VEXLENS_ASSIGN_OR_RETURN(const Digest digest, DigestOf(part, read));
    parts.push_back(digest);
    begin = part.end();
  }
  for (; parts.size() > 1; parts.pop_back())
    parts[parts.size() - 2] = NodeDigest(parts[parts.size() - 2], parts.back());
  return parts[0];
}

// Returns the number of leaves on the left of the root of a tree: the largest power of two below `size`. Requires:
// size > 1.
std::uint64_t LeftOf(std::uint64_t size) { return std::bit_floor(size - 1); }

// Range is consecutive leaves.
struct Range {
  std::uint64_t begin;
  std::uint64_t end;
};

// Reads the roots of ranges that were met from the root down, in the other order.
absl::StatusOr<std::vector<Digest>> RootsUpwards(const std::vector<Range>& ranges, const MerkleReader& read) {
  std::vector<Digest> roots;
  roots.reserve(ranges.size());
  for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
    VEXLENS_ASSIGN_OR_RETURN(const Digest root, RootOf(range->begin, range->end, read));
    roots.push_back(root);
  }
  return roots;
}

absl::Status NotProven() { return absl::DataLossError("the proof does not hold"); }

}  // namespace

Digest LeafDigest(std::string_view entry) { return Sha256(std::string_view("\0", 1), entry); }

Digest NodeDigest(const Digest& left, const Digest& right) {
  std::array<char, 1 + 2 * sizeof(Digest::bytes)> node;
  node[0] = 1;
  std::memcpy(node.data() + 1, left.bytes.data(), left.bytes.size());
  std::memcpy(node.data() + 1 + left.bytes.size(), right.bytes.data(), right.bytes.size());
  return Sha256(std::string_view(node.data(), node.size()));
}

void MerkleEdge::Append(const Digest& leaf, std::vector<MerkleNode>& kept) {
  digests_.push_back(leaf);
  ++size_;
  for (unsigned height = 1; size_ % (std::uint64_t{1} << height) == 0; ++height) {
    const Digest right = digests_.back();
    digests_.pop_back();
    digests_.back() = NodeDigest(digests_.back(), right);
    if (height % kMerkleStride == 0) kept.push_back({height, (size_ >> height) - 1, digests_.back()});
  }
}

Digest MerkleEdge::Root() const {
  if (digests_.empty()) return Sha256("");
  Digest root = digests_.back();
  for (std::size_t i = digests_.size() - 1; i > 0; --i) root = NodeDigest(digests_[i - 1], root);
  return root;
}

absl::StatusOr<std::vector<Digest>> InclusionProof(std::uint64_t index, std::uint64_t size, const MerkleReader& read) {
  std::vector<Range> beside;
  Range range = {0, size};
  while (range.end - range.begin > 1) {
    const std::uint64_t middle = range.begin + LeftOf(range.end - range.begin);
    const Range left = {range.begin, middle};
    const Range right = {middle, range.end};
    beside.push_back(index < middle ? right : left);
    range = index < middle ? left : right;
  }
  return RootsUpwards(beside, read);
}

// SUBPROOF of RFC 6962, without recursion: the way down to where the older tree ends. On the way right, what is on the
// left belongs to both trees.
absl::StatusOr<std::vector<Digest>> ConsistencyProof(std::uint64_t before, std::uint64_t size,
                                                     const MerkleReader& read) {
  std::vector<Range> shown;
  Range range = {0, size};
  if (before == 0) range.end = 0;
  while (before < range.end) {
    const std::uint64_t middle = range.begin + LeftOf(range.end - range.begin);
    const bool in_left = before <= middle;
    shown.push_back(in_left ? Range{middle, range.end} : Range{range.begin, middle});
    (in_left ? range.end : range.begin) = middle;
  }
  // The older root itself is known to whoever asks.
  if (range.begin > 0) shown.push_back(range);
  return RootsUpwards(shown, read);
}

absl::Status CheckInclusion(std::uint64_t index, const Digest& leaf, std::uint64_t size, const Digest& root,
                            std::span<const Digest> proof) {
  if (index >= size) return absl::InvalidArgumentError("the leaf is beyond the end of the tree");
  std::uint64_t last = size - 1;
  Digest digest = leaf;
  for (const Digest& each : proof) {
    if (last == 0) return NotProven();
    if (index % 2 == 1 || index == last) {
      digest = NodeDigest(each, digest);
      // A last node without a sibling stands for its parent, too.
      for (; index % 2 == 0 && index != 0; index /= 2) last /= 2;
    } else {
      digest = NodeDigest(digest, each);
    }
    index /= 2;
    last /= 2;
  }
  return last == 0 && digest == root ? absl::OkStatus() : NotProven();
}

absl::Status CheckConsistency(std::uint64_t before, const Digest& root_before, std::uint64_t size, const Digest& root,
                              std::span<const Digest> proof) {
  if (before > size) return absl::InvalidArgumentError("the older tree is larger");
  if (before == size) return proof.empty() && root_before == root ? absl::OkStatus() : NotProven();
  if (before == 0) return proof.empty() && root_before == MerkleEdge().Root() ? absl::OkStatus() : NotProven();
  // Where the older tree is one complete subtree, its root begins the proof.
  const bool complete = std::has_single_bit(before);
  if (!complete && proof.empty()) return NotProven();
  Digest old_digest = complete ? root_before : proof[0];
  Digest digest = old_digest;
  if (!complete) proof = proof.subspan(1);
  std::uint64_t node = before - 1;
  std::uint64_t last = size - 1;
  for (; node % 2 == 1; node /= 2) last /= 2;
  for (const Digest& each : proof) {
    if (last == 0) return NotProven();
    if (node % 2 == 1 || node == last) {
      old_digest = NodeDigest(each, old_digest);
      digest = NodeDigest(each, digest);
      for (; node % 2 == 0 && node != 0; node /= 2) last /= 2;
    } else {
      digest = NodeDigest(digest, each);
    }
    node /= 2;
    last /= 2;
  }
  return last == 0 && old_digest == root_before && digest == root ? absl::OkStatus() : NotProven();
}

}  // namespace vexlens
