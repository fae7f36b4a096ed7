#include "lib/formats/openvex/statement.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "absl/strings/str_cat.h"
#include "lib/formats/draft.h"
#include "lib/formats/in_toto_subjects.h"
#include "lib/formats/openvex/members.h"

namespace vexlens::formats {
namespace {

// Those that most statements have come first.
enum StatementMember : std::size_t {
  kVulnerability,
  kProducts,
  kStatus,
  kJustification,
  kImpact,
  kTimestamp,
  kAction,
  kId,
  kStatusNotes,
  kLastUpdated,
  kVersion,
  kSupplier,
  kActionTimestamp,
  kSubcomponents,             // 0.0.1 only
  kVulnerabilityDescription,  // 0.0.1 only
  kStatementMembers,
};
constexpr std::array<std::string_view, kStatementMembers> kStatementNames = {
    "vulnerability",
    "products",
    "status",
    "justification",
    "impact_statement",
    "timestamp",
    "action_statement",
    "@id",
    "status_notes",
    "last_updated",
    "version",
    "supplier",
    "action_statement_timestamp",
    "subcomponents",
    "vuln_description",
};
constexpr StatementMember kUnreadTexts[] = {kId, kStatusNotes, kSupplier, kActionTimestamp, kVulnerabilityDescription};
constexpr StatementMember kLegacyMembers[] = {kSubcomponents, kVulnerabilityDescription};

bool IsJustification(std::string_view label) {
  return std::find(std::begin(kJustifications), std::end(kJustifications), label) != std::end(kJustifications);
}

Location WithSteps(Location location, std::uint32_t first, std::uint32_t second, std::uint32_t third = 0) {
  location.steps = {first, second, third};
  return location;
}

Location LocationBelow(Draft& draft, std::string_view pointer) {
  return draft.evidence.LocationOf(absl::StrCat(draft.base, pointer));
}

}  // namespace

OpenVexStatements::OpenVexStatements(const Header& header, Budget& budget, Findings& findings)
    : draft_(findings.draft()),
      budget_(budget),
      findings_(findings),
      header_(header),
      dates_(findings),
      identifiers_(header.legacy, findings),
      subcomponents_(identifiers_, budget, findings),
      vulnerabilities_(header.legacy, findings),
      product_location_(LocationBelow(draft_, "/statements/0/products/0")),
      subcomponent_location_(LocationBelow(draft_, "/statements/0/products/0/subcomponents/0")),
      narrowing_location_(LocationBelow(draft_, "/statements/0/subcomponents/0")),
      entry_location_(LocationBelow(draft_, "/statements/0")) {}

void OpenVexStatements::Read(json::Value statements) {
  const Place root(draft_.base);
  const Place place(root, "statements");
  if (!statements.exists()) return findings_.Warn(root, "", "has no statements");
  if (!statements.is_array()) return findings_.Warn(place, "", "must be an array");
  if (statements.count() == 0) findings_.Warn(place, "", "must not be empty");
  draft_.statements.reserve(statements.count());
  std::uint32_t index = 0;
  for (const json::Value entry : statements.elements()) {
    if (Stopped()) return;
    ReadEntry(entry, index, Place(place, index));
    ++index;
  }
}

void OpenVexStatements::ReadEntry(json::Value entry, std::uint32_t index, const Place& place) {
  if (!entry.is_object()) return findings_.Refuse(place, "", "must be an object");
  const auto members = PickMembers(entry, kStatementNames, place, findings_);
  for (const StatementMember member : kUnreadTexts)
    TextOrWarn(members[member], place, kStatementNames[member], findings_);
  if (members[kVersion].exists() && members[kVersion].integer().value_or(0) < 1) {
    findings_.Warn(Place(place, "version"), "", "must be a number of at least 1");
  }
  for (const StatementMember member : kLegacyMembers) {
    if (header_.legacy || !members[member].exists()) continue;
    findings_.Warn(Place(place, kStatementNames[member]), "", "belongs to OpenVEX 0.0.1");
  }

  Statement statement;
  if (!ReadStatus(members[kStatus], place, statement)) return;
  if (!vulnerabilities_.Read(members[kVulnerability], place, statement)) return;
  ReadReasons(members[kJustification], members[kImpact], members[kAction], place, statement);
  const Instant issued = dates_.Read(members[kTimestamp], place, "timestamp");
  const Instant updated = dates_.Read(members[kLastUpdated], place, "last_updated");
  statement.issued_at = issued.dated() ? issued : header_.issued_at;
  statement.updated_at = updated.dated() ? updated : issued.dated() ? issued : header_.updated_at;
  const bool narrowed = ReadNarrowings(members[kSubcomponents], index, place);
  ReadProducts(members[kProducts], index, narrowed, place, statement);
}

bool OpenVexStatements::ReadStatus(json::Value status, const Place& place, Statement& statement) {
  const std::optional<VexStatus> known = ParseStatusName(status.text());
  if (known.has_value()) {
    statement.status = *known;
    return true;
  }
  if (!status.exists()) {
    findings_.Refuse(place, "", "no status");
  } else if (!status.is_string()) {
    findings_.Refuse(Place(place, "status"), "", "must be a string");
  } else {
    findings_.Refuse(Place(place, "status"), "", Quoted(status.text()), " is not an OpenVEX status");
  }
  return false;
}

void OpenVexStatements::ReadReasons(json::Value justification, json::Value impact, json::Value action,
                                    const Place& place, Statement& statement) {
  const std::string_view label = TextOrWarn(justification, place, "justification", findings_);
  const std::string_view impact_text = TextOrWarn(impact, place, "impact_statement", findings_);
  statement.justification_raw = labels_.Intern(label, draft_.evidence.texts());
  statement.impact = impacts_.Intern(impact_text, draft_.evidence.texts());
  statement.action = draft_.Intern(TextOrWarn(action, place, "action_statement", findings_));
  if (IsJustification(label)) {
    statement.justification = statement.justification_raw;
  } else if (!label.empty()) {
    findings_.Warn(Place(place, "justification"), "", Quoted(label), " is not an OpenVEX justification");
  }
  if (statement.status == VexStatus::kNotAffected && statement.justification_raw == 0 && statement.impact == 0) {
    findings_.Warn(place, "", "not_affected with neither justification nor impact_statement");
  }
  if (statement.status == VexStatus::kAffected && statement.action == 0) {
    findings_.Warn(place, "", "affected without action_statement");
  }
}

// Returns whether the entry has subcomponents, readable or not: if so, it never speaks about whole products.
bool OpenVexStatements::ReadNarrowings(json::Value subcomponents, std::uint32_t entry, const Place& parent) {
  narrowings_.clear();
  if (!subcomponents.exists()) return false;
  const Place place(parent, "subcomponents");
  if (subcomponents.is(json::Type::kNull)) {
    findings_.Warn(place, "", "must be an array");
    return false;
  }
  if (!subcomponents.is_array()) {
    findings_.Refuse(place, "", "must be an array");
    return true;
  }
  subcomponents_.Read(subcomponents, place, WithSteps(narrowing_location_, entry, 0), 1, narrowings_);
  return subcomponents.count() > 0;
}

void OpenVexStatements::ReadProducts(json::Value products, std::uint32_t entry, bool narrowed, const Place& parent,
                                     const Statement& statement) {
  const Place place(parent, "products");
  if (products.exists() && !products.is_array()) return findings_.Refuse(place, "", "must be an array");
  if (products.count() == 0) return ReadSubjects(entry, narrowed, parent, statement);
  std::uint32_t index = 0;
  for (const json::Value product : products.elements()) {
    if (Stopped()) return;
    ReadProduct(product, entry, index, narrowed, Place(place, index), statement);
    ++index;
  }
}

void OpenVexStatements::ReadSubjects(std::uint32_t entry, bool narrowed, const Place& place,
                                     const Statement& statement) {
  if (!subjects_.has_value()) {
    subjects_ = draft_.subjects.exists() ? ReadInTotoSubjects(draft_.subjects, findings_) : std::vector<SubjectId>();
  }
  if (subjects_->empty()) return findings_.Refuse(place, "", "no products");
  products_ = *subjects_;
  EmitAll(narrowings_, statement);
  if (!narrowed) Emit({.location = WithSteps(entry_location_, entry, 0)}, statement);
}

void OpenVexStatements::ReadProduct(json::Value product, std::uint32_t entry, std::uint32_t index, bool narrowed,
                                    const Place& place, const Statement& statement) {
  products_.clear();
  const json::Value subcomponents = identifiers_.Read(product, place, products_);
  if (products_.empty()) return;
  EmitAll(narrowings_, statement);
  if (subcomponents.exists() && !subcomponents.is_array()) {
    findings_.Refuse(Place(place, "subcomponents"), "", "must be an array");
  } else if (subcomponents.count() > 0) {
    own_narrowings_.clear();
    const Location pattern = WithSteps(subcomponent_location_, entry, index);
    subcomponents_.Read(subcomponents, Place(place, "subcomponents"), pattern, 2, own_narrowings_);
    EmitAll(own_narrowings_, statement);
  } else if (!narrowed) {
    Emit({.location = WithSteps(product_location_, entry, index)}, statement);
  }
}

void OpenVexStatements::EmitAll(const std::vector<Narrowing>& narrowings, const Statement& statement) {
  for (const Narrowing& narrowing : narrowings) Emit(narrowing, statement);
}

void OpenVexStatements::Emit(const Narrowing& narrowing, const Statement& statement) {
  for (const SubjectId product : products_) {
    if (draft_.Full()) return;
    Statement& emitted = draft_.statements.emplace_back(statement);
    emitted.product = product;
    emitted.component = narrowing.component;
    emitted.through = narrowing.through;
    emitted.location = narrowing.location;
  }
}

}  // namespace vexlens::formats
