// Rows of names: tenants and vulnerabilities.
#ifndef VEXLENS_LIB_STORE_ROWS_OF_H_
#define VEXLENS_LIB_STORE_ROWS_OF_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/store/database.h"

namespace vexlens::store {

// FindTenant is the row of a tenant, 0 for none; AddTenant makes it when it is not there.
absl::StatusOr<std::int64_t> FindTenant(Database& database, std::string_view tenant);
absl::StatusOr<std::int64_t> AddTenant(Database& database, std::string_view tenant);

// Tenants are all of them, in order of arrival.
absl::StatusOr<std::vector<std::string>> Tenants(Database& database);

// StoredAsOf is the instant of all stored records.
absl::StatusOr<Instant> StoredAsOf(Database& database);

// FindVulnerability is the row of a canonical name, 0 for none.
absl::StatusOr<std::int64_t> FindVulnerability(Database& database, std::int64_t tenant, std::string_view name);

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_ROWS_OF_H_
