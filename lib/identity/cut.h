// The one way in which identifiers are split.
#ifndef VEXLENS_LIB_IDENTITY_CUT_H_
#define VEXLENS_LIB_IDENTITY_CUT_H_

#include <algorithm>
#include <string_view>

namespace vexlens {

// CutBefore removes from `rest` all up to its first `separator`, that one included, and returns what stood
// before it: all of `rest` when there is none.
inline std::string_view CutBefore(char separator, std::string_view& rest) {
  const std::size_t at = std::min(rest.find(separator), rest.size());
  const std::string_view taken = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return taken;
}

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_CUT_H_
