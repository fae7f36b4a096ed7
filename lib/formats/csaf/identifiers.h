// Identifiers: the identifiers of a CSAF product outside its document.
#ifndef VEXLENS_LIB_FORMATS_CSAF_IDENTIFIERS_H_
#define VEXLENS_LIB_FORMATS_CSAF_IDENTIFIERS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/formats/budget.h"
#include "lib/formats/csaf/versions.h"
#include "lib/formats/findings.h"
#include "lib/formats/place.h"
#include "vexlens/evidence.h"

namespace vexlens::formats {

// Identified is the distinct identifiers of a product, in no particular order. It lives until the next read.
struct Identified {
  std::span<const SubjectId> all;
  SubjectId best = 0;  // the first purl, else the first CPE, hash or BOM-Link; 0 for none
};

// Identifiers reads product identification helpers.
class Identifiers {
 public:
  // `document` names the document: "<publisher namespace>/<tracking id>".
  Identifiers(std::string_view document, Findings& findings, Budget& budget)
      : prefix_(absl::StrCat("csaf:", document, "#")),
        versions_(findings, budget),
        findings_(findings),
        budget_(budget) {}

  Versions& versions() { return versions_; }

  // Reads the purls, CPE, hashes and BOM-Links in the helper of a full_product_name, each reconciled with what the
  // branches above it say of the version. Malformed ones are warnings; those of no use outside the document are
  // ignored.
  Identified Read(json::Value full_product_name, const Place& place, const BranchVersions& said);

  // Returns the name of a product without identifiers: "csaf:<document>#<product id>".
  SubjectId Opaque(std::string_view product_id);

 private:
  void ReadMember(std::string_view name, json::Value helper, const Place& place, const BranchVersions& said);
  void AddText(std::string_view text, const Place& place, IdentifierKind kind, const BranchVersions& said);
  void AddHashes(json::Value helper, const Place& place);
  void AddUris(json::Value helper, const Place& place);
  SubjectId Best() const;

  std::string prefix_;
  std::string scratch_;
  std::vector<SubjectId> found_;
  Versions versions_;
  Findings& findings_;
  Budget& budget_;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CSAF_IDENTIFIERS_H_
