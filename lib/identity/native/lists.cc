// Lists of versions as nginx and OpenSSL name them in their advisories.
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "lib/identity/cut.h"
#include "lib/identity/native/range.h"
#include "lib/identity/versions/version_order.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::identity {
namespace {

// Reports whether a branch of nginx is stable: its second number is even.
bool IsStable(std::string_view second) { return (second.back() - '0') % 2 == 0; }

// Expands "1.4.1+", which stays in the stable branch 1.4, and "1.5.0+", which is the main line from there on.
absl::Status ExpandAndNewer(std::string_view version, Constraints& constraints) {
  if (!IsDotted(version)) return BadRange(version, "no version of nginx");
  constraints.push_back({Comparator::kGreaterOrEqual, std::string(version)});
  const std::string branch = Leading(version, 2);
  if (IsStable(branch)) constraints.push_back({Comparator::kLess, Leading(Next(branch), 3)});
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadNginxRange(std::string_view text, Alternatives& alternatives) {
  do {
    const std::string_view item = absl::StripAsciiWhitespace(CutBefore(',', text));
    Constraints& constraints = alternatives.emplace_back();
    if (absl::EndsWith(item, "+")) {
      VEXLENS_RETURN_IF_ERROR(ExpandAndNewer(item.substr(0, item.size() - 1), constraints));
    } else if (const std::size_t dash = item.find('-'); dash != item.npos) {
      constraints.push_back({Comparator::kGreaterOrEqual, std::string(item.substr(0, dash))});
      constraints.push_back({Comparator::kLessOrEqual, std::string(item.substr(dash + 1))});
    } else {
      constraints.push_back({Comparator::kEqual, std::string(item)});
    }
  } while (!text.empty());
  return absl::OkStatus();
}

absl::Status ReadVersionList(std::string_view text, Alternatives& alternatives) {
  do {
    const std::string_view version = absl::StripAsciiWhitespace(CutBefore(',', text));
    alternatives.push_back({{Comparator::kEqual, std::string(version)}});
  } while (!text.empty());
  return absl::OkStatus();
}

}  // namespace vexlens::identity
