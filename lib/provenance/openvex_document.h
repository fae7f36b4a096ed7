// OpenVEX 0.2.0 documents in canonical JSON, as we write them.
#ifndef VEXLENS_LIB_PROVENANCE_OPENVEX_DOCUMENT_H_
#define VEXLENS_LIB_PROVENANCE_OPENVEX_DOCUMENT_H_

#include <set>
#include <string>
#include <string_view>

#include "vexlens/evidence.h"
#include "vexlens/instant.h"

namespace vexlens {

inline constexpr std::string_view kOpenVexContext = "https://openvex.dev/ns/v0.2.0";

// OpenVexStatement is one statement about one product. Texts are UTF-8; what is "" or undated is left out.
struct OpenVexStatement {
  std::string_view vulnerability;
  std::set<std::string_view> aliases;
  std::string_view product;  // canonical, as the component: without a range
  std::string_view component;
  VexStatus status = VexStatus::kAffected;
  std::string_view justification;
  std::string_view impact;
  std::string_view action;
  std::string_view notes;
  Instant issued_at;
  Instant updated_at;
};

// AppendOpenVexStatement writes one element of a document's list.
void AppendOpenVexStatement(const OpenVexStatement& statement, std::string& out);

// OpenVexDocument has those elements, between which commas stand. An `id` of "" is made of the digest of the rest.
std::string OpenVexDocument(std::string_view id, std::string_view author, Instant issued_at,
                            std::string_view statements);

}  // namespace vexlens

#endif  // VEXLENS_LIB_PROVENANCE_OPENVEX_DOCUMENT_H_
