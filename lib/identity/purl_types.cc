// The registered purl types (package-url/purl-spec, types/*-definition.json).
#include "lib/identity/purl_types.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace vexlens {
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
    {"git", kRequired},
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
    {"otp", kProhibited, kKeep, kLower},
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

// IsChromeVersion tells one to four dotted numbers.
bool IsChromeVersion(std::string_view version) {
  int numbers = 1;
  bool digit = false;
  for (const char c : version) {
    if (c == '.') {
      if (!digit) return false;
      ++numbers;
    } else if (!absl::ascii_isdigit(c)) {
      return false;
    }
    digit = c != '.';
  }
  return digit && numbers <= 4;
}

}  // namespace

const PurlType& FindPurlType(std::string_view name) {
  const PurlType* found = std::lower_bound(std::begin(kTypes), std::end(kTypes), PurlType{name}, ByName);
  return found != std::end(kTypes) && found->name == name ? *found : kOther;
}

absl::Status CheckPurlOfType(const PurlType& type, std::string_view name, std::string_view version) {
  if (type.name == "cpan" && absl::StrContains(name, "::")) {
    return absl::InvalidArgumentError("purl: a cpan name is a distribution's, without \"::\"");
  }
  if (type.name == "chrome-extension") {
    if (name.size() != 32 || !std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'p'; })) {
      return absl::InvalidArgumentError("purl: a chrome-extension name is 32 letters from a to p");
    }
    if (!version.empty() && !IsChromeVersion(version)) {
      return absl::InvalidArgumentError("purl: a chrome-extension version is one to four dotted numbers");
    }
  }
  return absl::OkStatus();
}

}  // namespace vexlens
