// A timeline in PostgreSQL: what every store does, and what only this one has.
#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <thread>
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

std::string Json(std::string_view tenant, std::string_view id, std::string_view more = "") {
  return absl::StrCat(R"({"eventId":")", id, R"(","eventType":"t","occurredAt":"2026-11-30T10:00:00Z","source":"s",)",
                      R"("tenant":")", tenant, "\"", more, "}");
}

std::unique_ptr<Timeline> OpenAs(std::string_view role, std::string_view database,
                                 Instant now = Instant{1'796'032'801'000'000}) {
  TimelineParts parts;
  parts.store = PostgresDriver().OpenTimelineStore(PostgresServer::Get().Address(role, database)).value();
  parts.clock = [now] { return now; };
  return MakeTimeline({}, std::move(parts)).value();
}

IngestedEvent IngestOne(Timeline& timeline, const std::string& event) {
  const std::string_view events[] = {event};
  return timeline.ingestion().Ingest(events)[0];
}

void ExpectRefused(std::string_view database, std::string_view what) {
  const StoreAddress address = PostgresServer::Get().Address("owner", database);
  const absl::Status opened = PostgresDriver().OpenTimelineStore(address).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(opened)) << opened;
  EXPECT_THAT(std::string(opened.message()), HasSubstr(what));
  const absl::Status migrated = PostgresDriver().MigrateTimeline(address).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(migrated)) << migrated;
  EXPECT_THAT(std::string(migrated.message()), HasSubstr(what));
}

TEST_F(PostgresTest, AMigrationThatWasEditedIsRefused) {
  PostgresServer& server = PostgresServer::Get();
  server.AddTimeline("edited");
  ASSERT_EQ(server.Sql("edited", "UPDATE timeline.migrations SET checksum = sha256('other')"), "");
  ExpectRefused("edited", "migration 1 (first) has the checksum sha256:");
}

TEST_F(PostgresTest, ASchemaOfANewerProgramIsRefused) {
  PostgresServer& server = PostgresServer::Get();
  server.AddTimeline("newer");
  ASSERT_EQ(server.Sql("newer", "INSERT INTO timeline.migrations VALUES(2, 'later', '', now())"), "");
  ExpectRefused("newer", "migration 2 (later) is of a newer program");
  ASSERT_EQ(server.Sql("newer", "UPDATE timeline.migrations SET number = 3 WHERE number = 2"), "");
  ExpectRefused("newer", "no step before migration 3");
}

TEST_F(PostgresTest, AMigrationThatFailsChangesNothing) {
  PostgresServer& server = PostgresServer::Get();
  server.AddDatabase("taken");
  ASSERT_EQ(server.Sql("taken",
                       "CREATE SCHEMA timeline AUTHORIZATION owner;"
                       "CREATE TABLE timeline.timeline_checkpoints(x int)"),
            "");
  const StoreAddress address = server.Address("owner", "taken");
  const absl::Status failed = PostgresDriver().MigrateTimeline(address).status();
  EXPECT_THAT(std::string(failed.message()), HasSubstr("already exists (migration 1, first)")) << failed;
  EXPECT_EQ(server.Sql("taken", "SELECT count(*) FROM pg_tables WHERE schemaname = 'timeline'"), "2\n");
  ASSERT_EQ(server.Sql("taken", "DROP TABLE timeline.timeline_checkpoints"), "");
  EXPECT_EQ(PostgresDriver().MigrateTimeline(address)->size(), 1u);
}

TEST_F(PostgresTest, TwoMigrateAtOnce) {
  PostgresServer& server = PostgresServer::Get();
  server.AddDatabase("two");
  std::vector<std::thread> threads;
  std::atomic<std::size_t> steps = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const auto taken = PostgresDriver().MigrateTimeline(server.Address("owner", "two"));
      EXPECT_TRUE(taken.ok()) << taken.status();
      if (taken.ok()) steps += taken->size();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(steps, 1u);
}

