// NuGet versions (NuGet.Versioning: semantic versions with a fourth number, in any case).
#include <algorithm>
#include <compare>
#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

bool IsVersion(std::string_view version) {
  const std::string_view numbers = version.substr(0, version.find_first_of("-+"));
  return IsDotted(numbers) && std::count(numbers.begin(), numbers.end(), '.') < 4;
}

}  // namespace

std::partial_ordering CompareNuget(std::string_view a, std::string_view b) {
  if (!IsVersion(a) || !IsVersion(b)) return std::partial_ordering::unordered;
  return CompareSemver(absl::AsciiStrToLower(a), absl::AsciiStrToLower(b));
}

std::string NormalNuget(std::string_view version) {
  return IsVersion(version) ? NormalSemver(absl::AsciiStrToLower(version)) : std::string(version);
}

}  // namespace vexlens::identity
