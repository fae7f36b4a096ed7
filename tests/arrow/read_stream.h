// Reading a stream of Arrow as its specification says, and checking that it keeps to it.
#ifndef VEXLENS_TESTS_ARROW_READ_STREAM_H_
#define VEXLENS_TESTS_ARROW_READ_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vexlens.h"

namespace vexlens::testing {

// Cell is a value as text: a list in brackets, nothing for null.
using Cell = std::optional<std::string>;
using Row = std::vector<Cell>;

// ReadTable is a whole stream.
struct ReadTable {
  std::vector<std::string> names;
  std::vector<std::string> formats;
  std::vector<bool> nullable;
  std::vector<std::int64_t> batches;  // their lengths
  std::vector<Row> rows;

  std::size_t Column(std::string_view name) const;
  const Cell& At(std::size_t row, std::string_view column) const { return rows[row][Column(column)]; }
};

// ReadStream reads all and releases the stream. What breaks the specification is a failure of the test.
ReadTable ReadStream(ArrowArrayStream* stream);

// ReadBatch adds the rows of a batch.
void ReadBatch(const ArrowSchema& schema, const ArrowArray& array, ReadTable& table);

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_ARROW_READ_STREAM_H_
