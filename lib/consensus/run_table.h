// RunTable: where the run of entries with one key begins, without a search.
#ifndef VEXLENS_LIB_CONSENSUS_RUN_TABLE_H_
#define VEXLENS_LIB_CONSENSUS_RUN_TABLE_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "absl/numeric/int128.h"
#include "vexlens/large_vector.h"

namespace vexlens {

// RunTable keeps six bytes a run: its place, and as much of its hash as there is room for, so that hardly any other
// run is looked at. Whoever asks knows the entries and their keys. Each advisory has a region of its own, so that
// keys asked one after the other stay within the cache. Open addressing with a third of the slots empty.
class RunTable {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  // Region is for entries whose places lie in [base, base + 2^place_bits - 1).
  struct Region {
    std::uint32_t first = 0;
    std::uint32_t size = 0;
    std::uint32_t base = 0;
    int place_bits = 0;
  };

  struct Run {
    std::uint64_t hash;
    std::uint32_t place;
  };

  // Add makes a region of `runs`, each of another key, with places in [base, end).
  Region Add(std::span<const Run> runs, std::uint32_t base, std::uint32_t end) {
    if (runs.empty()) return {};
    const Region region{static_cast<std::uint32_t>(slots_.size()),
                        static_cast<std::uint32_t>(runs.size() + runs.size() / 2 + 1), base,
                        static_cast<int>(std::bit_width(end - base))};
    slots_.resize(slots_.size() + region.size, kEmpty);
    for (const Run& run : runs) {
      std::uint32_t at = Home(region, run.hash);
      while (slots_[region.first + at] != kEmpty) at = Next(region, at);
      slots_[region.first + at] = Tag(region, run.hash) | (run.place - base + 1);
    }
    return region;
  }

  // Find is the place that was added under `hash` and that `is` the right one, kNone when there is none.
  template <typename Is>
  std::uint32_t Find(const Region& region, std::uint64_t hash, Is is) const {
    if (region.size == 0) return kNone;
    const std::uint32_t* const slots = slots_.data() + region.first;
    const std::uint32_t tag = Tag(region, hash);
    const std::uint32_t places = PlaceMask(region);
    for (std::uint32_t at = Home(region, hash); slots[at] != kEmpty; at = Next(region, at)) {
      if ((slots[at] & ~places) != tag) continue;
      const std::uint32_t place = region.base + (slots[at] & places) - 1;
      if (is(place)) return place;
    }
    return kNone;
  }

  // ShrinkToFit gives back what growth took too much.
  void ShrinkToFit() { slots_.shrink_to_fit(); }

 private:
  static constexpr std::uint32_t kEmpty = 0;  // a place is kept plus one

  static std::uint32_t PlaceMask(const Region& region) {
    return static_cast<std::uint32_t>((std::uint64_t{1} << region.place_bits) - 1);
  }
  static std::uint32_t Tag(const Region& region, std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash) & ~PlaceMask(region);
  }
  // Home takes the high bits of a product: no division, and any number of slots.
  static std::uint32_t Home(const Region& region, std::uint64_t hash) {
    return static_cast<std::uint32_t>(absl::Uint128High64(absl::uint128(hash) * region.size));
  }
  static std::uint32_t Next(const Region& region, std::uint32_t at) { return at + 1 == region.size ? 0 : at + 1; }

  LargeVector<std::uint32_t> slots_;
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_RUN_TABLE_H_
