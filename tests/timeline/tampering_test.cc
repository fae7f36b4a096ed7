// Whatever is changed in the file of a timeline is found, and named.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/sqlite/database.h"
#include "tests/support/temporary_folder.h"
#include "vexlens/timeline.h"

namespace vexlens {
namespace {

constexpr int kEvents = 400;                              // one node is kept
constexpr std::int64_t kFirstId = std::int64_t{1} << 40;  // of the first tenant's first event
constexpr Instant kNow{1'796'032'801'000'000};

std::string Json(int i, std::string_view type = "t") {
  return absl::StrCat(R"({"actor":"a","attributes":{"k":"v"},"correlationId":"c","eventId":"e)", i,
                      R"(","eventType":")", type,
                      R"(","evidence":[{"bundleId":"b"}],"occurredAt":"2026-11-30T10:00:00Z","payload":{"n":)", i,
                      R"(},"source":"s","spanId":"00f067aa0ba902b7","subject":"x","tenant":"acme",)",
                      R"("traceId":"4bf92f3577b34da6a3ce929d0e0e4736"})");
}

std::unique_ptr<Timeline> OpenIn(const std::string& folder) {
  TimelineParts parts;
  parts.store = OpenTimelineStore(folder).value();
  parts.clock = [] { return kNow; };
  return MakeTimeline({}, std::move(parts)).value();
}

// Fills a timeline in commits of 1 to 40 events, and returns its last checkpoint.
Checkpoint Fill(const std::string& folder, std::string_view type_of_first = "t") {
  const std::unique_ptr<Timeline> timeline = OpenIn(folder);
  std::mt19937 random(7);
  for (int first = 0; first < kEvents;) {
    const int count = std::min<int>(1 + static_cast<int>(random() % 40), kEvents - first);
    std::vector<std::string> events;
    for (int i = first; i < first + count; ++i) events.push_back(Json(i, i == 0 ? type_of_first : "t"));
    const auto became = timeline->ingestion().Ingest(std::vector<std::string_view>(events.begin(), events.end()));
    for (const IngestedEvent& each : became) EXPECT_EQ(each.outcome, EventOutcome::kStored) << each.status;
    first += count;
  }
  const TimelineCheckpoint last = timeline->queries().LastCheckpoint("acme").value();
  return {"vexlens/acme", last.size, last.root};
}

struct Table {
  std::string_view name;
  std::string_view key;  // orders its rows
  std::vector<std::string_view> numbers;
  std::vector<std::string_view> texts;
  std::vector<std::string_view> digests;
  std::string_view copy;  // the columns of a row that is like another one
};

const std::vector<Table>& Tables() {
  static const auto* const kTables = new std::vector<Table>{
      {"tenant", "id", {"id", "size", "commits"}, {"name"}, {"edge"}, ""},
      {"leaf",
       "id",
       {"id", "tenant", "received_at"},
       {"event_id"},
       {"digest"},
       "id + 5000, tenant, event_id || 'x', received_at, digest"},
      {"event",
       "id",
       {"id", "tenant", "occurred_at", "severity"},
       {"event_type", "source", "subject", "actor", "correlation_id", "trace_id", "span_id", "attributes", "evidence",
        "payload"},
       {"payload_digest"},
       "id + 5000, tenant, occurred_at, event_type, source, severity, subject, actor, correlation_id,"
       " trace_id, span_id, attributes, evidence, payload, payload_digest"},
      {"node",
       "tenant, height, position",
       {"tenant", "height", "position"},
       {},
       {"digest"},
       "tenant, height, position + 500, digest"},
      {"checkpoint",
       "tenant, number",
       {"tenant", "number", "size"},
       {"note"},
       {"root"},
       "tenant, number + 500, size, root, note"},
  };
  return *kTables;
}

// Tampering draws one change of one row.
class Tampering {
 public:
  explicit Tampering(std::uint64_t seed) : random_(seed) {}

  // Returns the script of a change, "" of one that is none.
  std::string Draw() {
    const Table& table = Tables()[random_() % Tables().size()];
    const std::string row =
        absl::StrCat("(", table.key, ") = (SELECT ", table.key, " FROM ", table.name, " ORDER BY ", table.key,
                     " LIMIT 1 OFFSET ", random_() % kEvents, " % (SELECT count(*) FROM ", table.name, "))");
    switch (random_() % 8) {
      case 0:
        return absl::StrCat("DELETE FROM ", table.name, " WHERE ", row);
      case 1:
        if (table.copy.empty()) return "";
        return absl::StrCat("INSERT INTO ", table.name, " SELECT ", table.copy, " FROM ", table.name, " WHERE ", row);
      case 2:
        return Swap();
      default:
        return absl::StrCat("UPDATE ", table.name, " SET ", Change(table), " WHERE ", row);
    }
  }

 private:
  std::string_view OneOf(const std::vector<std::string_view>& names) { return names[random_() % names.size()]; }

  std::string Change(const Table& table) {
    const std::size_t kind = random_() % 3;
    if (kind == 0 && !table.texts.empty()) {
      const std::string_view column = OneOf(table.texts);
      return absl::StrCat(column, " = CASE WHEN ", column, " = '' THEN 'x' ELSE char(unicode(", column,
                          ") + 1) || substr(", column, ", 2) END");
    }
    if (kind == 1) {
      const std::string_view column = OneOf(table.numbers);
      return absl::StrCat(column, " = ", column, random_() % 2 == 0 ? " + " : " - ", 1 + random_() % 3);
    }
    const std::string_view column = OneOf(table.digests);
    std::string hex;
    for (int i = 0; i < 32; ++i) absl::StrAppend(&hex, absl::Hex(random_() % 256, absl::kZeroPad2));
    return absl::StrCat(column, " = x'", hex, "'");
  }

  // Two events, or two leaves, in each other's place.
  std::string Swap() {
    const auto a = static_cast<std::int64_t>(random_() % kEvents);
    const auto b = (a + 1 + static_cast<std::int64_t>(random_() % (kEvents - 1))) % kEvents;
    const std::string_view table = random_() % 2 == 0 ? "event" : "leaf";
    return absl::StrCat("UPDATE ", table, " SET id = -1 WHERE id = ", kFirstId + a, "; UPDATE ", table,
                        " SET id = ", kFirstId + a, " WHERE id = ", kFirstId + b, "; UPDATE ", table,
                        " SET id = ", kFirstId + b, " WHERE id = -1");
  }

  std::mt19937_64 random_;
};

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
  Tampering tampering(11);
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
    const std::string event = Json(0);
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
