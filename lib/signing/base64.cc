#include "lib/signing/base64.h"

#include <cstddef>

namespace vexlens {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr struct Sextets {
  std::int8_t of[256];
  constexpr Sextets() : of{} {
    for (std::int8_t& sextet : of) sextet = -1;
    for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
      of[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
    }
    of[static_cast<unsigned char>('-')] = 62;
    of[static_cast<unsigned char>('_')] = 63;
  }
} kSextets;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

bool DecodeBase64(std::string_view text, Base64Form form, std::string& out) {
  out.reserve(out.size() + text.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  std::size_t sextets = 0;
  std::size_t padding = 0;
  bool standard = false;
  bool url_safe = false;
  for (const char c : text) {
    if (form == Base64Form::kLines && IsSpace(c)) continue;
    if (c == '=') {
      ++padding;
      continue;
    }
    const std::int8_t sextet = kSextets.of[static_cast<unsigned char>(c)];
    if (sextet < 0 || padding > 0) return false;
    standard |= c == '+' || c == '/';
    url_safe |= c == '-' || c == '_';
    bits = bits << 6 | static_cast<std::uint32_t>(sextet);
    // The second sextet of four completes a byte and leaves 4 bits, the third 2, the fourth none.
    if (++sextets % 4 != 1) out += static_cast<char>(bits >> ((4 - sextets % 4) * 2 % 8));
  }
  if (standard && url_safe) return false;
  if (form == Base64Form::kLines && url_safe) return false;
  const std::size_t over = sextets % 4;  // 2 leave 4 bits that no byte has, 3 leave 2
  if (over == 1 || (over != 0 && (bits & ((std::uint32_t{1} << (8 - 2 * over)) - 1)) != 0)) return false;
  const std::size_t needed = (4 - over) % 4;
  return padding == needed || (padding == 0 && form == Base64Form::kEither);
}

std::string EncodeBase64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (; !bytes.empty(); bytes.remove_prefix(bytes.size() < 3 ? bytes.size() : 3)) {
    const auto octet = [&](std::size_t i) {
      return i < bytes.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) : 0;
    };
    const std::uint32_t bits = octet(0) << 16 | octet(1) << 8 | octet(2);
    out += kAlphabet[bits >> 18];
    out += kAlphabet[bits >> 12 & 63];
    out += bytes.size() > 1 ? kAlphabet[bits >> 6 & 63] : '=';
    out += bytes.size() > 2 ? kAlphabet[bits & 63] : '=';
  }
  return out;
}

}  // namespace vexlens
