// NatsTimelineSource: a durable consumer of NATS JetStream as the source of a timeline.
#ifndef VEXLENS_DRIVERS_NATS_TIMELINE_SOURCE_H_
#define VEXLENS_DRIVERS_NATS_TIMELINE_SOURCE_H_

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "drivers/nats/consumer.h"
#include "drivers/nats/handles.h"
#include "vexlens/driver.h"
#include "vexlens/timeline_source.h"

namespace vexlens::nats {

// NatsTimelineSource opens another connection when it lost one. What was in hand then is delivered again.
//
// An acknowledgement is not waited for one by one, but Settle returns only when the server has seen all of them. Where
// one is lost nevertheless, its message comes again.
class NatsTimelineSource final : public TimelineEventSource {
 public:
  static absl::StatusOr<std::unique_ptr<TimelineEventSource>> Open(const StoreAddress& address,
                                                                   const TimelineSourceOptions& options);

  absl::StatusOr<std::vector<TimelineMessage>> Fetch(std::size_t count, std::chrono::milliseconds wait) override;
  absl::Status Settle(std::span<const MessageEnd> ends) override;
  absl::StatusOr<SourceCounts> Counts() override;

 private:
  NatsTimelineSource(StoreAddress address, TimelineSourceOptions options)
      : address_(std::move(address)), options_(std::move(options)) {}

  // Opens the consumer if there is none.
  absl::Status Connect();
  // Drops the consumer when it is lost. Returns `status`.
  absl::Status Heed(absl::Status status);
  absl::Status SettleOne(natsMsg& message, const MessageEnd& end);

  const StoreAddress address_;
  const TimelineSourceOptions options_;
  std::unique_ptr<Consumer> consumer_;
  std::vector<OwnedMessage> messages_;  // of the last Fetch; they go before the consumer
};

}  // namespace vexlens::nats

#endif  // VEXLENS_DRIVERS_NATS_TIMELINE_SOURCE_H_
