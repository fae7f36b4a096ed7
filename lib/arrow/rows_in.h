// RowsIn: the rows of a batch, of which each is to be a statement.
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

// The columns that are taken: texts, then instants.
enum TextIn : std::size_t { kVulnerability, kProduct, kStatus, kComponent, kJustification, kImpact, kAction, kNotes };
inline constexpr std::array<std::string_view, 8> kTextsIn = {"vulnerability", "product", "status", "component",
                                                             "justification", "impact",  "action", "status_notes"};
inline constexpr std::size_t kRequiredIn = kStatus + 1;  // the first ones
enum InstantIn : std::size_t { kIssuedAt, kUpdatedAt };
inline constexpr std::array<std::string_view, 2> kInstantsIn = {"issued_at", "updated_at"};

// ColumnsIn is where they stand among the columns of a table.
struct ColumnsIn {
  std::array<std::optional<std::int64_t>, kTextsIn.size()> texts;
  std::array<std::optional<std::int64_t>, kInstantsIn.size()> instants;

  // Find wants each column to be one that is taken, once. INVALID_ARGUMENT names one that is not, or is missing.
  static absl::StatusOr<ColumnsIn> Find(const ArrowSchema& schema);
};

// RowsIn is a view of a batch.
class RowsIn {
 public:
  // Open checks the columns. INVALID_ARGUMENT names one of another type, or whose array is broken.
  static absl::StatusOr<RowsIn> Open(const ColumnsIn& columns, const ArrowSchema& schema, const ArrowArray& batch);

  // Append writes a row as an element of an OpenVEX document. INVALID_ARGUMENT names the column of what it cannot say.
  absl::Status Append(std::int64_t row, std::string& out) const;

 private:
  explicit RowsIn(std::int64_t offset) : offset_(offset) {}

  // Text is a column's text, "" where there is none.
  absl::StatusOr<std::string_view> Text(TextIn column, std::int64_t row) const;
  absl::StatusOr<Instant> At(InstantIn column, std::int64_t row) const;
  absl::StatusOr<std::string> Identifier(TextIn column, std::int64_t row) const;
  absl::Status ReadWords(std::int64_t row, OpenVexStatement& statement) const;
  absl::Status ReadReasons(std::int64_t row, OpenVexStatement& statement) const;

  std::int64_t offset_;
  std::array<std::optional<ImportedTexts>, kTextsIn.size()> texts_;
  std::array<std::optional<ImportedInstants>, kInstantsIn.size()> instants_;
};

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_ROWS_IN_H_
