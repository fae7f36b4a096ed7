#include "lib/arrow/column.h"

#include <memory>

namespace vexlens::arrow {
namespace {

constexpr Type kText = {"u"};

}  // namespace

void TextColumn::TakeTexts(Buffer validity, std::int64_t nulls, ArrowArray* out) {
  const std::int64_t length = rows();
  auto parts = std::make_unique<ArrayParts>(3, 0);
  parts->buffers[0] = std::move(validity);
  parts->buffers[1] = TakeFrom(offsets_);
  parts->buffers[2] = TakeFrom(data_);
  offsets_.Append<std::int32_t>(0);
  ExportArray(length, nulls, std::move(parts), out);
}

void OptionalTextColumn::Take(ArrowArray* out) {
  const std::int64_t nulls = validity_.nulls();
  TakeTexts(validity_.Take(), nulls, out);
}

Type TextListColumn::type() const { return {"+l", false, &kText}; }

void TextListColumn::Take(ArrowArray* out) {
  const auto length = static_cast<std::int64_t>(ends_.size() / sizeof(std::int32_t)) - 1;
  auto parts = std::make_unique<ArrayParts>(2, 1);
  parts->buffers[1] = TakeFrom(ends_);
  items_.Take(&parts->children[0]);
  ends_.Append<std::int32_t>(0);
  ExportArray(length, 0, std::move(parts), out);
}

void ExportNumbers(std::int64_t rows, std::int64_t nulls, Buffer validity, Buffer values, ArrowArray* out) {
  auto parts = std::make_unique<ArrayParts>(2, 0);
  parts->buffers[0] = std::move(validity);
  parts->buffers[1] = std::move(values);
  ExportArray(rows, nulls, std::move(parts), out);
}

void OptionalFractionColumn::Take(ArrowArray* out) {
  const auto rows = static_cast<std::int64_t>(values_.size() / sizeof(double));
  const std::int64_t nulls = validity_.nulls();
  ExportNumbers(rows, nulls, validity_.Take(), TakeFrom(values_), out);
}

void InstantColumn::Take(ArrowArray* out) {
  const auto rows = static_cast<std::int64_t>(values_.size() / sizeof(std::int64_t));
  const std::int64_t nulls = validity_.nulls();
  ExportNumbers(rows, nulls, validity_.Take(), TakeFrom(values_), out);
}

void BoolColumn::Take(ArrowArray* out) { ExportNumbers(std::exchange(rows_, 0), 0, {}, values_.Take(), out); }

}  // namespace vexlens::arrow
