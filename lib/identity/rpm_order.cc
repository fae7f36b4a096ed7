// RPM versions: rpmvercmp of rpm's rpmio/rpmvercmp.c, epoch and release as in lib/rpmver.c.
#include <algorithm>
#include <compare>
#include <string_view>

#include "absl/strings/ascii.h"
#include "lib/identity/version_order.h"

namespace vexlens {
namespace {

// SkipSeparators drops what rpm does not look at.
void SkipSeparators(std::string_view& text) {
  const auto first =
      std::find_if(text.begin(), text.end(), [](char c) { return absl::ascii_isalnum(c) || c == '~' || c == '^'; });
  text.remove_prefix(first - text.begin());
}

bool StartsWith(std::string_view text, char c) { return !text.empty() && text.front() == c; }

std::strong_ordering CompareSegments(std::string_view a, std::string_view b) {
  constexpr auto less = std::strong_ordering::less;
  constexpr auto greater = std::strong_ordering::greater;
  while (!a.empty() || !b.empty()) {
    SkipSeparators(a);
    SkipSeparators(b);
    // "~" sorts before everything, the end included; "^" after the end and before everything else.
    if (StartsWith(a, '~') || StartsWith(b, '~')) {
      if (!StartsWith(a, '~')) return greater;
      if (!StartsWith(b, '~')) return less;
    } else if (StartsWith(a, '^') || StartsWith(b, '^')) {
      if (a.empty()) return less;
      if (b.empty()) return greater;
      if (!StartsWith(a, '^')) return greater;
      if (!StartsWith(b, '^')) return less;
    } else {
      if (a.empty() || b.empty()) break;
      const bool number = absl::ascii_isdigit(a.front());
      const std::string_view left = number ? TakeDigits(a) : TakeLetters(a);
      const std::string_view right = number ? TakeDigits(b) : TakeLetters(b);
      if (right.empty()) return number ? greater : less;  // of different kinds: a number is newer
      const auto order = number ? CompareDigits(left, right) : left.compare(right) <=> 0;
      if (order != 0) return order;
      continue;
    }
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return !a.empty() <=> !b.empty();
}

}  // namespace

std::partial_ordering CompareRpm(std::string_view a, std::string_view b) {
  if (const auto order = CompareDigits(TakeEpoch(a), TakeEpoch(b)); order != 0) return order;
  const std::size_t a_dash = a.rfind('-');
  const std::size_t b_dash = b.rfind('-');
  if (const auto order = CompareSegments(a.substr(0, a_dash), b.substr(0, b_dash)); order != 0) return order;
  if (a_dash == a.npos || b_dash == b.npos) return (a_dash != a.npos) <=> (b_dash != b.npos);
  return CompareSegments(a.substr(a_dash + 1), b.substr(b_dash + 1));
}

}  // namespace vexlens
