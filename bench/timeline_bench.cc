// The timeline in its embedded store: events hashed, stored, listed and verified, beside SHA-256 over their bytes and
// SQLite's own inserts.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/measure.h"
#include "bench/timeline_events.h"
#include "bench/timeline_log.h"
#include "benchmark/benchmark.h"
#include "sqlite3.h"
#include "vexlens/merkle_tree.h"
#include "vexlens/timeline.h"

namespace vexlens::bench {
namespace {

std::vector<TimelineEvent> ReadAll(const std::vector<std::string>& events) {
  std::vector<TimelineEvent> read;
  for (const std::string& event : events) read.push_back(ReadTimelineEvent(event).value());
  return read;
}

// Log is the log that all rows share, and where raw inserts are tried beside it.
struct Log {
  static Log& Shared() {
    static Log log;
    return log;
  }
  ~Log() {
    log = nullptr;
    std::filesystem::remove_all(folder);
  }

  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / absl::StrCat("timeline_bench-", getpid());
  std::unique_ptr<TimelineLog> log = std::make_unique<TimelineLog>(MakeTimeline({.directory = folder / "log"}).value());
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
  TimelineLog& log = *Log::Shared().log;
  RawInserts raw(Log::Shared().folder / absl::StrCat("raw-", log.size()));  // the function is called several times
  IngestBeside(state, log, [&](std::uint64_t first) {
    const std::vector<TimelineEvent> events = ReadAll(EventsFrom(first, kBatch));
    bool all = true;
    const double seconds = SecondsOf([&] { all = raw.Insert(events); });
    return all ? seconds : -1;
  });
}

void ListSqlite(benchmark::State& state, const TimelineFilter& filter) { ListPage(state, *Log::Shared().log, filter); }
void VerifySqlite(benchmark::State& state) { VerifyLog(state, *Log::Shared().log); }

BENCHMARK(HashEvents)->UseManualTime();
BENCHMARK(IngestEvents)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ListSqlite, all, TimelineFilter{})->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ListSqlite, subject, TimelineFilter{.subject = "pkg:npm/package-7@1.0"})
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ListSqlite, correlation, TimelineFilter{.correlation_id = "correlation-7"})
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(VerifySqlite)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vexlens::bench
