// The table of version schemes, and the pieces that they share.
#include "lib/identity/versions/version_order.h"

#include <algorithm>
#include <compare>
#include <span>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"

namespace vexlens::identity {
namespace {

constexpr VersionScheme kSchemes[] = {
    {"alpine", CompareApk, NormalApk},
    {"alpm", CompareAlpm, NormalAlpm},
    {"apk", CompareApk, NormalApk},
    {"cargo", CompareSemver, NormalSemver},
    {"composer", CompareComposer, NormalComposer},
    {"conan", CompareConan, NormalConan},
    {"datetime", CompareDatetime, NormalDatetime},
    {"deb", CompareDeb, NormalDeb},
    {"ebuild", CompareGentoo, NormalGentoo},
    {"gem", CompareGem, NormalGem},
    {"generic", CompareGeneric, NormalGeneric},
    {"gentoo", CompareGentoo, NormalGentoo},
    {"golang", CompareSemver, NormalSemver},
    {"hex", CompareSemver, NormalSemver},
    {"intdot", CompareIntdot, NormalIntdot},
    {"lexicographic", CompareLexicographic, NormalLexicographic},
    {"maven", CompareMaven, NormalMaven},
    {"nginx", CompareSemver, NormalSemver},
    {"npm", CompareSemver, NormalSemver},
    {"nuget", CompareNuget, NormalNuget},
    {"openssl", CompareOpenssl, NormalOpenssl},
    {"pypi", ComparePypi, NormalPypi},
    {"rpm", CompareRpm, NormalRpm},
    {"semver", CompareSemver, NormalSemver},
};

}  // namespace

std::span<const VersionScheme> VersionSchemes() { return kSchemes; }

const VersionScheme* FindVersionScheme(std::string_view scheme) {
  for (const VersionScheme& row : kSchemes) {
    if (row.name == scheme) return &row;
  }
  return nullptr;
}

VersionOrder FindVersionOrder(std::string_view scheme) {
  const VersionScheme* const row = FindVersionScheme(scheme);
  return row == nullptr ? nullptr : row->order;
}

std::strong_ordering CompareDigits(std::string_view a, std::string_view b) {
  a = NormalDigits(a);
  b = NormalDigits(b);
  if (a.size() != b.size()) return a.size() <=> b.size();
  return a.compare(b) <=> 0;
}

std::string_view NormalDigits(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits.empty() ? "0" : digits;
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

std::string NormalDotted(std::string_view text, std::size_t least) {
  std::string normal;
  std::size_t kept = 0;
  for (std::size_t i = 0; !text.empty() || i < least; ++i) {
    const std::string_view number = NormalDigits(CutBefore('.', text));
    absl::StrAppend(&normal, i == 0 ? "" : ".", number);
    if (i < least || number != "0") kept = normal.size();
  }
  normal.resize(kept);
  return normal;
}

PackageVersion ParsePackageVersion(std::string_view version) {
  PackageVersion parsed;
  parsed.epoch = TakeEpoch(version);
  const std::size_t dash = version.rfind('-');
  parsed.upstream = version.substr(0, dash);
  parsed.has_release = dash != version.npos;
  if (parsed.has_release) parsed.release = version.substr(dash + 1);
  return parsed;
}

std::string WithEpoch(std::string_view epoch, std::string_view rest) {
  const std::string_view number = NormalDigits(epoch);
  std::string_view upstream = rest;
  TakeEpoch(upstream);
  return number == "0" && upstream.size() == rest.size() ? std::string(rest) : absl::StrCat(number, ":", rest);
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

}  // namespace vexlens::identity
