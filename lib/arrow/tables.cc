#include <utility>

#include "lib/arrow/slice_source.h"
#include "vexlens/arrow.h"

namespace vexlens {
namespace {

std::unique_ptr<arrow::Source> MakeSource(Table table, std::string tenant, std::unique_ptr<Slices> slices) {
  switch (table) {
    case Table::kRecords:
      break;
    case Table::kStatements:
      return arrow::MakeStatementSource(std::move(tenant), std::move(slices));
    case Table::kConflicts:
      return arrow::MakeConflictSource(std::move(tenant), std::move(slices));
    case Table::kRationale:
      return arrow::MakeRationaleSource(std::move(tenant), std::move(slices));
  }
  return arrow::MakeRecordSource(std::move(tenant), std::move(slices));
}

}  // namespace

void StreamTable(Table table, std::string tenant, std::unique_ptr<Slices> slices,
                 std::shared_ptr<const void> keep_alive, ArrowArrayStream* out) {
  arrow::MakeStream(MakeSource(table, std::move(tenant), std::move(slices)), std::move(keep_alive), out);
}

}  // namespace vexlens
