// RadixSort: ordering many small integer keys in linear time.
#ifndef VEXLENS_LIB_BASE_RADIX_SORT_H_
#define VEXLENS_LIB_BASE_RADIX_SORT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace vexlens {

// SortKey is three numbers to order by, and what they belong to.
struct SortKey {
  std::array<std::uint32_t, 3> parts{};  // the first weighs most
  std::uint32_t value = 0;
};

// RadixSort orders by the parts, byte by byte from the last, and is stable; bytes that all keys share cost one
// look.
inline void RadixSort(std::vector<SortKey>& keys) {
  std::vector<SortKey> other(keys.size());
  for (int byte = 0; byte < 12; ++byte) {
    const std::size_t part = 2 - static_cast<std::size_t>(byte) / 4;
    const int shift = byte % 4 * 8;
    const auto digit = [&](const SortKey& key) { return (key.parts[part] >> shift) & 0xFF; };
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
