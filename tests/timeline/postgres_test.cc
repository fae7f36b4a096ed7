// A timeline in PostgreSQL: what every store does, and what only this one has.
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/postgres_server.h"
#include "tests/timeline/timeline_suite.h"
#include "vexlens/driver.h"
#include "vexlens/timeline.h"

namespace vexlens {
namespace {

using ::testing::HasSubstr;
using testing::PostgresDriver;
using testing::PostgresServer;
using testing::TestedStore;
using testing::TimelineTest;

// Opens the database that belongs to a folder, made when it is first asked for.
absl::StatusOr<std::unique_ptr<TimelineEventStore>> OpenFor(const std::string& folder, std::string_view role) {
  PostgresServer& server = PostgresServer::Get();
  const std::string database = std::filesystem::path(folder).filename().string();
  if (server.Sql("postgres", absl::StrCat("SELECT 1 FROM pg_database WHERE datname = '", database, "'")).empty()) {
    server.AddTimeline(database);
  }
  return PostgresDriver().OpenTimelineStore(server.Address(role, database));
}

std::vector<TestedStore> Stores() {
  if (!PostgresServer::IsInstalled()) return {};
  return {{"service", [](const std::string& folder) { return OpenFor(folder, "service"); }, /*lists_tenants=*/false},
          {"owner", [](const std::string& folder) { return OpenFor(folder, "owner"); }}};
}

class PostgresTest : public ::testing::Test {
 protected:
  void SetUp() override { VEXLENS_NEEDS_POSTGRES(); }
};

TEST_F(PostgresTest, IsThere) { EXPECT_EQ(PostgresServer::Get().Sql("postgres", "SELECT 1"), "1\n"); }

}  // namespace

namespace testing {
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(TimelineTest);
INSTANTIATE_TEST_SUITE_P(Roles, TimelineTest, ::testing::ValuesIn(Stores()),
                         [](const auto& tested) { return std::string(tested.param.name); });
}  // namespace testing

}  // namespace vexlens
