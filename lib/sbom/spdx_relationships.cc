#include "lib/sbom/spdx_relationships.h"

#include <algorithm>
#include <iterator>

namespace vexlens::sbom {
namespace {

struct Relationship {
  std::string_view type;
  SpdxMeaning meaning;
};

// By type. Whatever may bring code into a product is an edge: one edge too many leaves a VEX statement unused, one too
// few lets it clear what it does not speak about.
constexpr Relationship kRelationships[] = {
    {"AMENDS", SpdxMeaning::kElse},
    {"ANCESTOR_OF", SpdxMeaning::kElse},
    {"BUILD_DEPENDENCY_OF", SpdxMeaning::kNeededBy},
    {"BUILD_TOOL_OF", SpdxMeaning::kElse},
    {"CONTAINED_BY", SpdxMeaning::kContainedBy},
    {"CONTAINS", SpdxMeaning::kContains},
    {"COPY_OF", SpdxMeaning::kElse},
    {"DATA_FILE_OF", SpdxMeaning::kContainedBy},
    {"DEPENDENCY_MANIFEST_OF", SpdxMeaning::kElse},
    {"DEPENDENCY_OF", SpdxMeaning::kNeededBy},
    {"DEPENDS_ON", SpdxMeaning::kNeeds},
    {"DESCENDANT_OF", SpdxMeaning::kElse},
    {"DESCRIBED_BY", SpdxMeaning::kDescribedBy},
    {"DESCRIBES", SpdxMeaning::kDescribes},
    {"DEV_DEPENDENCY_OF", SpdxMeaning::kNeededBy},
    {"DEV_TOOL_OF", SpdxMeaning::kElse},
    {"DISTRIBUTION_ARTIFACT", SpdxMeaning::kElse},
    {"DOCUMENTATION_OF", SpdxMeaning::kElse},
    {"DYNAMIC_LINK", SpdxMeaning::kNeeds},
    {"EXAMPLE_OF", SpdxMeaning::kElse},
    {"EXPANDED_FROM_ARCHIVE", SpdxMeaning::kContainedBy},
    {"FILE_ADDED", SpdxMeaning::kContainedBy},
    {"FILE_DELETED", SpdxMeaning::kElse},
    {"FILE_MODIFIED", SpdxMeaning::kElse},
    {"GENERATED_FROM", SpdxMeaning::kNeeds},
    {"GENERATES", SpdxMeaning::kNeededBy},
    {"HAS_PREREQUISITE", SpdxMeaning::kNeeds},
    {"METAFILE_OF", SpdxMeaning::kElse},
    {"OPTIONAL_COMPONENT_OF", SpdxMeaning::kContainedBy},
    {"OPTIONAL_DEPENDENCY_OF", SpdxMeaning::kNeededBy},
    {"OTHER", SpdxMeaning::kElse},
    {"PACKAGE_OF", SpdxMeaning::kContainedBy},
    {"PATCH_APPLIED", SpdxMeaning::kContainedBy},
    {"PATCH_FOR", SpdxMeaning::kElse},
    {"PREREQUISITE_FOR", SpdxMeaning::kNeededBy},
    {"PROVIDED_DEPENDENCY_OF", SpdxMeaning::kNeededBy},
    {"REQUIREMENT_DESCRIPTION_FOR", SpdxMeaning::kElse},
    {"RUNTIME_DEPENDENCY_OF", SpdxMeaning::kNeededBy},
    {"SPECIFICATION_FOR", SpdxMeaning::kElse},
    {"STATIC_LINK", SpdxMeaning::kNeeds},
    {"TEST_CASE_OF", SpdxMeaning::kElse},
    {"TEST_DEPENDENCY_OF", SpdxMeaning::kNeededBy},
    {"TEST_OF", SpdxMeaning::kElse},
    {"TEST_TOOL_OF", SpdxMeaning::kElse},
    {"VARIANT_OF", SpdxMeaning::kElse},
};

constexpr bool Before(const Relationship& a, const Relationship& b) { return a.type < b.type; }
static_assert(std::is_sorted(std::begin(kRelationships), std::end(kRelationships), Before));

}  // namespace

std::optional<SpdxMeaning> MeaningOfSpdx(std::string_view type) {
  const auto found = std::lower_bound(std::begin(kRelationships), std::end(kRelationships), type,
                                      [](const Relationship& a, std::string_view b) { return a.type < b; });
  if (found == std::end(kRelationships) || found->type != type) return std::nullopt;
  return found->meaning;
}

}  // namespace vexlens::sbom
