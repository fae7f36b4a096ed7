// Columns: rows are appended directly to the buffers that become an Arrow array.
#ifndef VEXLENS_LIB_ARROW_COLUMN_H_
#define VEXLENS_LIB_ARROW_COLUMN_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

#include "lib/arrow/buffer.h"
#include "lib/arrow/export.h"
#include "vexlens/arrow.h"
#include "vexlens/instant.h"
#include "vexlens/support/millionths.h"

namespace vexlens::arrow {

// Batch is how full a batch is. Columns also set `full` when they have enough text.
struct Batch {
  std::int64_t rows = 0;
  bool full = false;
  bool too_large = false;  // the texts of a row are more than a column can have

  void EndRow() {
    if (++rows == kMostBatchRows) full = true;
  }
};

// Column is a column of a table. Take moves its rows into an array, and leaves the column empty.
class Column {
 public:
  virtual ~Column() = default;
  virtual Type type() const = 0;
  virtual void Take(ArrowArray* out) = 0;
};

// Validity says which rows are not null.
class Validity {
 public:
  void Append(bool valid) {
    bits_.Append(valid);
    nulls_ += valid ? 0 : 1;
  }
  std::int64_t nulls() const { return nulls_; }
  Buffer Take() {
    nulls_ = 0;
    return bits_.Take();
  }

 private:
  Bits bits_;
  std::int64_t nulls_ = 0;
};

// TextColumn has UTF-8 texts, with 32-bit offsets.
class TextColumn : public Column {
 public:
  static constexpr std::size_t kEnough = std::size_t{32} << 20;
  static constexpr std::size_t kMost = std::numeric_limits<std::int32_t>::max();

  explicit TextColumn(Batch& batch) : batch_(batch) { offsets_.Append<std::int32_t>(0); }

  Type type() const override { return {"u"}; }
  void Take(ArrowArray* out) override { TakeTexts({}, 0, out); }

  void Append(std::string_view text) {
    const std::size_t end = data_.size() + text.size();
    if (end > kEnough) {
      batch_.full = true;
      if (end > kMost) {
        batch_.too_large = true;
        text = {};
      }
    }
    text.copy(data_.Room(text.size()), text.size());
    data_.Wrote(text.size());
    offsets_.Append(static_cast<std::int32_t>(data_.size()));
  }

  std::int64_t rows() const { return static_cast<std::int64_t>(offsets_.size() / sizeof(std::int32_t)) - 1; }

 protected:
  void TakeTexts(Buffer validity, std::int64_t nulls, ArrowArray* out);

 private:
  Batch& batch_;
  Buffer offsets_;
  Buffer data_;
};

// OptionalTextColumn has null for "".
class OptionalTextColumn final : public TextColumn {
 public:
  using TextColumn::TextColumn;

  Type type() const override { return {"u", true}; }
  void Take(ArrowArray* out) override;

  void Append(std::string_view text) {
    TextColumn::Append(text);
    validity_.Append(!text.empty());
  }

 private:
  Validity validity_;
};

// TextListColumn has lists of texts.
class TextListColumn final : public Column {
 public:
  explicit TextListColumn(Batch& batch) : items_(batch) { ends_.Append<std::int32_t>(0); }

  Type type() const override;
  void Take(ArrowArray* out) override;

  // Adds a text to the list of the current row; EndRow ends the list.
  void Add(std::string_view text) { items_.Append(text); }
  void EndRow() { ends_.Append(static_cast<std::int32_t>(items_.rows())); }

 private:
  Buffer ends_;
  TextColumn items_;
};

// Returns the format string of a number type.
template <typename T>
constexpr const char* FormatOf() = delete;
template <>
constexpr const char* FormatOf<double>() {
  return "g";
}
template <>
constexpr const char* FormatOf<std::int32_t>() {
  return "i";
}
template <>
constexpr const char* FormatOf<std::uint32_t>() {
  return "I";
}
template <>
constexpr const char* FormatOf<std::uint64_t>() {
  return "L";
}

// Makes `out` an array of numbers.
void ExportNumbers(std::int64_t rows, std::int64_t nulls, Buffer validity, Buffer values, ArrowArray* out);

template <typename T>
class NumberColumn final : public Column {
 public:
  Type type() const override { return {FormatOf<T>()}; }
  void Take(ArrowArray* out) override {
    const auto rows = static_cast<std::int64_t>(values_.size() / sizeof(T));
    ExportNumbers(rows, 0, {}, TakeFrom(values_), out);
  }

  void Append(T value) { values_.Append(value); }

 private:
  Buffer values_;
};

// Returns millionths as the nearest double.
inline double Fraction(Millionths value) { return static_cast<double>(value) / static_cast<double>(kOne); }

// OptionalFractionColumn has fractions that may be null.
class OptionalFractionColumn final : public Column {
 public:
  Type type() const override { return {FormatOf<double>(), true}; }
  void Take(ArrowArray* out) override;

  void Append(Millionths value) {
    values_.Append(Fraction(value));
    validity_.Append(true);
  }
  void AppendNull() {
    values_.Append(0.0);
    validity_.Append(false);
  }

 private:
  Buffer values_;
  Validity validity_;
};

// InstantColumn has microseconds in UTC, null for undated instants.
class InstantColumn final : public Column {
 public:
  Type type() const override { return {"tsu:UTC", true}; }
  void Take(ArrowArray* out) override;

  void Append(Instant instant) {
    values_.Append(instant.dated() ? instant.micros : std::int64_t{0});
    validity_.Append(instant.dated());
  }

 private:
  Buffer values_;
  Validity validity_;
};

// BoolColumn has one bit for each row.
class BoolColumn final : public Column {
 public:
  Type type() const override { return {"b"}; }
  void Take(ArrowArray* out) override;

  void Append(bool value) {
    values_.Append(value);
    ++rows_;
  }

 private:
  Bits values_;
  std::int64_t rows_ = 0;
};

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_COLUMN_H_
