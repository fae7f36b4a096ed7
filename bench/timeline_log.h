// A timeline under measurement, and what is asked of it, whatever store it has.
#ifndef VEXLENS_BENCH_TIMELINE_LOG_H_
#define VEXLENS_BENCH_TIMELINE_LOG_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "benchmark/benchmark.h"
#include "vexlens/timeline.h"

namespace vexlens::bench {

inline constexpr std::size_t kBatch = 1000;

// TimelineLog is one tenant's log, which grows. It begins with as many events as VEXLENS_BENCH_EVENTS says (100 000 by
// default).
class TimelineLog {
 public:
  explicit TimelineLog(std::unique_ptr<Timeline> timeline);

  TimelineQueryService& queries() { return timeline_->queries(); }
  std::uint64_t size() const { return size_; }

  // Ingests the next events. Returns whether all were stored, and the seconds that it took.
  bool Grow(std::size_t count, double& seconds);

 private:
  const std::unique_ptr<Timeline> timeline_;
  std::uint64_t size_ = 0;
};

// IngestBeside is a batch in one call, until it is durable. The bound is `insert`, which inserts such rows as those of
// the events from a number on by the database alone, beside as many as the log has; it returns the seconds that it
// took, less than 0 if it failed.
void IngestBeside(benchmark::State& state, TimelineLog& log, const std::function<double(std::uint64_t first)>& insert);

// ListPage is a page of 100 events from a random place on: of all, of a subject, or of a correlation id.
void ListPage(benchmark::State& state, TimelineLog& log, const TimelineFilter& filter);

// VerifyLog hashes the whole log again; the bound is SHA-256 over the bytes of its entries.
void VerifyLog(benchmark::State& state, TimelineLog& log);

}  // namespace vexlens::bench

#endif  // VEXLENS_BENCH_TIMELINE_LOG_H_
