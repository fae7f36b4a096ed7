#include "lib/json/canonical.h"

#include <algorithm>
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

// kPiece is how many bytes are looked at one by one where the word-wise search stopped.
constexpr std::size_t kPiece = 8;

char* WritePiece(std::string_view piece, char* at) {
  for (const char c : piece) {
    const auto octet = static_cast<unsigned char>(c);
    const char escape = kEscapes.of[octet];
    if (escape == '\0') {
      *at++ = c;
      continue;
    }
    *at++ = '\\';
    *at++ = escape;
    if (escape == 'u') {
      *at++ = '0';
      *at++ = '0';
      *at++ = "0123456789abcdef"[octet >> 4];
      *at++ = "0123456789abcdef"[octet & 15];
    }
  }
  return at;
}

}  // namespace

char* WriteEscaped(std::string_view text, char* at) {
  while (!text.empty()) {
    const std::size_t plain = PlainPrefix(text);
    std::memcpy(at, text.data(), plain);
    text.remove_prefix(plain);
    at = WritePiece(text.substr(0, kPiece), at + plain);
    text.remove_prefix(std::min(kPiece, text.size()));
  }
  return at;
}

char* WriteString(std::string_view text, char* at) {
  *at++ = '"';
  at = WriteEscaped(text, at);
  *at++ = '"';
  return at;
}

void AppendString(std::string_view text, std::string& out) {
  out += '"';
  while (!text.empty()) {
    const std::size_t plain = PlainPrefix(text);
    out.append(text, 0, plain);
    text.remove_prefix(plain);
    char piece[6 * kPiece];
    out.append(piece, WritePiece(text.substr(0, kPiece), piece));
    text.remove_prefix(std::min(kPiece, text.size()));
  }
  out += '"';
}

bool MemberBefore(std::string_view a, std::string_view b) {
  const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (left == a.end() || right == b.end()) return left == a.end() && right != b.end();
  // Bytes order as code points do. Past U+FFFF (F0 and up) UTF-16 has surrogates, which lie below U+E000 (EE, EF).
  const auto rank = [](char octet) {
    const auto byte = static_cast<unsigned char>(octet);
    return byte == 0xEE || byte == 0xEF ? byte + 0x100 : byte;
  };
  return rank(*left) < rank(*right);
}

char* WriteUint(std::uint64_t value, char* at) { return std::to_chars(at, at + kUintRoom, value).ptr; }

void AppendUint(std::uint64_t value, std::string& out) {
  char digits[kUintRoom];
  out.append(digits, WriteUint(value, digits));
}

}  // namespace vexlens::json
