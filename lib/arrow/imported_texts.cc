#include "lib/arrow/imported_texts.h"

#include <limits>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/arrow/imported_array.h"
#include "lib/formats/findings.h"
#include "lib/json/utf8.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::arrow {
namespace {

using formats::Quoted;

absl::Status NoTexts(std::string_view format) {
  return absl::InvalidArgumentError(absl::StrCat("the type ", Quoted(format), " is none of texts"));
}

absl::StatusOr<std::string_view> Piece(const void* data, std::int64_t begin, std::int64_t end) {
  if (begin < 0 || end < begin) return absl::InvalidArgumentError(absl::StrCat("offsets from ", begin, " to ", end));
  if (begin == end) return "";
  if (data == nullptr) return absl::InvalidArgumentError("a text, but no bytes of texts");
  return std::string_view(static_cast<const char*>(data) + begin, static_cast<std::size_t>(end - begin));
}

std::int64_t IndexValue(const void* indexes, char format, std::int64_t at) {
  switch (format) {
    case 'c':
      return Load<std::int8_t>(indexes, at);
    case 'C':
      return Load<std::uint8_t>(indexes, at);
    case 's':
      return Load<std::int16_t>(indexes, at);
    case 'S':
      return Load<std::uint16_t>(indexes, at);
    case 'i':
      return Load<std::int32_t>(indexes, at);
    case 'I':
      return Load<std::uint32_t>(indexes, at);
    default:  // 'l', and 'L', whose upper half becomes negative: out of range
      return Load<std::int64_t>(indexes, at);
  }
}

}  // namespace

absl::StatusOr<ImportedTexts> ImportedTexts::Open(const ArrowSchema& schema, const ArrowArray& array,
                                                  std::int64_t rows) {
  const std::string_view format = schema.format;
  if (schema.dictionary == nullptr) {
    ImportedTexts texts(array, nullptr, 0);
    absl::Status status = texts.SetLayout(format);
    if (status.ok()) status = CheckArray(array, rows, texts.layout_ == Layout::kNulls ? 0 : 3);
    if (status.ok()) status = texts.CheckBuffers();
    if (!status.ok()) return status;
    return texts;
  }
  if (format.size() != 1 || std::string_view("cCsSiIlL").find(format) == format.npos) return NoTexts(format);
  if (schema.dictionary->format == nullptr || schema.dictionary->dictionary != nullptr || array.dictionary == nullptr) {
    return absl::InvalidArgumentError("a broken array: its dictionary is none of texts");
  }
  VEXLENS_RETURN_IF_ERROR(CheckArray(array, rows, 2));
  if (rows > 0 && array.buffers[1] == nullptr) return absl::InvalidArgumentError("a broken array: it has no indexes");
  absl::StatusOr<ImportedTexts> texts = Open(*schema.dictionary, *array.dictionary, 0);
  if (!texts.ok()) return texts.status();
  texts->indexes_ = &array;
  texts->index_format_ = format[0];
  return texts;
}

absl::Status ImportedTexts::SetLayout(std::string_view format) {
  if (format == "n") {
    layout_ = Layout::kNulls;
  } else if (format == "u") {
    layout_ = Layout::kOffsets32;
  } else if (format == "U") {
    layout_ = Layout::kOffsets64;
  } else if (format == "vu") {
    layout_ = Layout::kViews;
  } else {
    return NoTexts(format);
  }
  return absl::OkStatus();
}

absl::Status ImportedTexts::CheckBuffers() const {
  if (layout_ == Layout::kNulls || array_->length == 0 || array_->buffers[1] != nullptr) return absl::OkStatus();
  return absl::InvalidArgumentError("a broken array: it has no offsets or views");
}

absl::StatusOr<std::optional<std::string_view>> ImportedTexts::At(std::int64_t row) const {
  if (indexes_ != nullptr) {
    VEXLENS_ASSIGN_OR_RETURN(const std::optional<std::int64_t> index, Index(row));
    if (!index.has_value()) return std::nullopt;
    row = *index;
  }
  if (layout_ == Layout::kNulls || IsNull(*array_, row)) return std::nullopt;
  VEXLENS_ASSIGN_OR_RETURN(const std::string_view text, Bytes(array_->offset + row));
  if (!json::IsUtf8(text)) return absl::InvalidArgumentError("is not UTF-8");
  return text;
}

absl::StatusOr<std::optional<std::int64_t>> ImportedTexts::Index(std::int64_t row) const {
  if (IsNull(*indexes_, row)) return std::nullopt;
  const std::int64_t index = IndexValue(indexes_->buffers[1], index_format_, indexes_->offset + row);
  if (index >= 0 && index < array_->length) return index;
  return absl::InvalidArgumentError(absl::StrCat("index ", index, " into a dictionary of ", array_->length, " texts"));
}

absl::StatusOr<std::string_view> ImportedTexts::Bytes(std::int64_t at) const {
  const void* const ends = array_->buffers[1];
  switch (layout_) {
    case Layout::kOffsets32:
      return Piece(array_->buffers[2], Load<std::int32_t>(ends, at), Load<std::int32_t>(ends, at + 1));
    case Layout::kOffsets64:
      return Piece(array_->buffers[2], Load<std::int64_t>(ends, at), Load<std::int64_t>(ends, at + 1));
    case Layout::kViews:
      return View(at);
    case Layout::kNulls:
      break;
  }
  return "";
}

// Returns the text of a view. That has 16 bytes: the size, then up to 12 bytes of text, or else a prefix, the index of
// a buffer and an offset. The array's last buffer has the sizes of these buffers.
absl::StatusOr<std::string_view> ImportedTexts::View(std::int64_t at) const {
  constexpr std::int32_t kInline = 12;
  const char* const view = static_cast<const char*>(array_->buffers[1]) + at * 16;
  const auto size = Load<std::int32_t>(view, 0);
  if (size >= 0 && size <= kInline) return std::string_view(view + 4, static_cast<std::size_t>(size));
  const auto buffer = Load<std::int32_t>(view, 2);
  const auto offset = Load<std::int32_t>(view, 3);
  const std::int64_t buffers = array_->n_buffers - 3;
  const void* const sizes = array_->buffers[array_->n_buffers - 1];
  if (size < 0 || buffer < 0 || buffer >= buffers || sizes == nullptr || offset < 0 ||
      std::int64_t{offset} + size > Load<std::int64_t>(sizes, buffer)) {
    return absl::InvalidArgumentError(
        absl::StrCat("a view of ", size, " bytes at ", offset, " in buffer ", buffer, " of ", buffers));
  }
  return Piece(array_->buffers[2 + buffer], offset, std::int64_t{offset} + size);
}

}  // namespace vexlens::arrow
