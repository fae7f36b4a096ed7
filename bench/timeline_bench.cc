// The timeline: events hashed, stored, listed and verified, beside SHA-256 over their bytes and SQLite's own inserts.
//
// VEXLENS_BENCH_EVENTS says how many the log holds (100 000 by default).
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "bench/measure.h"
#include "benchmark/benchmark.h"
#include "sqlite3.h"
#include "vexlens/merkle_tree.h"
#include "vexlens/timeline.h"

namespace vexlens::bench {
namespace {

constexpr std::size_t kBatch = 1000;
constexpr std::string_view kTenant = "acme";

// Returns an event of about 1 kB, as other services send them.
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

std::vector<TimelineEvent> ReadAll(const std::vector<std::string>& events) {
  std::vector<TimelineEvent> read;
  for (const std::string& event : events) read.push_back(ReadTimelineEvent(event).value());
  return read;
}

// Log is the timeline that all rows share, and where raw inserts are tried beside it.
class Log {
 public:
  static Log& Shared() {
    static Log log;
    return log;
  }

  TimelineQueryService& queries() { return timeline_->queries(); }
  std::uint64_t size() const { return size_; }
  const std::filesystem::path& folder() const { return folder_; }

  // Ingests the next events. Returns whether all were stored, and the seconds that it took.
  bool Grow(std::size_t count, double& seconds) {
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

 private:
  Log() : folder_(std::filesystem::temp_directory_path() / absl::StrCat("timeline_bench-", getpid())) {
    TimelineOptions options;
    options.directory = folder_ / "log";
    timeline_ = MakeTimeline(std::move(options)).value();
    std::uint64_t events = 100'000;
    if (const char* const text = std::getenv("VEXLENS_BENCH_EVENTS"); text != nullptr) {
      if (!absl::SimpleAtoi(text, &events)) events = 1;
    }
    double unused = 0;
    while (size_ < events && Grow(std::min<std::size_t>(kBatch, events - size_), unused)) {
    }
  }
  ~Log() {
    timeline_ = nullptr;
    std::filesystem::remove_all(folder_);
  }

  std::filesystem::path folder_;
  std::unique_ptr<Timeline> timeline_;
  std::uint64_t size_ = 0;
};

// HashEvents reads, checks and hashes events, and hashes as many bytes.
void HashEvents(benchmark::State& state) {
  const std::vector<std::string> events = EventsFrom(0, kBatch);
  std::size_t bytes = 0;
  for (const std::string& event : events) bytes += event.size();
  Samples bound;
  Samples subject;
  for (auto _ : state) {
    bound.Add(SecondsOf([&] {
      for (const std::string& event : events) benchmark::DoNotOptimize(Sha256(event));
    }));
    bool all = true;
    const double seconds = SecondsOf([&] {
      for (const std::string& event : events) {
        const auto read = ReadTimelineEvent(event);
        all &= read.ok();
        if (read.ok()) benchmark::DoNotOptimize(LeafDigest(WriteTimelineEvent(*read)));
      }
    });
    if (!all) return state.SkipWithError("an event was refused");
    subject.Add(seconds);
    state.SetIterationTime(seconds);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.counters["of_bound"] = bound.Median() / subject.Median();
}

// RawInserts puts rows like those of events into tables like those of a timeline, by SQLite alone.
class RawInserts {
 public:
  explicit RawInserts(const std::filesystem::path& folder) {
    { const auto made = OpenTimelineStore(folder); }
    sqlite3_open((folder / "timeline.db").c_str(), &connection_);
    Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 32768;"
        "PRAGMA cache_size = -65536");
    sqlite3_prepare_v2(connection_, "INSERT INTO leaf VALUES(?, 1, ?, 1, zeroblob(32))", -1, &leaf_, nullptr);
    sqlite3_prepare_v2(connection_, "INSERT INTO event VALUES(?, 1, ?, ?, ?, 2, ?, ?, ?, ?, ?, ?, ?, ?, zeroblob(32))",
                       -1, &event_, nullptr);
  }
  ~RawInserts() {
    sqlite3_finalize(leaf_);
    sqlite3_finalize(event_);
    sqlite3_close(connection_);
  }

  void Run(const char* sql) { sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr); }

  // Inserts events whose members were read before.
  bool Insert(const std::vector<TimelineEvent>& events) {
    constexpr std::string_view kAttributes = R"({"after":"fixed","before":"affected"})";
    constexpr std::string_view kEvidence = R"([{"attestationSubject":"pkg:npm/package@1.0","bundleId":"bundle-1"}])";
    Run("BEGIN IMMEDIATE");
    bool all = true;
    for (const TimelineEvent& event : events) {
      sqlite3_bind_int64(leaf_, 1, position_);
      Bind(leaf_, 2, event.event_id);
      all &= Step(leaf_);
      sqlite3_bind_int64(event_, 1, position_++);
      sqlite3_bind_int64(event_, 2, event.occurred_at.micros);
      int index = 3;
      for (const std::string_view text :
           {std::string_view(event.event_type), std::string_view(event.source), std::string_view(event.subject),
            std::string_view(event.actor), std::string_view(event.correlation_id), std::string_view(event.trace_id),
            std::string_view(event.span_id), kAttributes, kEvidence, std::string_view(event.payload)}) {
        Bind(event_, index++, text);
      }
      all &= Step(event_);
    }
    Run("COMMIT");
    return all;
  }

 private:
  static void Bind(sqlite3_stmt* statement, int index, std::string_view text) {
    sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  static bool Step(sqlite3_stmt* statement) {
    const bool done = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    return done;
  }

  sqlite3* connection_ = nullptr;
  sqlite3_stmt* leaf_ = nullptr;
  sqlite3_stmt* event_ = nullptr;
  std::int64_t position_ = std::int64_t{1} << 40;  // the first tenant's first id
};

// IngestEvents is 1 000 events in one call, until they are durable; the bound is their rows inserted by SQLite alone.
void IngestEvents(benchmark::State& state) {
  Log& log = Log::Shared();
  RawInserts raw(log.folder() / absl::StrCat("raw-", log.size()));  // the function is called several times
  std::uint64_t first = 0;
  for (; first < log.size(); first += kBatch) raw.Insert(ReadAll(EventsFrom(first, kBatch)));
  Samples bound;
  Samples subject;
  for (auto _ : state) {
    const std::vector<TimelineEvent> events = ReadAll(EventsFrom(first, kBatch));
    first += kBatch;
    bool all = true;
    bound.Add(SecondsOf([&] { all = raw.Insert(events); }));
    double seconds = 0;
    all = log.Grow(kBatch, seconds) && all;
    if (!all) return state.SkipWithError("an event was not stored");
    subject.Add(seconds);
    state.SetIterationTime(seconds);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kBatch));
  state.counters["of_bound"] = bound.Median() / subject.Median();
}

// ListPage is a page of 100 events from a random place on: of all, of a subject, or of a correlation id.
void ListPage(benchmark::State& state, const TimelineFilter& filter) {
  Log& log = Log::Shared();
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

// VerifyLog hashes the whole log again; the bound is SHA-256 over the bytes of its entries.
void VerifyLog(benchmark::State& state) {
  Log& log = Log::Shared();
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

BENCHMARK(HashEvents)->UseManualTime();
BENCHMARK(IngestEvents)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ListPage, all, TimelineFilter{})->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ListPage, subject, TimelineFilter{.subject = "pkg:npm/package-7@1.0"})
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ListPage, correlation, TimelineFilter{.correlation_id = "correlation-7"})
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(VerifyLog)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vexlens::bench
