// ImportedTexts: an imported column of texts.
#ifndef VEXLENS_LIB_ARROW_IMPORTED_TEXTS_H_
#define VEXLENS_LIB_ARROW_IMPORTED_TEXTS_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens.h"

namespace vexlens::arrow {

// ImportedTexts is a column of UTF-8 texts: utf8, large utf8 or string views, a dictionary of these with indexes of any
// integer type, or nulls only. It is a view of an array.
class ImportedTexts {
 public:
  // Checks a column. Errors: INVALID_ARGUMENT for another type, or an array that is broken or has fewer rows.
  static absl::StatusOr<ImportedTexts> Open(const ArrowSchema& schema, const ArrowArray& array, std::int64_t rows);

  // Returns the text of a row, nothing for null. Errors: INVALID_ARGUMENT for broken offsets, or bytes that are not
  // UTF-8.
  absl::StatusOr<std::optional<std::string_view>> At(std::int64_t row) const;

 private:
  enum class Layout : std::uint8_t { kNulls, kOffsets32, kOffsets64, kViews };

  ImportedTexts(const ArrowArray& array, const ArrowArray* indexes, char index_format)
      : array_(&array), indexes_(indexes), index_format_(index_format) {}

  absl::Status SetLayout(std::string_view format);
  absl::Status CheckBuffers() const;
  absl::StatusOr<std::string_view> Bytes(std::int64_t at) const;
  absl::StatusOr<std::string_view> View(std::int64_t at) const;
  absl::StatusOr<std::optional<std::int64_t>> Index(std::int64_t row) const;

  const ArrowArray* array_;    // of the texts
  const ArrowArray* indexes_;  // into them; null without a dictionary
  char index_format_;
  Layout layout_ = Layout::kNulls;
};

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_IMPORTED_TEXTS_H_
