// Version ranges (vers): the canonical form of what documents write.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/percent.h"
#include "lib/identity/versions/constraint.h"
#include "lib/identity/versions/version_order.h"
#include "vexlens/identity.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using identity::AreOrdered;
using identity::Constraints;
using identity::CutBefore;
using identity::FindVersionOrder;
using identity::IsPlainInRange;
using identity::IsRangeScheme;
using identity::IsWildcardScheme;
using identity::MayBeEscaped;
using identity::RangeText;
using identity::Redundant;
using identity::TakeComparator;
using identity::TripletAt;
using identity::VersionOrder;

namespace {

absl::Status Error(std::string_view constraint, std::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat("vers: \"", absl::CHexEscape(constraint.substr(0, 80)), "\": ", message));
}

absl::StatusOr<Constraint> ReadConstraint(std::string_view text) {
  std::string_view rest = text;
  Constraint constraint{TakeComparator(rest), ""};
  rest = absl::StripAsciiWhitespace(rest);
  if (rest.empty()) return Error(text, "no version");
  for (std::size_t i = 0; i < rest.size(); ++i) {
    char c = rest[i];
    if (c == '%') {
      const int octet = TripletAt(rest, i);
      if (octet < 0) return Error(text, "\"%\" without two hex digits");
      if (!MayBeEscaped(octet)) return Error(text, "an escape that no version may hold");
      c = static_cast<char>(octet);
      i += 2;
    } else if (absl::ascii_isspace(c) || (absl::ascii_isgraph(c) && !IsPlainInRange(c))) {
      return Error(text, "an unescaped character that no version may hold");
    }
    constraint.version += c;
  }
  return constraint;
}

// Sorts constraints by version and drops repetitions. Returns false if a version has two comparators, so that it is not
// clear what is meant.
bool Sort(VersionOrder order, Constraints& constraints) {
  std::sort(constraints.begin(), constraints.end(), [order](const Constraint& a, const Constraint& b) {
    const auto by_version = order(a.version, b.version);
    if (by_version != 0) return by_version < 0;
    return std::pair(a.comparator, std::string_view(a.version)) < std::pair(b.comparator, std::string_view(b.version));
  });
  const auto same = [order](const Constraint& a, const Constraint& b) {
    return a.comparator == b.comparator && order(a.version, b.version) == 0;
  };
  constraints.erase(std::unique(constraints.begin(), constraints.end(), same), constraints.end());
  return std::adjacent_find(constraints.begin(), constraints.end(), [order](const Constraint& a, const Constraint& b) {
           return order(a.version, b.version) == 0;
         }) == constraints.end();
}

Constraints Simplified(Constraints sorted) {
  const std::vector<bool> redundant = Redundant(sorted);
  Constraints kept;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (!redundant[i]) kept.push_back(std::move(sorted[i]));
  }
  return kept;
}

// Drops repetitions of constraints whose versions have no order. Returns false as Sort does.
bool DropRepeated(Constraints& constraints) {
  absl::flat_hash_map<std::string, Comparator> seen;
  Constraints kept;
  for (Constraint& constraint : constraints) {
    const auto [known, is_new] = seen.emplace(constraint.version, constraint.comparator);
    if (known->second != constraint.comparator) return false;
    if (is_new) kept.push_back(std::move(constraint));
  }
  constraints = std::move(kept);
  return true;
}

}  // namespace

absl::StatusOr<std::string> CanonicalRange(std::string_view text) {
  std::string_view rest = absl::StripAsciiWhitespace(text);
  if (!absl::StartsWithIgnoreCase(rest, "vers:")) return absl::InvalidArgumentError("vers: expected \"vers:\"");
  rest.remove_prefix(5);
  const std::string_view written = CutBefore('/', rest);
  if (!IsRangeScheme(written)) return Error(written, "no version scheme");
  const std::string scheme = absl::AsciiStrToLower(written);

  Constraints constraints;
  bool all = false;
  while (!rest.empty()) {
    const std::string_view item = absl::StripAsciiWhitespace(CutBefore('|', rest));
    if (item.empty()) continue;
    if (item == "*") {
      all = true;
      continue;
    }
    VEXLENS_ASSIGN_OR_RETURN(Constraint constraint, ReadConstraint(item));
    // RFC 3339 takes either case, vers the upper one.
    if (scheme == "datetime") absl::AsciiStrToUpper(&constraint.version);
    constraints.push_back(std::move(constraint));
  }
  if (all && constraints.empty()) return RangeText(scheme, constraints);
  if (all) return Error(text, "\"*\" stands alone or not at all");
  if (constraints.empty()) return Error(text, "no constraints");
  if (IsWildcardScheme(scheme)) return Error(text, "this scheme takes \"*\" only");

  const VersionOrder order = FindVersionOrder(scheme);
  const bool ordered = AreOrdered(order, constraints);
  if (!(ordered ? Sort(order, constraints) : DropRepeated(constraints))) {
    return Error(text, "one version under two comparators");
  }
  return RangeText(scheme, ordered ? Simplified(std::move(constraints)) : constraints);
}

}  // namespace vexlens
