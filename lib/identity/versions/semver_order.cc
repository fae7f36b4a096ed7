// Semantic versions, also of npm, Go modules, Cargo and Hex.
#include <algorithm>
#include <compare>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

struct Semver {
  std::string_view numbers;
  std::string_view prerelease;
  bool is_prerelease = false;
};

bool Parse(std::string_view text, Semver& version) {
  if (!text.empty() && text.front() == 'v') text.remove_prefix(1);
  text = text.substr(0, text.find('+'));
  const std::size_t dash = text.find('-');
  version.numbers = text.substr(0, dash);
  version.is_prerelease = dash != text.npos;
  if (version.is_prerelease) version.prerelease = text.substr(dash + 1);
  return IsDotted(version.numbers);
}

bool IsNumber(std::string_view field) {
  return !field.empty() && std::all_of(field.begin(), field.end(), absl::ascii_isdigit);
}

std::strong_ordering CompareField(std::string_view a, std::string_view b) {
  const bool a_is_number = IsNumber(a);
  const bool b_is_number = IsNumber(b);
  if (a_is_number != b_is_number) return a_is_number ? std::strong_ordering::less : std::strong_ordering::greater;
  return a_is_number ? CompareDigits(a, b) : a.compare(b) <=> 0;
}

std::strong_ordering ComparePrerelease(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (const auto order = CompareField(CutBefore('.', a), CutBefore('.', b)); order != 0) return order;
  }
  return !a.empty() <=> !b.empty();
}

// A dot at the end says nothing after a field that is not empty.
void AppendPrerelease(std::string_view prerelease, std::string& normal) {
  while (!prerelease.empty()) {
    const std::string_view field = CutBefore('.', prerelease);
    absl::StrAppend(&normal, IsNumber(field) ? NormalDigits(field) : field,
                    prerelease.empty() && !field.empty() ? "" : ".");
  }
}

}  // namespace

std::partial_ordering CompareSemver(std::string_view a, std::string_view b) {
  Semver x, y;
  if (!Parse(a, x) || !Parse(b, y)) return std::partial_ordering::unordered;
  if (const auto order = CompareDotted(x.numbers, y.numbers); order != 0) return order;
  if (x.is_prerelease != y.is_prerelease) return y.is_prerelease <=> x.is_prerelease;
  return ComparePrerelease(x.prerelease, y.prerelease);
}

std::string NormalSemver(std::string_view version) {
  Semver parsed;
  if (!Parse(version, parsed)) return std::string(version);
  std::string normal = NormalDotted(parsed.numbers, 3);
  if (parsed.is_prerelease) normal += '-';
  AppendPrerelease(parsed.prerelease, normal);
  return normal;
}

}  // namespace vexlens::identity
