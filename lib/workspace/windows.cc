#include "lib/workspace/windows.h"

#include <limits>
#include <vector>

#include "vexlens/support/status_macros.h"

namespace vexlens::workspace {
namespace {

constexpr std::size_t kNames = 512;  // in one window: some ten thousand statements

}  // namespace

absl::StatusOr<std::optional<NameRange>> Windows::Next() {
  // The next name in byte order is the same with a NUL appended.
  const NameRange rest{after_.empty() ? std::string() : after_ + '\0', std::nullopt};
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<NamedRow> rows, view_.VulnerabilitiesIn(tenant_, rest, kNames));
  if (rows.empty()) return std::nullopt;
  for (const NamedRow& row : rows) {
    if (row.name <= after_)
      return absl::DataLossError("the index of vulnerabilities is damaged: rebuild the workspace");
    after_ = row.name;
  }
  return NameRange{rows.front().name, rows.back().name};
}

absl::StatusOr<std::unique_ptr<BuiltSlice>> BuildWindow(Snapshot& snapshot, RowId tenant, const Basis& basis,
                                                        const NameRange& window) {
  SliceBuilder builder(snapshot, tenant, basis);
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<NamedRow> rows,
                           snapshot.view().VulnerabilitiesIn(tenant, window, std::numeric_limits<std::size_t>::max()));
  std::vector<RowId> ids;
  for (const NamedRow& row : rows) ids.push_back(row.id);
  VEXLENS_RETURN_IF_ERROR(builder.Add(ids));
  return builder.Finish();
}

}  // namespace vexlens::workspace
