// Identifiers: the names by which a CSAF product is known outside its document.
#ifndef VEXLENS_LIB_FORMATS_CSAF_IDENTIFIERS_H_
#define VEXLENS_LIB_FORMATS_CSAF_IDENTIFIERS_H_

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/formats/budget.h"
#include "lib/formats/findings.h"
#include "lib/formats/place.h"
#include "vexlens/evidence.h"

namespace vexlens::formats {

// VersionRange is what a branch of category product_version_range says of the products below it.
struct VersionRange {
  TextId vers = 0;                // canonical, 0 for none
  std::string_view unreadable{};  // the branch's name when it is no vers
};

// Identified is the distinct identifiers of one product, in no particular order, and the one that stands for it where
// there is room for one only: its first purl, else its first CPE, else its first hash. It lives until the next read.
struct Identified {
  std::span<const SubjectId> all;
  SubjectId best = 0;  // 0: there is none
};

// Identifiers reads product identification helpers.
class Identifiers {
 public:
  // `document` names the document: "<publisher namespace>/<tracking id>".
  Identifiers(std::string_view document, Findings& findings, Budget& budget)
      : prefix_(absl::StrCat("csaf:", document, "#")), findings_(findings), budget_(budget) {}

  // ReadRange reads the name of a branch of category product_version_range.
  VersionRange ReadRange(std::string_view name, const Place& place);

  // Reads the purls, CPE and hashes in the helper of a full_product_name. A malformed one is a warning. Under a range
  // that is no vers, an identifier without version is left out: it would speak of every version.
  Identified Read(json::Value full_product_name, const Place& place, const VersionRange& range);

  // Opaque is the name of a product that has no other: "csaf:<document>#<product id>".
  SubjectId Opaque(std::string_view product_id, const VersionRange& range);

 private:
  void AddText(std::string_view text, const Place& place, IdentifierKind kind);
  void AddHashes(json::Value helper, const Place& place);
  void Narrow(const VersionRange& range, const Place& place);
  SubjectId Best() const;

  std::string prefix_;
  std::string scratch_;
  std::vector<SubjectId> found_;
  Findings& findings_;
  Budget& budget_;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CSAF_IDENTIFIERS_H_
