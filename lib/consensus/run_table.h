// RunTable: a hash table from a key to the place where the run of entries with that key begins.
#ifndef VEXLENS_LIB_CONSENSUS_RUN_TABLE_H_
#define VEXLENS_LIB_CONSENSUS_RUN_TABLE_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "absl/numeric/int128.h"
#include "vexlens/support/large_vector.h"

namespace vexlens::consensus {

// RunTable takes six bytes a run: slots of four, a third of them empty. It keeps no keys: a slot holds the place of a
// run and as many bits of its key's hash as there is room for, and the caller compares the key of the entry at that
// place. Each advisory has a region of its own, so that keys that are asked one after the other stay in the cache.
//
// An example: a region for an advisory whose entries have the places 100 to 104, with three runs. Run A begins at 100,
// B at 103, C at 104. A place is kept as its distance from 100 plus one, in 3 bits; 0 is an empty slot.
//
//   entries   100 A   101 A   102 A   103 B   104 C
//
//   slot             0           1           2           3           4
//   29 bits      |       |   A's hash |  C's hash |           |   B's hash |
//    3 bits      |   0   |      1     |     5     |     0     |      4     |
//
// Find(C) begins at the slot that C's hash gives, say 1. The bits there are A's, so it goes on to slot 2, where they
// are C's: it asks whether the entry at 100 + 5 - 1 has the key, and is done. An empty slot ends a search in vain.
class RunTable {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  // Region is the part of the table for entries with places in [base, base + 2^place_bits - 1).
  struct Region {
    std::uint32_t first = 0;  // slot
    std::uint32_t size = 0;   // in slots
    std::uint32_t base = 0;
    int place_bits = 0;
  };

  // Run is a run to add: the hash of its key and the place of its first entry.
  struct Run {
    std::uint64_t hash;
    std::uint32_t place;
  };

  // Adds a region with `runs`. Requires: their keys are distinct, their places in [base, end).
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

  // Returns the place that was added with `hash` and for which `is(place)` holds; kNone if there is none.
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

  // Frees memory that growth took in advance. Call it after the last Add.
  void ShrinkToFit() { slots_.shrink_to_fit(); }

 private:
  static constexpr std::uint32_t kEmpty = 0;  // a place is kept plus one

  static std::uint32_t PlaceMask(const Region& region) {
    return static_cast<std::uint32_t>((std::uint64_t{1} << region.place_bits) - 1);
  }
  static std::uint32_t Tag(const Region& region, std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash) & ~PlaceMask(region);
  }
  // Returns the slot where a search begins. The high half of a product needs no division, for any number of slots.
  static std::uint32_t Home(const Region& region, std::uint64_t hash) {
    return static_cast<std::uint32_t>(absl::Uint128High64(absl::uint128(hash) * region.size));
  }
  static std::uint32_t Next(const Region& region, std::uint32_t at) { return at + 1 == region.size ? 0 : at + 1; }

  LargeVector<std::uint32_t> slots_;
};

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_RUN_TABLE_H_
