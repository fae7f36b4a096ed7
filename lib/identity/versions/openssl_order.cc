// OpenSSL versions: letters after the number before 3.0 (1.0.2zg), semantic ones since.
#include <algorithm>
#include <compare>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
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

std::string NormalOpenssl(std::string_view version) {
  Version parsed;
  if (!Parse(version, parsed)) return std::string(version);
  std::string normal = absl::StrCat(NormalDotted(parsed.numbers, 3), parsed.letters);
  if (parsed.stage == kRelease) return normal;
  absl::StrAppend(&normal, "-", *parsed.stage);
  if (const std::string_view number = NormalDigits(parsed.stage_number); number != "0") normal += number;
  return normal;
}

}  // namespace vexlens::identity
