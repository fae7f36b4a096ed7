#include "bench/timeline_log.h"

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/measure.h"
#include "bench/timeline_events.h"
#include "vexlens/digest.h"

namespace vexlens::bench {

TimelineLog::TimelineLog(std::unique_ptr<Timeline> timeline) : timeline_(std::move(timeline)) {
  const std::uint64_t events = EventsAsked(100'000);
  double unused = 0;
  while (size_ < events && Grow(std::min<std::size_t>(kBatch, events - size_), unused)) {
  }
}

bool TimelineLog::Grow(std::size_t count, double& seconds) {
  const std::vector<std::string> events = EventsFrom(size_, count);
  const std::vector<std::string_view> views(events.begin(), events.end());
  std::vector<IngestedEvent> became;
  seconds = SecondsOf([&] { became = timeline_->ingestion().Ingest(views); });
  size_ += count;
  for (const IngestedEvent& each : became) {
    if (each.outcome != EventOutcome::kStored) return false;
  }
  return true;
}

void IngestBeside(benchmark::State& state, TimelineLog& log, const std::function<double(std::uint64_t first)>& insert) {
  std::uint64_t first = 0;
  for (; first < log.size(); first += kBatch) insert(first);
  Samples bound;
  Samples subject;
  for (auto _ : state) {
    const double raw = insert(first);
    first += kBatch;
    double seconds = 0;
    if (!log.Grow(kBatch, seconds) || raw < 0) return state.SkipWithError("an event was not stored");
    bound.Add(raw);
    subject.Add(seconds);
    state.SetIterationTime(seconds);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kBatch));
  state.counters["of_bound"] = bound.Median() / subject.Median();
}

void ListPage(benchmark::State& state, TimelineLog& log, const TimelineFilter& filter) {
  constexpr std::int64_t kDay = 86'400'000'000;
  const Instant first = ParseInstant("2026-06-01T00:00:00Z").value();
  std::mt19937_64 random(1);
  Samples subject;
  for (auto _ : state) {
    const std::string cursor =
        absl::StrCat(first.micros + static_cast<std::int64_t>(random() % kDay), ".", random() % log.size());
    bool ok = true;
    const double seconds = SecondsOf([&] { ok = log.queries().List(kTenant, filter, cursor, 100).ok(); });
    if (!ok) return state.SkipWithError("a page was refused");
    subject.Add(seconds);
    state.SetIterationTime(seconds);
  }
  state.counters["p50_ms"] = subject.Median() * 1e3;
  state.counters["p99_ms"] = subject.Quantile(0.99) * 1e3;
}

void VerifyLog(benchmark::State& state, TimelineLog& log) {
  const std::string entry = WriteTimelineEvent(ReadTimelineEvent(EventJson(1)).value());
  Samples bound;
  Samples subject;
  for (auto _ : state) {
    bound.Add(SecondsOf([&] {
      for (std::uint64_t i = 0; i < log.size(); ++i) benchmark::DoNotOptimize(Sha256(entry));
    }));
    bool ok = true;
    const double seconds = SecondsOf([&] { ok = log.queries().Verify(kTenant, std::nullopt).value().ok(); });
    if (!ok) return state.SkipWithError("the log is not as it was");
    subject.Add(seconds);
    state.SetIterationTime(seconds);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(log.size()));
  state.counters["of_bound"] = bound.Median() / subject.Median();
}

}  // namespace vexlens::bench
