// A process that ingests events is killed, and the disk fails: what was said to be stored is there, once, and every
// checkpoint that was seen begins every later log.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/timeline/sqlite_event_store.h"
#include "tests/support/faulty_vfs.h"
#include "tests/support/kill.h"
#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"
#include "vexlens/timeline.h"

namespace vexlens {
namespace {

using testing::Acknowledge;
using testing::Child;
using testing::ChildRun;
using testing::FaultyVfs;
using testing::Random;
using testing::TemporaryFolder;

constexpr int kInBatch = 5;

std::vector<std::string> Batch(std::string_view tenant, std::int64_t number) {
  std::vector<std::string> events;
  for (int i = 0; i < kInBatch; ++i) {
    events.push_back(absl::StrCat(R"({"eventId":"e)", number, ".", i,
                                  R"(","eventType":"t","occurredAt":"2026-06-01T10:00:00Z","payload":")",
                                  std::string(200, 'x'), R"(","source":"s","tenant":")", tenant, "\"}"));
  }
  return events;
}

std::vector<IngestedEvent> Ingest(Timeline& timeline, const std::vector<std::string>& events) {
  return timeline.ingestion().Ingest(std::vector<std::string_view>(events.begin(), events.end()));
}

// Returns the outcome that all events of a batch have.
EventOutcome OutcomeOf(const std::vector<IngestedEvent>& became) {
  for (const IngestedEvent& each : became) EXPECT_EQ(each.outcome, became[0].outcome) << each.status;
  return became[0].outcome;
}

absl::StatusOr<std::unique_ptr<Timeline>> OpenIn(const std::string& folder, std::string vfs = "") {
  sqlite::File::Options options;
  options.vfs = std::move(vfs);
  absl::StatusOr<std::unique_ptr<timeline::SqliteEventStore>> store =
      timeline::SqliteEventStore::Open(folder, std::move(options));
  if (!store.ok()) return store.status();
  TimelineParts parts;
  parts.store = *std::move(store);
  return MakeTimeline({}, std::move(parts));
}

// KilledTest ingests batches 1, 2, … into one timeline, and is killed again and again.
class KilledTest : public ::testing::Test {
 protected:
  Child Work() const {
    return [this](const Acknowledge& acknowledge) {
      const auto timeline = OpenIn(folder_.path());
      if (!timeline.ok()) return 3;
      for (std::int64_t batch = done_ + 1; batch <= done_ + 40; ++batch) {
        if (OutcomeOf(Ingest(**timeline, Batch("acme", batch))) != EventOutcome::kStored) return 4;
        acknowledge(batch);
      }
      return 0;
    };
  }

  void Examine(const ChildRun& run) {
    ASSERT_LE(run.exit_code, 0);
    killed_ += run.killed ? 1 : 0;
    const std::int64_t least = std::max(done_, run.acknowledged);
    const auto timeline = OpenIn(folder_.path());
    ASSERT_TRUE(timeline.ok()) << timeline.status();
    TimelineQueryService& queries = (*timeline)->queries();
    const TimelineVerdict verdict = queries.Verify("acme", kept_).value();
    ASSERT_TRUE(verdict.ok()) << verdict.faults[0];
    // A batch is wholly there or not at all.
    ASSERT_EQ(verdict.size % kInBatch, 0u);
    done_ = static_cast<std::int64_t>(verdict.size) / kInBatch;
    ASSERT_TRUE(done_ == least || done_ == least + 1) << done_ << " batches, " << least << " acknowledged";
    if (done_ == 0) return;
    EXPECT_EQ(OutcomeOf(Ingest(**timeline, Batch("acme", done_))), EventOutcome::kDuplicate);
    const TimelineCheckpoint last = queries.LastCheckpoint("acme").value();
    kept_ = Checkpoint{"vexlens/acme", last.size, last.root};
  }

