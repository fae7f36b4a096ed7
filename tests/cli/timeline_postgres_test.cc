// `stella timeline` with a timeline in PostgreSQL.
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/stella.h"
#include "tests/support/postgres_server.h"

namespace vexlens {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::PostgresServer;
using testing::Result;
using ::testing::StartsWith;

class PostgresTimelineTest : public testing::StellaTest {
 protected:
  void SetUp() override {
    VEXLENS_NEEDS_POSTGRES();
    server_ = &PostgresServer::Get();
  }

  Result As(std::string_view role, std::string_view database, std::string_view what, std::string_view more = "") const {
    return Run(absl::StrCat("timeline ", what, " --store '", server_->Address(role, database).location, "' ", more));
  }

  PostgresServer* server_ = nullptr;
};

TEST_F(PostgresTimelineTest, IsMigratedByItsOwnerAndFilledByAService) {
  server_->AddDatabase("first");
  const Result early = As("service", "first", "list");
  EXPECT_EQ(early.code, 2) << early.err;
  EXPECT_THAT(As("owner", "first", "list").err, HasSubstr("run `stella timeline migrate`"));
  const Result migrated = As("owner", "first", "migrate");
  EXPECT_EQ(migrated.code, 0) << migrated.err;
  EXPECT_EQ(migrated.out, "migration 1: first\n");
  EXPECT_EQ(As("owner", "first", "migrate").out, "all tables are up to date\n");
  EXPECT_EQ(As("owner", "first", "migrate", "--output json").out, "[]\n");
  const std::string events = Save("e", R"({"eventId":"e1","eventType":"t","occurredAt":"2026-06-01T10:00:00Z",)"
                                       R"("source":"s","tenant":"acme"})");
  EXPECT_EQ(As("service", "first", "ingest", events).out, "1 stored, 0 there already, 0 rejected, 0 failed\n");
  EXPECT_THAT(As("service", "first", "list", "--tenant acme").out, StartsWith("2026-06-01\n"));
  EXPECT_THAT(As("service", "first", "verify", "--tenant acme").out, StartsWith("1 event, 1 checkpoint, root "));
  const Result dropped = As("service", "first", "retain", "--tenant acme --before 2026-01-01T00:00:00Z");
  EXPECT_EQ(dropped.out, "no event is as old\n") << dropped.err;
}

TEST_F(PostgresTimelineTest, NeverShowsAPassword) {
  server_->AddTimeline("guarded");
  ASSERT_EQ(server_->Sql("postgres", "CREATE ROLE guarded LOGIN PASSWORD 'right' IN ROLE vexlens_timeline"), "");
  const std::string list = "--tenant acme";
  const std::string wrong = Save("wrong", "canary\n");
  const Result refused = As("guarded", "guarded", "list", absl::StrCat(list, " --password-file ", wrong));
  EXPECT_EQ(refused.code, 3) << refused.err;
  EXPECT_THAT(refused.err, HasSubstr("password authentication failed for user"));
  EXPECT_THAT(refused.err, Not(HasSubstr("canary")));
  EXPECT_EQ(As("guarded", "guarded", "list", list).code, 3);
  const Result taken = As("guarded", "guarded", "list", absl::StrCat(list, " --password-file ", Save("p", "right\n")));
  EXPECT_EQ(taken.code, 0) << taken.err;
  const Result shown = As("guarded:canary", "guarded", "list", list);
  EXPECT_EQ(shown.code, 2);
  EXPECT_THAT(shown.err, HasSubstr("--password-file"));
  EXPECT_THAT(shown.err, Not(HasSubstr("canary")));
}

TEST_F(PostgresTimelineTest, SaysWhatIsWrongWithThePlace) {
  EXPECT_EQ(As("service", "nowhere", "list", "--tenant acme").code, 4);
  EXPECT_EQ(Run("timeline list --tenant acme --store postgresql://service@/db?host=/tmp/nowhere").code, 10);
  EXPECT_EQ(Run("timeline list --tenant acme --store 'postgresql://service@/db?sslmode=never'").code, 2);
  EXPECT_EQ(Run("timeline list --tenant acme --store redis://host/db").code, 2);
  server_->AddTimeline("above");
  const Result above = As("admin", "above", "list", "--tenant acme");
  EXPECT_EQ(above.code, 2);
  EXPECT_THAT(above.err, HasSubstr("row-level security does not bind the role admin"));
  EXPECT_EQ(As("nobody", "above", "list", "--tenant acme").code, 3);
}

}  // namespace
}  // namespace vexlens
