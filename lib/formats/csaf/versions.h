// Versions: what the branches of a CSAF product tree say of a product's version, reconciled with its identifiers.
#ifndef VEXLENS_LIB_FORMATS_CSAF_VERSIONS_H_
#define VEXLENS_LIB_FORMATS_CSAF_VERSIONS_H_

#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "lib/formats/budget.h"
#include "lib/formats/findings.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"
#include "vexlens/evidence.h"

namespace vexlens::formats {

// BranchVersions is what the branches on the way to a product say of its version, as written.
struct BranchVersions {
  std::string_view version;    // the name of a product_version, "" if none is a version
  std::string_view range;      // the name of a product_version_range
  bool ranged = false;         // there is such a branch
  bool contradictory = false;  // two branches of one category differ
};

// Versions reconciles what a document says in its branches with what it says in identifiers:
//   branch            identifier            taken as
//   2.1.0             pkg:npm/a             pkg:npm/a@2.1.0
//   2.1.0             pkg:npm/a@2.1         as it is: equal by npm's order
//   2.1.0             pkg:npm/a@2.2.0       not at all, a warning
//   <3.0.0            pkg:npm/a             pkg:npm/a vers:npm/<3.0.0
//   <3.0.0            pkg:npm/a@2.1.0       as it is: inside the range
//   what is no range  pkg:npm/a             not at all, a warning: it would speak of every version
class Versions {
 public:
  Versions(Findings& findings, Budget& budget) : findings_(findings), budget_(budget) {}

  // Returns what is said below `branch`. `above` is what is said above it.
  BranchVersions Below(const BranchVersions& above, std::string_view category, json::Value branch, const Place& place);

  // Returns the subject for the identifier at `place`; 0 with a warning if it is not taken. Digests and BOM-Links name
  // one thing and stay as they are.
  SubjectId Reconcile(SubjectId subject, const BranchVersions& said, const Place& place);

 private:
  void SetRange(std::string_view name, const Place& place, BranchVersions& versions);

  // Returns `subject` with the version of the branch, or as it is if it has an equal one.
  SubjectId WithVersion(SubjectId subject, std::string_view version, std::string_view scheme, const Place& place);
  SubjectId WithRange(SubjectId subject, std::string_view range, std::string_view scheme, const Place& place);

  // Returns the canonical range of `scheme` that the name of a branch is; 0 if it cannot be read.
  TextId ReadRange(std::string_view name, std::string_view scheme);

  Findings& findings_;
  Budget& budget_;
  absl::flat_hash_map<std::pair<const char*, std::string_view>, TextId> ranges_;  // by a name's place and scheme
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_CSAF_VERSIONS_H_
