// The table of version schemes, and the pieces that they share.
#include "lib/identity/version_order.h"

#include <algorithm>
#include <compare>
#include <span>
#include <string_view>

#include "absl/strings/ascii.h"
#include "lib/identity/cut.h"

namespace vexlens {
namespace {

constexpr VersionScheme kSchemes[] = {
    {"alpine", CompareApk},        {"alpm", CompareAlpm},
    {"apk", CompareApk},           {"cargo", CompareSemver},
    {"composer", CompareComposer}, {"conan", CompareConan},
    {"datetime", CompareDatetime}, {"deb", CompareDeb},
    {"ebuild", CompareGentoo},     {"gem", CompareGem},
    {"generic", CompareGeneric},   {"gentoo", CompareGentoo},
    {"golang", CompareSemver},     {"hex", CompareSemver},
    {"intdot", CompareIntdot},     {"lexicographic", CompareLexicographic},
    {"maven", CompareMaven},       {"nginx", CompareSemver},
    {"npm", CompareSemver},        {"nuget", CompareNuget},
    {"openssl", CompareOpenssl},   {"pypi", ComparePypi},
    {"rpm", CompareRpm},           {"semver", CompareSemver},
};

}  // namespace

std::span<const VersionScheme> VersionSchemes() { return kSchemes; }

VersionOrder FindVersionOrder(std::string_view scheme) {
  for (const auto& [name, order] : kSchemes) {
    if (name == scheme) return order;
  }
  return nullptr;
}

std::strong_ordering CompareDigits(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  if (a.size() != b.size()) return a.size() <=> b.size();
  return a.compare(b) <=> 0;
}

bool IsDotted(std::string_view text) {
  bool digit = false;
  for (const char c : text) {
    if (c == '.' ? !digit : !absl::ascii_isdigit(c)) return false;
    digit = c != '.';
  }
  return digit;
}

std::strong_ordering CompareDotted(std::string_view a, std::string_view b) {
  while (!a.empty() || !b.empty()) {
    if (const auto order = CompareDigits(CutBefore('.', a), CutBefore('.', b)); order != 0) return order;
  }
  return std::strong_ordering::equal;
}

std::string_view TakeEpoch(std::string_view& version) {
  std::string_view rest = version;
  const std::string_view digits = TakeDigits(rest);
  if (rest.empty() || rest.front() != ':') return {};
  version = rest.substr(1);
  return digits;
}

std::string_view TakeDigits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), absl::ascii_isdigit);
  const std::string_view digits = text.substr(0, end - text.begin());
  text.remove_prefix(digits.size());
  return digits;
}

std::string_view TakeLetters(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), absl::ascii_isalpha);
  const std::string_view letters = text.substr(0, end - text.begin());
  text.remove_prefix(letters.size());
  return letters;
}

bool TakeWord(std::string_view word, std::string_view& text) {
  if (text.substr(0, word.size()) != word) return false;
  text.remove_prefix(word.size());
  return true;
}

}  // namespace vexlens
