#include "vexlens/pack_run.h"

namespace vexlens {

std::vector<ArtifactDifference> CompareArtifacts(std::span<const PackRunArtifact> expected,
                                                 std::span<const PackRunArtifact> found) {
  std::vector<ArtifactDifference> differences;
  auto left = expected.begin();
  auto right = found.begin();
  while (left != expected.end() || right != found.end()) {
    if (right == found.end() || (left != expected.end() && left->name < right->name)) {
      differences.push_back({&*left++, nullptr});
    } else if (left == expected.end() || right->name < left->name) {
      differences.push_back({nullptr, &*right++});
    } else {
      if (left->size != right->size || left->digest != right->digest) differences.push_back({&*left, &*right});
      ++left;
      ++right;
    }
  }
  return differences;
}

}  // namespace vexlens
