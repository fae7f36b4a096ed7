// Timeline worker: takes events from a queue to a timeline.
//
//   const Driver nats = Driver::Load("nats").value();
//   const auto source = nats.OpenTimelineSource({"nats://localhost"}, {.stream = "EVENTS", .consumer = "timeline"});
//   TimelineWorker worker(**source, (*timeline)->ingestion());
//   const absl::Status end = worker.Run();  // until another thread calls worker.Stop()
#ifndef VEXLENS_TIMELINE_WORKER_H_
#define VEXLENS_TIMELINE_WORKER_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/timeline.h"
#include "vexlens/timeline_source.h"

namespace vexlens {

// TimelineWorkerOptions say how a worker goes about it.
struct TimelineWorkerOptions {
  std::size_t batch = 1000;                         // how many events are committed together
  std::uint64_t max_deliveries = 5;                 // a rejected message is parked when it was delivered so often
  std::chrono::milliseconds wait{1000};             // for messages; Stop takes up to as long
  std::chrono::milliseconds shortest_pause{100};    // before the next try when nothing could be done, doubled from
  std::chrono::milliseconds longest_pause{15'000};  // try to try up to the longest
  bool until_empty = false;                         // end when the source has no lag
};

// WorkerReport is what a worker did since it began, and what is in its way.
struct WorkerReport {
  std::uint64_t stored = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t rejected = 0;  // deliveries of messages that cannot be taken; these come again
  std::uint64_t parked = 0;    // of them, those that do not
  std::uint64_t failed = 0;    // deliveries that the store could not take
  absl::Status trouble;        // of the store or the source, OK when all is well again

  // Returns {duplicates, failed, parked, rejected, stored, trouble} in canonical JSON; `trouble` where there is one.
  std::string Json() const;
};

// TimelineWorker takes events from a source to a timeline: fetches some, commits them, and only then tells the source.
//
//   stored, duplicate   taken
//   rejected            comes again, later and later, and is parked with its reason at the last delivery
//   failed              comes again, for as long as the store cannot take it
//
// Rejected events come again because clocks are set right and newer releases know more.
class TimelineWorker {
 public:
  // Is called after every step, on the thread of Run.
  using OnStep = std::function<void(const WorkerReport&)>;

  // All must outlive it.
  TimelineWorker(TimelineEventSource& source, TimelineIngestionService& ingestion, TimelineWorkerOptions options = {},
                 OnStep on_step = nullptr);

  // Works until Stop, or until the source is empty if that is asked for. What is unavailable is waited for. Errors:
  // those of Fetch that need somebody to mend something.
  absl::Status Run();

  // Ends Run once the messages in hand are settled, also a Run that is yet to come. May be called from any thread, but
  // not from a signal handler.
  void Stop();

  // Returns the last report. On the thread of Run, or after it.
  const WorkerReport& report() const { return report_; }

 private:
  bool Stopped();
  // Waits for longer and longer, or until Stop.
  void Pause();
  // Does one round. Returns whether it was the last.
  absl::StatusOr<bool> Step();
  absl::StatusOr<bool> IsEmpty();
  // Ingests messages. Returns what becomes of them, and in `trouble` why the store took none.
  std::vector<MessageEnd> Take(std::span<const TimelineMessage> messages, absl::Status& trouble);
  MessageEnd EndOf(const TimelineMessage& message, const IngestedEvent& became);
  std::chrono::milliseconds DelayOf(std::uint64_t deliveries) const;
  void Tell(absl::Status trouble);

  TimelineEventSource& source_;
  TimelineIngestionService& ingestion_;
  const TimelineWorkerOptions options_;
  const OnStep on_step_;
  WorkerReport report_;
  std::chrono::milliseconds pause_;  // the next one
  std::mutex mutex_;
  std::condition_variable stopping_;
  bool stopped_ = false;
};

}  // namespace vexlens

#endif  // VEXLENS_TIMELINE_WORKER_H_
