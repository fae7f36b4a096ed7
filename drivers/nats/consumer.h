// Consumer: a durable pull consumer of a stream, and the stream where messages are parked.
#ifndef VEXLENS_DRIVERS_NATS_CONSUMER_H_
#define VEXLENS_DRIVERS_NATS_CONSUMER_H_

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "drivers/nats/connection.h"
#include "drivers/nats/handles.h"
#include "vexlens/driver.h"
#include "vexlens/timeline_source.h"

namespace vexlens::nats {

// Consumer is one on a connection of its own. Not for concurrent use. With `connection`, the door to libnats. Errors:
// those of Connection; NOT_FOUND for a stream that is not there; FAILED_PRECONDITION for a consumer that would lose
// messages, or a subject of parked messages that no stream keeps, or the same stream.
class Consumer {
 public:
  static absl::StatusOr<std::unique_ptr<Consumer>> Open(const StoreAddress& address,
                                                        const TimelineSourceOptions& options);

  // Returns up to `count` messages, after `wait` none.
  absl::StatusOr<std::vector<OwnedMessage>> Fetch(std::size_t count, std::chrono::milliseconds wait);

  // These are sent with the next Flush at the latest.
  absl::Status Acknowledge(natsMsg& message);
  absl::Status Return(natsMsg& message, std::chrono::milliseconds delay);

  // Publishes a message to the subject of those that are parked, durably, and only then ends it.
  absl::Status Park(natsMsg& message, const std::string& reason);

  absl::Status Flush() { return connection_->Flush(); }

  absl::StatusOr<SourceCounts> Counts();

 private:
  Consumer(std::unique_ptr<Connection> connection, TimelineSourceOptions options)
      : connection_(std::move(connection)), options_(std::move(options)) {}

  absl::Status FindParked();
  absl::StatusOr<OwnedConsumerInfo> FindOrMake();
  absl::Status Check(const jsConsumerInfo& info) const;
  absl::Status Subscribe();
  absl::Status Send(natsMsg& parked, const std::string& id);

  const std::unique_ptr<Connection> connection_;
  const TimelineSourceOptions options_;
  std::string parked_stream_;
  OwnedSubscription subscription_;
};

}  // namespace vexlens::nats

#endif  // VEXLENS_DRIVERS_NATS_CONSUMER_H_
