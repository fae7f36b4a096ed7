// How identifiers are split.
#ifndef VEXLENS_LIB_IDENTITY_CUT_H_
#define VEXLENS_LIB_IDENTITY_CUT_H_

#include <algorithm>
#include <string_view>

namespace vexlens::identity {

// Returns the text before the first `separator` of `rest`, and removes both from `rest`. Without a separator it takes
// all.
inline std::string_view CutBefore(char separator, std::string_view& rest) {
  const std::size_t at = std::min(rest.find(separator), rest.size());
  const std::string_view taken = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return taken;
}

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_CUT_H_
