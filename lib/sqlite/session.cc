#include "lib/sqlite/session.h"

#include "vexlens/support/status_macros.h"

namespace vexlens::sqlite {

using workspace::Settings;

absl::StatusOr<Settings> Session::ReadSettings() {
  Settings settings;
  Rows rows = database_.Select("SELECT name, value FROM meta");
  int found = 0;
  for (; rows.Next(); ++found) {
    const std::string_view name = rows.Text(0);
    if (name == "as_of") settings.as_of = rows.Time(1);
    if (name == "recorded_at") settings.recorded_at = rows.Time(1);
    if (name == "heard") settings.heard = static_cast<std::uint64_t>(rows.Int(1));
    if (name == "rules") settings.rules = static_cast<std::uint32_t>(rows.Int(1));
  }
  if (!rows.status().ok()) return rows.status();
  settings_ = settings;
  complete_ = found == 4;
  return settings;
}

absl::Status Session::Put(const Settings& settings) {
  const auto put = [&](std::string_view name, std::int64_t before, std::int64_t value) {
    if (complete_ && value == before) return absl::OkStatus();
    return database_.Run("INSERT INTO meta VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", name, value);
  };
  VEXLENS_RETURN_IF_ERROR(put("as_of", settings_.as_of.micros, settings.as_of.micros));
  VEXLENS_RETURN_IF_ERROR(put("recorded_at", settings_.recorded_at.micros, settings.recorded_at.micros));
  VEXLENS_RETURN_IF_ERROR(
      put("heard", static_cast<std::int64_t>(settings_.heard), static_cast<std::int64_t>(settings.heard)));
  VEXLENS_RETURN_IF_ERROR(put("rules", settings_.rules, settings.rules));
  settings_ = settings;
  return absl::OkStatus();
}

absl::Status Session::Commit() { return use_.Commit(); }

}  // namespace vexlens::sqlite
