// UTF-8, one character at a time.
#ifndef VEXLENS_LIB_JSON_UTF8_H_
#define VEXLENS_LIB_JSON_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vexlens::json {

// Utf8Size is the size of the character at the front of `text`, 0 when it is not UTF-8 (RFC 3629).
std::size_t Utf8Size(std::string_view text);

// IsUtf8 tells whether all of `text` is.
bool IsUtf8(std::string_view text);

// AppendUtf8 writes a code point that is not a surrogate.
void AppendUtf8(std::uint32_t code_point, std::string& out);

}  // namespace vexlens::json

#endif  // VEXLENS_LIB_JSON_UTF8_H_
