// Tenants: rows by name.
#include "absl/strings/str_cat.h"
#include "lib/store/sqlite_workspace.h"
#include "vexlens/tenant.h"

namespace vexlens::store {

absl::StatusOr<std::int64_t> TenantId(Database& database, std::string_view tenant, bool create) {
  const absl::StatusOr<std::int64_t> id = database.Number(0, "SELECT id FROM tenant WHERE name = ?", tenant);
  if (!id.ok() || *id != 0 || !create) return id;
  if (absl::Status status = CheckTenant(tenant); !status.ok()) return status;
  if (absl::Status status = database.Run("INSERT INTO tenant(name) VALUES(?)", tenant); !status.ok()) return status;
  return database.last_id();
}

absl::StatusOr<std::vector<std::string>> Tenants(Database& database) {
  std::vector<std::string> tenants;
  Rows rows = database.Select("SELECT name FROM tenant ORDER BY id");
  while (rows.Next()) tenants.emplace_back(rows.Text(0));
  if (!rows.status().ok()) return rows.status();
  return tenants;
}

}  // namespace vexlens::store
