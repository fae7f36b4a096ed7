// Freshness: how much of a statement's weight age leaves, in integers only.
#ifndef VEXLENS_LIB_TRUST_FRESHNESS_H_
#define VEXLENS_LIB_TRUST_FRESHNESS_H_

#include <cstdint>

#include "vexlens/instant.h"
#include "vexlens/millionths.h"

namespace vexlens {

// HalvingPower is 2^(−age / half-life) in millionths. `age` is in seconds, at most 2^38.
Millionths HalvingPower(std::uint64_t age, std::uint32_t half_life_days);

// FreshnessAt is the factor of a statement that is not newer than `as_of`: max(floor, HalvingPower); the floor
// when it is undated.
Millionths FreshnessAt(Instant as_of, Instant updated_at, std::uint32_t half_life_days, Millionths floor);

}  // namespace vexlens

#endif  // VEXLENS_LIB_TRUST_FRESHNESS_H_
