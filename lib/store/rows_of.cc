#include "lib/store/rows_of.h"

#include "vexlens/status_macros.h"
#include "vexlens/tenant.h"

namespace vexlens::store {

absl::StatusOr<std::int64_t> FindTenant(Database& database, std::string_view tenant) {
  return database.Number(0, "SELECT id FROM tenant WHERE name = ?", tenant);
}

absl::StatusOr<std::int64_t> AddTenant(Database& database, std::string_view tenant) {
  const absl::StatusOr<std::int64_t> id = FindTenant(database, tenant);
  if (!id.ok() || *id != 0) return id;
  VEXLENS_RETURN_IF_ERROR(CheckTenant(tenant));
  VEXLENS_RETURN_IF_ERROR(database.Run("INSERT INTO tenant(name) VALUES(?)", tenant));
  return database.last_id();
}

absl::StatusOr<std::vector<std::string>> Tenants(Database& database) {
  std::vector<std::string> tenants;
  Rows rows = database.Select("SELECT name FROM tenant ORDER BY id");
  while (rows.Next()) tenants.emplace_back(rows.Text(0));
  if (!rows.status().ok()) return rows.status();
  return tenants;
}

absl::StatusOr<Instant> StoredAsOf(Database& database) {
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t micros,
                           database.Number(0, "SELECT value FROM meta WHERE name = 'as_of'"));
  return Instant{micros};
}

absl::StatusOr<std::int64_t> FindVulnerability(Database& database, std::int64_t tenant, std::string_view name) {
  return database.Number(0, "SELECT id FROM vulnerability WHERE tenant = ? AND name = ?", tenant, name);
}

}  // namespace vexlens::store
