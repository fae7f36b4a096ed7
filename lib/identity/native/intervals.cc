// Ranges as mathematicians write intervals: Maven's (VersionRange) and NuGet's.
#include <algorithm>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "lib/identity/cut.h"
#include "lib/identity/native/range.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::identity {
namespace {

// Reads the inside of "[1.0,2.0)".
absl::Status ReadInterval(std::string_view text, Constraints& constraints) {
  const bool low_included = text.front() == '[';
  const bool high_included = text.back() == ']';
  std::string_view high = text.substr(1, text.size() - 2);
  const bool is_pair = high.find(',') != high.npos;
  const std::string_view low = absl::StripAsciiWhitespace(CutBefore(',', high));
  high = absl::StripAsciiWhitespace(high);
  if (!is_pair) {
    if (low.empty() || !low_included || !high_included) return BadRange(text, "expected \"[version]\" or two ends");
    constraints.push_back({Comparator::kEqual, std::string(low)});
    return absl::OkStatus();
  }
  if (!low.empty()) {
    constraints.push_back({low_included ? Comparator::kGreaterOrEqual : Comparator::kGreater, std::string(low)});
  }
  if (!high.empty()) {
    constraints.push_back({high_included ? Comparator::kLessOrEqual : Comparator::kLess, std::string(high)});
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadIntervals(std::string_view text, Alternatives& alternatives) {
  constexpr std::string_view kBetween = " \t\r\n,";
  do {
    text.remove_prefix(std::min(text.find_first_not_of(kBetween), text.size()));
    const std::size_t end = text.find_first_of(")]");
    if (text.empty() || (text.front() != '[' && text.front() != '(') || end == text.npos) {
      return BadRange(text, "expected an interval (a version alone is a recommendation and excludes nothing)");
    }
    VEXLENS_RETURN_IF_ERROR(ReadInterval(text.substr(0, end + 1), alternatives.emplace_back()));
    text.remove_prefix(end + 1);
  } while (text.find_first_not_of(kBetween) != text.npos);
  return absl::OkStatus();
}

absl::Status ReadNugetRange(std::string_view text, Alternatives& alternatives) {
  text = absl::StripAsciiWhitespace(text);
  if (!text.empty() && (text.front() == '[' || text.front() == '(')) return ReadIntervals(text, alternatives);
  alternatives.push_back({{Comparator::kGreaterOrEqual, std::string(text)}});
  return absl::OkStatus();
}

}  // namespace vexlens::identity
