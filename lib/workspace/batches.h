// Batches: long lists in parts, one for each call of a store.
#ifndef VEXLENS_LIB_WORKSPACE_BATCHES_H_
#define VEXLENS_LIB_WORKSPACE_BATCHES_H_

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace vexlens::workspace {

// Returns the elements in consecutive parts of at most 500, which live as long as `all`.
template <typename Element>
std::vector<std::span<const Element>> Batches(std::span<const Element> all) {
  constexpr std::size_t kMost = 500;
  std::vector<std::span<const Element>> batches;
  for (; !all.empty(); all = all.subspan(batches.back().size())) {
    batches.push_back(all.first(std::min(all.size(), kMost)));
  }
  return batches;
}

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_BATCHES_H_
