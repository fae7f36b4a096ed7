#include "lib/store/windows.h"

#include "vexlens/status_macros.h"

namespace vexlens::store {
namespace {

constexpr std::int64_t kNames = 512;  // of one window: some ten thousand statements

}  // namespace

absl::StatusOr<std::optional<NameRange>> Windows::Next() {
  std::optional<NameRange> window;
  Rows rows = database_.Select("SELECT name FROM vulnerability WHERE tenant = ? AND name > ? ORDER BY name LIMIT ?",
                               tenant_, last_, kNames);
  std::string last = last_;
  while (rows.Next()) {
    if (rows.Text(0) <= last) {
      return absl::DataLossError("the index of vulnerabilities is damaged: rebuild the workspace");
    }
    last = rows.Text(0);
    if (!window.has_value()) window.emplace(NameRange{last, std::nullopt});
  }
  if (!rows.status().ok()) return rows.status();
  if (window.has_value()) window->last = last_ = last;
  return window;
}

absl::StatusOr<std::unique_ptr<LoadedSlice>> LoadWindow(Connection& connection, const World& world,
                                                        const NameRange& window) {
  SliceBuilder builder(connection, world);
  Rows rows = connection.database().Select("SELECT id FROM vulnerability WHERE tenant = ? AND name BETWEEN ? AND ?",
                                           world.tenant_id, window.first, *window.last);
  while (rows.Next()) {
    VEXLENS_RETURN_IF_ERROR(builder.Add(rows.Int(0)));
  }
  if (!rows.status().ok()) return rows.status();
  return builder.Finish();
}

}  // namespace vexlens::store
