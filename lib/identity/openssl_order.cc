// OpenSSL versions: letters behind the number before 3.0 (1.0.2zg), semantic ones since.
#include <algorithm>
#include <compare>
#include <string_view>

#include "lib/identity/version_order.h"

namespace vexlens {
namespace {

// The stages before a release, in order.
constexpr std::string_view kStages[] = {"dev", "alpha", "beta", "pre"};
constexpr const std::string_view* kRelease = std::end(kStages);

struct Version {
  std::string_view numbers;
  std::string_view letters;
  const std::string_view* stage = kRelease;
  std::string_view stage_number;
};

bool Parse(std::string_view text, Version& version) {
  version.numbers = text.substr(0, text.find_first_not_of("0123456789."));
  text.remove_prefix(version.numbers.size());
  version.letters = TakeLetters(text);
  if (TakeWord("-", text)) {
    version.stage = std::find(std::begin(kStages), kRelease, TakeLetters(text));
    if (version.stage == kRelease) return false;
    version.stage_number = TakeDigits(text);
  }
  return text.empty() && IsDotted(version.numbers);
}

}  // namespace

std::partial_ordering CompareOpenssl(std::string_view a, std::string_view b) {
  Version x, y;
  if (!Parse(a, x) || !Parse(b, y)) return std::partial_ordering::unordered;
  if (const auto order = CompareDotted(x.numbers, y.numbers); order != 0) return order;
  // Past "z" come "za" to "zz": the order of the alphabet.
  if (const auto order = x.letters.compare(y.letters); order != 0) return order <=> 0;
  if (x.stage != y.stage) return x.stage <=> y.stage;
  return CompareDigits(x.stage_number, y.stage_number);
}

}  // namespace vexlens
