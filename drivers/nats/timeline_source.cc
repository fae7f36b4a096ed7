#include "drivers/nats/timeline_source.h"

#include <string>

#include "vexlens/support/status_macros.h"

namespace vexlens::nats {
namespace {

// A message that could not be parked comes again after a while, in which somebody may have mended what was wrong.
constexpr std::chrono::milliseconds kUnparked{5000};

absl::StatusOr<TimelineMessage> MessageOf(natsMsg& message) {
  OwnedMetaData place;
  if (const natsStatus status = natsMsg_GetMetaData(Taken(place), &message); status != NATS_OK) {
    return absl::UnavailableError("NATS sent a message that is not JetStream's");
  }
  return TimelineMessage{
      std::string(natsMsg_GetData(&message), static_cast<std::size_t>(natsMsg_GetDataLength(&message))),
      natsMsg_GetSubject(&message), place->NumDelivered};
}

}  // namespace

absl::StatusOr<std::unique_ptr<TimelineEventSource>> NatsTimelineSource::Open(const StoreAddress& address,
                                                                              const TimelineSourceOptions& options) {
  std::unique_ptr<NatsTimelineSource> source(new NatsTimelineSource(address, options));
  VEXLENS_RETURN_IF_ERROR(source->Connect());
  return source;
}

absl::Status NatsTimelineSource::Connect() {
  if (consumer_ != nullptr) return absl::OkStatus();
  VEXLENS_ASSIGN_OR_RETURN(consumer_, Consumer::Open(address_, options_));
  return absl::OkStatus();
}

absl::Status NatsTimelineSource::Heed(absl::Status status) {
  if (absl::IsUnavailable(status)) {
    messages_.clear();
    consumer_ = nullptr;
  }
  return status;
}

absl::StatusOr<std::vector<TimelineMessage>> NatsTimelineSource::Fetch(std::size_t count,
                                                                       std::chrono::milliseconds wait) {
  VEXLENS_RETURN_IF_ERROR(Connect());
  messages_.clear();
  absl::StatusOr<std::vector<OwnedMessage>> fetched = consumer_->Fetch(count, wait);
  if (!fetched.ok()) return Heed(fetched.status());
  messages_ = *std::move(fetched);
  std::vector<TimelineMessage> messages;
  messages.reserve(messages_.size());
  for (const OwnedMessage& each : messages_) {
    absl::StatusOr<TimelineMessage> message = MessageOf(*each);
    if (!message.ok()) return Heed(message.status());
    messages.push_back(*std::move(message));
  }
  return messages;
}

absl::Status NatsTimelineSource::SettleOne(natsMsg& message, const MessageEnd& end) {
  switch (end.kind) {
    case MessageEnd::Kind::kTaken:
      return consumer_->Acknowledge(message);
    case MessageEnd::Kind::kAgain:
      return consumer_->Return(message, end.delay);
    case MessageEnd::Kind::kParked:
      break;
  }
  absl::Status parked = consumer_->Park(message, end.reason);
  if (!parked.ok()) consumer_->Return(message, kUnparked).IgnoreError();
  return parked;
}

absl::Status NatsTimelineSource::Settle(std::span<const MessageEnd> ends) {
  if (ends.size() != messages_.size()) return absl::InvalidArgumentError("one end for each message");
  absl::Status settled;
  for (std::size_t i = 0; i < ends.size(); ++i) settled.Update(SettleOne(*messages_[i], ends[i]));
  messages_.clear();
  if (consumer_ != nullptr) settled.Update(consumer_->Flush());
  return Heed(settled);
}

absl::StatusOr<SourceCounts> NatsTimelineSource::Counts() {
  VEXLENS_RETURN_IF_ERROR(Connect());
  absl::StatusOr<SourceCounts> counts = consumer_->Counts();
  if (!counts.ok()) return Heed(counts.status());
  return counts;
}

}  // namespace vexlens::nats
