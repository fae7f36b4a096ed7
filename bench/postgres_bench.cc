// The timeline in PostgreSQL: events stored, listed and verified, beside inserts of such rows by libpq alone. The
// server is of its own, writes through, and is gone afterwards.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "bench/measure.h"
#include "bench/timeline_log.h"
#include "benchmark/benchmark.h"
#include "tests/support/postgres_server.h"
#include "vexlens/driver.h"
#include "vexlens/timeline.h"

namespace vexlens::bench {
namespace {

using testing::PostgresDriver;
using testing::PostgresServer;

PostgresServer& Server() {
  setenv("VEXLENS_POSTGRES_FSYNC", "on", /*overwrite=*/1);
  return PostgresServer::Get();
}

TimelineLog& Log() {
  static TimelineLog log([] {
    Server().AddTimeline("log");
    TimelineParts parts;
    parts.store = PostgresDriver().OpenTimelineStore(Server().Address("service", "log")).value();
    return MakeTimeline({}, std::move(parts)).value();
  }());
  return log;
}

// Inserts is the program that inserts rows by libpq alone. It waits for a line before each batch, and answers with one.
class Inserts {
 public:
  Inserts() {
    static int count = 0;
    const std::string database = absl::StrCat("raw", ++count);
    Server().AddTimeline(database);
    int to[2];
    int from[2];
    if (pipe(to) != 0 || pipe(from) != 0) std::abort();
    if (fork() == 0) {
      dup2(to[0], STDIN_FILENO);
      dup2(from[1], STDOUT_FILENO);
      close(to[1]);
      execl("bench/postgres_inserts", "postgres_inserts", Server().Address("service", database).location.c_str(),
            nullptr);
      std::abort();
    }
    close(to[0]);
    close(from[1]);
    to_ = fdopen(to[1], "w");
    from_ = fdopen(from[0], "r");
  }
  ~Inserts() {
    fclose(to_);
    fclose(from_);
  }

  bool Insert() {
    std::fputc('\n', to_);
    std::fflush(to_);
    return std::fgetc(from_) == '\n';
  }

 private:
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
};

// IngestIntoPostgres is 1 000 events in one call, until they are durable; the bound is their rows inserted by libpq
// alone into the same three tables, 1 000 a statement.
void IngestIntoPostgres(benchmark::State& state) {
  if (!PostgresServer::IsInstalled()) return state.SkipWithError("PostgreSQL is missing");
  Inserts raw;
  IngestBeside(state, Log(), [&](std::uint64_t) {
    bool all = true;
    const double seconds = SecondsOf([&] { all = raw.Insert(); });
    return all ? seconds : -1;
  });
}

void ListPostgres(benchmark::State& state, const TimelineFilter& filter) {
  if (!PostgresServer::IsInstalled()) return state.SkipWithError("PostgreSQL is missing");
  ListPage(state, Log(), filter);
}

void VerifyPostgres(benchmark::State& state) {
  if (!PostgresServer::IsInstalled()) return state.SkipWithError("PostgreSQL is missing");
  VerifyLog(state, Log());
}

BENCHMARK(IngestIntoPostgres)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ListPostgres, all, TimelineFilter{})->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ListPostgres, subject, TimelineFilter{.subject = "pkg:npm/package-7@1.0"})
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ListPostgres, correlation, TimelineFilter{.correlation_id = "correlation-7"})
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(VerifyPostgres)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vexlens::bench
