// Draft: one document while it is being read. Nothing reaches the evidence before it is whole.
#ifndef VEXLENS_LIB_FORMATS_DRAFT_H_
#define VEXLENS_LIB_FORMATS_DRAFT_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/json/document.h"
#include "vexlens/evidence.h"
#include "vexlens/reader.h"

namespace vexlens::formats {

// Draft is what the reader of a format gets and fills. It interns texts and subjects into `evidence` at once, since
// unused ones do not show; `document` and `statements` are added when it has succeeded.
struct Draft {
  json::Value root;
  const ReadOptions& options;
  Evidence& evidence;
  Report& report;
  Document document{};                  // the reader sets issuer, id, version, updated_at, withdrawn
  std::vector<Statement> statements{};  // without Statement::document
  std::string_view base{};              // JSON Pointer of `root`: "/predicate" if the document is an in-toto statement
  json::Value subjects{};               // the subjects of that statement: the products of statements that name none

  // What links to elements of a BOM mean, without BomElement::document.
  std::vector<Evidence::BomElement> bom_elements{};

  void Ignore(std::string location, std::string message) {
    report.Add(Finding::Kind::kIgnored, std::move(location), std::move(message));
  }
  void Refuse(std::string location, std::string message, std::string code = "") {
    report.Add(Finding::Kind::kRefused, std::move(location), std::move(message), std::move(code));
  }
  void Warn(std::string location, std::string message, std::string code = "") {
    report.Add(Finding::Kind::kWarning, std::move(location), std::move(message), std::move(code));
  }

  // Returns the status of a document that cannot be read at all, and notes its place in the report.
  absl::Status Reject(absl::StatusCode code, std::string_view location, std::string_view message) {
    report.location = absl::StrCat(base, location);
    return absl::Status(code, absl::StrCat(report.location, ": ", message));
  }

  // Reports whether the document makes more statements than allowed; the reader then stops.
  bool Full() const { return statements.size() > options.max_statements; }

  TextId Intern(std::string_view text) { return evidence.texts().Intern(text); }
};

// Report whether a document, an object, is of the format.
bool IsOpenVex(json::Value root);
bool IsCsaf(json::Value root);
bool IsCycloneDx(json::Value root);

// Read a document of the format into the draft, as far as it can be read. Errors: UNIMPLEMENTED for a version of the
// format that is not known.
absl::Status ReadOpenVex(Draft& draft);
absl::Status ReadCsaf(Draft& draft);
absl::Status ReadCycloneDx(Draft& draft);

// Reports whether an OpenVEX predicate leaves its products to the subjects of its in-toto statement.
bool NeedsSubjects(json::Value predicate);

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_DRAFT_H_
