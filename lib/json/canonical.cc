#include "lib/json/canonical.h"

#include <charconv>
#include <cstring>

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

// PlainPrefix is the length of a prefix, in whole words, in which no byte needs an escape.
std::size_t PlainPrefix(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighs = 0x8080808080808080;
  const auto any_below = [](std::uint64_t word, std::uint64_t bound) {
    return (word - kOnes * bound) & ~word & kHighs;
  };
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    const std::uint64_t odd =
        any_below(word, 0x20) | any_below(word ^ (kOnes * '"'), 1) | any_below(word ^ (kOnes * '\\'), 1);
    if (odd != 0) break;
  }
  return at;
}

}  // namespace

void AppendString(std::string_view text, std::string& out) {
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = PlainPrefix(text); i < text.size(); ++i) {
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
