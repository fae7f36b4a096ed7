// What the relationships of SPDX 2 mean for the graph of components.
#ifndef VEXLENS_LIB_SBOM_SPDX_RELATIONSHIPS_H_
#define VEXLENS_LIB_SBOM_SPDX_RELATIONSHIPS_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace vexlens::sbom {

// kSpdxElement and kSpdxRelated are the members of a relationship that name its two ends.
inline constexpr std::string_view kSpdxElement = "spdxElementId";
inline constexpr std::string_view kSpdxRelated = "relatedSpdxElement";

// SpdxMeaning is what "A <relationship> B" means. A is spdxElementId, B relatedSpdxElement.
enum class SpdxMeaning : std::uint8_t {
  kContains,     // B is in A
  kContainedBy,  // A is in B
  kNeeds,        // A needs B, or was made from it
  kNeededBy,     // B needs A, or was made from it
  kDescribes,    // A is the document, B what it is about
  kDescribedBy,  // B is the document
  kElse,         // nothing about the graph: lineage, tools, tests, documentation
};

// Returns the meaning of a relationshipType (SPDX 2.3, table 68); nothing for an unknown one.
std::optional<SpdxMeaning> MeaningOfSpdx(std::string_view type);

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_SPDX_RELATIONSHIPS_H_
