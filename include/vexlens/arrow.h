// Arrow: evidence and answers as tables, by the Arrow C stream interface
// (https://arrow.apache.org/docs/format/CStreamInterface.html). docs/tables.md has the columns.
#ifndef VEXLENS_ARROW_H_
#define VEXLENS_ARROW_H_

#include <cstdint>
#include <memory>
#include <string>

#include "vexlens.h"
#include "vexlens/compare.h"
#include "vexlens/slice.h"

namespace vexlens {

// kMostBatchRows is how many rows a batch has at most. It has fewer when its texts are long.
inline constexpr std::int64_t kMostBatchRows = 65'536;

// Table is what a stream has one row for.
enum class Table : std::uint8_t {
  kRecords,     // each record, in order of keys; without explanations, and so the fastest
  kStatements,  // each statement that is known, those that do not exist at asOf too; by vulnerability and statementId
  kConflicts,   // each conflict of each record
  kRationale,   // each rationale entry of each record
};

// StreamTable makes `out` a stream of the tenant's rows. Slices are taken when rows are asked for, by the thread that
// asks; `keep_alive` is let go with the stream. Whoever consumes the stream releases it; batches and schemas are theirs
// and may outlive it. Equal evidence gives equal rows in equal order, however it is cut into slices.
// get_next gives EINVAL for INVALID_ARGUMENT, ENOMEM for RESOURCE_EXHAUSTED and where memory is short, otherwise EIO;
// get_last_error then has the message, and every later call fails alike. get_schema gives ENOMEM alone.
void StreamTable(Table table, std::string tenant, std::unique_ptr<Slices> slices,
                 std::shared_ptr<const void> keep_alive, ArrowArrayStream* out);

// DeltaTable collects what differs, one row each. Not for concurrent use.
class DeltaTable {
 public:
  DeltaTable();
  DeltaTable(DeltaTable&&) noexcept;
  DeltaTable& operator=(DeltaTable&&) noexcept;
  ~DeltaTable();

  void Append(const Delta& delta);

  // Stream makes `out` a stream of all rows, as StreamTable does. The table is empty afterwards.
  void Stream(ArrowArrayStream* out);

 private:
  class Rows;
  std::unique_ptr<Rows> rows_;
};

}  // namespace vexlens

#endif  // VEXLENS_ARROW_H_
