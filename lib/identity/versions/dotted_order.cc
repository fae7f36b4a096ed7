// Plain dotted numbers (vers "intdot" and "generic").
#include <algorithm>
#include <compare>
#include <string>
#include <string_view>

#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

// Returns what intdot reads of a version.
std::string_view NumberPart(std::string_view version) {
  version = version.substr(0, std::min(version.find_first_not_of("0123456789."), version.size()));
  while (!version.empty() && version.back() == '.') version.remove_suffix(1);
  return version;
}

}  // namespace

std::partial_ordering CompareIntdot(std::string_view a, std::string_view b) {
  return CompareGeneric(NumberPart(a), NumberPart(b));
}

std::partial_ordering CompareGeneric(std::string_view a, std::string_view b) {
  if (!IsDotted(a) || !IsDotted(b)) return std::partial_ordering::unordered;
  return CompareDotted(a, b);
}

std::string NormalIntdot(std::string_view version) {
  const std::string_view numbers = NumberPart(version);
  return IsDotted(numbers) ? NormalGeneric(numbers) : std::string(version);
}

std::string NormalGeneric(std::string_view version) {
  return IsDotted(version) ? NormalDotted(version, 1) : std::string(version);
}

}  // namespace vexlens::identity
