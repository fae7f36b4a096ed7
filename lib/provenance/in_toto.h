// InTotoStatement: the frame of an attestation, and its members.
#ifndef VEXLENS_LIB_PROVENANCE_IN_TOTO_H_
#define VEXLENS_LIB_PROVENANCE_IN_TOTO_H_

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/json/canonical.h"

namespace vexlens::provenance {

// Appends a member; `name` is all that comes before its text, such as `,"name":`.
inline void AddText(std::string_view name, std::string_view text, std::string& out) {
  out += name;
  json::AppendString(text, out);
}

// Returns an in-toto Statement v1 in canonical JSON. Requires: the predicate and the subjects, a list without brackets,
// are canonical JSON.
inline std::string InTotoStatement(std::string_view predicate_type, std::string_view predicate,
                                   std::string_view subjects) {
  return absl::StrCat(R"({"_type":"https://in-toto.io/Statement/v1","predicate":)", predicate, R"(,"predicateType":")",
                      predicate_type, R"(","subject":[)", subjects, "]}");
}

}  // namespace vexlens::provenance

#endif  // VEXLENS_LIB_PROVENANCE_IN_TOTO_H_
