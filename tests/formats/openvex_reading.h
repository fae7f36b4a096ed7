// What is read from a test's OpenVEX or CycloneDX document, as text.
#ifndef VEXLENS_TESTS_FORMATS_OPENVEX_READING_H_
#define VEXLENS_TESTS_FORMATS_OPENVEX_READING_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "vexlens/evidence.h"
#include "vexlens/reader.h"

namespace vexlens::testing {

// Reading is what one document gave, or several that share an evidence.
struct Reading {
  explicit Reading(std::string_view json, const ReadOptions& options = {}) {
    report = ReadDocument(json, options, evidence);
  }

  // Statements are "<status> <product> | <component> @<location>" in the order of the document.
  std::vector<std::string> Statements() const {
    std::vector<std::string> out;
    for (const Statement& statement : evidence.statements()) {
      out.push_back(absl::StrCat(StatusName(statement.status), " ", evidence.KeyText(statement.product), " | ",
                                 evidence.KeyText(statement.component), " @",
                                 evidence.LocationText(statement.location)));
    }
    return out;
  }

  // Through is what lies between component and product, " > " between two, outermost first; one text a statement.
  std::vector<std::string> Through() const {
    std::vector<std::string> out;
    for (const Statement& statement : evidence.statements()) {
      const auto subjects = evidence.Through(statement.through);
      out.push_back(absl::StrJoin(subjects, " > ", [this](std::string* text, SubjectId subject) {
        absl::StrAppend(text, evidence.KeyText(subject));
      }));
    }
    return out;
  }

  // Reasons are "<justification> | <raw> | <impact> | <action>".
  std::vector<std::string> Reasons() const {
    std::vector<std::string> out;
    for (const Statement& statement : evidence.statements()) {
      out.push_back(absl::StrCat(evidence.Text(statement.justification), " | ",
                                 evidence.Text(statement.justification_raw), " | ", evidence.Text(statement.impact),
                                 " | ", evidence.Text(statement.action)));
    }
    return out;
  }

  // Names are "<vulnerability>: <aliases>".
  std::vector<std::string> Names() const {
    std::vector<std::string> out;
    for (const Statement& statement : evidence.statements()) {
      std::vector<std::string_view> aliases;
      for (const TextId alias : evidence.Aliases(statement.aliases)) aliases.push_back(evidence.Text(alias));
      out.push_back(absl::StrCat(evidence.Text(statement.vulnerability), ": ", absl::StrJoin(aliases, " ")));
    }
    return out;
  }

  // Dates are "<issued> <updated>".
  std::vector<std::string> Dates() const {
    std::vector<std::string> out;
    for (const Statement& statement : evidence.statements()) {
      out.push_back(absl::StrCat(FormatInstant(statement.issued_at), " ", FormatInstant(statement.updated_at)));
    }
    return out;
  }

  // Found are the locations of the findings of one kind.
  std::vector<std::string> Found(Finding::Kind kind) const {
    std::vector<std::string> out;
    for (const Finding& finding : report.findings) {
      if (finding.kind == kind) out.push_back(finding.location);
    }
    return out;
  }
  std::vector<std::string> Warnings() const { return Found(Finding::Kind::kWarning); }
  std::vector<std::string> Refused() const { return Found(Finding::Kind::kRefused); }
  std::vector<std::string> Ignored() const { return Found(Finding::Kind::kIgnored); }

  Evidence evidence;
  Report report;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_FORMATS_OPENVEX_READING_H_
