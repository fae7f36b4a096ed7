// Ranges over semantic versions: npm's (node-semver) and Cargo's.
#include <algorithm>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/native/range.h"
#include "lib/identity/versions/version_order.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::identity {
namespace {

// Partial is a version with up to three numbers; "1.2", "1.2.x" and "1.2.*" all have two.
struct Partial {
  std::string_view numbers;
  std::size_t count = 0;
  bool has_wildcard = false;
  std::string_view prerelease;  // with its "-"

  bool is_whole() const { return count == 3; }
  std::string First() const { return absl::StrCat(Leading(numbers, 3), prerelease); }
  // Returns the first version after those that begin with the first `kept` numbers.
  std::string After(std::size_t kept) const { return Leading(Next(Leading(numbers, kept)), 3); }
};

bool IsWildcard(std::string_view field) { return field == "x" || field == "X" || field == "*"; }

bool Parse(std::string_view text, Partial& partial) {
  TakeWord("v", text);
  text = text.substr(0, text.find('+'));
  const std::size_t dash = text.find('-');
  std::string_view fields = text.substr(0, dash);
  partial.numbers = fields;
  std::size_t all = 0;
  for (bool more = true; more; ++all) {
    more = fields.find('.') != fields.npos;
    const std::string_view field = CutBefore('.', fields);
    partial.has_wildcard = partial.has_wildcard || IsWildcard(field);
    if (partial.has_wildcard) continue;
    if (!IsDotted(field)) return false;
    partial.numbers = text.substr(0, field.data() + field.size() - text.data());
    ++partial.count;
  }
  if (dash != text.npos) partial.prerelease = text.substr(dash);
  return all <= 3 && (dash == text.npos || partial.is_whole());
}

// Expands to the versions from this one on with the same first `kept` numbers.
bool ExpandSeries(const Partial& partial, std::size_t kept, Constraints& constraints) {
  constraints.push_back({Comparator::kGreaterOrEqual, partial.First()});
  constraints.push_back({Comparator::kLess, partial.After(kept)});
  return true;
}

// Keeps the first number that is not zero.
bool ExpandCaret(const Partial& partial, Constraints& constraints) {
  std::string_view numbers = partial.numbers;
  std::size_t kept = 1;
  while (kept < partial.count && CompareDigits(CutBefore('.', numbers), "") == 0) ++kept;
  return ExpandSeries(partial, kept, constraints);
}

// Expands a plain sign. For a version with less than three numbers, "<=1.2" and ">1.2" are about all of 1.2.
bool ExpandPlain(Comparator comparator, const Partial& partial, Constraints& constraints) {
  if (partial.is_whole() || comparator == Comparator::kLess || comparator == Comparator::kGreaterOrEqual) {
    constraints.push_back({comparator, partial.First()});
    return true;
  }
  if (comparator == Comparator::kEqual) return ExpandSeries(partial, partial.count, constraints);
  if (comparator == Comparator::kNotEqual) return false;
  const bool upper = comparator == Comparator::kLessOrEqual;
  constraints.push_back({upper ? Comparator::kLess : Comparator::kGreaterOrEqual, partial.After(partial.count)});
  return true;
}

bool ExpandPartial(std::string_view sign, const Partial& partial, Constraints& constraints) {
  // "*" is every version; there is none before or after all of them.
  if (partial.count == 0) return sign != "<" && sign != ">" && sign != "!=";
  if (sign == "^") return ExpandCaret(partial, constraints);
  if (sign == "~" || sign == "~>") return ExpandSeries(partial, std::min<std::size_t>(partial.count, 2), constraints);
  Comparator comparator;
  return IsPlainSign(sign, comparator) && ExpandPlain(comparator, partial, constraints);
}

bool ExpandNpm(const Comparison& comparison, Constraints& constraints) {
  Partial partial;
  return Parse(comparison.version, partial) && ExpandPartial(comparison.sign, partial, constraints);
}

// Expands a comparison of Cargo: a bare version has a caret, unless it has a wildcard.
bool ExpandCargo(const Comparison& comparison, Constraints& constraints) {
  Partial partial;
  if (!Parse(comparison.version, partial)) return false;
  const bool caret = comparison.sign.empty() && !partial.has_wildcard;
  return ExpandPartial(caret ? "^" : comparison.sign, partial, constraints);
}

// Reads "1.2.3 - 2", both ends included.
absl::Status ReadHyphenRange(std::string_view text, std::size_t hyphen, Constraints& constraints) {
  const std::string low = absl::StrCat(">=", text.substr(0, hyphen));
  const std::string high = absl::StrCat("<=", text.substr(hyphen + 3));
  VEXLENS_RETURN_IF_ERROR(ReadComparisons(low, ExpandNpm, constraints));
  return ReadComparisons(high, ExpandNpm, constraints);
}

}  // namespace

absl::Status ReadNpmRange(std::string_view text, Alternatives& alternatives) {
  for (bool more = true; more;) {
    const std::size_t bars = text.find("||");
    more = bars != text.npos;
    const std::string_view all_of = text.substr(0, bars);
    text.remove_prefix(more ? bars + 2 : text.size());
    const std::size_t hyphen = all_of.find(" - ");
    Constraints& constraints = alternatives.emplace_back();
    VEXLENS_RETURN_IF_ERROR(hyphen == all_of.npos ? ReadComparisons(all_of, ExpandNpm, constraints)
                                                  : ReadHyphenRange(all_of, hyphen, constraints));
  }
  return absl::OkStatus();
}

absl::Status ReadCargoRange(std::string_view text, Alternatives& alternatives) {
  return ReadComparisons(text, ExpandCargo, alternatives.emplace_back());
}

}  // namespace vexlens::identity
