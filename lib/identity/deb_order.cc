// Debian versions (Debian Policy 5.6.12; dpkg's lib/dpkg/version.c).
#include <algorithm>
#include <compare>
#include <string_view>

#include "absl/strings/ascii.h"
#include "lib/identity/version_order.h"

namespace vexlens {
namespace {

// Weight orders one character outside of numbers: "~", then the end or a number, then letters, then the rest.
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

}  // namespace

std::partial_ordering CompareDeb(std::string_view a, std::string_view b) {
  if (const auto order = CompareDigits(TakeEpoch(a), TakeEpoch(b)); order != 0) return order;
  const std::size_t a_dash = a.rfind('-');
  const std::size_t b_dash = b.rfind('-');
  if (const auto order = CompareParts(a.substr(0, a_dash), b.substr(0, b_dash)); order != 0) return order;
  // No revision is the revision 0.
  return CompareParts(a_dash == a.npos ? "" : a.substr(a_dash + 1), b_dash == b.npos ? "" : b.substr(b_dash + 1));
}

}  // namespace vexlens
