// The order of document versions: dotted integers with semver pre-releases.
#ifndef VEXLENS_LIB_CONSENSUS_VERSION_ORDER_H_
#define VEXLENS_LIB_CONSENSUS_VERSION_ORDER_H_

#include <optional>
#include <string_view>
#include <vector>

namespace vexlens::consensus {

// DocumentVersion is a version that can be compared ("9", "1.0.0-rc.1+build"). Missing parts are zeros, the build is
// ignored, integers have any length. It is a view into the text.
class DocumentVersion {
 public:
  // Returns the version; nothing for a text that cannot be compared.
  static std::optional<DocumentVersion> Parse(std::string_view text);

  // Returns a number less than, equal to or greater than 0, as a <=> b.
  static int Compare(const DocumentVersion& a, const DocumentVersion& b);

 private:
  std::vector<std::string_view> release_;     // digits without leading zeros
  std::vector<std::string_view> prerelease_;  // as written
};

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_VERSION_ORDER_H_