// A partition each, made when the first event comes; a list goes over all of them.
TEST_F(PostgresTest, EventsAreKeptByTheMonthOfTheirReceipt) {
  PostgresServer& server = PostgresServer::Get();
  server.AddTimeline("months");
  const char* const instants[] = {"2026-12-31T23:59:59.999999Z", "2027-01-01T00:00:00Z", "2027-03-15T00:00:00Z"};
  for (const char* const instant : instants) {
    const auto timeline = OpenAs("service", "months", ParseInstant(instant).value());
    EXPECT_EQ(IngestOne(*timeline, Json("acme", instant)).outcome, EventOutcome::kStored);
  }
  EXPECT_EQ(server.Sql("months",
                       "SELECT relname FROM pg_class WHERE relname LIKE 'timeline_events_2%' AND relkind = 'r'"
                       " ORDER BY relname"),
            "timeline_events_202612\ntimeline_events_202701\ntimeline_events_202703\n");
  const auto timeline = OpenAs("service", "months", ParseInstant("2027-03-16T00:00:00Z").value());
  EXPECT_EQ(timeline->queries().List("acme", {}, "", 10)->entries.size(), 3u);
  EXPECT_TRUE(timeline->queries().Verify("acme", std::nullopt)->ok());
  const auto late = OpenAs("service", "months", ParseInstant("2200-01-01T00:00:00Z").value());
  const IngestedEvent refused = IngestOne(*late, Json("acme", "late"));
  EXPECT_EQ(refused.outcome, EventOutcome::kFailed);
  EXPECT_THAT(std::string(refused.status.message()), HasSubstr("no events of 2200-01-01"));
}

TEST_F(PostgresTest, AServerThatHangsIsGivenUp) {
  PostgresServer& server = PostgresServer::Get();
  server.AddTimeline("hanging");
  const auto timeline = OpenAs("service", "hanging");
  ASSERT_EQ(IngestOne(*timeline, Json("acme", "e1")).outcome, EventOutcome::kStored);
  server.Hang();
  const auto begun = std::chrono::steady_clock::now();
  const absl::Status opened = PostgresDriver().OpenTimelineStore(server.Address("service", "hanging")).status();
  const auto elapsed = std::chrono::steady_clock::now() - begun;
  server.GoOn();
  EXPECT_TRUE(absl::IsUnavailable(opened)) << opened;
  EXPECT_LT(elapsed, std::chrono::seconds(30));
  EXPECT_EQ(IngestOne(*timeline, Json("acme", "e1")).outcome, EventOutcome::kDuplicate);
}

TEST_F(PostgresTest, AServerThatWasStartedAgainIsFoundAgain) {
  PostgresServer& server = PostgresServer::Get();
  server.AddTimeline("again");
  const auto timeline = OpenAs("service", "again");
  ASSERT_EQ(IngestOne(*timeline, Json("acme", "e1")).outcome, EventOutcome::kStored);
  server.Stop();
  const IngestedEvent failed = IngestOne(*timeline, Json("acme", "e2"));
  EXPECT_EQ(failed.outcome, EventOutcome::kFailed);
  EXPECT_TRUE(absl::IsUnavailable(failed.status)) << failed.status;
  EXPECT_TRUE(absl::IsUnavailable(timeline->queries().Get("acme", "e1").status()));
  server.Start();
  EXPECT_EQ(IngestOne(*timeline, Json("acme", "e2")).outcome, EventOutcome::kStored);
  EXPECT_EQ(IngestOne(*timeline, Json("acme", "e1")).outcome, EventOutcome::kDuplicate);
}

TEST_F(PostgresTest, AFullDiskIsToldAndLosesNothing) {
  PostgresServer server("110m");
  server.AddTimeline("full");
  TimelineParts parts;
  parts.store = PostgresDriver().OpenTimelineStore(server.Address("service", "full")).value();
  const auto timeline = MakeTimeline({}, std::move(parts)).value();
  std::uint64_t stored = 0;
  absl::Status failed;
  for (int i = 0; i < 200 && failed.ok(); ++i) {
    std::vector<std::string> events;
    // What is alike is compressed away.
    for (int k = 0; k < 50; ++k) {
      std::string text(20'000, ' ');
      std::mt19937 random(static_cast<unsigned>(i * 50 + k));
      for (char& c : text) c = static_cast<char>('a' + random() % 26);
      events.push_back(Json("acme", absl::StrCat("e", i, ".", k), absl::StrCat(R"(,"payload":")", text, "\"")));
    }
    const auto became = timeline->ingestion().Ingest(std::vector<std::string_view>(events.begin(), events.end()));
    for (const IngestedEvent& each : became) {
      failed.Update(each.status);
      stored += each.outcome == EventOutcome::kStored ? 1 : 0;
    }
  }
  EXPECT_TRUE(absl::IsResourceExhausted(failed)) << failed;
  EXPECT_GT(stored, 0u);
  const auto verdict = timeline->queries().Verify("acme", std::nullopt);
  ASSERT_TRUE(verdict.ok()) << verdict.status();
  EXPECT_TRUE(verdict->ok());
  EXPECT_EQ(verdict->size, stored);
}

}  // namespace

namespace testing {
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(TimelineTest);
INSTANTIATE_TEST_SUITE_P(Roles, TimelineTest, ::testing::ValuesIn(Stores()),
                         [](const auto& tested) { return std::string(tested.param.name); });
}  // namespace testing

}  // namespace vexlens
