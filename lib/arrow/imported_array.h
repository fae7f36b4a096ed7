// Arrays that somebody else made: what can be seen to be wrong with them is an error. How large their buffers are
// cannot be seen.
#ifndef VEXLENS_LIB_ARROW_IMPORTED_ARRAY_H_
#define VEXLENS_LIB_ARROW_IMPORTED_ARRAY_H_

#include <cstdint>
#include <cstring>

#include "absl/status/status.h"
#include "vexlens.h"

namespace vexlens::arrow {

// CheckArray refuses an array of less than `rows` rows or `buffers` buffers, and one that contradicts itself.
absl::Status CheckArray(const ArrowArray& array, std::int64_t rows, std::int64_t buffers);

// Load is the value at an index of a buffer, which need not be aligned.
template <typename T>
T Load(const void* buffer, std::int64_t at) {
  T value;
  std::memcpy(&value, static_cast<const char*>(buffer) + static_cast<std::uint64_t>(at) * sizeof value, sizeof value);
  return value;
}

// IsNull tells of a row of an array that has a validity bitmap.
inline bool IsNull(const ArrowArray& array, std::int64_t row) {
  if (array.buffers[0] == nullptr) return false;
  const std::int64_t bit = array.offset + row;
  return (Load<std::uint8_t>(array.buffers[0], bit / 8) >> (bit % 8) & 1) == 0;
}

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_IMPORTED_ARRAY_H_
