// OpenVexIdentifiers: what an OpenVEX product or subcomponent is called.
#ifndef VEXLENS_LIB_FORMATS_OPENVEX_IDENTIFIERS_H_
#define VEXLENS_LIB_FORMATS_OPENVEX_IDENTIFIERS_H_

#include <string_view>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "lib/formats/findings.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"
#include "vexlens/evidence.h"

namespace vexlens::formats {

// OpenVexIdentifiers reads one component after another and reuses its memory.
class OpenVexIdentifiers {
 public:
  // `legacy` is true for 0.0.1, where a component is a string; both shapes are read, the wrong one with a warning.
  OpenVexIdentifiers(bool legacy, Findings& findings) : legacy_(legacy), findings_(findings) {}

  // Read appends the component's distinct identifiers to `subjects`, the first being its best: purl, CPE 2.3,
  // CPE 2.2, hashes, @id. An opaque @id counts only when there is nothing else. None at all is refused.
  // Returns its "subcomponents"; null is none.
  json::Value Read(json::Value component, const Place& place, std::vector<SubjectId>& subjects);

 private:
  void ReadIdentifiers(json::Value identifiers, const Place& place, std::vector<SubjectId>& subjects);
  void ReadHashes(json::Value hashes, const Place& place, std::vector<SubjectId>& subjects);

  // AddText appends what `text` names when it is a purl, CPE or hash. Anything else may be the fallback.
  void AddText(std::string_view text, const Place& place, std::vector<SubjectId>& subjects);
  void AddDistinct(SubjectId subject, std::vector<SubjectId>& subjects);

  // SubjectOf is the subject of any text; a malformed purl, CPE or hash is a warning and stays as an opaque name.
  SubjectId SubjectOf(std::string_view text, const Place& place);

  bool legacy_;
  Findings& findings_;
  std::string_view fallback_;  // the first text that is no identifier
  absl::flat_hash_set<SubjectId> seen_;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_OPENVEX_IDENTIFIERS_H_
