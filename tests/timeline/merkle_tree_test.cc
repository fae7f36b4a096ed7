#include "vexlens/merkle_tree.h"

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/timeline/grown_tree.h"

namespace vexlens {
namespace {

using testing::GrownTree;

// TreeWithRoots is a tree with the roots of all its beginnings.
class TreeWithRoots {
 public:
  explicit TreeWithRoots(std::uint64_t size) {
    for (std::uint64_t i = 0; i <= size; ++i) {
      tree_.GrowTo(i);
      roots_.push_back(tree_.edge().Root());
    }
  }
  MerkleReader reader() const { return tree_.reader(); }
  const Digest& RootAt(std::uint64_t size) const { return roots_[size]; }

 private:
  GrownTree tree_;
  std::vector<Digest> roots_;
};

std::string Hex(const Digest& digest) { return DigestText(digest).substr(7); }

// The vectors that implementations of Certificate Transparency share.
TEST(MerkleTreeTest, HasTheRootsOfCertificateTransparency) {
  const std::pair<std::string, std::string> kLeaves[] = {
      {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
      {"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
      {"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
      {"2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
      {"3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
      {"40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
      {"5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
      {"606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
  };
  MerkleEdge edge;
  EXPECT_EQ(Hex(edge.Root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  std::vector<MerkleNode> kept;
  for (const auto& [leaf, root] : kLeaves) {
    edge.Append(LeafDigest(absl::HexStringToBytes(leaf)), kept);
    EXPECT_EQ(Hex(edge.Root()), root) << "with the leaf " << leaf;
  }
  EXPECT_TRUE(kept.empty());
}

TEST(MerkleTreeTest, GoesOnWhereItWasLeft) {
  GrownTree tree;
  MerkleEdge edge;
  std::vector<MerkleNode> kept;
  for (std::uint64_t size = 0; size < 600; ++size) {
    edge = MerkleEdge(edge.size(), edge.digests());
    ASSERT_EQ(edge.Root(), tree.edge().Root()) << size;
    edge.Append(GrownTree::Leaf(size), kept);
    tree.GrowTo(size + 1);
  }
}

TEST(MerkleTreeTest, KeepsEveryEighthHeight) {
  MerkleEdge edge;
  std::vector<MerkleNode> kept;
  for (std::uint64_t i = 0; i < 65'536; ++i) edge.Append(GrownTree::Leaf(i), kept);
  ASSERT_EQ(kept.size(), 257u);
  for (std::uint64_t i = 0; i < 256; ++i) {
    EXPECT_EQ(kept[i].height, 8u);
    EXPECT_EQ(kept[i].index, i);
  }
  EXPECT_EQ(kept[256], (MerkleNode{16, 0, edge.Root()}));
}

// Every leaf of every tree of up to 70 leaves, and random ones of larger trees.
TEST(MerkleTreeTest, ProvesEveryLeaf) {
  const TreeWithRoots tree(70'000);
  const auto holds = [&](std::uint64_t index, std::uint64_t size) {
    const auto proof = InclusionProof(index, size, tree.reader());
    ASSERT_TRUE(proof.ok()) << proof.status();
    const Digest root = tree.RootAt(size);
    EXPECT_TRUE(CheckInclusion(index, GrownTree::Leaf(index), size, root, *proof).ok()) << index << " of " << size;
    EXPECT_FALSE(CheckInclusion(index, GrownTree::Leaf(index + 1), size, root, *proof).ok());
  };
  for (std::uint64_t size = 1; size <= 70; ++size) {
    for (std::uint64_t index = 0; index < size; ++index) holds(index, size);
  }
  std::mt19937_64 random(1);
  for (int i = 0; i < 300; ++i) {
    const std::uint64_t size = 1 + random() % 70'000;
    holds(random() % size, size);
  }
}

TEST(MerkleTreeTest, ProvesThatEveryTreeIsTheBeginningOfLargerOnes) {
  const TreeWithRoots tree(70'000);
  const auto holds = [&](std::uint64_t before, std::uint64_t size) {
    const auto proof = ConsistencyProof(before, size, tree.reader());
    ASSERT_TRUE(proof.ok()) << proof.status();
    EXPECT_TRUE(CheckConsistency(before, tree.RootAt(before), size, tree.RootAt(size), *proof).ok())
        << before << " of " << size;
  };
  for (std::uint64_t size = 0; size <= 70; ++size) {
    for (std::uint64_t before = 0; before <= size; ++before) holds(before, size);
  }
  std::mt19937_64 random(2);
  for (int i = 0; i < 300; ++i) {
    const std::uint64_t size = 1 + random() % 70'000;
    holds(random() % (size + 1), size);
  }
}

// A proof holds for nothing else: not with a changed, missing or further digest, another place or another root.
TEST(MerkleTreeTest, RefusesEveryOtherProof) {
  const TreeWithRoots tree(100);
  std::mt19937_64 random(3);
  for (int i = 0; i < 2'000; ++i) {
    const std::uint64_t size = 2 + random() % 99;
    const std::uint64_t index = random() % size;
    const std::uint64_t before = 1 + random() % (size - 1);
    std::vector<Digest> included = *InclusionProof(index, size, tree.reader());
    std::vector<Digest> consistent = *ConsistencyProof(before, size, tree.reader());
    Digest root = tree.RootAt(size);
    for (std::vector<Digest>* proof : {&included, &consistent}) {
      const std::size_t place = proof->empty() ? 0 : random() % proof->size();
      switch (random() % 4) {
        case 0:
          proof->insert(proof->begin() + static_cast<std::ptrdiff_t>(place), GrownTree::Leaf(random() % 100));
          break;
        case 1:
          if (!proof->empty()) proof->erase(proof->begin() + static_cast<std::ptrdiff_t>(place));
          break;
        case 2:
          if (!proof->empty()) (*proof)[place].bytes[random() % 32] ^= static_cast<std::uint8_t>(1 << random() % 8);
          break;
        default:
          root.bytes[random() % 32] ^= 1;
      }
    }
    if (included != *InclusionProof(index, size, tree.reader()) || root != tree.RootAt(size)) {
      EXPECT_FALSE(CheckInclusion(index, GrownTree::Leaf(index), size, root, included).ok()) << index << " of " << size;
    }
    if (consistent != *ConsistencyProof(before, size, tree.reader()) || root != tree.RootAt(size)) {
      EXPECT_FALSE(CheckConsistency(before, tree.RootAt(before), size, root, consistent).ok())
          << before << " of " << size;
    }
  }
}

TEST(MerkleTreeTest, RefusesALeafBeyondTheEndAndATreeThatShrank) {
  EXPECT_TRUE(absl::IsInvalidArgument(CheckInclusion(1, GrownTree::Leaf(0), 1, GrownTree::Leaf(0), {})));
  EXPECT_TRUE(absl::IsInvalidArgument(CheckConsistency(2, {}, 1, {}, {})));
  EXPECT_TRUE(absl::IsDataLoss(CheckConsistency(0, GrownTree::Leaf(0), 1, GrownTree::Leaf(0), {})));
  EXPECT_TRUE(absl::IsDataLoss(CheckConsistency(1, GrownTree::Leaf(0), 1, GrownTree::Leaf(1), {})));
}

TEST(MerkleTreeTest, TellsOfDigestsThatCannotBeRead) {
  const MerkleReader failing = [](unsigned, std::uint64_t, std::size_t) -> absl::StatusOr<std::vector<Digest>> {
    return absl::UnavailableError("gone");
  };
  const MerkleReader empty = [](unsigned, std::uint64_t, std::size_t) { return std::vector<Digest>(); };
  EXPECT_TRUE(absl::IsUnavailable(InclusionProof(0, 2, failing).status()));
  EXPECT_TRUE(absl::IsUnavailable(ConsistencyProof(1, 2, failing).status()));
  EXPECT_TRUE(absl::IsDataLoss(InclusionProof(0, 2, empty).status()));
}

}  // namespace
}  // namespace vexlens
