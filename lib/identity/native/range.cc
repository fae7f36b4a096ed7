// The table of native notations, and the pieces that they share.
#include "lib/identity/native/range.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/native/version_set.h"
#include "lib/identity/versions/version_order.h"
#include "vexlens/identity.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::identity {
namespace {

constexpr struct {
  std::string_view scheme;
  NativeReader read;
} kNotations[] = {
    {"alpm", ReadPlainRange},  {"apk", ReadPlainRange}, {"cargo", ReadCargoRange},  {"conan", ReadConanRange},
    {"deb", ReadPlainRange},   {"gem", ReadGemRange},   {"golang", ReadPlainRange}, {"maven", ReadIntervals},
    {"nginx", ReadNginxRange}, {"npm", ReadNpmRange},   {"nuget", ReadNugetRange},  {"openssl", ReadVersionList},
    {"pypi", ReadPypiRange},   {"rpm", ReadPlainRange}, {"semver", ReadPlainRange},
};

}  // namespace

absl::StatusOr<std::string> RangeOf(std::string_view scheme, std::string_view text, const Alternatives& alternatives) {
  const VersionOrder order = FindVersionOrder(scheme);
  VersionSet versions(order);
  for (const Constraints& constraints : alternatives) {
    for (const Constraint& constraint : constraints) {
      const std::string& version = constraint.version;
      if (order(version, version) != 0 || !std::all_of(version.begin(), version.end(), MayBeEscaped)) {
        return BadRange(version, absl::StrCat("no version of ", scheme));
      }
    }
    versions.Add(constraints);
  }
  const std::optional<Constraints> constraints = versions.TakeConstraints();
  if (!constraints.has_value()) return BadRange(text, "contains no version");
  return RangeText(scheme, *constraints);
}

absl::Status ReadComparisons(std::string_view text, Expansion expand, Constraints& constraints) {
  constexpr std::string_view kBlanks = " \t\r\n\v\f";
  constexpr std::string_view kBetween = " \t\r\n\v\f,";
  constexpr std::string_view kSigns = "<>=!~^";
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(kBetween), text.size()));
    if (text.empty()) return absl::OkStatus();
    Comparison comparison;
    comparison.sign = text.substr(0, text.find_first_not_of(kSigns));
    std::string_view rest = text.substr(comparison.sign.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
    comparison.version = rest.substr(0, rest.find_first_of(kBetween));
    rest.remove_prefix(comparison.version.size());
    if (comparison.version.empty()) return BadRange(comparison.sign, "no version");
    if (!expand(comparison, constraints)) {
      return BadRange(text.substr(0, text.size() - rest.size()), "this comparison has no meaning here");
    }
    text = rest;
  }
}

bool IsPlainSign(std::string_view sign, Comparator& comparator) {
  if (sign == "<<" || sign == ">>") sign.remove_prefix(1);
  if (sign == "==") sign.remove_prefix(1);
  std::string_view rest = sign;
  comparator = TakeComparator(rest);
  return rest.empty();
}

absl::Status BadRange(std::string_view part, std::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat("range: \"", absl::CHexEscape(part.substr(0, 80)), "\": ", message));
}

std::string Leading(std::string_view numbers, std::size_t count) {
  std::string leading;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view number = CutBefore('.', numbers);
    absl::StrAppend(&leading, i == 0 ? "" : ".", number.empty() ? "0" : number);
  }
  return leading;
}

std::string Next(std::string_view numbers) {
  std::string next(numbers);
  std::size_t at = next.size();
  while (at > 0 && next[at - 1] == '9') next[--at] = '0';
  if (at > 0 && absl::ascii_isdigit(next[at - 1])) {
    ++next[at - 1];
  } else {
    next.insert(at, 1, '1');
  }
  return next;
}

absl::Status ReadPlainRange(std::string_view text, Alternatives& alternatives) {
  const Expansion expand = [](const Comparison& comparison, Constraints& constraints) {
    Comparator comparator;
    if (!IsPlainSign(comparison.sign, comparator)) return false;
    constraints.push_back({comparator, std::string(comparison.version)});
    return true;
  };
  return ReadComparisons(text, expand, alternatives.emplace_back());
}

}  // namespace vexlens::identity

namespace vexlens {

absl::StatusOr<std::string> RangeFromNative(std::string_view scheme, std::string_view text) {
  using identity::kNotations;
  const auto found = std::find_if(std::begin(kNotations), std::end(kNotations),
                                  [scheme](const auto& notation) { return notation.scheme == scheme; });
  if (found == std::end(kNotations)) {
    return absl::UnimplementedError(
        absl::StrCat("range: no native notation of \"", absl::CHexEscape(scheme.substr(0, 80)), "\" is known"));
  }
  identity::Alternatives alternatives;
  VEXLENS_RETURN_IF_ERROR(found->read(text, alternatives));
  return identity::RangeOf(scheme, text, alternatives);
}

}  // namespace vexlens
