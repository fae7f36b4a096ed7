// Gentoo versions (Package Manager Specification, sections 3.2 and 3.3).
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

struct Version {
  std::string_view numbers;
  std::string_view letter;    // "" or one
  std::string_view suffixes;  // "_rc1_p2"
  std::string_view revision;
};

// Words of suffixes, in order; "" is no suffix.
constexpr std::string_view kSuffixes[] = {"alpha", "beta", "pre", "rc", "", "p"};

const std::string_view* FindSuffix(std::string_view word) {
  return std::find(std::begin(kSuffixes), std::end(kSuffixes), word);
}

bool AreSuffixes(std::string_view text) {
  while (!text.empty()) {
    if (!TakeWord("_", text)) return false;
    const std::string_view word = TakeLetters(text);
    if (word.empty() || FindSuffix(word) == std::end(kSuffixes)) return false;
    TakeDigits(text);
  }
  return true;
}

bool Parse(std::string_view text, Version& version) {
  if (const std::size_t dash = text.find('-'); dash != text.npos) {
    version.revision = text.substr(dash);
    text = text.substr(0, dash);
    if (!TakeWord("-r", version.revision) || version.revision.empty()) return false;
    std::string_view rest = version.revision;
    TakeDigits(rest);
    if (!rest.empty()) return false;
  }
  version.numbers = text.substr(0, text.find_first_not_of("0123456789."));
  text.remove_prefix(version.numbers.size());
  if (!text.empty() && absl::ascii_islower(text.front())) {
    version.letter = text.substr(0, 1);
    text.remove_prefix(1);
  }
  version.suffixes = text;
  return IsDotted(version.numbers) && AreSuffixes(text);
}

std::string_view WithoutLastZeros(std::string_view digits) {
  return digits.substr(0, digits.find_last_not_of('0') + 1);
}

// Compares dotted numbers. After the first dot, a number with a leading zero is a fraction.
std::strong_ordering CompareNumbers(std::string_view a, std::string_view b) {
  if (const auto order = CompareDigits(CutBefore('.', a), CutBefore('.', b)); order != 0) return order;
  while (!a.empty() && !b.empty()) {
    const std::string_view left = CutBefore('.', a);
    const std::string_view right = CutBefore('.', b);
    const bool fraction = left.front() == '0' || right.front() == '0';
    const auto order =
        fraction ? WithoutLastZeros(left).compare(WithoutLastZeros(right)) <=> 0 : CompareDigits(left, right);
    if (order != 0) return order;
  }
  return !a.empty() <=> !b.empty();
}

std::strong_ordering CompareSuffixes(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    TakeWord("_", a);
    TakeWord("_", b);
    if (const auto order = FindSuffix(TakeLetters(a)) <=> FindSuffix(TakeLetters(b)); order != 0) return order;
    if (const auto order = CompareDigits(TakeDigits(a), TakeDigits(b)); order != 0) return order;
  }
  return std::strong_ordering::equal;
}

std::string NormalNumbers(std::string_view numbers) {
  std::string normal(NormalDigits(CutBefore('.', numbers)));
  while (!numbers.empty()) {
    const std::string_view number = CutBefore('.', numbers);
    const std::string_view fraction = WithoutLastZeros(number);
    absl::StrAppend(&normal, ".", fraction.empty() ? "0" : number.front() == '0' ? fraction : number);
  }
  return normal;
}

// Writes a number, but for zero.
void AppendCount(std::string_view digits, std::string& normal) {
  if (const std::string_view number = NormalDigits(digits); number != "0") normal += number;
}

}  // namespace

std::partial_ordering CompareGentoo(std::string_view a, std::string_view b) {
  Version x, y;
  if (!Parse(a, x) || !Parse(b, y)) return std::partial_ordering::unordered;
  if (const auto order = CompareNumbers(x.numbers, y.numbers); order != 0) return order;
  if (const auto order = x.letter.compare(y.letter); order != 0) return order <=> 0;
  if (const auto order = CompareSuffixes(x.suffixes, y.suffixes); order != 0) return order;
  return CompareDigits(x.revision, y.revision);
}

std::string NormalGentoo(std::string_view version) {
  Version parsed;
  if (!Parse(version, parsed)) return std::string(version);
  std::string normal = absl::StrCat(NormalNumbers(parsed.numbers), parsed.letter);
  for (std::string_view rest = parsed.suffixes; TakeWord("_", rest);) {
    absl::StrAppend(&normal, "_", TakeLetters(rest));
    AppendCount(TakeDigits(rest), normal);
  }
  if (NormalDigits(parsed.revision) != "0") absl::StrAppend(&normal, "-r", NormalDigits(parsed.revision));
  return normal;
}

}  // namespace vexlens::identity
