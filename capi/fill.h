// Fill: structs that a caller gives to be filled.
#ifndef VEXLENS_CAPI_FILL_H_
#define VEXLENS_CAPI_FILL_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace vexlens::capi {

// Copies `filled` to `out` as far as the size reaches that `out` says it has; nothing if that is no more than its size
// and the member after it. Does nothing for null.
template <typename Struct>
void Fill(Struct filled, Struct* out) {
  if (out == nullptr || out->struct_size < 2 * sizeof(std::uint32_t)) return;
  filled.struct_size = out->struct_size;
  std::memcpy(out, &filled, std::min<std::size_t>(filled.struct_size, sizeof(filled)));
}

}  // namespace vexlens::capi

#endif  // VEXLENS_CAPI_FILL_H_
