// Debian versions (Debian Policy 5.6.12; dpkg's lib/dpkg/version.c).
#include <algorithm>
#include <compare>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

// Orders one character outside of numbers: "~", then the end or a number, then letters, then the rest.
int Weight(std::string_view text) {
  if (text.empty() || absl::ascii_isdigit(text.front())) return 0;
  const unsigned char c = text.front();
  if (c == '~') return -1;
  return absl::ascii_isalpha(c) ? c : c + 256;
}

std::strong_ordering CompareParts(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    while (true) {
      const int left = Weight(a);
      const int right = Weight(b);
      if (left != right) return left <=> right;
      if (left == 0) break;
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
    if (const auto order = CompareDigits(TakeDigits(a), TakeDigits(b)); order != 0) return order;
  }
  return std::strong_ordering::equal;
}

// A missing number at the end is zero. It is written unless a letter is before it ("1.0", "1.0a").
std::string NormalPart(std::string_view text) {
  if (text.empty()) return "0";
  std::string normal;
  while (!text.empty()) {
    const std::string_view other = text.substr(0, text.find_first_of("0123456789"));
    text.remove_prefix(other.size());
    const std::string_view number = NormalDigits(TakeDigits(text));
    const bool after_letter = !other.empty() && absl::ascii_isalpha(other.back());
    absl::StrAppend(&normal, other, text.empty() && after_letter && number == "0" ? "" : number);
  }
  return normal;
}

}  // namespace

std::partial_ordering CompareDeb(std::string_view a, std::string_view b) {
  const PackageVersion x = ParsePackageVersion(a);
  const PackageVersion y = ParsePackageVersion(b);
  if (const auto order = CompareDigits(x.epoch, y.epoch); order != 0) return order;
  if (const auto order = CompareParts(x.upstream, y.upstream); order != 0) return order;
  return CompareParts(x.release, y.release);  // no revision is the revision 0
}

std::string NormalDeb(std::string_view version) {
  const PackageVersion parsed = ParsePackageVersion(version);
  std::string normal = NormalPart(parsed.upstream);
  const std::string revision = NormalPart(parsed.release);
  // The revision 0 stays where a dash of the upstream version would begin another.
  if (revision != "0" || normal.find('-') != normal.npos) absl::StrAppend(&normal, "-", revision);
  return WithEpoch(parsed.epoch, normal);
}

}  // namespace vexlens::identity
