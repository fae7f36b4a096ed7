// Migrations: how the tables of a timeline come to be, and how those of an older program are brought up to date.
#ifndef VEXLENS_DRIVERS_POSTGRES_MIGRATIONS_H_
#define VEXLENS_DRIVERS_POSTGRES_MIGRATIONS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "drivers/postgres/connection.h"

namespace vexlens::postgres {

// Migration is one step. Numbers are 1, 2, … without a gap. A step that was released is never changed, not even its
// comments: databases keep its checksum.
struct Migration {
  std::int64_t number;
  std::string_view name;
  std::string_view sql;
};

// Takes the steps that the database lacks, each in a transaction of its own, while no other program does. Returns what
// was done, a line each. The connection's role owns the tables. Errors: FAILED_PRECONDITION for steps that are not
// ours.
absl::StatusOr<std::vector<std::string>> Migrate(Connection& connection, std::span<const Migration> migrations);

// Checks that a database has all steps, none of a newer program, and each with our checksum. Errors: those of Migrate;
// also FAILED_PRECONDITION, with what to do, when a step is missing.
absl::Status CheckMigrated(Connection& connection, std::span<const Migration> migrations);

}  // namespace vexlens::postgres

#endif  // VEXLENS_DRIVERS_POSTGRES_MIGRATIONS_H_
