#include "lib/store/windows.h"

#include <utility>

namespace vexlens::store {
namespace {

constexpr std::int64_t kNames = 512;  // of one window: some ten thousand statements

absl::StatusOr<Window> NextWindow(Database& database, std::int64_t tenant, std::string_view after) {
  Window window;
  Rows rows = database.Select("SELECT name FROM vulnerability WHERE tenant = ? AND name > ? ORDER BY name LIMIT ?",
                              tenant, after, kNames);
  while (rows.Next()) {
    if (rows.Text(0) <= (window.names.empty() ? after : window.names.back())) {
      return absl::DataLossError("the index of vulnerabilities is damaged: rebuild the workspace");
    }
    window.names.emplace_back(rows.Text(0));
  }
  if (!rows.status().ok()) return rows.status();
  return window;
}

}  // namespace

absl::Status ForEachWindow(Database& database, std::int64_t tenant,
                           const std::function<absl::StatusOr<bool>(const Window&)>& visit) {
  std::string last;
  while (true) {
    const absl::StatusOr<Window> window = NextWindow(database, tenant, last);
    if (!window.ok()) return window.status();
    if (window->names.empty()) return absl::OkStatus();
    const absl::StatusOr<bool> more = visit(*window);
    if (!more.ok() || !*more) return more.status();
    last = window->names.back();
  }
}

absl::StatusOr<std::unique_ptr<LoadedSlice>> LoadWindow(Connection& connection, const World& world,
                                                        const Window& window) {
  SliceBuilder builder(connection, world);
  for (const std::string& name : window.names) {
    const absl::StatusOr<std::int64_t> id = connection.database().Number(
        0, "SELECT id FROM vulnerability WHERE tenant = ? AND name = ?", world.tenant_id, name);
    if (!id.ok()) return id.status();
    if (*id == 0) continue;
    if (absl::Status status = builder.Add(*id); !status.ok()) return status;
  }
  return builder.Finish();
}

}  // namespace vexlens::store
