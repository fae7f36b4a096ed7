// Source: what a stream takes its batches from.
#ifndef VEXLENS_LIB_ARROW_SOURCE_H_
#define VEXLENS_LIB_ARROW_SOURCE_H_

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/arrow/column.h"
#include "vexlens.h"

namespace vexlens::arrow {

// NamedColumn is a column of a table; the name lives as long as the program.
struct NamedColumn {
  const char* name;
  Column* column;
};

// Source gives the batches of one table. Not for concurrent use.
class Source {
 public:
  virtual ~Source() = default;

  // Columns are always the same ones.
  virtual std::vector<NamedColumn> Columns() = 0;

  // Next makes `out` the next batch; false when there is none, and `out` is left alone.
  virtual absl::StatusOr<bool> Next(ArrowArray* out) = 0;
};

// TakeBatch makes `out` a batch of all rows in the columns, and lets the next one begin. RESOURCE_EXHAUSTED when a row
// was too large.
absl::Status TakeBatch(const std::vector<NamedColumn>& columns, Batch& batch, ArrowArray* out);

// MakeStream makes `out` a stream of a source's batches; `keep_alive` is let go after the source.
void MakeStream(std::unique_ptr<Source> source, std::shared_ptr<const void> keep_alive, ArrowArrayStream* out);

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_SOURCE_H_
