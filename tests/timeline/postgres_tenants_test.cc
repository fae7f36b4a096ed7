// No word that a service can send, as an event, as a question or as SQL, reaches another tenant's rows.
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/postgres_server.h"
#include "tests/support/random.h"
#include "vexlens/driver.h"
#include "vexlens/timeline.h"

namespace vexlens {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::PostgresDriver;
using testing::PostgresServer;
using testing::Random;

constexpr char kSecret[] = "canary";

std::string Event(std::string_view tenant, std::string_view id, std::string_view text) {
  return WriteTimelineEvent([&] {
    TimelineEvent event;
    event.event_id = id;
    event.tenant = tenant;
    event.event_type = "t";
    event.source = "s";
    event.occurred_at = Instant{1'796'032'801'000'000};
    event.subject = text;
    return event;
  }());
}

int Attempts() {
  const char* const asked = std::getenv("VEXLENS_ATTEMPTS");
  return asked == nullptr ? 3'000 : std::atoi(asked);
}

// What somebody who wants more than is theirs puts into a text.
std::string Crafted(Random& random) {
  static constexpr std::string_view kPieces[] = {
      "'",      "\"",         ";",      "--",     "/*",    "*/",          "$1",   "$$",     "\\",
      "victim", "mine",       "e1",     "OR 1=1", "UNION", "SELECT",      "%",    "{",      "}",
      "ctid",   "RESET ROLE", "COMMIT", "app.",   "NULL",  "current_ten", "ant=", "DELETE", " "};
  std::string text;
  for (std::size_t i = 1 + random.Below(8); i > 0; --i) text += kPieces[random.Below(std::size(kPieces))];
  return text;
}

class TenantsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    VEXLENS_NEEDS_POSTGRES();
    PostgresServer& server = PostgresServer::Get();
    static int count = 0;
    database_ = absl::StrCat("tenants", ++count);
    server.AddTimeline(database_);
    TimelineParts parts;
    parts.store = PostgresDriver().OpenTimelineStore(server.Address("service", database_)).value();
    timeline_ = MakeTimeline({}, std::move(parts)).value();
    for (const std::string_view tenant : {"victim", "mine"}) {
      const std::string event = Event(tenant, "e1", tenant == "victim" ? kSecret : "x");
      const std::string_view events[] = {event};
      ASSERT_EQ(timeline_->ingestion().Ingest(events)[0].outcome, EventOutcome::kStored);
    }
    before_ = timeline_->queries().LastCheckpoint("victim").value();
  }

  void ExpectVictimAsBefore() {
    EXPECT_EQ(timeline_->queries().LastCheckpoint("victim").value(), before_);
    EXPECT_TRUE(timeline_->queries().Verify("victim", std::nullopt)->ok());
    EXPECT_EQ(timeline_->queries().List("victim", {}, "", 10)->entries.size(), 1u);
  }

  // Runs a script as the service's role, past the library. Errors do not end it.
  std::string AsService(std::string_view script) const {
    return PostgresServer::Get().Sql(database_, absl::StrCat("\\set ON_ERROR_STOP off\n", script), "service");
  }

  std::string database_;
  std::unique_ptr<Timeline> timeline_;
  TimelineCheckpoint before_;
};

TEST_F(TenantsTest, AreKeptApartWhateverTheTexts) {
  Random random(5);
  TimelineQueryService& queries = timeline_->queries();
  for (int i = 0; i < Attempts(); ++i) {
    const std::string text = Crafted(random);
    const std::string tenant = random.Below(3) == 0 ? Crafted(random) : "mine";
    if (tenant == "victim") continue;
    TimelineFilter filter;
    std::string* const members[] = {&filter.event_type, &filter.source,         &filter.subject,
                                    &filter.actor,      &filter.correlation_id, &filter.trace_id};
    *members[random.Below(std::size(members))] = text;
    if (const auto page = queries.List(tenant, filter, "", 100); page.ok()) {
      for (const TimelineEntry& entry : page->entries) {
        ASSERT_EQ(entry.event.tenant, tenant);
        ASSERT_NE(entry.event.subject, kSecret);
      }
    }
    if (const auto entry = queries.Get(tenant, text); entry.ok()) {
      ASSERT_EQ(entry->event.tenant, tenant);
    }
    const std::string event = Event(tenant, text, Crafted(random));
    const std::string_view events[] = {event};
    timeline_->ingestion().Ingest(events);
  }
  ExpectVictimAsBefore();
  EXPECT_TRUE(queries.Verify("mine", std::nullopt)->ok());
}

