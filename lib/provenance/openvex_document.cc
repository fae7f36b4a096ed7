#include "lib/provenance/openvex_document.h"

#include "absl/strings/str_cat.h"
#include "lib/provenance/in_toto.h"
#include "lib/provenance/openvex_product.h"
#include "vexlens/digest.h"

namespace vexlens::provenance {
namespace {

// OpenVEX's namespace for documents of authors without one of their own.
constexpr std::string_view kPublic = "https://openvex.dev/docs/public/vex-";

// Appends a member and a comma, if the text is not empty.
void AddOptional(std::string_view name, std::string_view text, std::string& out) {
  if (text.empty()) return;
  AddText(name, text, out);
  out += ',';
}

}  // namespace

void AppendOpenVexStatement(const OpenVexStatement& statement, std::string& out) {
  out += '{';
  AddOptional(R"("action_statement":)", statement.action, out);
  AddOptional(R"("impact_statement":)", statement.impact, out);
  AddOptional(R"("justification":)", statement.justification, out);
  AddOptional(R"("last_updated":)", FormatInstant(statement.updated_at), out);
  absl::StrAppend(&out, R"("products":[)", OpenVexProduct(statement.product, statement.component), R"(],"status":")",
                  StatusName(statement.status), R"(",)");
  AddOptional(R"("status_notes":)", statement.notes, out);
  AddOptional(R"("timestamp":)", FormatInstant(statement.issued_at), out);
  out += R"("vulnerability":{)";
  bool first = true;
  for (const std::string_view alias : statement.aliases) {
    AddText(first ? R"("aliases":[)" : ",", alias, out);
    first = false;
  }
  AddText(first ? R"("name":)" : R"(],"name":)", statement.vulnerability, out);
  out += "}}";
}

std::string OpenVexDocument(std::string_view id, std::string_view author, Instant issued_at,
                            std::string_view statements) {
  const std::string context = absl::StrCat(R"({"@context":")", kOpenVexContext, "\"");
  std::string rest;
  AddText(R"(,"author":)", author, rest);
  absl::StrAppend(&rest, R"(,"statements":[)", statements, R"(],"timestamp":")", FormatInstant(issued_at),
                  R"(","version":1})");
  std::string derived;
  if (id.empty()) {
    const std::string digest = DigestText(Sha256(context, rest));
    derived = absl::StrCat(kPublic, std::string_view(digest).substr(digest.find(':') + 1));
  }
  std::string out = context;
  AddText(R"(,"@id":)", id.empty() ? derived : id, out);
  out += rest;
  return out;
}

}  // namespace vexlens::provenance
