// Batches: long lists, some at a time.
#ifndef VEXLENS_LIB_WORKSPACE_BATCHES_H_
#define VEXLENS_LIB_WORKSPACE_BATCHES_H_

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace vexlens::workspace {

// Returns the elements in stretches of at most five hundred: what one call of a store is asked for.
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
