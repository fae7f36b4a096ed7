// RPM versions: rpmvercmp of rpm's rpmio/rpmvercmp.c, epoch and release as in lib/rpmver.c.
#include <algorithm>
#include <compare>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

// Drops what rpm does not look at.
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

// Writes dots between two numbers, two words, and a number and the word after it ("2.el9").
void AppendSegments(std::string_view text, std::string& normal) {
  const std::size_t begin = normal.size();
  for (SkipSeparators(text); !text.empty(); SkipSeparators(text)) {
    if (StartsWith(text, '~') || StartsWith(text, '^')) {
      normal += text.front();
      text.remove_prefix(1);
      continue;
    }
    const bool number = absl::ascii_isdigit(text.front());
    const char last = normal.size() > begin ? normal.back() : '~';
    const bool apart = absl::ascii_isdigit(last) || (absl::ascii_isalpha(last) && !number);
    absl::StrAppend(&normal, apart ? "." : "", number ? NormalDigits(TakeDigits(text)) : TakeLetters(text));
  }
}

}  // namespace

std::partial_ordering CompareRpm(std::string_view a, std::string_view b) {
  const PackageVersion x = ParsePackageVersion(a);
  const PackageVersion y = ParsePackageVersion(b);
  if (const auto order = CompareDigits(x.epoch, y.epoch); order != 0) return order;
  if (const auto order = CompareSegments(x.upstream, y.upstream); order != 0) return order;
  if (x.has_release != y.has_release) return x.has_release <=> y.has_release;
  return CompareSegments(x.release, y.release);
}

std::string NormalRpm(std::string_view version) {
  const PackageVersion parsed = ParsePackageVersion(version);
  std::string normal;
  AppendSegments(parsed.upstream, normal);
  if (parsed.has_release) normal += '-';
  AppendSegments(parsed.release, normal);
  return WithEpoch(parsed.epoch, normal);
}

}  // namespace vexlens::identity
