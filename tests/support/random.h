// Random: numbers that a seed determines.
#ifndef VEXLENS_TESTS_SUPPORT_RANDOM_H_
#define VEXLENS_TESTS_SUPPORT_RANDOM_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>

namespace vexlens::testing {

// Random gives the same numbers everywhere, which the standard distributions do not promise.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::size_t Below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  bool Chance(std::size_t percent) { return Below(100) < percent; }

  // Skewed prefers small numbers, as feeds prefer few vulnerabilities and products.
  std::size_t Skewed(std::size_t n) {
    const std::uint64_t u = engine_() >> 44;
    return static_cast<std::size_t>((u * u >> 20) * n >> 20);
  }

  template <typename T, std::size_t N>
  const T& Of(const std::array<T, N>& choices) {
    return choices[Below(N)];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_RANDOM_H_
