#include "lib/signing/base64.h"

#include <cstddef>

namespace vexlens::signing {
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

// DecodeGroups decodes groups of four at the front of `text` while they are nothing but sextets, and cuts them off.
// There is room for them in `out`.
void DecodeGroups(std::string_view& text, std::string& out) {
  std::size_t size = out.size();
  out.resize(size + text.size() / 4 * 3);
  for (; text.size() >= 4; text.remove_prefix(4)) {
    const auto sextet = [&](std::size_t i) -> std::int32_t { return kSextets.of[static_cast<unsigned char>(text[i])]; };
    const std::int32_t bits = sextet(0) << 18 | sextet(1) << 12 | sextet(2) << 6 | sextet(3);
    if (bits < 0) break;
    out[size++] = static_cast<char>(bits >> 16);
    out[size++] = static_cast<char>(bits >> 8);
    out[size++] = static_cast<char>(bits);
  }
  out.resize(size);
}

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

bool DecodeBase64(std::string_view text, Base64Form form, std::string& out) {
  const auto has = [&](char a, char b) {
    return text.find(a) != std::string_view::npos || text.find(b) != std::string_view::npos;
  };
  const bool url_safe = has('-', '_');
  if (url_safe && (form == Base64Form::kLines || has('+', '/'))) return false;
  out.reserve(out.size() + text.size() / 4 * 3 + 3);
  DecodeGroups(text, out);
  std::uint32_t bits = 0;
  std::size_t sextets = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (form == Base64Form::kLines && IsSpace(c)) continue;
    if (c == '=') {
      ++padding;
      continue;
    }
    const std::int8_t sextet = kSextets.of[static_cast<unsigned char>(c)];
    if (sextet < 0 || padding > 0) return false;
    bits = bits << 6 | static_cast<std::uint32_t>(sextet);
    // The second sextet of four completes a byte and leaves 4 bits, the third 2, the fourth none.
    if (++sextets % 4 != 1) out += static_cast<char>(bits >> ((4 - sextets % 4) * 2 % 8));
  }
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

}  // namespace vexlens::signing
