// Composer versions (composer/semver: VersionParser::normalize, then PHP's version_compare).
#include <algorithm>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

enum class Stage : std::uint8_t { kDevelopment, kAlpha, kBeta, kCandidate, kStable, kPatch };

// A word stands before those that it begins with, and the first of a stage is its name.
constexpr struct {
  std::string_view word;
  Stage stage;
} kStages[] = {
    {"stable", Stage::kStable}, {"beta", Stage::kBeta},   {"b", Stage::kBeta},
    {"rc", Stage::kCandidate},  {"alpha", Stage::kAlpha}, {"a", Stage::kAlpha},
    {"patch", Stage::kPatch},   {"pl", Stage::kPatch},    {"p", Stage::kPatch},
};

struct Version {
  std::string_view numbers;
  Stage stage = Stage::kStable;
  std::string_view stage_numbers;  // with "." or "-" between them
  bool is_development = false;
};

void TakeOneOf(std::string_view characters, std::string_view& text) {
  if (!text.empty() && characters.find(text.front()) != characters.npos) text.remove_prefix(1);
}

std::string_view TakeStageNumbers(std::string_view& text) {
  const std::string_view all = text;
  for (std::string_view rest = text; TakeOneOf(".-", rest), !TakeDigits(rest).empty();) text = rest;
  std::string_view taken = all.substr(0, all.size() - text.size());
  TakeOneOf(".-", taken);
  return taken;
}

// Reads a version in lower case.
bool Parse(std::string_view text, Version& version) {
  text = text.substr(0, text.find('+'));
  TakeWord("v", text);
  version.numbers = text.substr(0, text.find_first_not_of("0123456789."));
  // The dot may already be the stage's.
  if (!version.numbers.empty() && version.numbers.back() == '.') version.numbers.remove_suffix(1);
  text.remove_prefix(version.numbers.size());
  std::string_view rest = text;
  TakeOneOf("._-", rest);
  const auto found = std::find_if(std::begin(kStages), std::end(kStages),
                                  [&rest](const auto& stage) { return TakeWord(stage.word, rest); });
  if (found != std::end(kStages)) {
    version.stage = found->stage;
    version.stage_numbers = TakeStageNumbers(rest);
    TakeOneOf(".-", rest);
  }
  version.is_development = TakeWord("dev", rest);
  if (version.stage == Stage::kStable) {
    version.stage_numbers = {};
    if (version.is_development && found == std::end(kStages)) version.stage = Stage::kDevelopment;
    version.is_development = false;
  }
  return rest.empty() && IsDotted(version.numbers) &&
         std::count(version.numbers.begin(), version.numbers.end(), '.') < 4;
}

std::strong_ordering CompareStageNumbers(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (const auto order = CompareDigits(TakeDigits(a), TakeDigits(b)); order != 0) return order;
    TakeOneOf(".-", a);
    TakeOneOf(".-", b);
  }
  return !a.empty() <=> !b.empty();
}

}  // namespace

std::partial_ordering CompareComposer(std::string_view a, std::string_view b) {
  const std::string left = absl::AsciiStrToLower(a);
  const std::string right = absl::AsciiStrToLower(b);
  Version x, y;
  if (!Parse(left, x) || !Parse(right, y)) return std::partial_ordering::unordered;
  if (const auto order = CompareDotted(x.numbers, y.numbers); order != 0) return order;
  if (x.stage != y.stage) return x.stage <=> y.stage;
  if (const auto order = CompareStageNumbers(x.stage_numbers, y.stage_numbers); order != 0) return order;
  return y.is_development <=> x.is_development;
}

std::string NormalComposer(std::string_view version) {
  const std::string text = absl::AsciiStrToLower(version);
  Version parsed;
  if (!Parse(text, parsed)) return std::string(version);
  std::string normal = NormalDotted(parsed.numbers, 4);
  if (parsed.stage != Stage::kStable && parsed.stage != Stage::kDevelopment) {
    const auto* const named = std::find_if(std::begin(kStages), std::end(kStages),
                                           [&parsed](const auto& stage) { return stage.stage == parsed.stage; });
    absl::StrAppend(&normal, "-", named->word);
  }
  const std::size_t named_size = normal.size();
  for (std::string_view rest = parsed.stage_numbers; !rest.empty(); TakeOneOf(".-", rest)) {
    absl::StrAppend(&normal, normal.size() == named_size ? "" : ".", NormalDigits(TakeDigits(rest)));
  }
  return absl::StrCat(normal, parsed.is_development || parsed.stage == Stage::kDevelopment ? "-dev" : "");
}

}  // namespace vexlens::identity
