#include "lib/json/canonical.h"

#include <charconv>

namespace vexlens::json {
namespace {

// Escape is the letter after the backslash for a byte that must be escaped, 'u' for the long form, 0 for none.
constexpr char Escape(unsigned char c) {
  switch (c) {
    case '"':
    case '\\':
      return static_cast<char>(c);
    case '\b':
      return 'b';
    case '\t':
      return 't';
    case '\n':
      return 'n';
    case '\f':
      return 'f';
    case '\r':
      return 'r';
    default:
      return c < 0x20 ? 'u' : '\0';
  }
}

constexpr struct EscapeTable {
  char of[256];
  constexpr EscapeTable() : of{} {
    for (int c = 0; c < 256; ++c) of[c] = Escape(static_cast<unsigned char>(c));
  }
} kEscapes;

}  // namespace

void AppendString(std::string_view text, std::string& out) {
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    const char escape = kEscapes.of[c];
    if (escape == '\0') continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    out += '\\';
    out += escape;
    if (escape == 'u') {
      out += "00";
      out += "0123456789abcdef"[c >> 4];
      out += "0123456789abcdef"[c & 15];
    }
  }
  out.append(text, plain, std::string_view::npos);
  out += '"';
}

void AppendUint(std::uint64_t value, std::string& out) {
  char digits[20];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

}  // namespace vexlens::json
