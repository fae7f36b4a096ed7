// Whatever is changed in the tables of a timeline in PostgreSQL, by whoever may everything there, is found and named.
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/postgres_server.h"
#include "tests/timeline/tampering.h"
#include "vexlens/driver.h"
#include "vexlens/timeline.h"

namespace vexlens {
namespace {

using testing::PostgresDriver;
using testing::PostgresServer;
using testing::StoredTable;

constexpr testing::Dialect kDialect = {"'\\x", "'", "ascii", "chr"};

const std::vector<StoredTable>& Tables() {
  static const auto* const kTables = new std::vector<StoredTable>{
      {"timeline.timeline_event_digests",
       "index",
       {"index"},
       {"event_id", "tenant"},
       {"digest"},
       "tenant, index + 5000, event_id || 'x', received_at, digest",
       "index",
       0,
       {"received_at"}},
      {"timeline.timeline_events",
       "index",
       {"index", "severity"},
       {"tenant", "event_type", "source", "subject", "actor", "correlation_id", "trace_id", "span_id"},
       {"payload_digest"},
       "tenant, index + 5000, received_at, occurred_at, event_type, source, severity, subject, actor, correlation_id,"
       " trace_id, span_id, payload_digest",
       "index",
       0,
       {"received_at", "occurred_at"}},
      {"timeline.timeline_event_details",
       "index",
       {"index"},
       {"tenant", "attributes", "evidence", "payload"},
       {},
       "tenant, index + 5000, received_at, attributes, evidence, payload",
       "index",
       0,
       {"received_at"}},
      {"timeline.timeline_nodes",
       "height, position",
       {"position"},
       {"tenant"},
       {"digest"},
       "tenant, height, position + 500, digest",
       ""},
      {"timeline.timeline_checkpoints",
       "number",
       {"number", "size"},
       {"note", "tenant"},
       {"root", "edge"},
       "tenant, number + 500, size, root, edge, note",
       ""},
  };
  return *kTables;
}

int Attempts() {
  const char* const asked = std::getenv("VEXLENS_TAMPERINGS");
  return asked == nullptr ? 400 : std::atoi(asked);
}

// Saves all tables, and gives a script that makes them what they were.
std::string SaveTables(const std::string& database) {
  std::string save = "CREATE SCHEMA saved";
  std::string restore;
  for (const StoredTable& table : Tables()) {
    const std::string copy = absl::StrCat("saved", table.name.substr(table.name.find('.')));
    absl::StrAppend(&save, "; CREATE TABLE ", copy, " AS SELECT * FROM ", table.name);
    absl::StrAppend(&restore, "TRUNCATE ", table.name, "; INSERT INTO ", table.name, " SELECT * FROM ", copy, "; ");
  }
  EXPECT_EQ(PostgresServer::Get().Sql(database, save), "");
  return restore;
}

TEST(PostgresTamperingTest, IsFoundAndNamed) {
  VEXLENS_NEEDS_POSTGRES();
  PostgresServer& server = PostgresServer::Get();
  server.AddTimeline("tampered");
  const std::unique_ptr<Timeline> timeline =
      testing::TimelineOver(PostgresDriver().OpenTimelineStore(server.Address("service", "tampered")).value());
  const Checkpoint kept = testing::FillForTampering(*timeline);
  const std::string restore = SaveTables("tampered");
  testing::Tampering tampering(Tables(), kDialect, 12);
  int changed = 0;
  for (int attempt = 0; changed < Attempts(); ++attempt) {
    ASSERT_LT(attempt, 5 * Attempts());
    const std::string script = tampering.Draw();
    if (script.empty()) continue;
    // What the tables do not allow is no change.
    if (!server.Sql("tampered", absl::StrCat(restore, "BEGIN; ", script, "; COMMIT")).empty()) continue;
    ++changed;
    const auto verdict = timeline->queries().Verify("acme", kept);
    if (verdict.ok()) {
      EXPECT_FALSE(verdict->ok()) << script;
    } else {
      EXPECT_TRUE(absl::IsDataLoss(verdict.status())) << script << ": " << verdict.status();
    }
  }
  ASSERT_EQ(server.Sql("tampered", restore), "");
  EXPECT_TRUE(timeline->queries().Verify("acme", kept)->ok());
}

// A dump that pg_dump took, and psql restored in another database, is the same log.
TEST(PostgresTamperingTest, ADumpRestoresAndVerifies) {
  VEXLENS_NEEDS_POSTGRES();
  PostgresServer& server = PostgresServer::Get();
  server.AddTimeline("dumped");
  const Checkpoint kept = testing::FillForTampering(
      *testing::TimelineOver(PostgresDriver().OpenTimelineStore(server.Address("service", "dumped")).value()));
  server.AddDatabase("restored");
  ASSERT_EQ(server.Run("pg_dump -d dumped | psql -X -q -v ON_ERROR_STOP=1 -d restored >/dev/null"), 0);
  const auto store = PostgresDriver().OpenTimelineStore(server.Address("service", "restored"));
  ASSERT_TRUE(store.ok()) << store.status();
  const auto timeline =
      testing::TimelineOver(PostgresDriver().OpenTimelineStore(server.Address("service", "restored")).value());
  const TimelineVerdict verdict = timeline->queries().Verify("acme", kept).value();
  EXPECT_TRUE(verdict.ok());
  EXPECT_EQ(verdict.size, kept.size);
  EXPECT_EQ(verdict.root, kept.root);
}

}  // namespace
}  // namespace vexlens
