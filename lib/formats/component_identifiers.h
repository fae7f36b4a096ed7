// ComponentIdentifiers: the identifiers of a component of an SBOM, in canonical form.
#ifndef VEXLENS_LIB_FORMATS_COMPONENT_IDENTIFIERS_H_
#define VEXLENS_LIB_FORMATS_COMPONENT_IDENTIFIERS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/formats/findings.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"

namespace vexlens::formats {

// ComponentIdentifiers collects the identifiers of one component at a time, in the order in which they are added. A
// malformed one is a warning and left out; repeats are kept.
class ComponentIdentifiers {
 public:
  explicit ComponentIdentifiers(ReportFindings& findings) : findings_(findings) {}

  void Clear() { found_.clear(); }
  const std::vector<std::string>& found() const { return found_; }

  // Add an identifier as written; "" is none.
  void AddPurl(std::string_view text, const Place& place);
  void AddCpe(std::string_view text, const Place& place);

  // Adds the hashes in the list `name`: objects with the members `algorithm` and `value`.
  void AddHashes(json::Value component, const Place& parent, std::string_view name, std::string_view algorithm,
                 std::string_view value);

  // Replaces what was collected by the purl, the cpe and the hashes of a CycloneDX component.
  void ReadCycloneDx(json::Value component, const Place& place);

 private:
  void Add(const absl::StatusOr<std::string>& identifier, const Place& place);

  ReportFindings& findings_;
  std::vector<std::string> found_;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_COMPONENT_IDENTIFIERS_H_
