// RowsIn: the rows of a batch, each of which becomes a statement.
#ifndef VEXLENS_LIB_ARROW_ROWS_IN_H_
#define VEXLENS_LIB_ARROW_ROWS_IN_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/arrow/imported_instants.h"
#include "lib/arrow/imported_texts.h"
#include "lib/provenance/openvex_document.h"
#include "vexlens.h"

namespace vexlens::arrow {

// The columns that are accepted: texts, then instants.
enum TextIn : std::size_t { kVulnerability, kProduct, kStatus, kComponent, kJustification, kImpact, kAction, kNotes };
inline constexpr std::array<std::string_view, 8> kTextsIn = {"vulnerability", "product", "status", "component",
                                                             "justification", "impact",  "action", "status_notes"};
inline constexpr std::size_t kRequiredIn = kStatus + 1;  // the first of kTextsIn
enum InstantIn : std::size_t { kIssuedAt, kUpdatedAt };
inline constexpr std::array<std::string_view, 2> kInstantsIn = {"issued_at", "updated_at"};

// ColumnsIn is the indexes of these columns in a table.
struct ColumnsIn {
  std::array<std::optional<std::int64_t>, kTextsIn.size()> texts;
  std::array<std::optional<std::int64_t>, kInstantsIn.size()> instants;

  // Errors: INVALID_ARGUMENT names a column that is not accepted, is there twice, or is required and missing.
  static absl::StatusOr<ColumnsIn> Find(const ArrowSchema& schema);
};

// RowsIn is a view of a batch.
class RowsIn {
 public:
  // Checks the columns. Errors: INVALID_ARGUMENT names one of another type, or with a broken array.
  static absl::StatusOr<RowsIn> Open(const ColumnsIn& columns, const ArrowSchema& schema, const ArrowArray& batch);

  // Appends a row as an element of an OpenVEX document. Errors: INVALID_ARGUMENT names the column with what OpenVEX
  // cannot say.
  absl::Status Append(std::int64_t row, std::string& out) const;

 private:
  explicit RowsIn(std::int64_t offset) : offset_(offset) {}

  // Returns a column's text, "" for null and where there is no such column. Errors: also for a required text without
  // content.
  absl::StatusOr<std::string_view> Text(TextIn column, std::int64_t row) const;
  absl::StatusOr<Instant> At(InstantIn column, std::int64_t row) const;
  absl::StatusOr<std::string> Identifier(TextIn column, std::int64_t row) const;
  absl::Status ReadWords(std::int64_t row, provenance::OpenVexStatement& statement) const;
  absl::Status ReadReasons(std::int64_t row, provenance::OpenVexStatement& statement) const;

  std::int64_t offset_;
  std::array<std::optional<ImportedTexts>, kTextsIn.size()> texts_;
  std::array<std::optional<ImportedInstants>, kInstantsIn.size()> instants_;
};

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_ROWS_IN_H_
