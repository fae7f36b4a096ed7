// Canonical JSON (RFC 8785) as it is written: members in order, by the caller.
#ifndef VEXLENS_LIB_JSON_CANONICAL_H_
#define VEXLENS_LIB_JSON_CANONICAL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vexlens::json {

// WriteEscaped writes `text`, which is UTF-8 or a piece of it, with only the escapes of RFC 8785, 3.2.2.2. There is
// room for EscapedRoom(size) bytes at `at`; returns the end of what was written.
constexpr std::size_t EscapedRoom(std::size_t size) { return 6 * size; }
char* WriteEscaped(std::string_view text, char* at);

// WriteString is WriteEscaped in quotes, in StringRoom(text) bytes.
constexpr std::size_t StringRoom(std::string_view text) { return EscapedRoom(text.size()) + 2; }
char* WriteString(std::string_view text, char* at);

// AppendString is WriteString at the end of `out`.
void AppendString(std::string_view text, std::string& out);

// MemberBefore is the order of an object's members (RFC 8785, 3.2.3): by UTF-16 code units, of names in UTF-8.
bool MemberBefore(std::string_view a, std::string_view b);

// WriteUint writes a whole number below 2^53, where JSON numbers are exact, in at most kUintRoom bytes.
inline constexpr std::size_t kUintRoom = 20;
char* WriteUint(std::uint64_t value, char* at);

// AppendUint is WriteUint at the end of `out`.
void AppendUint(std::uint64_t value, std::string& out);

}  // namespace vexlens::json

#endif  // VEXLENS_LIB_JSON_CANONICAL_H_
