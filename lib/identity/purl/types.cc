// The registered purl types (package-url/purl-spec, types/*-definition.json).
#include "lib/identity/purl/types.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "absl/strings/match.h"
#include "vexlens/purl.h"

namespace vexlens::identity {
namespace {

using enum Fold;
using enum Need;

// In order of name. golang asks for a namespace too, but the standard library is known as pkg:golang/stdlib.
constexpr PurlType kTypes[] = {
    {"alpm", kRequired, kLower, kLower},
    {"apk", kRequired, kLower, kLower},
    {"bazel", kProhibited},
    {"bitbucket", kRequired, kLower, kLower},
    {"bitnami", kProhibited, kKeep, kLower},
    {"brew", kOptional, kLower, kLower},
    {"cargo", kProhibited},
    {"chrome-extension", kProhibited, kKeep, kLower},
    {"cocoapods", kProhibited},
    {"composer", kRequired, kLower, kLower},
    {"conda", kProhibited},
    {"cpan", kOptional, kUpper},
    {"cran", kProhibited},
    {"deb", kRequired, kLower, kLower},
    {"gem", kProhibited},
    {"git", kRequired, kKeep, kKeep, kKeep, "", kKeep, true},
    {"github", kRequired, kLower, kLower},
    {"hackage", kProhibited},
    {"hex", kOptional, kLower, kLower},
    {"huggingface", kRequired, kKeep, kKeep, kLower},
    {"julia", kProhibited, kKeep, kKeep, kKeep, "uuid"},
    {"luarocks", kOptional, kLower, kLower},
    {"maven", kRequired},
    {"mlflow", kProhibited},
    {"nuget", kProhibited},
    {"oci", kProhibited, kKeep, kLower, kLower},
    {"opam", kProhibited},
    {"otp", kProhibited, kKeep, kLower, kKeep, "", kLower},
    {"pub", kProhibited, kKeep, kUnderscores},
    {"pypi", kProhibited, kKeep, kDashes, kLower},
    {"qpkg", kRequired, kLower},
    {"rpm", kRequired, kLower},
    {"swid", kOptional, kKeep, kKeep, kKeep, "tag_id"},
    {"swift", kRequired},
    {"vcpkg", kProhibited},
    {"vscode-extension", kRequired, kLower, kLower, kLower},
    {"yocto", kOptional, kLower},
};
constexpr PurlType kOther{""};

constexpr bool ByName(const PurlType& a, const PurlType& b) { return a.name < b.name; }
static_assert(std::is_sorted(std::begin(kTypes), std::end(kTypes), ByName));

// kFirst is where the types of each letter begin, and where those of "z" end.
constexpr std::array<std::uint8_t, 27> kFirst = [] {
  std::array<std::uint8_t, 27> first{};
  for (std::size_t letter = 0; letter < first.size(); ++letter) {
    while (first[letter] < std::size(kTypes) && kTypes[first[letter]].name.front() - 'a' < static_cast<int>(letter)) {
      ++first[letter];
    }
  }
  return first;
}();

// Reports whether a text is one to four dotted numbers.
bool IsChromeVersion(std::string_view version) {
  int numbers = 1;
  bool digit = false;
  for (const char c : version) {
    if (c == '.') {
      if (!digit) return false;
      ++numbers;
    } else if (!IsDigit(c)) {
      return false;
    }
    digit = c != '.';
  }
  return digit && numbers <= 4;
}

}  // namespace

const PurlType& FindPurlType(std::string_view name) {
  if (name.empty() || !IsLower(name.front())) return kOther;
  const std::size_t letter = name.front() - 'a';
  const PurlType* const end = kTypes + kFirst[letter + 1];
  const PurlType* const found =
      std::find_if(kTypes + kFirst[letter], end, [name](const PurlType& type) { return type.name == name; });
  return found != end ? *found : kOther;
}

Fold FoldOfPurlName(const PurlType& type, const PurlQualifiers& qualifiers) {
  if (type.name != "mlflow") return type.fold_name;
  return absl::StrContains(qualifiers.Find("repository_url"), "databricks") ? kLower : kKeep;
}

std::string_view PurlNameFault(const PurlType& type, std::string_view name) {
  if (type.name == "cpan" && absl::StrContains(name, "::")) {
    return "a cpan name is a distribution's, without \"::\"";
  }
  if (type.name == "chrome-extension" &&
      (name.size() != 32 || !std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'p'; }))) {
    return "a chrome-extension name is 32 letters from a to p";
  }
  return "";
}

std::string_view PurlVersionFault(const PurlType& type, std::string_view version) {
  if (type.name == "chrome-extension" && !version.empty() && !IsChromeVersion(version)) {
    return "a chrome-extension version is one to four dotted numbers";
  }
  return "";
}

}  // namespace vexlens::identity
