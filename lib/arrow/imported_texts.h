// ImportedTexts: a column of texts that somebody else made.
#ifndef VEXLENS_LIB_ARROW_IMPORTED_TEXTS_H_
#define VEXLENS_LIB_ARROW_IMPORTED_TEXTS_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens.h"

namespace vexlens::arrow {

// ImportedTexts is a column of UTF-8: utf8, large utf8 or string views, a dictionary of these by any integer, or only
// nulls. It is a view of an array.
class ImportedTexts {
 public:
  // Open checks a column. INVALID_ARGUMENT for another type, and for an array that is broken or has less rows.
  static absl::StatusOr<ImportedTexts> Open(const ArrowSchema& schema, const ArrowArray& array, std::int64_t rows);

  // At is the text of a row, nothing for null. INVALID_ARGUMENT for what is no text.
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
  const ArrowArray* indexes_;  // into them, null where there is no dictionary
  char index_format_;
  Layout layout_ = Layout::kNulls;
};

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_IMPORTED_TEXTS_H_
