// Migration scripts: the steps in which the tables of a workspace developed.
#ifndef VEXLENS_LIB_SQLITE_MIGRATION_SCRIPTS_H_
#define VEXLENS_LIB_SQLITE_MIGRATION_SCRIPTS_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace vexlens::sqlite {

// Migration is one step. Numbers are 1, 2, … without a gap.
struct Migration {
  std::int64_t number;
  std::string_view name;
  std::string_view sql;  // NUL-terminated, static
};

// Returns all steps in order. The first makes the tables of an empty file.
std::span<const Migration> Migrations();

}  // namespace vexlens::sqlite

#endif  // VEXLENS_LIB_SQLITE_MIGRATION_SCRIPTS_H_
