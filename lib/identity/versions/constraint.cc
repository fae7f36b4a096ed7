// What the readers of version ranges share.
#include "lib/identity/versions/constraint.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/identity/percent.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {

bool AreOrdered(VersionOrder order, const Constraints& constraints) {
  return order != nullptr && std::all_of(constraints.begin(), constraints.end(),
                                         [order](const Constraint& c) { return order(c.version, c.version) == 0; });
}

std::vector<bool> Redundant(const Constraints& sorted) {
  std::vector<std::size_t> bounds;  // the places of those kept so far, "!=" apart
  std::vector<bool> redundant(sorted.size());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const Comparator comparator = sorted[i].comparator;
    if (comparator == Comparator::kNotEqual) continue;
    if (!IsUpperBound(comparator) && !bounds.empty() && IsLowerBound(sorted[bounds.back()].comparator)) {
      redundant[i] = true;
      continue;
    }
    while (IsUpperBound(comparator) && !bounds.empty() && !IsLowerBound(sorted[bounds.back()].comparator)) {
      redundant[bounds.back()] = true;
      bounds.pop_back();
    }
    bounds.push_back(i);
  }
  return redundant;
}

std::string RangeText(std::string_view scheme, const Constraints& constraints) {
  std::string out = absl::StrCat("vers:", scheme, "/");
  if (constraints.empty()) out += '*';
  for (const Constraint& constraint : constraints) {
    if (&constraint != &constraints.front()) out += '|';
    out += ComparatorText(constraint.comparator);
    for (const char c : constraint.version) {
      if (IsPlainInRange(c)) {
        out += c;
      } else {
        AppendTriplet(static_cast<unsigned char>(c), out);
      }
    }
  }
  return out;
}

}  // namespace vexlens::identity
