#include "lib/trust/freshness.h"

#include <algorithm>

namespace vexlens::trust {
namespace {

using Wide = unsigned __int128;

constexpr int kFractionBits = 60;
constexpr std::uint64_t kTop = std::uint64_t{1} << 63;  // 1.0 in the fixed point of the roots

constexpr std::uint64_t IntegerSquareRoot(Wide value) {
  Wide root = 0;
  for (Wide bit = Wide{1} << 63; bit != 0; bit >>= 1) {
    const Wide candidate = root | bit;
    if (candidate * candidate <= value) root = candidate;
  }
  return static_cast<std::uint64_t>(root);
}

// Roots[i] is 2^63 · 2^(−2^−i): each is the square root of the one before.
struct Roots {
  std::uint64_t of[kFractionBits + 1];
  constexpr Roots() : of{} {
    of[0] = kTop / 2;
    for (int i = 1; i <= kFractionBits; ++i) of[i] = IntegerSquareRoot(Wide{of[i - 1]} * kTop);
  }
};
constexpr Roots kRoots;

}  // namespace

Millionths HalvingPower(std::uint64_t age, std::uint32_t half_life_days) {
  const std::uint64_t half = std::uint64_t{half_life_days} * 86'400;
  const Wide quotient = (Wide{age} << kFractionBits) / half;
  const auto whole = static_cast<std::uint64_t>(quotient >> kFractionBits);
  if (whole >= 21) return 0;
  const auto fraction = static_cast<std::uint64_t>(quotient) & ((std::uint64_t{1} << kFractionBits) - 1);
  std::uint64_t power = kTop;
  for (int i = 1; i <= kFractionBits; ++i) {
    if ((fraction >> (kFractionBits - i)) & 1) power = static_cast<std::uint64_t>(Wide{power} * kRoots.of[i] >> 63);
  }
  const int shift = 63 + static_cast<int>(whole);
  const Wide scaled = Wide{power} * kOne;
  const Wide rest = scaled & ((Wide{1} << shift) - 1);
  const Wide tie = Wide{1} << (shift - 1);
  const auto down = static_cast<std::uint64_t>(scaled >> shift);
  return rest > tie || (rest == tie && (down & 1) != 0) ? down + 1 : down;
}

Millionths FreshnessAt(Instant as_of, Instant updated_at, std::uint32_t half_life_days, Millionths floor) {
  if (!updated_at.dated()) return floor;
  const auto age = static_cast<std::uint64_t>(as_of.micros - updated_at.micros) / 1'000'000;
  return std::max(floor, HalvingPower(age, half_life_days));
}

}  // namespace vexlens::trust
