// OpenVexSubcomponents: what an OpenVEX entry narrows its products to.
#ifndef VEXLENS_LIB_FORMATS_OPENVEX_SUBCOMPONENTS_H_
#define VEXLENS_LIB_FORMATS_OPENVEX_SUBCOMPONENTS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/formats/budget.h"
#include "lib/formats/findings.h"
#include "lib/formats/openvex/identifiers.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"
#include "vexlens/evidence.h"

namespace vexlens::formats {

// Narrowing is one identifier of a component, and its place.
struct Narrowing {
  SubjectId component = 0;
  std::uint32_t through = 0;  // list of Evidence::Through
  Location location;
};

// OpenVexSubcomponents reads lists of subcomponents, until the budget is spent. The schema does not allow one inside
// another; such a one is a component of the product through the other, and nothing is said of the other itself.
class OpenVexSubcomponents {
 public:
  OpenVexSubcomponents(OpenVexIdentifiers& identifiers, Budget& budget, Findings& findings)
      : identifiers_(identifiers), budget_(budget), findings_(findings) {}

  // Appends to `narrowings` what the elements of `list` at `place` name. `pattern` is the location of its first
  // element, whose index is the location's step number `step`.
  void Read(json::Value list, const Place& place, Location pattern, std::size_t step,
            std::vector<Narrowing>& narrowings);

 private:
  void ReadElement(json::Value element, const Place& place, const Location* location,
                   std::vector<Narrowing>& narrowings);
  void ReadNested(json::Value list, const Place& parent, SubjectId around, std::vector<Narrowing>& narrowings);
  void Add(const std::vector<SubjectId>& components, const Place& place, const Location* location,
           std::vector<Narrowing>& narrowings);

  OpenVexIdentifiers& identifiers_;
  Budget& budget_;
  Findings& findings_;
  std::vector<SubjectId> around_;  // the element, outermost first
  std::vector<SubjectId> components_;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_OPENVEX_SUBCOMPONENTS_H_
