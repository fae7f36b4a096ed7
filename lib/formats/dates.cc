#include "lib/formats/dates.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace vexlens::formats {
namespace {

constexpr std::size_t kDay = std::string_view("2026-05-31").size();
constexpr std::size_t kHours = std::string_view("+10").size();

// Numbers between these are seconds since 1970. Milliseconds are larger, days like 20260531 smaller.
constexpr double kFirstSecond = 946'684'800;   // 2000-01-01
constexpr double kLastSecond = 4'102'444'800;  // 2100-01-01

std::optional<Instant> FromSeconds(json::Value value) {
  const std::optional<double> seconds = value.number();
  if (!seconds.has_value() || *seconds < kFirstSecond || *seconds >= kLastSecond) return std::nullopt;
  return Instant{static_cast<std::int64_t>(*seconds) * 1'000'000};
}

// Returns `text` in the form of RFC 3339, if it is clear what that is.
std::string Mended(std::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  if (text.size() <= kDay) return absl::StrCat(text, "T00:00:00Z");
  const std::size_t at = text.find_first_of("+-Zz", kDay + 1);
  if (at == text.npos) return absl::StrCat(text, "Z");
  const std::string_view time = absl::StripTrailingAsciiWhitespace(text.substr(0, at));
  const std::string_view zone = text.substr(at);
  if (zone.size() == kHours) return absl::StrCat(time, zone, ":00");
  if (zone.size() != kHours + 2) return absl::StrCat(time, zone);
  return absl::StrCat(time, zone.substr(0, kHours), ":", zone.substr(kHours));
}

}  // namespace

Instant ReadDate(json::Value value, const Place& parent, std::string_view name, Findings& findings) {
  if (!value.exists()) return {};
  const Place place(parent, name);
  if (const std::optional<Instant> seconds = FromSeconds(value)) {
    findings.Warn(place, "", "a date must be a string, read as ", FormatInstant(*seconds));
    return *seconds;
  }
  if (!value.is_string()) {
    findings.Warn(place, "", "a date must be a string");
    return {};
  }
  const absl::StatusOr<Instant> instant = ParseInstant(value.text());
  if (instant.ok()) return *instant;
  const absl::StatusOr<Instant> mended = ParseInstant(Mended(value.text()));
  if (!mended.ok()) {
    findings.Warn(place, "", instant.status().message());
    return {};
  }
  findings.Warn(place, "", Quoted(value.text()), " is not RFC 3339 with a zone, read as ", FormatInstant(*mended));
  return *mended;
}

}  // namespace vexlens::formats
