// Timeline sources: queues that events come over. A driver opens one (Driver::OpenTimelineSource), and a worker takes
// its events to a timeline (TimelineWorker).
//
// A message comes again until it was said what became of it, so that nothing is lost when a process, the queue or the
// network fails. An event that comes again is a duplicate, so that nothing is there twice.
#ifndef VEXLENS_TIMELINE_SOURCE_H_
#define VEXLENS_TIMELINE_SOURCE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace vexlens {

// TimelineMessage is an event as a queue has it.
struct TimelineMessage {
  std::string text;              // JSON, as ReadTimelineEvent reads it
  std::string subject;           // where it was published
  std::uint64_t deliveries = 1;  // how often it was delivered, this time included
};

// MessageEnd is what becomes of a message.
struct MessageEnd {
  enum class Kind : std::uint8_t {
    kTaken,   // its event is durable: it does not come again
    kAgain,   // it comes again, not before `delay` has passed
    kParked,  // it is put aside with its reason, for people to look at, and does not come again
  };
  Kind kind = Kind::kTaken;
  std::chrono::milliseconds delay{};
  std::string reason;  // one line
};

// SourceCounts say how far a source is behind. What was settled a moment ago may still count as open.
struct SourceCounts {
  std::uint64_t waiting = 0;  // messages that were not delivered yet
  std::uint64_t open = 0;     // delivered, and not taken or parked yet
  std::uint64_t parked = 0;   // put aside since the queue has been there

  std::uint64_t lag() const { return waiting + open; }
};

// TimelineEventSource is the port of a queue. Not for concurrent use. Every wait ends. Errors of all members:
// UNAVAILABLE when the queue cannot be reached now, after which the next call tries to reach it again; others need
// somebody to mend something.
class TimelineEventSource {
 public:
  virtual ~TimelineEventSource() = default;

  // Returns up to `count` messages, at least 1, in order. Waits up to `wait` for the first; returns none when none
  // came.
  virtual absl::StatusOr<std::vector<TimelineMessage>> Fetch(std::size_t count, std::chrono::milliseconds wait) = 0;

  // Says what becomes of the messages of the last Fetch, one end for each, in their order. After an error it is not
  // known of which of them the queue heard: the others come again.
  virtual absl::Status Settle(std::span<const MessageEnd> ends) = 0;

  virtual absl::StatusOr<SourceCounts> Counts() = 0;
};

// TimelineSourceOptions say which messages of a queue are meant.
struct TimelineSourceOptions {
  std::string stream;                          // which must be there
  std::string consumer;                        // a durable one that several workers share; made if it is not there
  std::string parked = "timeline.parked";      // the subject, of another stream, where messages are put aside
  std::chrono::milliseconds ack_wait{30'000};  // of a consumer that is made: a message that is open longer comes again
};

}  // namespace vexlens

#endif  // VEXLENS_TIMELINE_SOURCE_H_
