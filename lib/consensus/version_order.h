// The order of document versions: dotted integers with semver pre-releases.
#ifndef VEXLENS_LIB_CONSENSUS_VERSION_ORDER_H_
#define VEXLENS_LIB_CONSENSUS_VERSION_ORDER_H_

#include <optional>
#include <string_view>
#include <vector>

namespace vexlens {

// DocumentVersion is a version that can be compared ("9", "1.0.0-rc.1+build"); missing parts are zeros, the
// build is ignored, integers have any length.
class DocumentVersion {
 public:
  // Parse is nothing for a text that compares with nothing.
  static std::optional<DocumentVersion> Parse(std::string_view text);

  // Compare is negative, zero or positive as in a <=> b.
  static int Compare(const DocumentVersion& a, const DocumentVersion& b);

 private:
  std::vector<std::string_view> release_;     // digits without leading zeros
  std::vector<std::string_view> prerelease_;  // as written
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_VERSION_ORDER_H_
