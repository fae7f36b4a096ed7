// Freshness: how much weight age leaves to a statement, in integers.
#ifndef VEXLENS_LIB_TRUST_FRESHNESS_H_
#define VEXLENS_LIB_TRUST_FRESHNESS_H_

#include <cstdint>

#include "vexlens/instant.h"
#include "vexlens/support/millionths.h"

namespace vexlens::trust {

// Returns 2^(−age / half-life) in millionths. Requires: `age`, in seconds, is at most 2^38.
Millionths HalvingPower(std::uint64_t age, std::uint32_t half_life_days);

// Returns the factor of a statement: max(floor, HalvingPower), the floor if it is undated. Requires: it is not newer
// than `as_of`.
Millionths FreshnessAt(Instant as_of, Instant updated_at, std::uint32_t half_life_days, Millionths floor);

}  // namespace vexlens::trust

#endif  // VEXLENS_LIB_TRUST_FRESHNESS_H_
