// Arrow: evidence and answers as tables, and tables as statements, by the Arrow C stream interface
// (https://arrow.apache.org/docs/format/CStreamInterface.html). docs/tables.md has the columns.
#ifndef VEXLENS_ARROW_H_
#define VEXLENS_ARROW_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens.h"
#include "vexlens/compare.h"
#include "vexlens/instant.h"
#include "vexlens/slice.h"
#include "vexlens/timeline.h"
#include "vexlens/timeline_store.h"

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
// get_next gives EINVAL for INVALID_ARGUMENT, ENOMEM for RESOURCE_EXHAUSTED and where memory is short, EAGAIN for
// UNAVAILABLE, EBADMSG for DATA_LOSS, otherwise EIO; get_last_error then has the message, and every later call fails
// alike. get_schema gives ENOMEM alone.
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

// StreamEvents makes `out` a stream of a tenant's events that a filter chooses, those that are there when it returns,
// latest first. They are read page by page when rows are asked for, by the thread that asks: `queries` must live until
// `keep_alive` is let go. The stream is as that of StreamTable. Errors: those of TimelineQueryService.
absl::Status StreamEvents(TimelineQueryService& queries, std::string tenant, TimelineFilter filter,
                          std::shared_ptr<const void> keep_alive, ArrowArrayStream* out);

// OpenVexHeader is what an OpenVEX document says of itself.
struct OpenVexHeader {
  std::string author;
  std::string id;  // an IRI; "": one that is made of the digest of the rest
  Instant issued_at;
};

// StatementLimits bound what OpenVexFromArrow makes.
struct StatementLimits {
  std::int64_t rows = 10'000'000;
  std::size_t bytes = std::size_t{256} << 20;
};

// OpenVexFromArrow makes an OpenVEX 0.2.0 document, in canonical JSON, of a table with a statement in each row. It
// takes the stream and releases it, on errors too. Columns are found by name: vulnerability, product and status must be
// there; component, justification, impact, action, status_notes, issued_at and updated_at may (docs/tables.md).
// INVALID_ARGUMENT names a column that is not taken or has another type, the row (from 0) and column of a value that
// OpenVEX cannot say, and what can be seen to be broken; RESOURCE_EXHAUSTED tells of a limit. A producer's own fault is
// one of these, or UNAVAILABLE.
absl::StatusOr<std::string> OpenVexFromArrow(ArrowArrayStream* stream, const OpenVexHeader& header,
                                             const StatementLimits& limits = {});

}  // namespace vexlens

#endif  // VEXLENS_ARROW_H_
