// Schema: the tables of a timeline in PostgreSQL.
#ifndef VEXLENS_DRIVERS_POSTGRES_SCHEMA_H_
#define VEXLENS_DRIVERS_POSTGRES_SCHEMA_H_

#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "drivers/postgres/connection.h"

namespace vexlens::postgres {

// Makes the tables and the role vexlens_timeline, or brings them up to date. Returns what was done, a line each.
// Errors: those of Connection, and FAILED_PRECONDITION for tables of another program.
absl::StatusOr<std::vector<std::string>> MigrateTimeline(Connection& connection);

// Checks that the tables are as this program has them, and that row-level security binds the connection's role.
absl::Status CheckTimeline(Connection& connection);

}  // namespace vexlens::postgres

#endif  // VEXLENS_DRIVERS_POSTGRES_SCHEMA_H_
