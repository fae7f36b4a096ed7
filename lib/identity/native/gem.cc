// Requirements of RubyGems (Gem::Requirement).
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "lib/identity/native/range.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {
namespace {

// Expands "~> 2.0.8" to everything from there on below 2.1, "~> 2" to everything below 3.
bool ExpandPessimistic(std::string_view version, Constraints& constraints) {
  std::string_view numbers = version.substr(0, version.find_first_not_of("0123456789."));
  if (!numbers.empty() && numbers.back() == '.') numbers.remove_suffix(1);
  if (!IsDotted(numbers)) return false;
  constraints.push_back({Comparator::kGreaterOrEqual, std::string(version)});
  constraints.push_back({Comparator::kLess, Next(numbers.substr(0, numbers.rfind('.')))});
  return true;
}

bool Expand(const Comparison& comparison, Constraints& constraints) {
  if (comparison.sign == "~>") return ExpandPessimistic(comparison.version, constraints);
  Comparator comparator;
  if (!IsPlainSign(comparison.sign, comparator)) return false;
  constraints.push_back({comparator, std::string(comparison.version)});
  return true;
}

}  // namespace

absl::Status ReadGemRange(std::string_view text, Alternatives& alternatives) {
  return ReadComparisons(text, Expand, alternatives.emplace_back());
}

}  // namespace vexlens::identity
