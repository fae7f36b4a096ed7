// CSAF documents made by tests, and what is read from them as text.
#ifndef VEXLENS_TESTS_FORMATS_CSAF_DOCUMENTS_H_
#define VEXLENS_TESTS_FORMATS_CSAF_DOCUMENTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "vexlens/evidence.h"
#include "vexlens/reader.h"

namespace vexlens::testing {

// CsafDocument is a document of https://a.example, ACME-1, with the members given.
inline std::string CsafDocument(std::string_view members, std::string_view version = "2.0",
                                std::string_view category = "csaf_vex") {
  return absl::StrCat(R"({"document":{"category":")", category, R"(","csaf_version":")", version,
                      R"(","publisher":{"namespace":"https://a.example"},"title":"t","tracking":{"id":"ACME-1",)",
                      R"("version":"3","status":"final","initial_release_date":"2024-01-01T00:00:00Z",)",
                      R"("current_release_date":"2024-02-01T00:00:00Z"}})", members.empty() ? "" : ",", members, "}");
}

// CsafVex is a document of a product tree's members and those of the vulnerability CVE-2024-1.
inline std::string CsafVex(std::string_view product_tree, std::string_view vulnerability,
                           std::string_view version = "2.0") {
  return CsafDocument(absl::StrCat(R"("product_tree":{)", product_tree,
                                   R"(},"vulnerabilities":[{"cve":"CVE-2024-0001",)", vulnerability, "}]"),
                      version);
}

// Leaf is a full_product_name with a purl, or without any helper.
inline std::string Leaf(std::string_view id, std::string_view purl = "") {
  std::string helper;
  if (!purl.empty()) helper = absl::StrCat(R"(,"product_identification_helper":{"purl":")", purl, "\"}");
  return absl::StrCat(R"({"name":"name of )", id, R"(","product_id":")", id, "\"", helper, "}");
}

// Relationship is one of product_tree/relationships.
inline std::string Relationship(std::string_view id, std::string_view component, std::string_view platform,
                                std::string_view category = "default_component_of") {
  return absl::StrCat(R"({"category":")", category, R"(","full_product_name":)", Leaf(id), R"(,"product_reference":")",
                      component, R"(","relates_to_product_reference":")", platform, "\"}");
}

// CsafReading is what one document gave.
struct CsafReading {
  explicit CsafReading(std::string_view json, const ReadOptions& options = {}) {
    report = ReadDocument(json, options, evidence);
  }

  // Statements are "<status> <product> | <component> | <relationship>" in the order of the document.
  std::vector<std::string> Statements() const {
    std::vector<std::string> out;
    for (const Statement& statement : evidence.statements()) {
      out.push_back(absl::StrCat(StatusName(statement.status), " ", evidence.KeyText(statement.product), " | ",
                                 evidence.KeyText(statement.component), " | ", evidence.Text(statement.relationship)));
    }
    return out;
  }

  // Through is what lies between component and product, " > " between two, outermost first; one text a statement.
  std::vector<std::string> Through() const {
    std::vector<std::string> out;
    for (const Statement& statement : evidence.statements()) {
      std::string& text = out.emplace_back();
      for (const SubjectId between : evidence.Through(statement.through)) {
        absl::StrAppend(&text, text.empty() ? "" : " > ", evidence.KeyText(between));
      }
    }
    return out;
  }

  // Remarks are "<justification> | <impact> | <action>".
  std::vector<std::string> Remarks() const {
    std::vector<std::string> out;
    for (const Statement& statement : evidence.statements()) {
      out.push_back(absl::StrCat(evidence.Text(statement.justification), " | ", evidence.Text(statement.impact), " | ",
                                 evidence.Text(statement.action)));
    }
    return out;
  }

  // Findings are "<code>@<location>" of one kind.
  std::vector<std::string> Findings(Finding::Kind kind) const {
    std::vector<std::string> out;
    for (const Finding& finding : report.findings) {
      if (finding.kind == kind) out.push_back(absl::StrCat(finding.code, "@", finding.location));
    }
    return out;
  }
  std::vector<std::string> Warnings() const { return Findings(Finding::Kind::kWarning); }
  std::vector<std::string> Refused() const { return Findings(Finding::Kind::kRefused); }
  std::vector<std::string> Ignored() const { return Findings(Finding::Kind::kIgnored); }

  Evidence evidence;
  Report report;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_FORMATS_CSAF_DOCUMENTS_H_
