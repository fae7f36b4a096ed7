// OpenVexStatements: the statements of an OpenVEX document, one for each (product identifier, subcomponent
// identifier) that an entry names.
#ifndef VEXLENS_LIB_FORMATS_OPENVEX_STATEMENT_H_
#define VEXLENS_LIB_FORMATS_OPENVEX_STATEMENT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "lib/formats/budget.h"
#include "lib/formats/findings.h"
#include "lib/formats/openvex/dates.h"
#include "lib/formats/openvex/identifiers.h"
#include "lib/formats/openvex/subcomponents.h"
#include "lib/formats/openvex/vulnerability.h"
#include "lib/formats/place.h"
#include "lib/json/document.h"
#include "vexlens/evidence.h"

namespace vexlens::formats {

// RepeatedText interns texts, most of which repeat the one before. Requires: texts outlive it.
class RepeatedText {
 public:
  TextId Intern(std::string_view text, TextPool& texts) {
    if (text != text_) {
      text_ = text;
      id_ = texts.Intern(text);
    }
    return id_;
  }

 private:
  std::string_view text_;
  TextId id_ = 0;
};

// OpenVexStatements appends to the statements of the draft, until the draft is full or the budget spent.
class OpenVexStatements {
 public:
  struct Header {
    bool legacy = false;  // version 0.0.1
    Instant issued_at;
    Instant updated_at;
  };

  OpenVexStatements(const Header& header, Budget& budget, Findings& findings);

  void Read(json::Value statements);

 private:
  void ReadEntry(json::Value entry, std::uint32_t index, const Place& place);
  bool ReadStatus(json::Value status, const Place& place, Statement& statement);
  void ReadReasons(json::Value justification, json::Value impact, json::Value action, const Place& place,
                   Statement& statement);
  bool ReadNarrowings(json::Value subcomponents, std::uint32_t entry, const Place& parent);
  void ReadProducts(json::Value products, std::uint32_t entry, bool narrowed, const Place& parent,
                    const Statement& statement);
  void ReadProduct(json::Value product, std::uint32_t entry, std::uint32_t index, bool narrowed, const Place& place,
                   const Statement& statement);
  // Uses the subjects of the in-toto statement as the products of the entry.
  void ReadSubjects(std::uint32_t entry, bool narrowed, const Place& place, const Statement& statement);

  // Appends `statement` about each identifier of the last product read.
  void Emit(const Narrowing& narrowing, const Statement& statement);
  void EmitAll(const std::vector<Narrowing>& narrowings, const Statement& statement);
  bool Stopped() const { return draft_.Full() || budget_.spent(); }

  Draft& draft_;
  Budget& budget_;
  Findings& findings_;
  Header header_;
  OpenVexDates dates_;
  RepeatedText labels_;
  RepeatedText impacts_;
  OpenVexIdentifiers identifiers_;
  OpenVexSubcomponents subcomponents_;
  OpenVexVulnerabilities vulnerabilities_;
  Location product_location_;  // the patterns, with steps to be filled in
  Location subcomponent_location_;
  Location narrowing_location_;
  Location entry_location_;
  std::vector<SubjectId> products_;                 // of the last product read
  std::vector<Narrowing> narrowings_;               // of the whole entry (0.0.1): they hold for each of its products
  std::vector<Narrowing> own_narrowings_;           // of the last product read
  std::optional<std::vector<SubjectId>> subjects_;  // of the in-toto statement, once read
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_OPENVEX_STATEMENT_H_
