#include "lib/arrow/imported_instants.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/arrow/imported_array.h"
#include "lib/formats/findings.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::arrow {
namespace {

// The years 0001 to 9999, in microseconds.
constexpr std::int64_t kFirst = -62'135'596'800'000'000;
constexpr std::int64_t kEnd = 253'402'300'800'000'000;

constexpr std::int64_t FloorDivide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

}  // namespace

absl::StatusOr<ImportedInstants> ImportedInstants::Open(const ArrowSchema& schema, const ArrowArray& array,
                                                        std::int64_t rows) {
  const std::string_view format = schema.format;
  const bool nulls = format == "n";
  const bool instants = format.size() >= 4 && format.starts_with("ts") && format[3] == ':' &&
                        std::string_view("smun").find(format[2]) != std::string_view::npos;
  if ((!nulls && !instants) || schema.dictionary != nullptr) {
    return absl::InvalidArgumentError(absl::StrCat("the type ", formats::Quoted(format), " is none of timestamps"));
  }
  VEXLENS_RETURN_IF_ERROR(CheckArray(array, rows, nulls ? 0 : 2));
  if (instants && rows > 0 && array.buffers[1] == nullptr) {
    return absl::InvalidArgumentError("a broken array: it has no values");
  }
  return ImportedInstants(array, nulls ? '\0' : format[2]);
}

absl::StatusOr<Instant> ImportedInstants::At(std::int64_t row) const {
  if (unit_ == '\0' || IsNull(*array_, row)) return Instant();
  const auto value = Load<std::int64_t>(array_->buffers[1], array_->offset + row);
  const std::int64_t micros_of_unit = unit_ == 's' ? 1'000'000 : unit_ == 'm' ? 1'000 : 1;
  const std::int64_t whole = unit_ == 'n' ? FloorDivide(value, 1'000) : value;
  if (whole >= FloorDivide(kFirst, micros_of_unit) && whole < kEnd / micros_of_unit) {
    return Instant{whole * micros_of_unit};
  }
  return absl::InvalidArgumentError("its year is not 0001 to 9999");
}

}  // namespace vexlens::arrow
