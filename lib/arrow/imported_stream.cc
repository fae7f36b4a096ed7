#include "lib/arrow/imported_stream.h"

#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/arrow/imported_array.h"
#include "lib/formats/findings.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::arrow {
namespace {

using formats::Quoted;

absl::Status CheckColumn(const ArrowSchema* column, std::int64_t number) {
  if (column != nullptr && column->release != nullptr && column->format != nullptr && column->name != nullptr) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat("a broken schema: column ", number, " has no name or no type"));
}

}  // namespace

absl::Status ImportedStream::ReadSchema() {
  if (stream_->release == nullptr || stream_->get_schema == nullptr || stream_->get_next == nullptr) {
    return absl::InvalidArgumentError("the stream was released, or is none");
  }
  if (const int error = stream_->get_schema(stream_.get(), schema_.get()); error != 0) return Fault(error);
  if (schema_->release == nullptr || schema_->format == nullptr) return absl::InvalidArgumentError("a broken schema");
  if (std::string_view(schema_->format) != "+s") {
    return absl::InvalidArgumentError(absl::StrCat("the stream has the type ", Quoted(schema_->format), ", no table"));
  }
  if (schema_->n_children < 0 || (schema_->n_children > 0 && schema_->children == nullptr)) {
    return absl::InvalidArgumentError(absl::StrCat("a broken schema: it has ", schema_->n_children, " columns"));
  }
  for (std::int64_t i = 0; i < schema_->n_children; ++i) {
    VEXLENS_RETURN_IF_ERROR(CheckColumn(schema_->children[i], i));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Imported<ArrowArray>>> ImportedStream::Next() {
  Imported<ArrowArray> batch;
  if (const int error = stream_->get_next(stream_.get(), batch.get()); error != 0) return Fault(error);
  if (batch->release == nullptr) return std::nullopt;
  VEXLENS_RETURN_IF_ERROR(CheckArray(*batch, 0, 0));
  if (batch->n_buffers > 0 && batch->buffers[0] != nullptr && batch->null_count != 0) {
    return absl::InvalidArgumentError("a broken array: rows of a table are never null");
  }
  if (batch->n_children != schema_->n_children || (batch->n_children > 0 && batch->children == nullptr)) {
    return absl::InvalidArgumentError(
        absl::StrCat("a broken array: it has ", batch->n_children, " columns, the schema ", schema_->n_children));
  }
  for (std::int64_t i = 0; i < batch->n_children; ++i) {
    if (batch->children[i] == nullptr) return absl::InvalidArgumentError("a broken array: a column is null");
  }
  return std::optional(std::move(batch));
}

absl::Status ImportedStream::Fault(int error) {
  const char* const words = stream_->get_last_error == nullptr ? nullptr : stream_->get_last_error(stream_.get());
  const std::string message =
      absl::StrCat("the stream failed: ", words == nullptr ? absl::StrCat("error ", error) : Quoted(words));
  if (error == EINVAL) return absl::InvalidArgumentError(message);
  if (error == ENOMEM) return absl::ResourceExhaustedError(message);
  return absl::UnavailableError(message);
}

}  // namespace vexlens::arrow
