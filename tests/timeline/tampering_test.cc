// Whatever is changed in the file of a timeline is found, and named.
#include "tests/timeline/tampering.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/sqlite/database.h"
#include "tests/support/temporary_folder.h"
#include "vexlens/timeline.h"

namespace vexlens {
namespace {

using testing::StoredTable;
using testing::TamperedEvent;
using testing::Tampering;

constexpr std::int64_t kFirstId = std::int64_t{1} << 40;  // of the first tenant's first event
constexpr testing::Dialect kDialect = {"x'", "'", "unicode", "char"};

const std::vector<StoredTable>& Tables() {
  static const auto* const kTables = new std::vector<StoredTable>{
      {"tenant", "id", {"id", "size", "commits"}, {"name"}, {"edge"}, "", ""},
      {"leaf",
       "id",
       {"id", "tenant", "received_at"},
       {"event_id"},
       {"digest"},
       "id + 5000, tenant, event_id || 'x', received_at, digest",
       "id",
       kFirstId},
      {"event",
       "id",
       {"id", "tenant", "occurred_at", "severity"},
       {"event_type", "source", "subject", "actor", "correlation_id", "trace_id", "span_id", "attributes", "evidence",
        "payload"},
       {"payload_digest"},
       "id + 5000, tenant, occurred_at, event_type, source, severity, subject, actor, correlation_id,"
       " trace_id, span_id, attributes, evidence, payload, payload_digest",
       "id",
       kFirstId},
      {"node",
       "tenant, height, position",
       {"tenant", "height", "position"},
       {},
       {"digest"},
       "tenant, height, position + 500, digest",
       ""},
      {"checkpoint",
       "tenant, number",
       {"tenant", "number", "size"},
       {"note"},
       {"root"},
       "tenant, number + 500, size, root, note",
       ""},
  };
  return *kTables;
}

std::unique_ptr<Timeline> OpenIn(const std::string& folder) {
  return testing::TimelineOver(OpenTimelineStore(folder).value());
}

Checkpoint Fill(const std::string& folder, std::string_view type_of_first = "t") {
  return testing::FillForTampering(*OpenIn(folder), type_of_first);
}

// Returns whether the script changed the file.
bool Tamper(const std::string& folder, const std::string& script) {
  sqlite::Database::Options options;
  const auto database = sqlite::Database::Open(folder + "/timeline.db", options).value();
  const std::string guarded = absl::StrCat("BEGIN; ", script, "; COMMIT");
  if (!database->RunScript(guarded.c_str()).ok()) return false;  // tables do not allow it
  return database->Number(0, "SELECT total_changes()").value() > 0;
}

TEST(TamperingTest, IsFoundAndNamed) {
  const testing::TemporaryFolder original;
  const Checkpoint kept = Fill(original.path());
  const std::filesystem::path from = std::filesystem::path(original.path()) / "timeline.db";
  ASSERT_FALSE(std::filesystem::exists(from.string() + "-wal"));
  Tampering tampering(Tables(), kDialect, 11);
  const testing::TemporaryFolder folder;
  int changed = 0;
  for (int attempt = 0; changed < 2'000; ++attempt) {
    ASSERT_LT(attempt, 10'000);
    const std::string script = tampering.Draw();
    std::filesystem::copy_file(from, std::filesystem::path(folder.path()) / "timeline.db",
                               std::filesystem::copy_options::overwrite_existing);
    if (script.empty() || !Tamper(folder.path(), script)) continue;
    ++changed;
    const auto store = OpenTimelineStore(folder.path());
    ASSERT_TRUE(store.ok()) << store.status();
    const auto verdict = OpenIn(folder.path())->queries().Verify("acme", kept);
    if (verdict.ok()) {
      EXPECT_FALSE(verdict->ok()) << script;
    } else {
      EXPECT_TRUE(absl::IsDataLoss(verdict.status())) << script << ": " << verdict.status();
    }
  }
}

// Who can write the file can also form all digests again: only a checkpoint that somebody else kept tells.
TEST(TamperingTest, OfAWholeLogIsFoundByAnEarlierCheckpoint) {
  const testing::TemporaryFolder original;
  const Checkpoint kept = Fill(original.path());
  const testing::TemporaryFolder rewritten;
  EXPECT_EQ(Fill(rewritten.path(), "other").size, kept.size);
  const auto timeline = OpenIn(rewritten.path());
  EXPECT_TRUE(timeline->queries().Verify("acme", std::nullopt)->ok());
  const TimelineVerdict verdict = timeline->queries().Verify("acme", kept).value();
  ASSERT_EQ(verdict.faults.size(), 1u);
  EXPECT_EQ(verdict.faults[0], "the log was another one when the checkpoint of 400 events was taken");
}

TEST(TamperingTest, OfATableIsAnError) {
  for (const std::string_view table : {"tenant", "leaf", "event", "node", "checkpoint"}) {
    const testing::TemporaryFolder folder;
    Fill(folder.path());
    ASSERT_TRUE(Tamper(folder.path(), absl::StrCat("UPDATE tenant SET size = size; DROP TABLE ", table))) << table;
    const auto timeline = OpenIn(folder.path());
    EXPECT_TRUE(absl::IsDataLoss(timeline->queries().Verify("acme", std::nullopt).status())) << table;
    const std::string event = TamperedEvent(0);
    const std::string_view views[] = {event};
    const auto became = timeline->ingestion().Ingest(views);
    EXPECT_NE(became[0].outcome, EventOutcome::kStored) << table;
  }
}

TEST(TamperingTest, OfOneEventNamesIt) {
  const testing::TemporaryFolder folder;
  Fill(folder.path());
  ASSERT_TRUE(Tamper(folder.path(), absl::StrCat("UPDATE event SET subject = 'y' WHERE id = ", kFirstId + 300)));
  const auto timeline = OpenIn(folder.path());
  const TimelineVerdict verdict = timeline->queries().Verify("acme", std::nullopt).value();
  EXPECT_EQ(verdict.faults, std::vector<std::string>{"event 300 (e300) is not as it was"});
  EXPECT_EQ(verdict.proven, 400u);
  EXPECT_TRUE(absl::IsDataLoss(timeline->queries().Prove("acme", "e300").status()));
  EXPECT_TRUE(timeline->queries().Prove("acme", "e301").ok());
}

// The first events may have been dropped: then the log says so.
TEST(TamperingTest, TheFirstEventsAreMissing) {
  const testing::TemporaryFolder folder;
  Fill(folder.path());
  ASSERT_TRUE(Tamper(folder.path(), absl::StrCat("DELETE FROM event WHERE id < ", kFirstId + 100)));
  const TimelineVerdict verdict = OpenIn(folder.path())->queries().Verify("acme", std::nullopt).value();
  EXPECT_EQ(verdict.faults, std::vector<std::string>{"the events 0 to 99 are missing, and the log does not say that "
                                                     "they were dropped"});
}

TEST(TamperingTest, MoreIsMissingThanTheLogSays) {
  const testing::TemporaryFolder folder;
  Fill(folder.path());
  const Instant now{1'796'032'801'000'000};
  ASSERT_EQ(OpenIn(folder.path())->retention().Retain("acme", now)->dropped, 0u);
  TimelineParts later;
  later.store = OpenTimelineStore(folder.path()).value();
  later.clock = [now] { return Instant{now.micros + 1}; };
  ASSERT_EQ(MakeTimeline({}, std::move(later)).value()->retention().Retain("acme", {now.micros + 1})->dropped, 400u);
  EXPECT_TRUE(OpenIn(folder.path())->queries().Verify("acme", std::nullopt)->ok());
  ASSERT_TRUE(Tamper(folder.path(), "DELETE FROM event"));
  const TimelineVerdict verdict = OpenIn(folder.path())->queries().Verify("acme", std::nullopt).value();
  EXPECT_EQ(verdict.faults, std::vector<std::string>{"the events 0 to 400 are missing, and the log does not say that "
                                                     "they were dropped"});
}

TEST(TamperingTest, OfADigestTellsHowFarTheLogIsProven) {
  const testing::TemporaryFolder folder;
  Fill(folder.path());
  ASSERT_TRUE(Tamper(folder.path(), absl::StrCat("UPDATE leaf SET digest = x'", std::string(64, '0'),
                                                 "' WHERE id = ", kFirstId + 300)));
  const TimelineVerdict verdict = OpenIn(folder.path())->queries().Verify("acme", std::nullopt).value();
  EXPECT_LE(verdict.proven, 300u);
  EXPECT_GT(verdict.proven, 250u);
  EXPECT_EQ(verdict.faults[0], "event 300 (e300) is not as it was");
  EXPECT_LE(verdict.faults.size(), kMaxTimelineFaults);
}

}  // namespace
}  // namespace vexlens
