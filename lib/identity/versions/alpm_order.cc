// Arch Linux: libalpm's alpm_pkg_vercmp, which is an old rpmvercmp with rules of its own for separators.
#include <algorithm>
#include <compare>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

// Reports whether a text ends in a letter or a digit. After a separator at the end, libalpm's order is not transitive.
bool IsPart(std::string_view text) { return !text.empty() && absl::ascii_isalnum(text.back()); }

bool Parse(std::string_view text, PackageVersion& version) {
  version = ParsePackageVersion(text);
  if (!version.has_release) version.release = "1";
  return IsPart(version.upstream) && IsPart(version.release);
}

std::string_view TakeSeparators(std::string_view& text) {
  const auto end = std::find_if(text.begin(), text.end(), absl::ascii_isalnum);
  const std::string_view separators = text.substr(0, end - text.begin());
  text.remove_prefix(separators.size());
  return separators;
}

// Orders the end of one part before what the other still has: only letters that follow at once make
// a pre-release ("1.5b" < "1.5" < "1.5.b").
std::strong_ordering CompareEnd(std::string_view rest) {
  return absl::ascii_isalpha(rest.front()) ? std::strong_ordering::greater : std::strong_ordering::less;
}

std::strong_ordering CompareParts(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (const auto order = TakeSeparators(a).size() <=> TakeSeparators(b).size(); order != 0) return order;
    const bool number = absl::ascii_isdigit(a.front());
    const std::string_view left = number ? TakeDigits(a) : TakeLetters(a);
    const std::string_view right = number ? TakeDigits(b) : TakeLetters(b);
    if (right.empty()) return number ? std::strong_ordering::greater : std::strong_ordering::less;
    const auto order = number ? CompareDigits(left, right) : left.compare(right) <=> 0;
    if (order != 0) return order;
  }
  if (a.empty() && b.empty()) return std::strong_ordering::equal;
  return a.empty() ? CompareEnd(b) : 0 <=> CompareEnd(a);
}

// Writes a dot for every separator: only their number counts.
void AppendPart(std::string_view text, std::string& normal) {
  while (!text.empty()) {
    normal.append(TakeSeparators(text).size(), '.');
    const bool number = absl::ascii_isdigit(text.front());
    absl::StrAppend(&normal, number ? NormalDigits(TakeDigits(text)) : TakeLetters(text));
  }
}

}  // namespace

std::partial_ordering CompareAlpm(std::string_view a, std::string_view b) {
  PackageVersion x, y;
  if (!Parse(a, x) || !Parse(b, y)) return std::partial_ordering::unordered;
  if (const auto order = CompareDigits(x.epoch, y.epoch); order != 0) return order;
  if (const auto order = CompareParts(x.upstream, y.upstream); order != 0) return order;
  return CompareParts(x.release, y.release);
}

std::string NormalAlpm(std::string_view version) {
  PackageVersion parsed;
  if (!Parse(version, parsed)) return std::string(version);
  std::string normal;
  AppendPart(parsed.upstream, normal);
  normal += '-';
  AppendPart(parsed.release, normal);
  return WithEpoch(parsed.epoch, normal);
}

}  // namespace vexlens::identity
