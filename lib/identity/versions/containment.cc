// Versions against versions, and whether one lies in a range.
#include <compare>
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "lib/identity/cut.h"
#include "lib/identity/percent.h"
#include "lib/identity/versions/constraint.h"
#include "lib/identity/versions/version_order.h"
#include "vexlens/identity.h"

namespace vexlens {

using identity::CutBefore;
using identity::Decoded;
using identity::FindVersionOrder;
using identity::FindVersionScheme;
using identity::IsLowerBound;
using identity::IsUpperBound;
using identity::TakeComparator;
using identity::VersionOrder;
using identity::VersionScheme;

std::partial_ordering CompareVersions(std::string_view scheme, std::string_view a, std::string_view b) {
  const VersionOrder order = FindVersionOrder(scheme);
  return order == nullptr ? std::partial_ordering::unordered : order(a, b);
}

std::string NormalVersion(std::string_view scheme, std::string_view version) {
  const VersionScheme* const row = FindVersionScheme(scheme);
  return row == nullptr ? std::string(version) : row->normal(version);
}

bool RangeContains(std::string_view range, std::string_view version) {
  if (!absl::StartsWith(range, "vers:")) return false;
  std::string_view rest = range.substr(5);
  const std::string_view scheme = CutBefore('/', rest);
  if (rest == "*") return scheme != "none";
  const VersionOrder order = FindVersionOrder(scheme);

  // The constraints are signposts in version order: a lower bound opens an interval, an upper one closes it.
  // Before the first of them all is open, which is also what exclusions alone leave.
  bool open = true;
  bool inside = false;
  bool bounded = false;
  bool named = false;
  bool ordered = order != nullptr;
  std::string store;
  while (!rest.empty()) {
    std::string_view bound = CutBefore('|', rest);
    const Comparator comparator = TakeComparator(bound);
    bound = Decoded(bound, store);
    if (comparator == Comparator::kEqual) {
      if (bound == version) return true;
      named = true;
    }
    const auto compared = order == nullptr ? std::partial_ordering::unordered : order(version, bound);
    ordered = ordered && compared != std::partial_ordering::unordered;
    if (compared == 0) {
      if (comparator == Comparator::kNotEqual) return false;
      if (comparator != Comparator::kLess && comparator != Comparator::kGreater) return true;
    }
    if (IsUpperBound(comparator)) {
      bounded = true;
      inside = inside || (open && compared < 0);
      open = false;
    } else if (IsLowerBound(comparator)) {
      bounded = true;
      open = compared > 0;
    }
  }
  return ordered && (inside || (open && (bounded || !named)));
}

}  // namespace vexlens
