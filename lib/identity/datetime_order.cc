// Instants (vers "datetime": RFC 3339, section 5.6).
#include <chrono>
#include <compare>
#include <cstdint>
#include <string_view>

#include "lib/identity/version_order.h"

namespace vexlens {
namespace {

struct Instant {
  std::int64_t seconds = 0;
  std::string_view fraction;  // digits without zeros at the end
};

// TakeNumber cuts a number of exactly `size` digits, at most 4.
bool TakeNumber(std::size_t size, std::string_view& text, int& number) {
  std::string_view digits = text.substr(0, size);
  text.remove_prefix(digits.size());
  number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return digits.size() == size && TakeDigits(digits).size() == size;
}

bool TakeZone(std::string_view& text, int& seconds) {
  seconds = 0;
  if (TakeWord("Z", text)) return true;
  const int sign = TakeWord("+", text) ? 1 : -1;
  int hour, minute;
  if (sign < 0 && !TakeWord("-", text)) return false;
  if (!TakeNumber(2, text, hour) || !TakeWord(":", text) || !TakeNumber(2, text, minute)) return false;
  seconds = sign * (hour * 3600 + minute * 60);
  return hour < 24 && minute < 60;
}

bool Parse(std::string_view text, Instant& instant) {
  int year, month, day, hour, minute, second, zone;
  if (!TakeNumber(4, text, year) || !TakeWord("-", text) || !TakeNumber(2, text, month) || !TakeWord("-", text) ||
      !TakeNumber(2, text, day) || !TakeWord("T", text) || !TakeNumber(2, text, hour) || !TakeWord(":", text) ||
      !TakeNumber(2, text, minute) || !TakeWord(":", text) || !TakeNumber(2, text, second)) {
    return false;
  }
  if (TakeWord(".", text)) {
    instant.fraction = TakeDigits(text);
    if (instant.fraction.empty()) return false;
    instant.fraction = instant.fraction.substr(0, instant.fraction.find_last_not_of('0') + 1);
  }
  if (!TakeZone(text, zone) || !text.empty()) return false;
  const auto date = std::chrono::year(year) / month / day;
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return false;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  instant.seconds = days * 86'400 + hour * 3600 + minute * 60 + second - zone;
  return true;
}

}  // namespace

std::partial_ordering CompareDatetime(std::string_view a, std::string_view b) {
  Instant x, y;
  if (!Parse(a, x) || !Parse(b, y)) return std::partial_ordering::unordered;
  if (x.seconds != y.seconds) return x.seconds <=> y.seconds;
  return x.fraction.compare(y.fraction) <=> 0;
}

}  // namespace vexlens
