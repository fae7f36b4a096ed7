// RunTable: where the run of entries with one key begins, without a search.
#ifndef VEXLENS_LIB_CONSENSUS_RUN_TABLE_H_
#define VEXLENS_LIB_CONSENSUS_RUN_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/numeric/int128.h"

namespace vexlens {

// RunTable keeps places only, six bytes a run; whoever asks knows the entries and their keys. Each advisory has a
// region of its own, so that keys asked one after the other stay within the cache. Open addressing with a third of
// the slots empty.
class RunTable {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  struct Region {
    std::uint32_t first = 0;
    std::uint32_t size = 0;
  };

  struct Run {
    std::uint64_t hash;
    std::uint32_t first;
  };

  // Add makes a region of `runs`, each of another key.
  Region Add(std::span<const Run> runs) {
    if (runs.empty()) return {};
    const Region region{static_cast<std::uint32_t>(slots_.size()),
                        static_cast<std::uint32_t>(runs.size() + runs.size() / 2 + 1)};
    slots_.resize(slots_.size() + region.size, kNone);
    for (const Run& run : runs) {
      std::uint32_t at = Home(region, run.hash);
      while (slots_[region.first + at] != kNone) at = Next(region, at);
      slots_[region.first + at] = run.first;
    }
    return region;
  }

  // Find is the place that was added under `hash` and that `is` the right one, kNone when there is none.
  template <typename Is>
  std::uint32_t Find(Region region, std::uint64_t hash, Is is) const {
    if (region.size == 0) return kNone;
    const std::uint32_t* const slots = slots_.data() + region.first;
    std::uint32_t at = Home(region, hash);
    while (slots[at] != kNone && !is(slots[at])) at = Next(region, at);
    return slots[at];
  }

  // ShrinkToFit gives back what growth took too much.
  void ShrinkToFit() { slots_.shrink_to_fit(); }

 private:
  // Home takes the high bits of a product: no division, and any number of slots.
  static std::uint32_t Home(Region region, std::uint64_t hash) {
    return static_cast<std::uint32_t>(absl::Uint128High64(absl::uint128(hash) * region.size));
  }
  static std::uint32_t Next(Region region, std::uint32_t at) { return at + 1 == region.size ? 0 : at + 1; }

  std::vector<std::uint32_t> slots_;
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_RUN_TABLE_H_
