// Version ranges of Conan 2 (conan/internal/model/version_range.py). Whether pre-releases are asked for, by
// ", include_prerelease" or a "-" at the end of a version, is not the range's business.
#include <algorithm>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/native/range.h"
#include "lib/identity/versions/version_order.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::identity {
namespace {

// Returns how many of the first numbers a "~" or "^" keeps.
std::size_t KeptNumbers(std::string_view sign, std::string_view numbers) {
  const std::size_t count = std::count(numbers.begin(), numbers.end(), '.') + 1;
  if (sign == "~") return std::min<std::size_t>(count, 2);
  std::size_t kept = 1;
  while (kept < count && CompareDigits(CutBefore('.', numbers), "") == 0) ++kept;
  return kept;
}

bool Expand(const Comparison& comparison, Constraints& constraints) {
  const std::string_view sign = comparison.sign;
  std::string_view version = comparison.version;
  if (version.back() == '-') version.remove_suffix(1);
  if (sign.empty() && version == "*") {
    constraints.push_back({Comparator::kGreaterOrEqual, "0.0.0"});
    return true;
  }
  if (sign == "~" || sign == "^") {
    const std::string_view numbers = version.substr(0, version.find_first_not_of("0123456789."));
    if (!IsDotted(numbers)) return false;
    constraints.push_back({Comparator::kGreaterOrEqual, std::string(version)});
    // "2-" comes before all pre-releases of 2.
    const std::string first_outside = Next(Leading(numbers, KeptNumbers(sign, numbers)));
    constraints.push_back({Comparator::kLess, absl::StrCat(first_outside, "-")});
    return true;
  }
  Comparator comparator;
  if (!IsPlainSign(sign, comparator)) return false;
  constraints.push_back({comparator, std::string(version)});
  return true;
}

}  // namespace

absl::Status ReadConanRange(std::string_view text, Alternatives& alternatives) {
  text = text.substr(0, text.find(','));
  for (bool more = true; more;) {
    const std::size_t bars = text.find("||");
    more = bars != text.npos;
    VEXLENS_RETURN_IF_ERROR(ReadComparisons(text.substr(0, bars), Expand, alternatives.emplace_back()));
    text.remove_prefix(more ? bars + 2 : text.size());
  }
  return absl::OkStatus();
}

}  // namespace vexlens::identity
