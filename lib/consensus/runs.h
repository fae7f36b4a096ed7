// Runs: stretches of a sorted list.
#ifndef VEXLENS_LIB_CONSENSUS_RUNS_H_
#define VEXLENS_LIB_CONSENSUS_RUNS_H_

#include <cstddef>
#include <span>

namespace vexlens::consensus {

// Calls `visit` with each run of `list`: a longest stretch in which all neighbours are `same`.
template <typename T, typename Same, typename Visit>
void ForEachRun(std::span<T> list, Same same, Visit visit) {
  for (std::size_t first = 0, next = 1; first < list.size(); first = next++) {
    while (next < list.size() && same(list[first], list[next])) ++next;
    visit(list.subspan(first, next - first));
  }
}

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_RUNS_H_
