// SpdxElements: the packages of an SPDX document, and the files that something relates to.
#ifndef VEXLENS_LIB_SBOM_SPDX_ELEMENTS_H_
#define VEXLENS_LIB_SBOM_SPDX_ELEMENTS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "lib/formats/component_identifiers.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"
#include "lib/sbom/draft.h"

namespace vexlens::sbom {

// SpdxElements adds entries to a draft, packages first, forms the components, and lets packages contain the files of
// their hasFiles.
class SpdxElements {
 public:
  SpdxElements(json::Value document, Draft& draft);

  // Read stops early when the draft does.
  void Read();

 private:
  // Package is one that has become an entry.
  struct Package {
    json::Value value;
    std::size_t index;  // in the list
    std::uint32_t entry;
  };

  void ReadPackages();
  void ReadFiles();
  void ReadFilesOfPackages();
  void ReadExternalRefs(json::Value package, const formats::Place& parent);
  std::uint32_t Add(json::Value element, const formats::Place& place, std::string_view name);

  // Named is every identifier that may become an end of an edge.
  absl::flat_hash_set<std::string_view> Named() const;

  json::Value document_;
  Draft& draft_;
  formats::ReportFindings& findings_;
  formats::ComponentIdentifiers identifiers_;  // of the element read last
  const formats::Place packages_place_{"/packages"};
  std::vector<Package> packages_;
};

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_SPDX_ELEMENTS_H_
