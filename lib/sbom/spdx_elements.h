// SpdxElements: the packages of an SPDX document, and the files with relationships.
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

// SpdxElements adds packages and then files to a draft, forms the components, and adds the edges of hasFiles.
class SpdxElements {
 public:
  SpdxElements(json::Value document, Draft& draft);

  // Reads them, until the draft stops.
  void Read();

 private:
  // Package is a package with its entry.
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

  // Returns all identifiers that may be an end of an edge.
  absl::flat_hash_set<std::string_view> Named() const;

  json::Value document_;
  Draft& draft_;
  formats::ReportFindings& findings_;
  formats::ComponentIdentifiers identifiers_;  // of the last element read
  const formats::Place packages_place_{"/packages"};
  std::vector<Package> packages_;
};

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_SPDX_ELEMENTS_H_
