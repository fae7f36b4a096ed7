// A process that ingests events is killed, and the disk fails: what was said to be stored is there, once, and every
// checkpoint that was seen begins every later log.
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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
#include "tests/timeline/killed.h"
#include "vexlens/timeline.h"

namespace vexlens {
namespace {

using testing::Batch;
using testing::FaultyVfs;
using testing::IngestBatch;
using testing::kInBatch;
using testing::OutcomeOf;
using testing::Random;
using testing::TemporaryFolder;

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

constexpr int kKills = 50;

class KilledTest : public ::testing::Test {
 protected:
  const TemporaryFolder folder_;
  testing::KilledIngestion ingestion_{[this] { return OpenIn(folder_.path()); }};
};

TEST_F(KilledTest, AtAnyOperation) {
  constexpr std::size_t kOperations = 300;  // of some batches, opening included
  Random random(1);
  for (int i = 0; i < testing::Kills(kKills); ++i) {
    SCOPED_TRACE(i);
    const auto n = static_cast<std::int64_t>(1 + random.Below(kOperations));
    ASSERT_NO_FATAL_FAILURE(ingestion_.Examine(testing::KillAtOperation(n, folder_.path(), ingestion_.Work())));
  }
  EXPECT_GT(ingestion_.killed(), testing::Kills(kKills) / 2);
}

TEST_F(KilledTest, AtAnyTime) {
  Random random(2);
  for (int i = 0; i < testing::Kills(kKills); ++i) {
    SCOPED_TRACE(i);
    const std::chrono::microseconds time(random.Below(30'000));
    ASSERT_NO_FATAL_FAILURE(ingestion_.Examine(testing::KillAfter(time, folder_.path(), ingestion_.Work())));
  }
  EXPECT_GT(ingestion_.killed(), 0);
}

TEST(DiskTest, ThatIsFullTakesNothing) {
  const TemporaryFolder folder;
  FaultyVfs vfs(folder.path());
  const auto timeline = OpenIn(folder.path(), "faulty").value();
  ASSERT_EQ(OutcomeOf(IngestBatch(*timeline, Batch("acme", 1))), EventOutcome::kStored);
  int told = 0;
  for (std::int64_t room = 0; room < 40'000; room += 1'000) {
    SCOPED_TRACE(room);
    const std::int64_t batch = 2 + room / 1'000;
    vfs.FillAfter(room);
    const std::vector<IngestedEvent> became = IngestBatch(*timeline, Batch("acme", batch));
    vfs.Repair();
    if (OutcomeOf(became) == EventOutcome::kStored) continue;
    ++told;
    EXPECT_EQ(became[0].outcome, EventOutcome::kFailed);
    EXPECT_TRUE(absl::IsResourceExhausted(became[0].status)) << became[0].status;
    EXPECT_TRUE(absl::StrContains(became[0].status.message(), folder.path())) << became[0].status;
    EXPECT_TRUE(absl::IsNotFound(timeline->queries().Get("acme", absl::StrCat("e", batch, ".0")).status()));
    EXPECT_EQ(OutcomeOf(IngestBatch(*timeline, Batch("acme", batch))), EventOutcome::kStored);
  }
  EXPECT_GT(told, 5);
  const TimelineVerdict verdict = timeline->queries().Verify("acme", std::nullopt).value();
  EXPECT_TRUE(verdict.ok());
  EXPECT_EQ(verdict.size, 41u * kInBatch);
}

TEST(WritersTest, OfOneTenantAndOfManyLoseNothing) {
  const TemporaryFolder folder;
  const auto timeline = OpenIn(folder.path()).value();
  const std::vector<std::string> tenants = testing::WriteAtOnce(*timeline);
  EXPECT_EQ(timeline->queries().Tenants().value(), tenants);
}

}  // namespace
}  // namespace vexlens
