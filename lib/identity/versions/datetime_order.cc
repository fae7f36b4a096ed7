// Instants (vers "datetime": RFC 3339, section 5.6).
#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

struct Instant {
  std::int64_t seconds = 0;
  std::string_view fraction;  // digits without zeros at the end
};

constexpr std::int64_t kFarthestZone = 23 * 3600 + 59 * 60;

// Cuts a number of exactly `size` digits, at most 4.
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

// Returns the instant at which a year begins, in UTC.
constexpr std::int64_t YearSeconds(int year) {
  return std::int64_t{86'400} * std::chrono::sys_days(std::chrono::year(year) / 1 / 1).time_since_epoch().count();
}

}  // namespace

std::partial_ordering CompareDatetime(std::string_view a, std::string_view b) {
  Instant x, y;
  if (!Parse(a, x) || !Parse(b, y)) return std::partial_ordering::unordered;
  if (x.seconds != y.seconds) return x.seconds <=> y.seconds;
  return x.fraction.compare(y.fraction) <=> 0;
}

std::string NormalDatetime(std::string_view version) {
  Instant instant;
  if (!Parse(version, instant)) return std::string(version);
  // An instant outside the years 0000 to 9999 of UTC is inside them in the farthest zone.
  std::int64_t zone = 0;
  if (instant.seconds < YearSeconds(0)) zone = kFarthestZone;
  if (instant.seconds >= YearSeconds(10'000)) zone = -kFarthestZone;
  const std::int64_t local = instant.seconds + zone;
  // Only the last of all, 9999-12-31T23:59:60-23:59, needs the second 60.
  const bool leap = local >= YearSeconds(10'000);
  const std::chrono::sys_seconds time{std::chrono::seconds(local - leap)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return absl::StrCat(
      absl::StrFormat("%04d-%02d-%02dT%02d:%02d:%02d", int{date.year()}, unsigned{date.month()}, unsigned{date.day()},
                      clock.hours().count(), clock.minutes().count(), clock.seconds().count() + leap),
      instant.fraction.empty() ? "" : ".", instant.fraction,
      zone == 0  ? "Z"
      : zone > 0 ? "+23:59"
                 : "-23:59");
}

}  // namespace vexlens::identity
