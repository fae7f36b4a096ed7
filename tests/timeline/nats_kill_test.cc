// A worker is killed while it takes events from JetStream: each event that the server has kept is there once, and every
// checkpoint that was seen begins every later log.
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/kill.h"
#include "tests/support/nats_server.h"
#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"
#include "tests/timeline/nats_events.h"
#include "vexlens/timeline.h"
#include "vexlens/timeline_worker.h"

namespace vexlens {
namespace {

using testing::Acknowledge;
using testing::Child;
using testing::ChildRun;
using testing::LogWatch;
using testing::NatsDriver;
using testing::NatsServer;
using testing::OfEvents;

constexpr std::size_t kInRound = 120;

// VEXLENS_KILLS says how often.
int Kills() {
  const char* const asked = std::getenv("VEXLENS_KILLS");
  return asked == nullptr ? 30 : std::atoi(asked);
}

class NatsKillTest : public ::testing::Test {
 protected:
  // Takes events until there are none, a few at a time. Acknowledges how many it stored.
  Child Work(const std::string& url) const {
    return [this, url](const Acknowledge& acknowledge) {
      const auto timeline = testing::TimelineIn(folder_.path());
      const auto source = NatsDriver().OpenTimelineSource({url}, OfEvents());
      if (!source.ok()) return 3;
      TimelineWorkerOptions options;
      options.batch = 10;
      options.wait = std::chrono::milliseconds(100);
      options.shortest_pause = std::chrono::milliseconds(10);
      options.max_deliveries = 2;
      options.until_empty = true;
      TimelineWorker worker(**source, timeline->ingestion(), options, [&](const WorkerReport& report) {
        if (report.stored > 0) acknowledge(static_cast<std::int64_t>(report.stored));
      });
      return worker.Run().ok() ? 0 : 4;
    };
  }

  testing::TemporaryFolder folder_;
};

TEST_F(NatsKillTest, LosesNothingAndKeepsNothingTwice) {
  VEXLENS_NEEDS_NATS();
  NatsServer server;
  server.Client("consumer EVENTS timeline 250");
  LogWatch watch(folder_.path());
  testing::Random random(1);
  int killed = 0;
  std::size_t published = 0;
  for (int i = 0; i < Kills(); ++i) {
    SCOPED_TRACE(i);
    server.Publish("events.a", testing::EventsFrom(published, kInRound));
    published += kInRound;
    if (i % 10 == 0) server.Publish("events.a", {"{"});
    const std::chrono::microseconds time(5'000 + random.Below(60'000));
    const ChildRun run = testing::KillAfter(time, folder_.path(), Work(server.Url()));
    ASSERT_LE(run.exit_code, 0);
    killed += run.killed ? 1 : 0;
    ASSERT_NO_FATAL_FAILURE(watch.Look(static_cast<std::uint64_t>(run.acknowledged)));
  }
  EXPECT_GT(killed, Kills() / 2);
  ASSERT_EQ(testing::RunWhole(folder_.path(), Work(server.Url())).exit_code, 0);
  watch.Look(0);
  watch.ExpectAll(published);
  EXPECT_EQ(testing::Occurrences(server.Client("read PARKED"), "Vexlens-Reason: "), (Kills() + 9) / 10);
}

}  // namespace
}  // namespace vexlens
