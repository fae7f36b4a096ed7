// What is read from a test's SBOM, as text.
#ifndef VEXLENS_TESTS_SBOM_READING_H_
#define VEXLENS_TESTS_SBOM_READING_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "vexlens/sbom.h"

namespace vexlens::testing {

// SbomReading is what one document gave.
struct SbomReading {
  explicit SbomReading(std::string_view json, const SbomOptions& options = {}) {
    report = ReadSbom(json, options, sbom);
  }

  // Components are "<name> <version> [<identifiers>] <ref> @<location>", opaque identifiers left out.
  std::vector<std::string> Components() const {
    std::vector<std::string> out;
    for (const SbomComponent& component : sbom.components()) {
      std::vector<std::string_view> identifiers = component.identifiers;
      std::erase_if(identifiers, [](std::string_view identifier) { return identifier.starts_with("cdx:"); });
      out.push_back(absl::StrCat(component.name, " ", component.version, " [", absl::StrJoin(identifiers, " "), "] ",
                                 component.ref, " @", component.location));
    }
    return out;
  }

  // Edges are "<parent> > <children>", by name, for each component that has children.
  std::vector<std::string> Edges() const {
    std::vector<std::string> out;
    for (std::uint32_t i = 0; i < sbom.components().size(); ++i) {
      if (sbom.children(i).empty()) continue;
      out.push_back(absl::StrCat(Name(i), " > ", Names(sbom.children(i))));
    }
    return out;
  }

  // Found are the locations of the findings of one kind.
  std::vector<std::string> Found(Finding::Kind kind) const {
    std::vector<std::string> out;
    for (const Finding& finding : report.findings) {
      if (finding.kind == kind) out.push_back(finding.location);
    }
    return out;
  }
  std::vector<std::string> Warnings() const { return Found(Finding::Kind::kWarning); }
  std::vector<std::string> Ignored() const { return Found(Finding::Kind::kIgnored); }

  std::string_view Name(std::uint32_t i) const { return sbom.components()[i].name; }
  std::string Names(std::span<const std::uint32_t> list) const {
    return absl::StrJoin(list, " ", [&](std::string* out, std::uint32_t i) { absl::StrAppend(out, Name(i)); });
  }

  Sbom sbom;
  SbomReport report;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SBOM_READING_H_
