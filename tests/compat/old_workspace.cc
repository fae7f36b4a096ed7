#include "tests/compat/old_workspace.h"

#include <fstream>
#include <sstream>

#include "gtest/gtest.h"
#include "sqlite3.h"

namespace vexlens::testing {
namespace {

constexpr const char* kWorkspace1 = "tests/compat/workspace_v1.sql";

int AddColumn(void* rows, int, char** values, char**) {
  static_cast<std::vector<std::string>*>(rows)->emplace_back(values[0] == nullptr ? "" : values[0]);
  return 0;
}

}  // namespace

std::vector<std::string> Sql(const std::string& folder, const std::string& sql) {
  std::vector<std::string> rows;
  sqlite3* connection = nullptr;
  EXPECT_EQ(sqlite3_open((folder + "/vexlens.db").c_str(), &connection), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), AddColumn, &rows, nullptr), SQLITE_OK) << sqlite3_errmsg(connection);
  sqlite3_close(connection);
  return rows;
}

void LayWorkspace1(const std::string& folder) {
  std::ostringstream script;
  script << std::ifstream(kWorkspace1, std::ios::binary).rdbuf();
  ASSERT_GT(script.str().size(), 10'000U) << kWorkspace1;
  Sql(folder, script.str() + "PRAGMA journal_mode = WAL;");
}

std::int64_t VersionOf(const std::string& folder) { return std::stoll(Sql(folder, "PRAGMA user_version").at(0)); }

}  // namespace vexlens::testing
