// The server is killed and the network cut while a worker takes events from JetStream: each event that the server has
// kept is there once, and the worker goes on by itself.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/nats_server.h"
#include "tests/support/random.h"
#include "tests/support/relay.h"
#include "tests/support/temporary_folder.h"
#include "tests/timeline/nats_events.h"
#include "vexlens/timeline.h"
#include "vexlens/timeline_worker.h"

namespace vexlens {
namespace {

using std::chrono::milliseconds;
using testing::LogWatch;
using testing::NatsDriver;
using testing::NatsServer;
using testing::OfEvents;

constexpr std::size_t kInRound = 300;

int Asked(const char* variable, int otherwise) {
  const char* const asked = std::getenv(variable);
  return asked == nullptr ? otherwise : std::atoi(asked);
}

// Working is a worker in a thread of its own, until it is stopped.
class Working {
 public:
  Working(const std::string& url, const std::string& folder)
      : timeline_(testing::TimelineIn(folder)),
        source_(NatsDriver().OpenTimelineSource({url}, OfEvents()).value()),
        worker_(*source_, timeline_->ingestion(), Options(), [this](const WorkerReport& report) { Note(report); }),
        thread_([this] { EXPECT_TRUE(worker_.Run().ok()) << worker_.report().trouble; }) {}
  ~Working() { Stop(); }

  void Stop() {
    worker_.Stop();
    if (thread_.joinable()) thread_.join();
  }

  // Waits until so many events are stored.
  bool Await(std::uint64_t stored, std::chrono::seconds most) {
    for (const auto end = std::chrono::steady_clock::now() + most; std::chrono::steady_clock::now() < end;) {
      if (stored_ >= stored) return true;
      std::this_thread::sleep_for(milliseconds(10));
    }
    return false;
  }

  std::uint64_t stored() const { return stored_; }
  int troubles() const { return troubles_; }

 private:
  static TimelineWorkerOptions Options() {
    TimelineWorkerOptions options;
    options.batch = 20;
    options.wait = milliseconds(200);
    options.shortest_pause = milliseconds(20);
    options.longest_pause = milliseconds(200);
    return options;
  }

  void Note(const WorkerReport& report) {
    stored_ = report.stored;
    if (!report.trouble.ok()) ++troubles_;
  }

  const std::unique_ptr<Timeline> timeline_;
  const std::unique_ptr<TimelineEventSource> source_;
  std::atomic<std::uint64_t> stored_ = 0;
  std::atomic<int> troubles_ = 0;
  TimelineWorker worker_;
  std::thread thread_;
};

class NatsOutageTest : public ::testing::Test {
 protected:
  void SetUp() override {
    VEXLENS_NEEDS_NATS();
    server_ = std::make_unique<NatsServer>();
    server_->Client("consumer EVENTS timeline 500");
  }

  void Publish() {
    server_->Publish("events.a", testing::EventsFrom(published_, kInRound));
    published_ += kInRound;
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<NatsServer> server_;
  std::size_t published_ = 0;
};

// VEXLENS_KILLS counts those of the process; the server is killed a quarter as often.
TEST_F(NatsOutageTest, OfTheServer) {
  const int kills = Asked("VEXLENS_KILLS", 40) / 4;
  LogWatch watch(folder_.path());
  testing::Random random(2);
  Working working(server_->Url(), folder_.path());
  for (int i = 0; i < kills; ++i) {
    SCOPED_TRACE(i);
    Publish();
    std::this_thread::sleep_for(std::chrono::microseconds(random.Below(40'000)));
    server_->Kill();
    ASSERT_NO_FATAL_FAILURE(watch.Look(0));
    server_->Start();
  }
  EXPECT_TRUE(working.Await(published_, std::chrono::seconds(60))) << working.stored() << " of " << published_;
  working.Stop();
  EXPECT_GT(working.troubles(), kills / 2);
  watch.Look(0);
  watch.ExpectAll(published_);
}

// VEXLENS_CUT_SECONDS says for how long.
TEST_F(NatsOutageTest, OfTheNetwork) {
  testing::Relay relay(server_->port());
  LogWatch watch(folder_.path());
  Working working(absl::StrCat("nats://127.0.0.1:", relay.port()), folder_.path());
  Publish();
  ASSERT_TRUE(working.Await(1, std::chrono::seconds(20)));
  relay.Cut();
  Publish();
  std::this_thread::sleep_for(std::chrono::seconds(Asked("VEXLENS_CUT_SECONDS", 5)));
  EXPECT_LT(working.stored(), published_);
  EXPECT_GT(working.troubles(), 0);
  watch.Look(0);
  relay.Mend();
  EXPECT_TRUE(working.Await(published_, std::chrono::seconds(60))) << working.stored() << " of " << published_;
  working.Stop();
  watch.Look(0);
  watch.ExpectAll(published_);
}

TEST_F(NatsOutageTest, StopsWithoutAServer) {
  Working working(server_->Url(), folder_.path());
  Publish();
  ASSERT_TRUE(working.Await(published_, std::chrono::seconds(20)));
  server_->Kill();
  const auto before = std::chrono::steady_clock::now();
  working.Stop();
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(10));
}

}  // namespace
}  // namespace vexlens
