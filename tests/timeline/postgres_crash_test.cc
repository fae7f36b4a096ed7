// A process that ingests events into PostgreSQL is killed, and so is the server: what was said to be stored is there,
// once, and every checkpoint that was seen begins every later log.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/kill.h"
#include "tests/support/postgres_server.h"
#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"
#include "tests/timeline/killed.h"
#include "vexlens/driver.h"
#include "vexlens/timeline.h"

namespace vexlens {
namespace {

using testing::Batch;
using testing::IngestBatch;
using testing::kInBatch;
using testing::OutcomeOf;
using testing::PostgresDriver;
using testing::PostgresServer;
using testing::Random;

absl::StatusOr<std::unique_ptr<Timeline>> OpenAt(std::string_view database) {
  auto store = PostgresDriver().OpenTimelineStore(PostgresServer::Get().Address("service", database));
  if (!store.ok()) return store.status();
  TimelineParts parts;
  parts.store = *std::move(store);
  return MakeTimeline({}, std::move(parts));
}

TEST(PostgresCrashTest, OfTheProcess) {
  VEXLENS_NEEDS_POSTGRES();
  PostgresServer::Get().AddTimeline("process");
  const testing::TemporaryFolder folder;
  testing::KilledIngestion ingestion([] { return OpenAt("process"); });
  Random random(3);
  const int kills = testing::Kills(20);
  for (int i = 0; i < kills; ++i) {
    SCOPED_TRACE(i);
    const std::chrono::microseconds time(random.Below(50'000));
    ASSERT_NO_FATAL_FAILURE(ingestion.Examine(testing::KillAfter(time, folder.path(), ingestion.Work())));
  }
  EXPECT_GT(ingestion.killed(), kills / 2);
}

TEST(PostgresCrashTest, OfTheServer) {
  VEXLENS_NEEDS_POSTGRES();
  PostgresServer& server = PostgresServer::Get();
  server.AddTimeline("server");
  const auto timeline = OpenAt("server").value();
  std::atomic<bool> done = false;
  std::int64_t batches = 0;
  int failed = 0;
  // Sends each batch until it is there.
  std::thread writer([&] {
    while (!done) {
      const std::vector<IngestedEvent> became = IngestBatch(*timeline, Batch("acme", batches + 1));
      // A duplicate was committed, and the answer was lost.
      if (OutcomeOf(became) == EventOutcome::kFailed) {
        ++failed;
        continue;
      }
      ++batches;
      ASSERT_EQ(became[0].index, static_cast<std::uint64_t>(batches - 1) * kInBatch);
    }
  });
  Random random(4);
  std::vector<Checkpoint> kept;
  const int kills = testing::Kills(6);
  for (int i = 0; i < kills; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(random.Below(100)));
    if (const auto text = timeline->queries().LastCheckpointText("acme"); text.ok()) {
      kept.push_back(ParseLastCheckpointText(*text).value());
    }
    server.Kill();
    server.Start();
  }
  done = true;
  writer.join();
  for (const Checkpoint& checkpoint : kept) {
    const TimelineVerdict verdict = timeline->queries().Verify("acme", checkpoint).value();
    EXPECT_TRUE(verdict.ok()) << verdict.faults[0];
    EXPECT_EQ(verdict.size, static_cast<std::uint64_t>(batches) * kInBatch);
  }
  EXPECT_GT(batches, kills);
  EXPECT_GT(failed, 0);
}

TEST(PostgresWritersTest, OfOneTenantAndOfManyLoseNothing) {
  VEXLENS_NEEDS_POSTGRES();
  PostgresServer::Get().AddTimeline("writers");
  testing::WriteAtOnce(*OpenAt("writers").value());
}

}  // namespace
}  // namespace vexlens
