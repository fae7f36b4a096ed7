// The constraints that a version range is made of.
#ifndef VEXLENS_LIB_IDENTITY_VERSIONS_CONSTRAINT_H_
#define VEXLENS_LIB_IDENTITY_VERSIONS_CONSTRAINT_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "lib/identity/versions/version_order.h"
#include "vexlens/identity.h"

namespace vexlens::identity {

using Constraints = std::vector<Constraint>;

inline bool IsUpperBound(Comparator c) { return c == Comparator::kLess || c == Comparator::kLessOrEqual; }
inline bool IsLowerBound(Comparator c) { return c == Comparator::kGreater || c == Comparator::kGreaterOrEqual; }

// Returns a comparator as the canonical form has it, "" for equality.
constexpr std::string_view ComparatorText(Comparator comparator) {
  constexpr std::string_view kTexts[] = {"", "!=", "<", "<=", ">", ">="};
  return kTexts[static_cast<int>(comparator)];
}

// Removes the comparator from the beginning of `constraint` and returns it; equality if there is none.
inline Comparator TakeComparator(std::string_view& constraint) {
  if (TakeWord("<=", constraint)) return Comparator::kLessOrEqual;
  if (TakeWord("<", constraint)) return Comparator::kLess;
  if (TakeWord(">=", constraint)) return Comparator::kGreaterOrEqual;
  if (TakeWord(">", constraint)) return Comparator::kGreater;
  if (TakeWord("!=", constraint)) return Comparator::kNotEqual;
  TakeWord("=", constraint);
  return Comparator::kEqual;
}

// Reports whether a text has the syntax of a scheme's name, in any case. "invalid" is reserved for what is no range.
inline bool IsRangeScheme(std::string_view text) {
  return !text.empty() && absl::ascii_isalpha(text[0]) && !absl::EqualsIgnoreCase(text, "invalid") &&
         std::all_of(text.begin(), text.end(), [](char c) { return absl::ascii_isalnum(c) || c == '.' || c == '-'; });
}

// Reports whether a scheme is one of the two without versions.
inline bool IsWildcardScheme(std::string_view scheme) { return scheme == "all" || scheme == "none"; }

// Reports whether a character of a version needs no escape in a range.
inline bool IsPlainInRange(char c) {
  return absl::ascii_isgraph(c) && std::string_view("><=!*|%").find(c) == std::string_view::npos;
}

// Reports whether a version may hold an octet as an escape: white space only as a blank.
inline bool MayBeEscaped(int octet) { return octet == ' ' || !absl::ascii_isspace(static_cast<unsigned char>(octet)); }

// Reports whether `order` is not null and is total on all versions.
bool AreOrdered(VersionOrder order, const Constraints& constraints);

// Returns which constraints say nothing beside their neighbours (vers-spec, "Simplifying constraints"): those after a
// lower bound and before the next upper one, and those that an upper bound includes. Requires: they are in version
// order.
std::vector<bool> Redundant(const Constraints& sorted);

// Returns the vers of canonical constraints; "*" if there are none.
std::string RangeText(std::string_view scheme, const Constraints& constraints);

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_VERSIONS_CONSTRAINT_H_
