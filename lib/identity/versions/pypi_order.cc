// Python versions (PEP 440, "Summary of permitted suffixes and relative ordering", with its normalisations).
#include <algorithm>
#include <compare>
#include <initializer_list>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

// Stage is how far a release has come when only its pre-release and development parts are looked at.
enum class Stage { kDevelopment, kAlpha, kBeta, kCandidate, kFinal };

struct Version {
  std::string_view epoch;
  std::string_view release;
  Stage stage = Stage::kFinal;
  std::string_view stage_number;
  bool is_post = false;
  std::string_view post;
  bool is_development = false;
  std::string_view development;
  bool is_local = false;
  std::string_view local;
};

constexpr struct {
  std::string_view word;
  Stage stage;
} kStages[] = {
    {"alpha", Stage::kAlpha},       {"a", Stage::kAlpha},       {"beta", Stage::kBeta},    {"b", Stage::kBeta},
    {"preview", Stage::kCandidate}, {"pre", Stage::kCandidate}, {"rc", Stage::kCandidate}, {"c", Stage::kCandidate},
};

void TakeSeparator(std::string_view& text) {
  if (!text.empty() && std::string_view("-_.").find(text.front()) != std::string_view::npos) text.remove_prefix(1);
}

// Cuts "[-_.]word[-_.]number"; the number may be missing, then it is zero.
bool TakeSuffix(std::string_view word, std::string_view& text, std::string_view& number) {
  std::string_view rest = text;
  TakeSeparator(rest);
  if (!TakeWord(word, rest)) return false;
  text = rest;
  TakeSeparator(rest);
  number = TakeDigits(rest);
  if (!number.empty()) text = rest;
  return true;
}

void TakePrerelease(std::string_view& text, Version& version) {
  for (const auto& [word, stage] : kStages) {
    if (!TakeSuffix(word, text, version.stage_number)) continue;
    version.stage = stage;
    return;
  }
}

void TakePost(std::string_view& text, Version& version) {
  for (const std::string_view word : {"post", "rev", "r"}) {
    version.is_post = version.is_post || TakeSuffix(word, text, version.post);
  }
  std::string_view rest = text;
  if (version.is_post || !TakeWord("-", rest)) return;
  version.post = TakeDigits(rest);
  version.is_post = !version.post.empty();
  if (version.is_post) text = rest;
}

// Reports whether a text is letters and digits with single separators between them.
bool IsLocal(std::string_view text) {
  bool inside = false;
  for (const char c : text) {
    if (!absl::ascii_isalnum(c) && (!inside || std::string_view("-_.").find(c) == std::string_view::npos)) return false;
    inside = absl::ascii_isalnum(c);
  }
  return inside;
}

// Reads a version in lower case.
bool Parse(std::string_view text, Version& version) {
  TakeWord("v", text);
  if (std::string_view rest = text; !TakeDigits(rest).empty() && TakeWord("!", rest))
    version.epoch = CutBefore('!', text);
  version.release = text.substr(0, text.find_first_not_of("0123456789."));
  // The dot may already be the suffix's.
  if (!version.release.empty() && version.release.back() == '.') version.release.remove_suffix(1);
  text.remove_prefix(version.release.size());
  TakePrerelease(text, version);
  TakePost(text, version);
  version.is_development = TakeSuffix("dev", text, version.development);
  if (version.is_development && !version.is_post && version.stage == Stage::kFinal) {
    version.stage = Stage::kDevelopment;
  }
  version.is_local = TakeWord("+", text);
  version.local = text;
  return IsDotted(version.release) && (version.is_local ? IsLocal(text) : text.empty());
}

std::string_view TakeLocalPart(std::string_view& text) {
  const std::string_view part = text.substr(0, text.find_first_of("-_."));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

bool IsNumber(std::string_view part) { return !TakeDigits(part).empty() && part.empty(); }

std::strong_ordering CompareLocal(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    const std::string_view left = TakeLocalPart(a);
    const std::string_view right = TakeLocalPart(b);
    if (IsNumber(left) != IsNumber(right)) return IsNumber(left) <=> IsNumber(right);
    const auto order = IsNumber(left) ? CompareDigits(left, right) : left.compare(right) <=> 0;
    if (order != 0) return order;
  }
  return !a.empty() <=> !b.empty();
}

// Returns the first of several comparisons that differs from equal.
std::strong_ordering FirstUnequal(std::initializer_list<std::strong_ordering> orders) {
  for (const auto order : orders) {
    if (order != 0) return order;
  }
  return std::strong_ordering::equal;
}

std::strong_ordering Compare(const Version& a, const Version& b) {
  return FirstUnequal({CompareDigits(a.epoch, b.epoch), CompareDotted(a.release, b.release), a.stage <=> b.stage,
                       CompareDigits(a.stage_number, b.stage_number), a.is_post <=> b.is_post,
                       CompareDigits(a.post, b.post), b.is_development <=> a.is_development,
                       CompareDigits(a.development, b.development), a.is_local <=> b.is_local,
                       CompareLocal(a.local, b.local)});
}

// Returns PEP 440's own normal form, without zeros at the end of the release.
std::string Normal(const Version& version) {
  constexpr std::string_view kWords[] = {"", "a", "b", "rc", ""};
  std::string normal;
  if (const std::string_view epoch = NormalDigits(version.epoch); epoch != "0") absl::StrAppend(&normal, epoch, "!");
  normal += NormalDotted(version.release, 1);
  if (const std::string_view word = kWords[static_cast<int>(version.stage)]; !word.empty()) {
    absl::StrAppend(&normal, word, NormalDigits(version.stage_number));
  }
  if (version.is_post) absl::StrAppend(&normal, ".post", NormalDigits(version.post));
  if (version.is_development) absl::StrAppend(&normal, ".dev", NormalDigits(version.development));
  std::string_view separator = "+";
  for (std::string_view rest = version.local; !rest.empty(); separator = ".") {
    const std::string_view part = TakeLocalPart(rest);
    absl::StrAppend(&normal, separator, IsNumber(part) ? NormalDigits(part) : part);
  }
  return normal;
}

}  // namespace

std::partial_ordering ComparePypi(std::string_view a, std::string_view b) {
  const std::string left = absl::AsciiStrToLower(a);
  const std::string right = absl::AsciiStrToLower(b);
  Version x, y;
  if (!Parse(left, x) || !Parse(right, y)) return std::partial_ordering::unordered;
  return Compare(x, y);
}

std::string NormalPypi(std::string_view version) {
  const std::string text = absl::AsciiStrToLower(version);
  Version parsed;
  return Parse(text, parsed) ? Normal(parsed) : std::string(version);
}

}  // namespace vexlens::identity
