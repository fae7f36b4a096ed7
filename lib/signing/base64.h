// Base64 (RFC 4648), read strictly: padding must be right and bits that no byte has must be zero.
#ifndef VEXLENS_LIB_SIGNING_BASE64_H_
#define VEXLENS_LIB_SIGNING_BASE64_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace vexlens::signing {

// Base64Form is what a text may look like.
enum class Base64Form : std::uint8_t {
  kLines,   // the standard alphabet with padding, white space anywhere (RFC 7468)
  kEither,  // the standard or the URL-safe alphabet, not both in one text; with padding or without
};

// DecodeBase64 appends the bytes of `text` to `out` and says whether it was well-formed; if not, some were appended.
// `out` is moved at most once, before the first byte.
bool DecodeBase64(std::string_view text, Base64Form form, std::string& out);

// EncodeBase64 writes the standard alphabet with padding.
std::string EncodeBase64(std::string_view bytes);

}  // namespace vexlens::signing

#endif  // VEXLENS_LIB_SIGNING_BASE64_H_
