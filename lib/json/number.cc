#include "lib/json/number.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <system_error>

#include "absl/strings/charconv.h"

namespace vexlens::json {
namespace {

// Shortest is a positive double as 0.DIGITS × 10^point.
struct Shortest {
  char digits[20];
  int count = 0;
  int point = 0;

  explicit Shortest(double value) {
    char text[kNumberRoom];
    const char* const end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr;
    const char* const exponent = std::find(static_cast<const char*>(text), end, 'e');
    for (const char* at = text; at != exponent; ++at) {
      if (*at != '.') digits[count++] = *at;
    }
    // from_chars knows no plus sign.
    std::from_chars(exponent + (exponent[1] == '+' ? 2 : 1), end, point);
    ++point;
  }
};

char* Copy(const char* from, int count, char* at) { return std::copy_n(from, count, at); }

char* WriteExponent(int exponent, char* at) {
  *at++ = 'e';
  if (exponent > 0) *at++ = '+';
  return std::to_chars(at, at + 5, exponent).ptr;
}

// kFirstWide is the width from which a whole number may not fit 64 bit. In it or wider, 17 digits and an exponent
// have room.
constexpr std::size_t kFirstWide = 19;

// Narrow rewrites `number`, the bytes between two others that no number has, when it is a wide whole one.
void Narrow(char* number, std::size_t size) {
  const std::size_t sign = number[0] == '-' ? 1 : 0;
  const std::string_view digits(number + sign, size - sign);
  if (digits.size() < kFirstWide || digits[0] == '0') return;
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return;
  double value = 0;
  if (absl::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc()) return;
  const Shortest shortest(value);
  char* at = Copy(shortest.digits, shortest.count, number + sign);
  if (shortest.point > shortest.count) {
    *at++ = 'e';
    at = std::to_chars(at, number + size, shortest.point - shortest.count).ptr;
  }
  std::fill(at, number + size, ' ');
}

}  // namespace

char* WriteNumber(double value, char* at) {
  if (value == 0) {
    *at++ = '0';
    return at;
  }
  if (value < 0) *at++ = '-';
  const Shortest shortest(value < 0 ? -value : value);
  const auto& [digits, count, point] = shortest;
  if (point > 21 || point <= -6) {
    *at++ = digits[0];
    if (count > 1) {
      *at++ = '.';
      at = Copy(digits + 1, count - 1, at);
    }
    return WriteExponent(point - 1, at);
  }
  if (point >= count) return std::fill_n(Copy(digits, count, at), point - count, '0');
  if (point > 0) {
    at = Copy(digits, point, at);
    *at++ = '.';
    return Copy(digits + point, count - point, at);
  }
  at = Copy("0.", 2, at);
  return Copy(digits, count, std::fill_n(at, -point, '0'));
}

std::string NarrowWideIntegers(std::string_view text) {
  constexpr std::string_view kInNumbers = "+-.0123456789Ee";
  std::string out(text);
  std::size_t at = 0;
  while (at < out.size()) {
    if (out[at] == '"') {
      for (++at; at < out.size() && out[at] != '"'; ++at) {
        if (out[at] == '\\') ++at;
      }
      ++at;
    } else if (kInNumbers.find(out[at]) == std::string_view::npos) {
      ++at;
    } else {
      const std::size_t end = std::min(out.find_first_not_of(kInNumbers, at), out.size());
      Narrow(&out[at], end - at);
      at = end;
    }
  }
  return out;
}

}  // namespace vexlens::json
