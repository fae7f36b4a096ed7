// Draft: an SBOM while a format's reader takes it apart.
#ifndef VEXLENS_LIB_SBOM_DRAFT_H_
#define VEXLENS_LIB_SBOM_DRAFT_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/formats/budget.h"
#include "lib/formats/findings.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"
#include "vexlens/sbom.h"

namespace vexlens::sbom {

// Draft collects components and edges until Finish makes a graph of them. Components have indexes in the order of
// their first entries. Beyond a limit it stops: what is added then is dropped, and Finish says why.
// References live as long as the parsed document.
class Draft {
 public:
  // Entry is one component as an SBOM writes it.
  struct Entry {
    std::string_view name;
    std::string_view version;
    std::string_view ref;
    std::span<const std::string> identifiers;  // canonical, in any order
  };

  Draft(const SbomOptions& options, SbomReport& report) : options_(options), report_(report), findings_(report) {}

  formats::ReportFindings& findings() { return findings_; }
  std::size_t components() const { return components_.size(); }
  bool Stopped() const { return !stopped_.ok(); }

  // Add is the component that the entry became. An entry whose first purl an earlier one has too becomes one
  // component with that, under the name, version and reference of the earlier.
  std::uint32_t Add(const Entry& entry, const formats::Place& place);

  // AddRoot is a component for what is described where no component is that.
  std::uint32_t AddRoot(std::string_view name);

  // AddRef lets `ref` mean the component; at another's reference it warns, and then `ref` means both. "" is none.
  void AddRef(std::string_view ref, std::uint32_t component, const formats::Place& place);

  // Find is what `ref` means; nothing is a warning.
  std::span<const std::uint32_t> Find(std::string_view ref, const formats::Place& place);

  // Link makes each of `children` a child of each of `parents`.
  void Link(std::span<const std::uint32_t> parents, std::span<const std::uint32_t> children, SbomEdge::Kind kind,
            const formats::Place& place);

  // Reject is the status of an SBOM that cannot be read, with its place in the report.
  absl::Status Reject(absl::StatusCode code, std::string location, std::string_view message);

  // Finish fills `sbom` and the report's counts; `root` becomes component 0, the others keep their order.
  absl::Status Finish(std::uint32_t root, Sbom& sbom) &&;

 private:
  void Stop(const formats::Place& place, std::string_view message);
  void Order(std::vector<std::string_view>& identifiers);

  const SbomOptions& options_;
  SbomReport& report_;
  formats::ReportFindings findings_;
  formats::Budget budget_;  // of the locations, which grow with the depth
  absl::Status stopped_;
  TextPool texts_;
  std::vector<SbomComponent> components_;
  std::vector<SbomEdge> edges_;
  std::size_t merged_ = 0;
  absl::flat_hash_map<TextId, std::uint32_t> component_of_purl_;
  absl::flat_hash_map<std::string_view, absl::InlinedVector<std::uint32_t, 2>> components_of_ref_;
  absl::flat_hash_set<const char*> seen_;  // of the identifiers ordered last; each text is in the pool once
};

// One reader a format. Each returns the root's index, or why the SBOM cannot be read.
absl::StatusOr<std::uint32_t> ReadCycloneDx(json::Value document, Draft& draft, SbomReport& report);
absl::StatusOr<std::uint32_t> ReadSpdx(json::Value document, Draft& draft, SbomReport& report);

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_DRAFT_H_