// What one is who has taken the service over: SQL of one's own, but only the service's role.
TEST_F(TenantsTest, AreKeptApartByTheDatabaseItself) {
  const std::string_view kTables[] = {"timeline_events", "timeline_event_details", "timeline_event_digests",
                                      "timeline_nodes", "timeline_checkpoints"};
  std::string script;
  int names = 0;
  for (const std::string_view setting :
       {"", "SELECT set_config('app.current_tenant', 'mine', true);",
        "SELECT set_config('app.current_tenant', '', true);",
        "SELECT set_config('app.current_tenant', 'victim'' OR ''1''=''1', true);", "SET LOCAL row_security = off;"}) {
    for (const std::string_view table : kTables) {
      const std::string name = absl::StrCat("timeline.", table);
      const int n = ++names;
      for (const std::string& statement :
           {absl::StrCat("SELECT * FROM ", name, " WHERE tenant = 'victim'"),
            absl::StrCat("SELECT * FROM ", name, " WHERE tenant <> 'mine'"),
            absl::StrCat("UPDATE ", name, " SET tenant = 'mine'"), absl::StrCat("DELETE FROM ", name),
            absl::StrCat("TRUNCATE ", name), absl::StrCat("ALTER TABLE ", name, " DISABLE ROW LEVEL SECURITY"),
            absl::StrCat("DROP TABLE ", name), absl::StrCat("CREATE POLICY mine ON ", name, " USING (true)"),
            absl::StrCat("CREATE TEMP TABLE copied", n, " AS SELECT * FROM ", name, "; SELECT * FROM copied", n,
                         " WHERE tenant <> 'mine'"),
            absl::StrCat("PREPARE p", n, " AS SELECT * FROM ", name, " WHERE tenant = $1; EXECUTE p", n, "('victim')"),
            absl::StrCat("CREATE FUNCTION pg_temp.f", n, "() RETURNS SETOF ", name,
                         " SECURITY DEFINER LANGUAGE sql AS 'SELECT * FROM ", name,
                         " WHERE tenant = ''victim'''; SELECT * FROM pg_temp.f", n, "()"),
            absl::StrCat("COPY ", name, " TO STDOUT"), absl::StrCat("SELECT * FROM ", name, "_202611"),
            absl::StrCat("SELECT * FROM ", name, "_202612")}) {
        absl::StrAppend(&script, "BEGIN;", setting, statement, ";COMMIT;\n");
      }
    }
  }
  absl::StrAppend(
      &script,
      "BEGIN; SELECT set_config('app.current_tenant', 'mine', true);"
      "INSERT INTO timeline.timeline_event_digests VALUES('victim', 1, 'forged', now(), sha256('x')); COMMIT;\n"
      "SELECT timeline.tenants();\nSET ROLE owner;\nSELECT 'role ' || current_user;\n"
      "UPDATE timeline.migrations SET name = 'x';\n");
  const std::string output = AsService(script);
  EXPECT_THAT(output, Not(HasSubstr(kSecret)));
  // What is printed of the victim is the question that the server refused.
  EXPECT_THAT(output, Not(HasSubstr("\nvictim|")));
  EXPECT_THAT(output, HasSubstr("permission denied"));
  EXPECT_THAT(output, Not(HasSubstr("already exists")));
  EXPECT_THAT(output, HasSubstr("\nrole service\n"));
  ExpectVictimAsBefore();
}

}  // namespace
}  // namespace vexlens
