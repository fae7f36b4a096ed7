// Key texts: what a product or component is called in a key, with its range.
#ifndef VEXLENS_LIB_IDENTITY_KEY_TEXT_H_
#define VEXLENS_LIB_IDENTITY_KEY_TEXT_H_

#include <cstddef>
#include <string_view>

namespace vexlens::identity {

// KeyText is a key text in its two parts, as views into it.
//   pkg:npm/widget vers:npm/<2.0.0      identifier "pkg:npm/widget", range "vers:npm/<2.0.0"
//   pkg:npm/widget@1.0.0                identifier "pkg:npm/widget@1.0.0", range ""
struct KeyText {
  std::string_view identifier;
  std::string_view range;
};

// Returns the parts of a key text. The range begins at the last "vers:" after a space and is not checked: an opaque
// identifier may hold such a text itself.
constexpr KeyText SplitKey(std::string_view key) {
  const std::size_t space = key.rfind(" vers:");
  if (space == std::string_view::npos) return {key, ""};
  return {key.substr(0, space), key.substr(space + 1)};
}

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_KEY_TEXT_H_
