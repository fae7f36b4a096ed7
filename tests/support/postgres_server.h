// PostgresServer: a PostgreSQL server of a test's own.
#ifndef VEXLENS_TESTS_SUPPORT_POSTGRES_SERVER_H_
#define VEXLENS_TESTS_SUPPORT_POSTGRES_SERVER_H_

#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "tests/support/corpora.h"
#include "vexlens/driver.h"

namespace vexlens::testing {

// PostgresServer has the roles
//   admin    who may everything
//   owner    owns the databases, and may create roles
//   service  is a member of vexlens_timeline
//   nobody   may nothing
class PostgresServer {
 public:
  static bool IsInstalled();
  // Returns the one of this process, started when it is first asked for. Requires: IsInstalled.
  static PostgresServer& Get();
  // Starts one whose disk has a size, such as "90m".
  explicit PostgresServer(std::string_view disk);
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;
  ~PostgresServer();

  void Stop() { Do("stop"); }
  void Kill() { Do("kill"); }
  void Start() { Do("start"); }

  // Stops all its processes where they are, and lets them go on.
  void Hang() { Do("hang"); }
  void GoOn() { Do("go_on"); }

  // Makes a database that belongs to `owner`, empty or with a timeline.
  void AddDatabase(std::string_view name);
  void AddTimeline(std::string_view name);

  StoreAddress Address(std::string_view role, std::string_view database) const;

  // Runs a script. Returns its rows, a line each, or what went wrong.
  std::string Sql(std::string_view database, std::string_view script, std::string_view role = "admin") const;
  // Runs a program of the package, such as pg_dump, in a shell, with where the server is in its environment.
  int Run(std::string_view command) const;

 private:
  PostgresServer() : PostgresServer("") {}
  void Do(std::string_view action) const;

  std::string folder_;  // short: the name of a socket has at most 107 bytes
  const std::string disk_;
};

// Returns the driver for PostgreSQL, as built.
const Driver& PostgresDriver();

}  // namespace vexlens::testing

// VEXLENS_NEEDS_POSTGRES begins a test that needs a server.
#define VEXLENS_NEEDS_POSTGRES() \
  VEXLENS_NEEDS(vexlens::testing::PostgresServer::IsInstalled(), "PostgreSQL is missing: tools/setup --with=services")

#endif  // VEXLENS_TESTS_SUPPORT_POSTGRES_SERVER_H_
