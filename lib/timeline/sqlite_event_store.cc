#include "lib/timeline/sqlite_event_store.h"

#include <cstdint>

#include "lib/timeline/sqlite_schema.h"
#include "lib/timeline/sqlite_turn.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/timeline.h"

namespace vexlens {
namespace timeline {

using sqlite::Database;
using sqlite::File;

namespace {

absl::StatusOr<std::int64_t> FindTenant(Database& database, std::string_view tenant) {
  return database.Number(0, "SELECT id FROM tenant WHERE name = ?", tenant);
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteEventStore>> SqliteEventStore::Open(const std::string& directory,
                                                                         File::Options options) {
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<File> file,
                           File::Open(directory, "timeline.db", SqliteTimelineSchema(), std::move(options)));
  VEXLENS_ASSIGN_OR_RETURN(const sqlite::FileState state, file->Look());
  if (state != sqlite::FileState::kCurrent) {
    VEXLENS_ASSIGN_OR_RETURN(File::Use use, file->Write());
    VEXLENS_RETURN_IF_ERROR(use.Commit());
  }
  return std::unique_ptr<SqliteEventStore>(new SqliteEventStore(std::move(file)));
}

absl::StatusOr<std::unique_ptr<TimelineView>> SqliteEventStore::Read(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(File::Use use, file_->Read());
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t id, FindTenant(use.database(), tenant));
  return std::make_unique<SqliteTurn>(std::move(use), id);
}

absl::StatusOr<std::unique_ptr<TimelineTurn>> SqliteEventStore::Write(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(File::Use use, file_->Write());
  VEXLENS_ASSIGN_OR_RETURN(std::int64_t id, FindTenant(use.database(), tenant));
  if (id == 0) {
    VEXLENS_RETURN_IF_ERROR(
        use.database().Run("INSERT INTO tenant(name, size, commits, edge) VALUES(?, 0, 0, x'')", tenant));
    id = use.database().last_id();
  }
  return std::make_unique<SqliteTurn>(std::move(use), id);
}

absl::StatusOr<std::vector<std::string>> SqliteEventStore::Tenants() {
  VEXLENS_ASSIGN_OR_RETURN(File::Use use, file_->Read());
  std::vector<std::string> tenants;
  sqlite::Rows rows = use.database().Select("SELECT name FROM tenant WHERE size > 0 ORDER BY name");
  while (rows.Next()) tenants.emplace_back(rows.Text(0));
  if (!rows.status().ok()) return rows.status();
  return tenants;
}

}  // namespace timeline

absl::StatusOr<std::unique_ptr<TimelineEventStore>> OpenTimelineStore(const std::string& directory, bool create) {
  sqlite::File::Options options;
  options.create = create;
  return timeline::SqliteEventStore::Open(directory, std::move(options));
}

}  // namespace vexlens
