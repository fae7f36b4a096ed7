// Instants: the only kind of time that vexlens stores, compares and writes.
#ifndef VEXLENS_INSTANT_H_
#define VEXLENS_INSTANT_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace vexlens {

// Instant is a point in time in whole microseconds since 1970-01-01T00:00:00Z.
// A default Instant is undated: its text is "", and it orders before every dated one.
// Immutable value.
struct Instant {
  static constexpr std::int64_t kUndated = std::numeric_limits<std::int64_t>::min();

  std::int64_t micros = kUndated;

  constexpr bool dated() const { return micros != kUndated; }
  friend constexpr auto operator<=>(Instant, Instant) = default;
};

// ParseInstant reads an RFC 3339 date-time with a zone ("2026-05-31T02:00:00.5+02:00").
// Digits past the microsecond are cut. INVALID_ARGUMENT when the text is anything else:
// no zone, second 60, a day that the month does not have, a year outside 0001 to 9999.
absl::StatusOr<Instant> ParseInstant(std::string_view text);

// WriteInstant writes `instant` in UTC with a final Z and without trailing zeros
// ("2026-05-31T00:00:00.5Z"); nothing when it is undated. There is room for kInstantRoom bytes at `at`; returns the
// end of what was written.
inline constexpr std::size_t kInstantRoom = 32;
char* WriteInstant(Instant instant, char* at);

// AppendInstant is WriteInstant at the end of `out`.
void AppendInstant(Instant instant, std::string& out);

// FormatInstant is AppendInstant into a new string.
std::string FormatInstant(Instant instant);

// SystemNow is what the system's clock says.
Instant SystemNow();

// EndOfDay is the last microsecond of the UTC day that holds `instant`, which is dated.
Instant EndOfDay(Instant instant);

}  // namespace vexlens

#endif  // VEXLENS_INSTANT_H_
