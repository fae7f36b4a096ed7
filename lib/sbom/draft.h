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

// Draft collects entries and edges between them until Finish makes a graph of components: several entries may be
// one component, but each has its own place in the SBOM. Entries are named by their index. Beyond a limit the draft
// stops: what is added then means nothing, and Finish says why. References live as long as the parsed document.
class Draft {
 public:
  // Entry is a component as an SBOM writes it.
  struct Entry {
    std::string_view name;
    std::string_view version;
    std::string_view ref;
    std::span<const std::string> identifiers;  // canonical, in any order
  };

  Draft(const SbomOptions& options, SbomReport& report) : options_(options), report_(report), findings_(report) {}

  formats::ReportFindings& findings() { return findings_; }
  bool Stopped() const { return !stopped_.ok(); }

  // components counts them; ComponentOf is that of an entry. Entries with the same first purl are one component,
  // under the name, version and reference of the first.
  std::size_t components() const { return components_.size(); }
  std::uint32_t ComponentOf(std::uint32_t entry) const { return component_of_[entry]; }

  std::uint32_t Add(const Entry& entry, const formats::Place& place);

  // AddRoot adds an entry for what is described where no component is that.
  std::uint32_t AddRoot(std::string_view name);

  // AddRef lets `ref` mean the entry; at another component's reference it warns, and then `ref` means both. "" is
  // none.
  void AddRef(std::string_view ref, std::uint32_t entry, const formats::Place& place);

  // Find is what `ref` means; nothing is a warning.
  std::span<const std::uint32_t> Find(std::string_view ref, const formats::Place& place);

  // Link makes each of `children` a child of each of `parents`.
  void Link(std::span<const std::uint32_t> parents, std::span<const std::uint32_t> children, SbomEdge::Kind kind,
            const formats::Place& place);

  // Reject is the status of an SBOM that cannot be read, with its place in the report.
  absl::Status Reject(absl::StatusCode code, std::string location, std::string_view message);

  // Finish fills `sbom` and the report's counts; the component of `root` becomes number 0, the others keep the
  // order of their first entries.
  absl::Status Finish(std::uint32_t root, Sbom& sbom) &&;

 private:
  void Stop(const formats::Place& place, std::string_view message);
  std::uint32_t AddComponent(const Entry& entry, std::vector<std::string_view> identifiers,
                             const formats::Place& place);
  void Order(std::vector<std::string_view>& identifiers);
  void PlaceAll(std::uint32_t root);

  const SbomOptions& options_;
  SbomReport& report_;
  formats::ReportFindings findings_;
  formats::Budget budget_;  // of the locations, which grow with the depth
  absl::Status stopped_;
  TextPool texts_;
  std::vector<SbomComponent> components_;
  std::vector<std::uint32_t> component_of_;  // by entry
  std::vector<SbomEdge> edges_;              // between entries
  std::vector<std::uint32_t> doubtful_;      // entries whose reference another component has too
  std::size_t unplaced_ = 0;
  absl::flat_hash_map<TextId, std::uint32_t> component_of_purl_;
  absl::flat_hash_map<std::string_view, absl::InlinedVector<std::uint32_t, 2>> entries_of_ref_;
  absl::flat_hash_set<const char*> seen_;  // of the identifiers ordered last; each text is in the pool once
};

// One reader a format. Each returns the root's index, or why the SBOM cannot be read.
absl::StatusOr<std::uint32_t> ReadCycloneDx(json::Value document, Draft& draft, SbomReport& report);
absl::StatusOr<std::uint32_t> ReadSpdx(json::Value document, Draft& draft, SbomReport& report);

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_DRAFT_H_
