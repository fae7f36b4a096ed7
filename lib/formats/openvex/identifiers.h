// OpenVexIdentifiers: the identifiers of an OpenVEX product or subcomponent.
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

// OpenVexIdentifiers reads one component at a time, and reuses its memory.
class OpenVexIdentifiers {
 public:
  // `legacy` is whether the version is 0.0.1, where a component is a string. The other shape is read with a warning.
  OpenVexIdentifiers(bool legacy, Findings& findings) : legacy_(legacy), findings_(findings) {}

  // Appends the component's distinct identifiers to `subjects`, the best first: purl, CPE 2.3, CPE 2.2, hashes, @id. An
  // opaque @id counts only if there is nothing else; a component without any is refused. Returns its "subcomponents",
  // null for none.
  json::Value Read(json::Value component, const Place& place, std::vector<SubjectId>& subjects);

 private:
  void ReadIdentifiers(json::Value identifiers, const Place& place, std::vector<SubjectId>& subjects);
  void ReadHashes(json::Value hashes, const Place& place, std::vector<SubjectId>& subjects);

  // Appends the subject of a purl, CPE or hash. Any other text may become the fallback.
  void AddText(std::string_view text, const Place& place, std::vector<SubjectId>& subjects);
  void AddDistinct(SubjectId subject, std::vector<SubjectId>& subjects);

  // Returns the subject of any text. A malformed purl, CPE or hash is a warning and becomes an opaque name.
  SubjectId SubjectOf(std::string_view text, const Place& place);

  bool legacy_;
  Findings& findings_;
  std::string_view fallback_;  // the first text that is no identifier
  absl::flat_hash_set<SubjectId> seen_;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_OPENVEX_IDENTIFIERS_H_
