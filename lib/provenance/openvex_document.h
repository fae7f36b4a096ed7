// OpenVEX 0.2.0 documents in canonical JSON, as we write them.
#ifndef VEXLENS_LIB_PROVENANCE_OPENVEX_DOCUMENT_H_
#define VEXLENS_LIB_PROVENANCE_OPENVEX_DOCUMENT_H_

#include <set>
#include <string>
#include <string_view>

#include "vexlens/evidence.h"
#include "vexlens/instant.h"

namespace vexlens::provenance {

inline constexpr std::string_view kOpenVexContext = "https://openvex.dev/ns/v0.2.0";

// OpenVexStatement is one statement about one product. Requires: texts are UTF-8. Empty texts and undated instants are
// left out.
struct OpenVexStatement {
  std::string_view vulnerability;
  std::set<std::string_view> aliases;
  std::string_view product;  // canonical and without a range, like the component
  std::string_view component;
  VexStatus status = VexStatus::kAffected;
  std::string_view justification;
  std::string_view impact;
  std::string_view action;
  std::string_view notes;
  Instant issued_at;
  Instant updated_at;
};

// Appends one element of a document's list of statements.
void AppendOpenVexStatement(const OpenVexStatement& statement, std::string& out);

// Returns a document of such elements, separated by commas. An empty `id` is replaced by one with the digest of the
// rest.
std::string OpenVexDocument(std::string_view id, std::string_view author, Instant issued_at,
                            std::string_view statements);

}  // namespace vexlens::provenance

#endif  // VEXLENS_LIB_PROVENANCE_OPENVEX_DOCUMENT_H_
