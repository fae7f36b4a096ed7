// Millionths: exact fractions, so that a weight is the same number on every machine.
#ifndef VEXLENS_SUPPORT_MILLIONTHS_H_
#define VEXLENS_SUPPORT_MILLIONTHS_H_

#include <cstddef>
#include <cstdint>
#include <string>

namespace vexlens {

// Millionths is an unsigned count of 1/1 000 000; 1.0 is kOne. Sums of weights are Millionths too.
using Millionths = std::uint64_t;

inline constexpr Millionths kOne = 1'000'000;

// DivideHalfEven is numerator / denominator, rounded to the nearest integer, ties to even.
// The denominator is not 0; the numerator is at most 2^64 - 1.
constexpr std::uint64_t DivideHalfEven(std::uint64_t numerator, std::uint64_t denominator) {
  const std::uint64_t quotient = numerator / denominator;
  const std::uint64_t rest = numerator % denominator;
  const std::uint64_t gap = denominator - rest;
  if (rest > gap || (rest == gap && (quotient & 1) != 0)) return quotient + 1;
  return quotient;
}

// MultiplyHalfEven is a · b as millionths, rounded half to even. Both are at most kOne.
constexpr Millionths MultiplyHalfEven(Millionths a, Millionths b) {
  if (a == kOne) return b;
  if (b == kOne) return a;
  return DivideHalfEven(a * b, kOne);
}

// WriteMillionths writes the shortest JSON number of that value: 1, 0.62, 0.000001. There is room for
// kMillionthsRoom bytes at `at`; returns the end of what was written.
inline constexpr std::size_t kMillionthsRoom = 28;
char* WriteMillionths(Millionths value, char* at);

// AppendMillionths is WriteMillionths at the end of `out`.
void AppendMillionths(Millionths value, std::string& out);

}  // namespace vexlens

#endif  // VEXLENS_SUPPORT_MILLIONTHS_H_
