// Events from NATS JetStream to a timeline, beside what the timeline's store takes by itself.
//
// VEXLENS_BENCH_EVENTS says how many there are (50 000 by default).
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/measure.h"
#include "bench/timeline_events.h"
#include "benchmark/benchmark.h"
#include "tests/support/nats_server.h"
#include "vexlens/driver.h"
#include "vexlens/timeline.h"
#include "vexlens/timeline_worker.h"

namespace vexlens::bench {
namespace {

namespace fs = std::filesystem;
using testing::NatsDriver;
using testing::NatsServer;
using testing::OfEvents;

constexpr std::size_t kBatch = 1000;

// EmptyTimeline is one in a folder of its own, which goes with it.
class EmptyTimeline {
 public:
  EmptyTimeline() : folder_(fs::temp_directory_path() / absl::StrCat("nats_bench-", getpid())) {
    TimelineOptions options;
    options.directory = folder_;
    timeline_ = MakeTimeline(std::move(options)).value();
  }
  ~EmptyTimeline() {
    timeline_ = nullptr;
    fs::remove_all(folder_);
  }

  TimelineIngestionService& ingestion() { return timeline_->ingestion(); }

 private:
  const fs::path folder_;
  std::unique_ptr<Timeline> timeline_;
};

// Returns the seconds that the store takes by itself.
double SecondsOfStore(const std::vector<std::string>& events) {
  EmptyTimeline timeline;
  const std::vector<std::string_view> views(events.begin(), events.end());
  return SecondsOf([&] {
    for (std::size_t first = 0; first < views.size(); first += kBatch) {
      const auto batch = std::span(views).subspan(first, std::min(kBatch, views.size() - first));
      benchmark::DoNotOptimize(timeline.ingestion().Ingest(batch));
    }
  });
}

// Returns the seconds until a worker has stored `count` events, 0 if it does not.
double SecondsOfWorker(const NatsServer& server, const std::string& consumer, std::uint64_t count) {
  EmptyTimeline timeline;
  const auto source = NatsDriver().OpenTimelineSource({server.Url()}, OfEvents(consumer));
  if (!source.ok()) return 0;
  TimelineWorkerOptions options;
  options.batch = kBatch;
  options.wait = std::chrono::milliseconds(50);
  options.until_empty = true;
  const auto start = std::chrono::steady_clock::now();
  double seconds = 0;
  TimelineWorker worker(**source, timeline.ingestion(), options, [&](const WorkerReport& report) {
    if (report.stored < count || seconds > 0) return;
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  });
  return worker.Run().ok() ? seconds : 0;
}

void TakeFromNats(benchmark::State& state) {
  if (!NatsServer::IsInstalled()) return state.SkipWithError("nats-server is missing: tools/setup --with=services");
  // The server's script and its client are found from there, as by the tests.
  fs::current_path(fs::read_symlink("/proc/self/exe").string() + ".runfiles/vexlens");
  const NatsServer server;
  const std::vector<std::string> events = EventsFrom(0, EventsAsked(50'000));
  server.Publish("events.a", events);
  Samples bound;
  Samples subject;
  int consumers = 0;
  for (auto _ : state) {
    bound.Add(SecondsOfStore(events));
    const double seconds = SecondsOfWorker(server, absl::StrCat("bench", consumers++), events.size());
    if (seconds == 0) return state.SkipWithError("not every event was stored");
    subject.Add(seconds);
    state.SetIterationTime(seconds);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(events.size()));
  state.counters["store_per_second"] = static_cast<double>(events.size()) / bound.Median();
  state.counters["of_bound"] = bound.Median() / subject.Median();
}

BENCHMARK(TakeFromNats)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vexlens::bench
