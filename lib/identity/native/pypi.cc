// Python's version specifiers (PEP 440). "!=1.4.*" is not read.
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/native/range.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

// Returns epoch and numbers of a version, the epoch's "!" included.
std::string_view ReleaseOf(std::string_view version) {
  std::string_view release = version.substr(0, version.find_first_not_of("0123456789.!"));
  if (!release.empty() && release.back() == '.') release.remove_suffix(1);
  return release;
}

bool IsRelease(std::string_view release) { return IsDotted(release.substr(release.find('!') + 1)); }

// Expands to the versions from `first` on that begin with `release`.
bool ExpandSeries(std::string first, std::string_view release, Constraints& constraints) {
  if (!IsRelease(release)) return false;
  constraints.push_back({Comparator::kGreaterOrEqual, std::move(first)});
  constraints.push_back({Comparator::kLess, absl::StrCat(Next(release), ".dev0")});
  return true;
}

bool Expand(const Comparison& comparison, Constraints& constraints) {
  const auto& [sign, version] = comparison;
  if (sign == "~=") {
    const std::string_view release = ReleaseOf(version);
    const std::size_t dot = release.rfind('.');
    return dot != release.npos && ExpandSeries(std::string(version), release.substr(0, dot), constraints);
  }
  if (sign == "==" && absl::EndsWith(version, ".*")) {
    const std::string_view release = version.substr(0, version.size() - 2);
    return ExpandSeries(absl::StrCat(release, ".dev0"), release, constraints);
  }
  Comparator comparator;
  if (!IsPlainSign(sign == "===" ? "==" : sign, comparator)) return false;
  constraints.push_back({comparator, std::string(version)});
  return true;
}

}  // namespace

absl::Status ReadPypiRange(std::string_view text, Alternatives& alternatives) {
  return ReadComparisons(text, Expand, alternatives.emplace_back());
}

}  // namespace vexlens::identity
