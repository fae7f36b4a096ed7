// ForeignTable: tables as other libraries make them, and as a broken one would.
#ifndef VEXLENS_TESTS_ARROW_FOREIGN_TABLE_H_
#define VEXLENS_TESTS_ARROW_FOREIGN_TABLE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "vexlens.h"

namespace vexlens::testing {

// ForeignArray owns the buffers of an array. Its structs are copied out for a reader, who releases the copies.
struct ForeignArray {
  std::string name;
  std::string format;
  std::vector<std::string> buffers;
  std::int64_t length = 0;
  std::int64_t offset = 0;
  std::int64_t null_count = -1;
  std::shared_ptr<ForeignArray> dictionary;
  std::vector<ForeignArray> children;
};

using Texts = std::vector<std::optional<std::string>>;

// TextArray has the texts by "u", "U" or "vu", behind `offset` rows that are not to be read. DictionaryArray has them
// by an index type ("c" to "L") into texts of such a format.
ForeignArray TextArray(std::string name, std::string format, const Texts& texts, std::int64_t offset = 0);
ForeignArray DictionaryArray(std::string name, std::string index_format, std::string format, const Texts& texts);
ForeignArray InstantArray(std::string name, std::string format, const std::vector<std::optional<std::int64_t>>& values);
ForeignArray NullArray(std::string name, std::int64_t length);

// TableOf is a batch of columns of one length.
ForeignArray TableOf(std::vector<ForeignArray> columns);

// Change is done to what a reader gets of a batch.
using Change = std::function<void(ArrowSchema&, ArrowArray&)>;

// StreamOf gives the batches; the first has the schema. `released` is counted up when the stream is.
ArrowArrayStream StreamOf(std::vector<ForeignArray> batches, int* released, Change change = nullptr);

// FailingStream fails with an errno value in get_schema or get_next.
ArrowArrayStream FailingStream(int schema_error, int next_error, int* released);

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_ARROW_FOREIGN_TABLE_H_
