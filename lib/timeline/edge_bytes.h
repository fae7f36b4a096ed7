// Edge bytes: the right edge of a tree as stores keep it, its digests one after the other.
#ifndef VEXLENS_LIB_TIMELINE_EDGE_BYTES_H_
#define VEXLENS_LIB_TIMELINE_EDGE_BYTES_H_

#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vexlens/digest.h"

namespace vexlens::timeline {

inline std::string EdgeBytes(std::span<const Digest> edge) {
  std::string bytes;
  for (const Digest& digest : edge) bytes.append(digest.bytes.begin(), digest.bytes.end());
  return bytes;
}

// Returns the digests that are whole.
inline std::vector<Digest> EdgeOfBytes(std::string_view bytes) {
  constexpr std::size_t kSize = sizeof(Digest::bytes);
  std::vector<Digest> edge(bytes.size() / kSize);
  for (std::size_t i = 0; i < edge.size(); ++i) std::memcpy(edge[i].bytes.data(), bytes.data() + i * kSize, kSize);
  return edge;
}

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_EDGE_BYTES_H_