  TemporaryFolder folder_;
  std::int64_t done_ = 0;
  std::optional<Checkpoint> kept_;
  int killed_ = 0;
};

int Kills() {
  const char* const asked = std::getenv("VEXLENS_KILLS");
  return asked == nullptr ? 50 : std::atoi(asked) / 2;
}

TEST_F(KilledTest, AtAnyOperation) {
  constexpr std::size_t kOperations = 300;  // of some batches, opening included
  Random random(1);
  for (int i = 0; i < Kills(); ++i) {
    SCOPED_TRACE(i);
    const auto n = static_cast<std::int64_t>(1 + random.Below(kOperations));
    ASSERT_NO_FATAL_FAILURE(Examine(testing::KillAtOperation(n, folder_.path(), Work())));
  }
  EXPECT_GT(killed_, Kills() / 2);
}

TEST_F(KilledTest, AtAnyTime) {
  Random random(2);
  for (int i = 0; i < Kills(); ++i) {
    SCOPED_TRACE(i);
    const std::chrono::microseconds time(random.Below(30'000));
    ASSERT_NO_FATAL_FAILURE(Examine(testing::KillAfter(time, folder_.path(), Work())));
  }
  EXPECT_GT(killed_, 0);
}

TEST(DiskTest, ThatIsFullTakesNothing) {
  const TemporaryFolder folder;
  FaultyVfs vfs(folder.path());
  const auto timeline = OpenIn(folder.path(), "faulty").value();
  ASSERT_EQ(OutcomeOf(Ingest(*timeline, Batch("acme", 1))), EventOutcome::kStored);
  int told = 0;
  for (std::int64_t room = 0; room < 40'000; room += 1'000) {
    SCOPED_TRACE(room);
    const std::int64_t batch = 2 + room / 1'000;
    vfs.FillAfter(room);
    const std::vector<IngestedEvent> became = Ingest(*timeline, Batch("acme", batch));
    vfs.Repair();
    if (OutcomeOf(became) == EventOutcome::kStored) continue;
    ++told;
    EXPECT_EQ(became[0].outcome, EventOutcome::kFailed);
    EXPECT_TRUE(absl::IsResourceExhausted(became[0].status)) << became[0].status;
    EXPECT_TRUE(absl::StrContains(became[0].status.message(), folder.path())) << became[0].status;
    EXPECT_TRUE(absl::IsNotFound(timeline->queries().Get("acme", absl::StrCat("e", batch, ".0")).status()));
    EXPECT_EQ(OutcomeOf(Ingest(*timeline, Batch("acme", batch))), EventOutcome::kStored);
  }
  EXPECT_GT(told, 5);
  const TimelineVerdict verdict = timeline->queries().Verify("acme", std::nullopt).value();
  EXPECT_TRUE(verdict.ok());
  EXPECT_EQ(verdict.size, 41u * kInBatch);
}

TEST(WritersTest, OfOneTenantAndOfManyLoseNothing) {
  constexpr int kWriters = 8;
  constexpr int kBatches = 25;
  const TemporaryFolder folder;
  const auto timeline = OpenIn(folder.path()).value();
  std::atomic<int> stored = 0;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < kBatches; ++i) {
        for (const std::string& tenant : {std::string("shared"), absl::StrCat("own", writer)}) {
          const std::vector<IngestedEvent> became = Ingest(*timeline, Batch(tenant, 1000 * writer + i));
          if (OutcomeOf(became) == EventOutcome::kStored) ++stored;
        }
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(stored, 2 * kWriters * kBatches);
  const std::vector<std::string> tenants = timeline->queries().Tenants().value();
  EXPECT_EQ(tenants.size(), std::size_t{kWriters} + 1);
  for (const std::string& tenant : tenants) {
    const TimelineVerdict verdict = timeline->queries().Verify(tenant, std::nullopt).value();
    EXPECT_TRUE(verdict.ok()) << tenant;
    EXPECT_EQ(verdict.size, std::size_t{kBatches} * kInBatch * (tenant == "shared" ? kWriters : 1));
  }
}

}  // namespace
}  // namespace vexlens
