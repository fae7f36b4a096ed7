// The constraints that a version range is made of.
#ifndef VEXLENS_LIB_IDENTITY_CONSTRAINT_H_
#define VEXLENS_LIB_IDENTITY_CONSTRAINT_H_

#include <cstdint>
#include <string_view>

namespace vexlens {

// Comparator is the sign before a version.
enum class Comparator : std::uint8_t { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

inline bool IsUpperBound(Comparator c) { return c == Comparator::kLess || c == Comparator::kLessOrEqual; }
inline bool IsLowerBound(Comparator c) { return c == Comparator::kGreater || c == Comparator::kGreaterOrEqual; }

// ComparatorText is how the canonical form writes it: "" for equality.
constexpr std::string_view ComparatorText(Comparator comparator) {
  constexpr std::string_view kTexts[] = {"", "!=", "<", "<=", ">", ">="};
  return kTexts[static_cast<int>(comparator)];
}

// TakeComparator cuts the comparator, an explicit "=" included, from the beginning of `constraint`.
inline Comparator TakeComparator(std::string_view& constraint) {
  if (constraint.empty()) return Comparator::kEqual;
  const char sign = constraint.front();
  const bool or_equal = constraint.size() > 1 && constraint[1] == '=';
  if (sign == '<' || sign == '>') {
    constraint.remove_prefix(or_equal ? 2 : 1);
    if (sign == '<') return or_equal ? Comparator::kLessOrEqual : Comparator::kLess;
    return or_equal ? Comparator::kGreaterOrEqual : Comparator::kGreater;
  }
  if (sign == '!' && or_equal) {
    constraint.remove_prefix(2);
    return Comparator::kNotEqual;
  }
  if (sign == '=') constraint.remove_prefix(1);
  return Comparator::kEqual;
}

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_CONSTRAINT_H_
