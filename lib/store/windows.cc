#include "lib/store/windows.h"

#include <optional>
#include <utility>

namespace vexlens::store {
namespace {

constexpr std::int64_t kNames = 512;  // of one window: some ten thousand statements

// NextWindow is that behind a name; nothing when there is no more.
absl::StatusOr<std::optional<Window>> NextWindow(Database& database, std::int64_t tenant, const std::string& after) {
  std::optional<Window> window;
  Rows rows = database.Select("SELECT name FROM vulnerability WHERE tenant = ? AND name > ? ORDER BY name LIMIT ?",
                              tenant, after, kNames);
  while (rows.Next()) {
    if (rows.Text(0) <= (window.has_value() ? window->last : after)) {
      return absl::DataLossError("the index of vulnerabilities is damaged: rebuild the workspace");
    }
    if (!window.has_value()) window.emplace(Window{std::string(rows.Text(0)), ""});
    window->last = rows.Text(0);
  }
  if (!rows.status().ok()) return rows.status();
  return window;
}

}  // namespace

absl::Status ForEachWindow(Database& database, std::int64_t tenant,
                           const std::function<absl::StatusOr<bool>(const Window&)>& visit) {
  std::string last;
  while (true) {
    absl::StatusOr<std::optional<Window>> window = NextWindow(database, tenant, last);
    if (!window.ok() || !window->has_value()) return window.status();
    const absl::StatusOr<bool> more = visit(**window);
    if (!more.ok() || !*more) return more.status();
    last = std::move((*window)->last);
  }
}

absl::StatusOr<std::unique_ptr<LoadedSlice>> LoadWindow(Connection& connection, const World& world,
                                                        const Window& window) {
  SliceBuilder builder(connection, world);
  Rows rows = connection.database().Select("SELECT id FROM vulnerability WHERE tenant = ? AND name BETWEEN ? AND ?",
                                           world.tenant_id, window.first, window.last);
  while (rows.Next()) {
    if (absl::Status status = builder.Add(rows.Int(0)); !status.ok()) return status;
  }
  if (!rows.status().ok()) return rows.status();
  return builder.Finish();
}

}  // namespace vexlens::store
