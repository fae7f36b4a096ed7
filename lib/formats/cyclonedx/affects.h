// CycloneDxAffects: the statements of an analysis about what its affects refer to, one for each identifier and for each
// entry of versions.
#ifndef VEXLENS_LIB_FORMATS_CYCLONEDX_AFFECTS_H_
#define VEXLENS_LIB_FORMATS_CYCLONEDX_AFFECTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/budget.h"
#include "lib/formats/cyclonedx/elements.h"
#include "lib/formats/draft.h"
#include "lib/formats/findings.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"
#include "vexlens/evidence.h"

namespace vexlens::formats {

// CycloneDxAnalysis is what the statements of one vulnerability have in common.
struct CycloneDxAnalysis {
  VexStatus status = VexStatus::kAffected;
  Statement statement;  // vulnerability, aliases and dates
  TextId justification = 0;
  TextId justification_raw = 0;
  TextId impact = 0;
  TextId action = 0;
};

// CycloneDxAffects appends to the statements of the draft, until the draft is full or the budget spent.
class CycloneDxAffects {
 public:
  CycloneDxAffects(CycloneDxElements& elements, Budget& budget, Findings& findings);

  // Reads the affects of the vulnerability at `index`. An empty list is refused.
  void Read(json::Value vulnerability, std::uint32_t index, const CycloneDxAnalysis& analysis, const Place& parent);

  bool Stopped() const { return draft_.Full() || budget_.spent(); }

 private:
  // Spot is an entry's indexes on its way to a Location.
  struct Spot {
    std::uint32_t vulnerability = 0;
    std::uint32_t affects = 0;
  };

  void ReadEntry(json::Value entry, const CycloneDxAnalysis& analysis, Spot spot, const Place& place);
  void ReadVersions(json::Value versions, CycloneDxElements::Meaning meaning, const CycloneDxAnalysis& analysis,
                    Spot spot, const Place& place);
  std::optional<VexStatus> ReadVersionStatus(json::Value entry, const CycloneDxAnalysis& analysis, const Place& place);
  std::optional<std::string> ReadRange(json::Value entry, const Place& place);

  // Returns what `ref` means; nothing if it is ambiguous or nested too deep, which is refused.
  std::optional<CycloneDxElements::Meaning> Resolve(std::string_view ref, const Place& place);
  std::optional<CycloneDxElements::Meaning> ResolveElement(const CycloneDxElements::Element& element,
                                                           const Place& place);
  std::optional<CycloneDxElements::Meaning> ResolveUnknown(std::string_view ref, const Place& place);

  // Returns the identifiers that a version can narrow. A hash is of one file, so an opaque name replaces it.
  std::vector<SubjectId> Versioned(const CycloneDxElements::Meaning& meaning) const;

  void Emit(const CycloneDxElements::Meaning& meaning, std::string_view range, VexStatus status,
            const CycloneDxAnalysis& analysis, const Location& location);

  Draft& draft_;
  CycloneDxElements& elements_;
  Budget& budget_;
  Findings& findings_;
  Location affects_location_;  // the patterns, with steps to be filled in
  Location version_location_;
  SubjectId other_ = 0;  // the identifier of a ref that no element has
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CYCLONEDX_AFFECTS_H_
