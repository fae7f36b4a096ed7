#include "vexlens/instant.h"

#include <chrono>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace vexlens {
namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;

// DaysFromCivil counts the days from 1970-01-01 in the proleptic Gregorian calendar.
// Years begin in March here, so that the leap day comes last.
constexpr std::int64_t DaysFromCivil(std::int64_t year, unsigned month, unsigned day) {
  year -= month <= 2;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const unsigned year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + static_cast<std::int64_t>(day_of_era) - 719'468;
}

struct Civil {
  std::int64_t year;
  unsigned month;
  unsigned day;
};

constexpr Civil CivilFromDays(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const unsigned day_of_era = static_cast<unsigned>(days - era * 146'097);
  const unsigned year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted = (5 * day_of_year + 2) / 153;
  const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2), month,
          day_of_year - (153 * shifted + 2) / 5 + 1};
}

constexpr unsigned DaysInMonth(std::int64_t year, unsigned month) {
  constexpr unsigned kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kDays[month - 1];
}

// Cursor reads fixed pieces off the front of a text; once a piece is missing, `ok` stays false.
struct Cursor {
  std::string_view rest;
  bool ok = true;

  unsigned Digits(int count) {
    unsigned value = 0;
    for (int i = 0; i < count; ++i) {
      if (rest.empty() || rest[0] < '0' || rest[0] > '9') {
        ok = false;
        return 0;
      }
      value = value * 10 + static_cast<unsigned>(rest[0] - '0');
      rest.remove_prefix(1);
    }
    return value;
  }

  bool Accept(std::string_view any_of) {
    if (rest.empty() || any_of.find(rest[0]) == std::string_view::npos) return false;
    rest.remove_prefix(1);
    return true;
  }

  void Expect(std::string_view any_of) { ok = Accept(any_of) && ok; }

  // Fraction reads ".5" as microseconds; digits past the sixth are cut.
  std::int64_t Fraction() {
    if (!Accept(".")) return 0;
    std::int64_t micros = 0;
    std::int64_t unit = kMicrosPerSecond;
    if (rest.empty() || rest[0] < '0' || rest[0] > '9') ok = false;
    while (!rest.empty() && rest[0] >= '0' && rest[0] <= '9') {
      unit /= 10;
      micros += (rest[0] - '0') * unit;
      rest.remove_prefix(1);
    }
    return micros;
  }

  // ZoneSeconds reads "Z" or "+02:00" as the offset from UTC.
  std::int64_t ZoneSeconds() {
    if (Accept("Zz")) return 0;
    const bool west = !rest.empty() && rest[0] == '-';
    Expect("+-");
    const unsigned hours = Digits(2);
    Expect(":");
    const unsigned minutes = Digits(2);
    if (hours > 23 || minutes > 59) ok = false;
    const std::int64_t seconds = static_cast<std::int64_t>(hours) * 3'600 + static_cast<std::int64_t>(minutes) * 60;
    return west ? -seconds : seconds;
  }
};

// WriteDigits writes that many digits and returns their end.
char* WriteDigits(std::uint64_t value, int width, char* at) {
  for (int i = width; i-- > 0; value /= 10) at[i] = static_cast<char>('0' + value % 10);
  return at + width;
}

}  // namespace

absl::StatusOr<Instant> ParseInstant(std::string_view text) {
  const auto fail = [&](std::string_view why) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", text.substr(0, 64), "\" is not an RFC 3339 date-time with a zone: ", why));
  };
  Cursor cursor{text};
  const std::int64_t year = cursor.Digits(4);
  cursor.Expect("-");
  const unsigned month = cursor.Digits(2);
  cursor.Expect("-");
  const unsigned day = cursor.Digits(2);
  cursor.Expect("Tt ");
  const std::int64_t hour = cursor.Digits(2);
  cursor.Expect(":");
  const std::int64_t minute = cursor.Digits(2);
  cursor.Expect(":");
  const std::int64_t second = cursor.Digits(2);
  const std::int64_t micros = cursor.ok ? cursor.Fraction() : 0;
  if (!cursor.ok) return fail("the form is 2026-05-31T00:00:00Z");
  const std::int64_t zone = cursor.ZoneSeconds();
  if (!cursor.ok || !cursor.rest.empty()) return fail("the zone is Z or like +02:00");
  if (year == 0 || month == 0 || month > 12 || day == 0 || day > DaysInMonth(year, month)) return fail("no such day");
  if (hour > 23 || minute > 59 || second > 59) return fail("no such time of day");
  const std::int64_t seconds = DaysFromCivil(year, month, day) * 86'400 + hour * 3'600 + minute * 60 + second - zone;
  constexpr std::int64_t kFirst = DaysFromCivil(1, 1, 1) * 86'400;
  constexpr std::int64_t kEnd = DaysFromCivil(10'000, 1, 1) * 86'400;
  if (seconds < kFirst || seconds >= kEnd) return fail("in UTC its year is not 0001 to 9999");
  return Instant{seconds * kMicrosPerSecond + micros};
}

char* WriteInstant(Instant instant, char* at) {
  if (!instant.dated()) return at;
  std::int64_t seconds = instant.micros / kMicrosPerSecond;
  std::int64_t micros = instant.micros % kMicrosPerSecond;
  if (micros < 0) {
    micros += kMicrosPerSecond;
    --seconds;
  }
  std::int64_t days = seconds / 86'400;
  std::int64_t of_day = seconds % 86'400;
  if (of_day < 0) {
    of_day += 86'400;
    --days;
  }
  const Civil civil = CivilFromDays(days);
  at = WriteDigits(static_cast<std::uint64_t>(civil.year), 4, at);
  *at++ = '-';
  at = WriteDigits(civil.month, 2, at);
  *at++ = '-';
  at = WriteDigits(civil.day, 2, at);
  *at++ = 'T';
  at = WriteDigits(static_cast<std::uint64_t>(of_day / 3'600), 2, at);
  *at++ = ':';
  at = WriteDigits(static_cast<std::uint64_t>(of_day / 60 % 60), 2, at);
  *at++ = ':';
  at = WriteDigits(static_cast<std::uint64_t>(of_day % 60), 2, at);
  if (micros != 0) {
    *at++ = '.';
    at = WriteDigits(static_cast<std::uint64_t>(micros), 6, at);
    while (at[-1] == '0') --at;
  }
  *at++ = 'Z';
  return at;
}

void AppendInstant(Instant instant, std::string& out) {
  char text[kInstantRoom];
  out.append(text, WriteInstant(instant, text));
}

std::string FormatInstant(Instant instant) {
  std::string out;
  AppendInstant(instant, out);
  return out;
}

Instant SystemNow() {
  using std::chrono::microseconds;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return Instant{std::chrono::duration_cast<microseconds>(now).count()};
}

Instant EndOfDay(Instant instant) {
  constexpr std::int64_t kDay = 86'400'000'000;
  const std::int64_t past = instant.micros % kDay;  // negative before 1970
  return Instant{instant.micros - past + (past < 0 ? 0 : kDay) - 1};
}

}  // namespace vexlens
