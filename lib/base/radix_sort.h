// RadixSort: ordering many small integer keys in linear time.
#ifndef VEXLENS_LIB_BASE_RADIX_SORT_H_
#define VEXLENS_LIB_BASE_RADIX_SORT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace vexlens {

// SortKey is a 128-bit key; `low` comes after `high`.
struct SortKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
};

// RadixSort orders by (high, low), byte by byte from the last; bytes that all keys share cost one look.
inline void RadixSort(std::vector<SortKey>& keys) {
  std::vector<SortKey> other(keys.size());
  for (int byte = 0; byte < 16; ++byte) {
    const int shift = byte % 8 * 8;
    const auto digit = [&](const SortKey& key) { return ((byte < 8 ? key.low : key.high) >> shift) & 0xFF; };
    std::array<std::size_t, 256> starts{};
    for (const SortKey& key : keys) ++starts[digit(key)];
    if (!keys.empty() && starts[digit(keys[0])] == keys.size()) continue;
    std::size_t next = 0;
    for (std::size_t& start : starts) next += std::exchange(start, next);
    for (const SortKey& key : keys) other[starts[digit(key)]++] = key;
    keys.swap(other);
  }
}

}  // namespace vexlens

#endif  // VEXLENS_LIB_BASE_RADIX_SORT_H_
