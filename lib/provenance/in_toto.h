// InTotoStatement: the frame of an attestation, and its texts.
#ifndef VEXLENS_LIB_PROVENANCE_IN_TOTO_H_
#define VEXLENS_LIB_PROVENANCE_IN_TOTO_H_

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/json/canonical.h"

namespace vexlens {

// AddText writes a member whose name, with all that stands before its text, is `name`.
inline void AddText(std::string_view name, std::string_view text, std::string& out) {
  out += name;
  json::AppendString(text, out);
}

// InTotoStatement is an in-toto Statement v1 in canonical JSON; predicate and subjects, a list without its brackets,
// are canonical JSON already.
inline std::string InTotoStatement(std::string_view predicate_type, std::string_view predicate,
                                   std::string_view subjects) {
  return absl::StrCat(R"({"_type":"https://in-toto.io/Statement/v1","predicate":)", predicate, R"(,"predicateType":")",
                      predicate_type, R"(","subject":[)", subjects, "]}");
}

}  // namespace vexlens

#endif  // VEXLENS_LIB_PROVENANCE_IN_TOTO_H_
