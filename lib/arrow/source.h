// Source: where a stream gets its batches.
#ifndef VEXLENS_LIB_ARROW_SOURCE_H_
#define VEXLENS_LIB_ARROW_SOURCE_H_

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/arrow/column.h"
#include "vexlens.h"

namespace vexlens::arrow {

// NamedColumn is a column of a table; the name is static.
struct NamedColumn {
  const char* name;
  Column* column;
};

// Source makes the batches of one table. Not for concurrent use.
class Source {
 public:
  virtual ~Source() = default;

  // Returns the same columns each time.
  virtual std::vector<NamedColumn> Columns() = 0;

  // Makes `out` the next batch. Returns false, and leaves `out` alone, if there is none.
  virtual absl::StatusOr<bool> Next(ArrowArray* out) = 0;
};

// Makes `out` a batch of all rows in the columns, and begins the next. Errors: RESOURCE_EXHAUSTED when a row was too
// large.
absl::Status TakeBatch(const std::vector<NamedColumn>& columns, Batch& batch, ArrowArray* out);

// Makes `out` a stream of a source's batches. `keep_alive` is released after the source.
void MakeStream(std::unique_ptr<Source> source, std::shared_ptr<const void> keep_alive, ArrowArrayStream* out);

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_SOURCE_H_
