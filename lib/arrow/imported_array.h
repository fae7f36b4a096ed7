// Imported arrays: every fault that can be seen is an error. The sizes of buffers cannot be seen.
#ifndef VEXLENS_LIB_ARROW_IMPORTED_ARRAY_H_
#define VEXLENS_LIB_ARROW_IMPORTED_ARRAY_H_

#include <cstdint>
#include <cstring>

#include "absl/status/status.h"
#include "vexlens.h"

namespace vexlens::arrow {

// Errors: INVALID_ARGUMENT for an array with fewer rows or buffers, or one that contradicts itself.
absl::Status CheckArray(const ArrowArray& array, std::int64_t rows, std::int64_t buffers);

// Returns the value at index `at` of a buffer, which need not be aligned.
template <typename T>
T Load(const void* buffer, std::int64_t at) {
  T value;
  std::memcpy(&value, static_cast<const char*>(buffer) + static_cast<std::uint64_t>(at) * sizeof value, sizeof value);
  return value;
}

// Reports whether a row is null. Requires: the array's type has a validity bitmap.
inline bool IsNull(const ArrowArray& array, std::int64_t row) {
  if (array.buffers[0] == nullptr) return false;
  const std::int64_t bit = array.offset + row;
  return (Load<std::uint8_t>(array.buffers[0], bit / 8) >> (bit % 8) & 1) == 0;
}

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_IMPORTED_ARRAY_H_
