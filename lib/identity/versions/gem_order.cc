// RubyGems versions (Gem::Version of rubygems' lib/rubygems/version.rb).
#include <algorithm>
#include <compare>
#include <string>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

// Segments are numbers and words; at their end, and before the first word, there are no zeros.
using Segments = absl::InlinedVector<std::string_view, 8>;

bool IsZero(std::string_view segment) { return segment.find_first_not_of('0') == segment.npos; }

void DropZeros(Segments& segments) {
  while (!segments.empty() && IsZero(segments.back())) segments.pop_back();
}

// Reports whether a text is a number, then dotted letters and digits, then perhaps a "-" after which dashes are
// letters.
bool IsVersion(std::string_view version) {
  std::string_view rest = version;
  bool dashes = false;
  bool filled = !TakeDigits(rest).empty();
  const bool first_is_number = rest.empty() || rest.front() == '.' || rest.front() == '-';
  for (const char c : rest) {
    if (c == '.' || (c == '-' && !dashes)) {
      if (!filled) return false;
      filled = false;
      dashes = dashes || c == '-';
    } else if (absl::ascii_isalnum(c) || c == '-') {
      filled = true;
    } else {
      return false;
    }
  }
  return filled && first_is_number;
}

Segments Parse(std::string_view version) {
  Segments segments;
  bool has_word = false;
  const auto append_word = [&](std::string_view word) {
    if (!has_word) DropZeros(segments);
    has_word = true;
    segments.push_back(word);
  };
  while (!version.empty()) {
    if (const std::string_view digits = TakeDigits(version); !digits.empty()) {
      segments.push_back(digits);
    } else if (const std::string_view word = TakeLetters(version); !word.empty()) {
      append_word(word);
    } else if (TakeWord("-", version)) {
      append_word("pre");
    } else {
      version.remove_prefix(1);  // a dot
    }
  }
  DropZeros(segments);
  return segments;
}

bool IsWord(std::string_view segment) { return absl::ascii_isalpha(segment.front()); }

std::strong_ordering CompareSegment(std::string_view a, std::string_view b) {
  const bool a_is_word = IsWord(a);
  const bool b_is_word = IsWord(b);
  if (a_is_word != b_is_word) return b_is_word <=> a_is_word;
  return a_is_word ? a.compare(b) <=> 0 : CompareDigits(a, b);
}

}  // namespace

std::partial_ordering CompareGem(std::string_view a, std::string_view b) {
  if (!IsVersion(a) || !IsVersion(b)) return std::partial_ordering::unordered;
  const Segments x = Parse(a);
  const Segments y = Parse(b);
  for (std::size_t i = 0; i < std::max(x.size(), y.size()); ++i) {
    const auto order = CompareSegment(i < x.size() ? x[i] : "0", i < y.size() ? y[i] : "0");
    if (order != 0) return order;
  }
  return std::partial_ordering::equivalent;
}

std::string NormalGem(std::string_view version) {
  if (!IsVersion(version)) return std::string(version);
  const Segments segments = Parse(version);
  std::string normal = segments.empty() || IsWord(segments.front()) ? "0" : "";  // a number comes first
  for (const std::string_view segment : segments) {
    absl::StrAppend(&normal, normal.empty() ? "" : ".", IsWord(segment) ? segment : NormalDigits(segment));
  }
  return normal;
}

}  // namespace vexlens::identity
