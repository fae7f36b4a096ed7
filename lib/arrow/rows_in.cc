#include "lib/arrow/rows_in.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/formats/findings.h"
#include "lib/identity/key_text.h"
#include "vexlens/identity.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::arrow {

using identity::SplitKey;
using provenance::AppendOpenVexStatement;
using provenance::OpenVexStatement;

namespace {

using formats::Quoted;

absl::Status In(std::string_view column, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat(column, ": ", status.message()));
}

template <typename... Words>
absl::Status Wrong(std::string_view column, const Words&... words) {
  return absl::InvalidArgumentError(absl::StrCat(column, ": ", words...));
}

// Returns the member for the column of a name, null for a name that is not accepted.
std::optional<std::int64_t>* Place(std::string_view name, ColumnsIn& columns) {
  const auto text = std::find(kTextsIn.begin(), kTextsIn.end(), name);
  if (text != kTextsIn.end()) return &columns.texts[static_cast<std::size_t>(text - kTextsIn.begin())];
  const auto instant = std::find(kInstantsIn.begin(), kInstantsIn.end(), name);
  if (instant != kInstantsIn.end()) return &columns.instants[static_cast<std::size_t>(instant - kInstantsIn.begin())];
  return nullptr;
}

template <typename View>
absl::Status OpenColumn(std::string_view name, std::int64_t column, const ArrowSchema& schema, const ArrowArray& batch,
                        std::optional<View>& view) {
  absl::StatusOr<View> opened =
      View::Open(*schema.children[column], *batch.children[column], batch.offset + batch.length);
  if (!opened.ok()) return In(name, opened.status());
  view = *std::move(opened);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ColumnsIn> ColumnsIn::Find(const ArrowSchema& schema) {
  ColumnsIn columns;
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const std::string_view name = schema.children[i]->name;
    std::optional<std::int64_t>* const place = Place(name, columns);
    if (place == nullptr) return absl::InvalidArgumentError(absl::StrCat("column ", Quoted(name), " is not taken"));
    if (place->has_value()) return absl::InvalidArgumentError(absl::StrCat("column ", Quoted(name), " is there twice"));
    *place = i;
  }
  for (std::size_t i = 0; i < kRequiredIn; ++i) {
    if (!columns.texts[i].has_value()) {
      return absl::InvalidArgumentError(absl::StrCat("there is no column ", Quoted(kTextsIn[i])));
    }
  }
  return columns;
}

absl::StatusOr<RowsIn> RowsIn::Open(const ColumnsIn& columns, const ArrowSchema& schema, const ArrowArray& batch) {
  RowsIn rows(batch.offset);
  for (std::size_t i = 0; i < kTextsIn.size(); ++i) {
    if (!columns.texts[i].has_value()) continue;
    VEXLENS_RETURN_IF_ERROR(OpenColumn(kTextsIn[i], *columns.texts[i], schema, batch, rows.texts_[i]));
  }
  for (std::size_t i = 0; i < kInstantsIn.size(); ++i) {
    if (!columns.instants[i].has_value()) continue;
    VEXLENS_RETURN_IF_ERROR(OpenColumn(kInstantsIn[i], *columns.instants[i], schema, batch, rows.instants_[i]));
  }
  return rows;
}

absl::StatusOr<std::string_view> RowsIn::Text(TextIn column, std::int64_t row) const {
  if (!texts_[column].has_value()) return "";
  const absl::StatusOr<std::optional<std::string_view>> text = texts_[column]->At(offset_ + row);
  if (!text.ok()) return In(kTextsIn[column], text.status());
  if (column < kRequiredIn && text->value_or("").empty()) {
    return Wrong(kTextsIn[column], text->has_value() ? "is empty" : "is null");
  }
  return text->value_or("");
}

absl::StatusOr<Instant> RowsIn::At(InstantIn column, std::int64_t row) const {
  if (!instants_[column].has_value()) return Instant();
  absl::StatusOr<Instant> instant = instants_[column]->At(offset_ + row);
  return instant.ok() ? instant : In(kInstantsIn[column], instant.status());
}

absl::StatusOr<std::string> RowsIn::Identifier(TextIn column, std::int64_t row) const {
  VEXLENS_ASSIGN_OR_RETURN(const std::string_view text, Text(column, row));
  if (text.empty()) return std::string();
  if (!SplitKey(text).range.empty()) return Wrong(kTextsIn[column], Quoted(text), ": OpenVEX has no version ranges");
  absl::StatusOr<std::string> identifier = CanonicalIdentifier(text);
  return identifier.ok() ? identifier : In(kTextsIn[column], identifier.status());
}

absl::Status RowsIn::ReadWords(std::int64_t row, OpenVexStatement& statement) const {
  VEXLENS_ASSIGN_OR_RETURN(const std::string_view status, Text(kStatus, row));
  const std::optional<VexStatus> known = ParseStatusName(status);
  if (!known.has_value()) return Wrong(kTextsIn[kStatus], Quoted(status), " is not an OpenVEX status");
  statement.status = *known;
  VEXLENS_ASSIGN_OR_RETURN(const std::string_view label, Text(kJustification, row));
  statement.justification = label;
  if (label.empty() || std::find(kJustifications.begin(), kJustifications.end(), label) != kJustifications.end()) {
    return absl::OkStatus();
  }
  return Wrong(kTextsIn[kJustification], Quoted(label), " is not an OpenVEX justification");
}

absl::Status RowsIn::ReadReasons(std::int64_t row, OpenVexStatement& statement) const {
  const std::pair<TextIn, std::string_view*> texts[] = {{kVulnerability, &statement.vulnerability},
                                                        {kImpact, &statement.impact},
                                                        {kAction, &statement.action},
                                                        {kNotes, &statement.notes}};
  for (const auto& [column, to] : texts) {
    VEXLENS_ASSIGN_OR_RETURN(const std::string_view text, Text(column, row));
    *to = text;
  }
  const std::pair<InstantIn, Instant*> instants[] = {{kIssuedAt, &statement.issued_at},
                                                     {kUpdatedAt, &statement.updated_at}};
  for (const auto& [column, to] : instants) {
    VEXLENS_ASSIGN_OR_RETURN(const Instant instant, At(column, row));
    *to = instant;
  }
  return absl::OkStatus();
}

absl::Status RowsIn::Append(std::int64_t row, std::string& out) const {
  OpenVexStatement statement;
  VEXLENS_RETURN_IF_ERROR(ReadReasons(row, statement));
  VEXLENS_RETURN_IF_ERROR(ReadWords(row, statement));
  VEXLENS_ASSIGN_OR_RETURN(const std::string product, Identifier(kProduct, row));
  VEXLENS_ASSIGN_OR_RETURN(const std::string component, Identifier(kComponent, row));
  statement.product = product;
  statement.component = component;
  AppendOpenVexStatement(statement, out);
  return absl::OkStatus();
}

}  // namespace vexlens::arrow
