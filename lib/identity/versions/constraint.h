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

namespace vexlens {

using Constraints = std::vector<Constraint>;

inline bool IsUpperBound(Comparator c) { return c == Comparator::kLess || c == Comparator::kLessOrEqual; }
inline bool IsLowerBound(Comparator c) { return c == Comparator::kGreater || c == Comparator::kGreaterOrEqual; }

// ComparatorText is how the canonical form writes it: "" for equality.
constexpr std::string_view ComparatorText(Comparator comparator) {
  constexpr std::string_view kTexts[] = {"", "!=", "<", "<=", ">", ">="};
  return kTexts[static_cast<int>(comparator)];
}

// TakeComparator cuts the comparator, an explicit "=" included, from the beginning of `constraint`.
inline Comparator TakeComparator(std::string_view& constraint) {
  if (TakeWord("<=", constraint)) return Comparator::kLessOrEqual;
  if (TakeWord("<", constraint)) return Comparator::kLess;
  if (TakeWord(">=", constraint)) return Comparator::kGreaterOrEqual;
  if (TakeWord(">", constraint)) return Comparator::kGreater;
  if (TakeWord("!=", constraint)) return Comparator::kNotEqual;
  TakeWord("=", constraint);
  return Comparator::kEqual;
}

// IsRangeScheme tells the syntax of a scheme's name, in lower case or not. The name "invalid" is reserved for
// ranges that are none.
inline bool IsRangeScheme(std::string_view text) {
  return !text.empty() && absl::ascii_isalpha(text[0]) && !absl::EqualsIgnoreCase(text, "invalid") &&
         std::all_of(text.begin(), text.end(), [](char c) { return absl::ascii_isalnum(c) || c == '.' || c == '-'; });
}

// IsWildcardScheme tells the two schemes that have no versions.
inline bool IsWildcardScheme(std::string_view scheme) { return scheme == "all" || scheme == "none"; }

// IsPlainInRange tells the characters of a version that a range holds without an escape.
inline bool IsPlainInRange(char c) {
  return absl::ascii_isgraph(c) && std::string_view("><=!*|%").find(c) == std::string_view::npos;
}

// MayBeEscaped refuses white space other than the blank.
inline bool MayBeEscaped(int octet) { return octet == ' ' || !absl::ascii_isspace(static_cast<unsigned char>(octet)); }

// AreOrdered tells whether `order` is known and all versions have their place in it.
bool AreOrdered(VersionOrder order, const Constraints& constraints);

// Redundant marks the constraints that say nothing beside their neighbours, in a list in version order (vers-spec,
// "Simplifying constraints"): what follows a lower bound before the next upper one, and what an upper bound includes.
std::vector<bool> Redundant(const Constraints& sorted);

// RangeText writes a vers; "*" without constraints.
std::string RangeText(std::string_view scheme, const Constraints& constraints);

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_VERSIONS_CONSTRAINT_H_
