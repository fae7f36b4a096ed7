// Freshness: how much of a statement's weight age leaves, in integers only.
#ifndef VEXLENS_LIB_TRUST_FRESHNESS_H_
#define VEXLENS_LIB_TRUST_FRESHNESS_H_

#include <array>
#include <cstdint>

#include "vexlens/instant.h"
#include "vexlens/millionths.h"

namespace vexlens {

// HalvingPower is 2^(−age / half-life) in millionths. `age` is in seconds, at most 2^38.
Millionths HalvingPower(std::uint64_t age, std::uint32_t half_life_days);

// Freshness is the factor of one policy at one instant; it remembers the ages that it has seen.
// Not safe for concurrent use.
class Freshness {
 public:
  Freshness(Instant as_of, std::uint32_t half_life_days, Millionths floor);

  // Of is max(floor, HalvingPower) of a statement that is not newer than the instant; undated: the floor.
  Millionths Of(Instant updated_at);

 private:
  struct Slot {
    std::uint64_t age = UINT64_MAX;
    Millionths value = 0;
  };

  Instant as_of_;
  std::uint32_t half_life_days_;
  Millionths floor_;
  std::array<Slot, 1024> slots_;
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_TRUST_FRESHNESS_H_
