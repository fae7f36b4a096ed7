#include "tests/support/postgres_server.h"

#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace vexlens::testing {
namespace {

constexpr char kTemplate[] = "timeline_template";

}  // namespace

bool PostgresServer::IsInstalled() { return std::filesystem::exists("/usr/lib/postgresql/15/bin/postgres"); }

PostgresServer& PostgresServer::Get() {
  static PostgresServer server;
  return server;
}

PostgresServer::PostgresServer(std::string_view disk) : folder_("/tmp/vexlens-pg-XXXXXX"), disk_(disk) {
  if (mkdtemp(folder_.data()) == nullptr) ADD_FAILURE() << "no folder " << folder_;
  Do("start");
  Sql("postgres",
      "CREATE ROLE owner LOGIN CREATEROLE CREATEDB; CREATE ROLE vexlens_timeline NOLOGIN;"
      "CREATE ROLE service LOGIN IN ROLE vexlens_timeline; CREATE ROLE nobody LOGIN");
  AddDatabase(kTemplate);
  const auto steps = PostgresDriver().MigrateTimeline(Address("owner", kTemplate));
  EXPECT_TRUE(steps.ok()) << steps.status();
}

PostgresServer::~PostgresServer() {
  Do("kill");
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void PostgresServer::Do(std::string_view action) const {
  EXPECT_EQ(std::system(absl::StrCat("tests/support/postgres.sh ", action, " ", folder_, " ", disk_).c_str()), 0)
      << action;
}

void PostgresServer::AddDatabase(std::string_view name) {
  EXPECT_EQ(Sql("postgres", absl::StrCat("CREATE DATABASE \"", name, "\" OWNER owner")), "");
}

void PostgresServer::AddTimeline(std::string_view name) {
  EXPECT_EQ(Sql("postgres", absl::StrCat("CREATE DATABASE \"", name, "\" OWNER owner TEMPLATE ", kTemplate)), "");
}

StoreAddress PostgresServer::Address(std::string_view role, std::string_view database) const {
  return {absl::StrCat("postgresql://", role, "@/", database, "?host=", folder_, "/socket")};
}

std::string PostgresServer::Sql(std::string_view database, std::string_view script, std::string_view role) const {
  char file[] = "/tmp/vexlens-sql-XXXXXX";
  close(mkstemp(file));
  std::ofstream(file) << script;
  const std::string command = absl::StrCat("psql -X -q -A -t -v ON_ERROR_STOP=1 -h ", folder_, "/socket -U ", role,
                                           " -d '", database, "' -f ", file, " 2>&1");
  FILE* const pipe = popen(command.c_str(), "r");
  std::string output;
  char buffer[4096];
  while (const std::size_t count = fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, count);
  pclose(pipe);
  std::filesystem::remove(file);
  return output;
}

int PostgresServer::Run(std::string_view command) const {
  return std::system(absl::StrCat("export PGHOST=", folder_, "/socket PGUSER=admin; ", command).c_str());
}

const Driver& PostgresDriver() {
  static const Driver driver =
      Driver::Load(std::filesystem::absolute("drivers/postgres/libvexlens-postgres.so").native()).value();
  return driver;
}

}  // namespace vexlens::testing
