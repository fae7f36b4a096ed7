#include "bench/timeline_log.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <random>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "bench/measure.h"
#include "vexlens/digest.h"

namespace vexlens::bench {

std::string EventJson(std::uint64_t number) {
  std::mt19937_64 random(number);
  std::string payload;
  while (payload.size() < 400) absl::StrAppend(&payload, absl::Hex(random(), absl::kZeroPad16));
  return absl::StrCat(
      R"({"eventId":"event-)", number, R"(","tenant":"acme","eventType":"consensus.changed","source":"vexlens",)",
      R"("occurredAt":"2026-06-01T)", absl::Dec(number / 3600 % 24, absl::kZeroPad2), ":",
      absl::Dec(number / 60 % 60, absl::kZeroPad2), ":", absl::Dec(number % 60, absl::kZeroPad2),
      R"(Z","correlationId":"correlation-)", number / 20, R"(","traceId":"4bf92f3577b34da6a3ce929d0e0e4736",)",
      R"("spanId":"00f067aa0ba902b7","actor":"ann@example.org","severity":"notice","subject":"pkg:npm/package-)",
      number % 1000, R"(@1.0","attributes":{"before":"affected","after":"fixed"},)",
      R"("payload":{"confidence":0.75,"reasons":["one","two"],"text":")", payload,
      R"("},"evidence":[{"bundleId":"bundle-1","attestationSubject":"pkg:npm/package@1.0"}]})");
}

std::vector<std::string> EventsFrom(std::uint64_t first, std::size_t count) {
  std::vector<std::string> events;
  for (std::size_t i = 0; i < count; ++i) events.push_back(EventJson(first + i));
  return events;
}

TimelineLog::TimelineLog(std::unique_ptr<Timeline> timeline) : timeline_(std::move(timeline)) {
  std::uint64_t events = 100'000;
  if (const char* const text = std::getenv("VEXLENS_BENCH_EVENTS"); text != nullptr) {
    if (!absl::SimpleAtoi(text, &events)) events = 1;
  }
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
