// Draft: an SBOM while it is being read.
#ifndef VEXLENS_LIB_SBOM_DRAFT_H_
#define VEXLENS_LIB_SBOM_DRAFT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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

// Draft collects entries and edges between them, of which Finish makes a graph of components: several entries may be
// one component, but each has its own place in the SBOM. Entries are named by their index. A reader adds all entries,
// forms the components, and then reads what refers to them. Beyond a limit the draft stops: it ignores what is added,
// and Finish returns why. References live as long as the parsed document.
class Draft {
 public:
  enum class Kind : std::uint8_t { kOther, kContainer, kOperatingSystem };

  // Entry is a component as an SBOM writes it.
  struct Entry {
    std::string_view ref;  // "" for none
    std::string_view name;
    std::string_view version;
    std::span<const std::string> identifiers;  // canonical, in any order
    Kind kind = Kind::kOther;
  };

  // References are how a format refers to entries.
  struct References {
    std::string_view member;                    // with an entry's reference
    std::string bom_key = {};                   // beginning of opaque names of entries; "" if they have none
    std::optional<std::uint32_t> subject = {};  // the entry that the bom_key alone names
  };

  Draft(std::string_view bytes, const SbomOptions& options, SbomReport& report)
      : bytes_(bytes), options_(options), report_(report), findings_(report) {}

  std::string_view bytes() const { return bytes_; }
  formats::ReportFindings& findings() { return findings_; }
  bool Stopped() const { return !stopped_.ok(); }

  std::uint32_t Add(const Entry& entry, const formats::Place& place);

  // Decides by purls and digests which entries are one component (Sameness), with the name, version and reference of
  // the first. A reference to several components is a warning, and they become children of the root. Call it once,
  // after the last Add and before the members below.
  void FormComponents(const References& references);

  std::size_t components() const { return components_.size(); }
  std::uint32_t ComponentOf(std::uint32_t entry) const { return component_of_[entry]; }

  // Adds an entry for what the SBOM describes, if no entry is that. `opaque_name` may be "".
  std::uint32_t AddRoot(std::string_view name, std::string_view opaque_name);

  bool Has(std::string_view ref) const { return entries_of_ref_.contains(ref); }

  // Returns the entries that `ref` means; none is a warning.
  std::span<const std::uint32_t> Find(std::string_view ref, const formats::Place& place);

  // Makes each of `children` a child of each of `parents`.
  void Link(std::span<const std::uint32_t> parents, std::span<const std::uint32_t> children, SbomEdge::Kind kind,
            const formats::Place& place);

  // Makes entries children of the root as well, since something unknown may contain them.
  void HangBelowRoot(std::span<const std::uint32_t> entries);

  // Returns the status of an SBOM that cannot be read, and notes its place in the report.
  absl::Status Reject(absl::StatusCode code, std::string location, std::string_view message);

  // Makes `sbom`, and sets the counts of the report. The component of `root` becomes number 0, the others keep the
  // order of their first entries.
  absl::Status Finish(std::uint32_t root, Sbom& sbom) &&;

 private:
  void Stop(const formats::Place& place, std::string_view message);
  std::string_view Keep(std::string_view text) { return texts_.Text(texts_.Intern(text)); }
  std::vector<std::string_view> IdentifiersOf(const Entry& entry, const formats::Place& place);
  void AddPlatform(const Entry& entry);
  void NumberComponents(std::span<const std::uint32_t> first);
  void TellOfRepeatedReferences(std::string_view member);
  void AddOpaqueNames(const References& references);
  void UniteEntries();
  void Order(std::vector<std::string_view>& identifiers);
  void PlaceAll(std::uint32_t root);

  std::string_view bytes_;
  const SbomOptions& options_;
  SbomReport& report_;
  formats::ReportFindings findings_;
  formats::Budget budget_;  // for locations, which grow with the depth
  absl::Status stopped_;
  TextPool texts_;
  std::vector<std::string_view> platforms_;
  std::vector<SbomComponent> components_;    // by entry, until they are formed
  std::vector<std::uint32_t> component_of_;  // by entry
  std::vector<SbomEdge> edges_;              // between entries
  std::vector<bool> loose_;                  // by entry: it is a child of the root
  std::size_t unplaced_ = 0;
  absl::flat_hash_map<std::string_view, absl::InlinedVector<std::uint32_t, 2>> entries_of_ref_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> repeated_refs_;  // (entry, later one with its reference)
  std::vector<std::pair<std::uint32_t, std::uint32_t>> perhaps_same_;   // entries
  absl::flat_hash_set<const char*> seen_;  // scratch of Order; each text is in the pool once
};

// Read an SBOM of the format into the draft, and return the entry of its root. Errors: why it cannot be read.
absl::StatusOr<std::uint32_t> ReadCycloneDx(json::Value document, Draft& draft, SbomReport& report);
absl::StatusOr<std::uint32_t> ReadSpdx(json::Value document, Draft& draft, SbomReport& report);

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_DRAFT_H_
