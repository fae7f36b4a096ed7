// Percent-encoding (RFC 3986, section 2.1), as purl and vers use it.
#ifndef VEXLENS_LIB_IDENTITY_PERCENT_H_
#define VEXLENS_LIB_IDENTITY_PERCENT_H_

#include <string>
#include <string_view>

namespace vexlens::identity {

// Returns the value of a hex digit; -1 for another character.
constexpr int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Returns the octet of the escape "%XX" at `at`; -1 if there is none. Requires: at <= text.size().
constexpr int TripletAt(std::string_view text, std::size_t at) {
  if (text.size() - at < 3 || text[at] != '%') return -1;
  const int high = HexDigit(text[at + 1]);
  const int low = HexDigit(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

// Appends "%XX" with upper-case digits.
inline void AppendTriplet(unsigned char octet, std::string& out) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  out += '%';
  out += kDigits[octet >> 4];
  out += kDigits[octet & 15];
}

// Returns `text` without escapes, as a view into it if it has none, else into `store`. A "%" that begins no escape
// stays.
inline std::string_view Decoded(std::string_view text, std::string& store) {
  if (text.find('%') == text.npos) return text;
  store.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int octet = TripletAt(text, i);
    store += octet < 0 ? text[i] : static_cast<char>(octet);
    if (octet >= 0) i += 2;
  }
  return store;
}

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_PERCENT_H_
