#include "tests/arrow/read_stream.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "gtest/gtest.h"

namespace vexlens::testing {
namespace {

bool Bit(const void* buffer, std::int64_t at) {
  return (static_cast<const char*>(buffer)[at / 8] >> (at % 8) & 1) != 0;
}

template <typename T>
T Value(const ArrowArray& array, int buffer, std::int64_t at) {
  return static_cast<const T*>(array.buffers[buffer])[at];
}

std::string_view Text(const ArrowArray& array, std::int64_t at) {
  const auto begin = Value<std::int32_t>(array, 1, at);
  const auto end = Value<std::int32_t>(array, 1, at + 1);
  return {static_cast<const char*>(array.buffers[2]) + begin, static_cast<std::size_t>(end - begin)};
}

Cell CellAt(const ArrowSchema& schema, const ArrowArray& array, std::int64_t at) {
  if (array.buffers[0] != nullptr && !Bit(array.buffers[0], at)) return std::nullopt;
  const std::string_view format = schema.format;
  if (format == "u") return std::string(Text(array, at));
  if (format == "g") return absl::StrFormat("%.17g", Value<double>(array, 1, at));
  if (format == "i") return absl::StrCat(Value<std::int32_t>(array, 1, at));
  if (format == "I") return absl::StrCat(Value<std::uint32_t>(array, 1, at));
  if (format == "L") return absl::StrCat(Value<std::uint64_t>(array, 1, at));
  if (format == "b") return Bit(array.buffers[1], at) ? "true" : "false";
  if (format == "tsu:UTC") return absl::StrCat(Value<std::int64_t>(array, 1, at));
  EXPECT_EQ(format, "+l");
  std::string list = "[";
  for (auto i = Value<std::int32_t>(array, 1, at); i < Value<std::int32_t>(array, 1, at + 1); ++i) {
    absl::StrAppend(&list, list.size() > 1 ? "," : "", *CellAt(*schema.children[0], *array.children[0], i));
  }
  return list + "]";
}

void CheckOffsets(const ArrowArray& array, std::int64_t end) {
  EXPECT_EQ(Value<std::int32_t>(array, 1, 0), 0);
  for (std::int64_t i = 0; i < array.length; ++i) {
    ASSERT_LE(Value<std::int32_t>(array, 1, i), Value<std::int32_t>(array, 1, i + 1));
  }
  EXPECT_LE(Value<std::int32_t>(array, 1, array.length), end);
}

void CheckColumn(const ArrowSchema& schema, const ArrowArray& array, std::int64_t length) {
  const std::string_view format = schema.format;
  EXPECT_EQ(array.length, length);
  EXPECT_EQ(array.offset, 0);
  EXPECT_EQ(array.dictionary, nullptr);
  ASSERT_EQ(array.n_buffers, format == "u" ? 3 : 2);
  ASSERT_EQ(array.n_children, format == "+l" ? 1 : 0);
  ASSERT_EQ(schema.n_children, array.n_children);
  for (int i = 0; i < array.n_buffers; ++i) {
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(array.buffers[i]) % 64, 0U);
    ASSERT_TRUE(i == 0 || array.buffers[i] != nullptr);
  }
  std::int64_t nulls = 0;
  for (std::int64_t i = 0; i < length && array.buffers[0] != nullptr; ++i) nulls += Bit(array.buffers[0], i) ? 0 : 1;
  EXPECT_EQ(array.null_count, nulls);
  EXPECT_TRUE(nulls == 0 || (schema.flags & ARROW_FLAG_NULLABLE) != 0) << schema.name;
  if (format == "u") CheckOffsets(array, INT32_MAX);
  if (format == "+l") {
    CheckOffsets(array, array.children[0]->length);
    CheckColumn(*schema.children[0], *array.children[0], Value<std::int32_t>(array, 1, length));
  }
}

}  // namespace

std::size_t ReadTable::Column(std::string_view name) const {
  const auto place = std::find(names.begin(), names.end(), name);
  EXPECT_NE(place, names.end()) << name;
  return static_cast<std::size_t>(place - names.begin());
}

void ReadBatch(const ArrowSchema& schema, const ArrowArray& array, ReadTable& table) {
  ASSERT_EQ(array.n_buffers, 1);
  EXPECT_EQ(array.buffers[0], nullptr);
  ASSERT_EQ(array.n_children, schema.n_children);
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    ASSERT_NO_FATAL_FAILURE(CheckColumn(*schema.children[i], *array.children[i], array.length));
  }
  table.batches.push_back(array.length);
  for (std::int64_t row = 0; row < array.length; ++row) {
    Row& cells = table.rows.emplace_back();
    for (std::int64_t i = 0; i < schema.n_children; ++i) {
      cells.push_back(CellAt(*schema.children[i], *array.children[i], row));
    }
  }
}

ReadTable ReadStream(ArrowArrayStream* stream) {
  ReadTable table;
  ArrowSchema schema{};
  EXPECT_EQ(stream->get_schema(stream, &schema), 0);
  EXPECT_STREQ(schema.format, "+s");
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    table.names.emplace_back(schema.children[i]->name);
    table.formats.emplace_back(schema.children[i]->format);
    table.nullable.push_back((schema.children[i]->flags & ARROW_FLAG_NULLABLE) != 0);
  }
  while (true) {
    ArrowArray batch{};
    const int error = stream->get_next(stream, &batch);
    EXPECT_EQ(error, 0) << stream->get_last_error(stream);
    if (error != 0 || batch.release == nullptr) break;
    EXPECT_GT(batch.length, 0);
    ReadBatch(schema, batch, table);
    batch.release(&batch);
    EXPECT_EQ(batch.release, nullptr);
  }
  schema.release(&schema);
  EXPECT_EQ(schema.release, nullptr);
  stream->release(stream);
  EXPECT_EQ(stream->release, nullptr);
  return table;
}

}  // namespace vexlens::testing
