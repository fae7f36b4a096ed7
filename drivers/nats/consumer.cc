#include "drivers/nats/consumer.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::nats {
namespace {

// How many messages may be open at once: those that wait for another delivery must not keep new ones away.
constexpr std::int64_t kMaxOpen = 50'000;
constexpr std::size_t kMaxReasonBytes = 2000;

std::int64_t NanosOf(std::chrono::milliseconds time) { return std::chrono::nanoseconds(time).count(); }

// Returns a reason as a header may have it: in one line, and not too long.
std::string HeaderText(std::string_view reason) {
  std::string text(reason.substr(0, kMaxReasonBytes));
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return text;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Consumer>> Consumer::Open(const StoreAddress& address,
                                                         const TimelineSourceOptions& options) {
  if (options.stream.empty() || options.consumer.empty() || options.parked.empty()) {
    return absl::InvalidArgumentError("NATS needs a stream, a consumer and a subject for what is parked");
  }
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection, Connection::Open(address));
  std::unique_ptr<Consumer> consumer(new Consumer(std::move(connection), options));
  VEXLENS_ASSIGN_OR_RETURN(const OwnedConsumerInfo info, consumer->FindOrMake());
  VEXLENS_RETURN_IF_ERROR(consumer->Check(*info));
  VEXLENS_RETURN_IF_ERROR(consumer->FindParked());
  VEXLENS_RETURN_IF_ERROR(consumer->Subscribe());
  return consumer;
}

absl::StatusOr<OwnedConsumerInfo> Consumer::FindOrMake() {
  const std::string what = absl::StrCat("consumer ", options_.consumer, " of stream ", options_.stream);
  OwnedConsumerInfo info;
  jsErrCode reason{};
  natsStatus status = js_GetConsumerInfo(Taken(info), connection_->jet_stream(), options_.stream.c_str(),
                                         options_.consumer.c_str(), nullptr, &reason);
  if (status == NATS_NOT_FOUND && reason == JSConsumerNotFoundErr) {
    jsConsumerConfig config;
    jsConsumerConfig_Init(&config);
    config.Durable = options_.consumer.c_str();
    config.AckPolicy = js_AckExplicit;
    config.AckWait = NanosOf(options_.ack_wait);
    config.MaxAckPending = kMaxOpen;
    status = js_AddConsumer(Taken(info), connection_->jet_stream(), options_.stream.c_str(), &config, nullptr, &reason);
  }
  if (status != NATS_OK) return connection_->Fault(status, reason, what);
  return info;
}

absl::Status Consumer::Check(const jsConsumerInfo& info) const {
  const jsConsumerConfig& config = *info.Config;
  std::string_view wrong;
  if (config.DeliverSubject != nullptr) wrong = "it pushes";
  if (config.AckPolicy != js_AckExplicit) wrong = "it does not ask for each acknowledgement (explicit)";
  if (config.MaxDeliver > 0) wrong = "it gives messages up (max_deliver): while the store fails they would be lost";
  if (wrong.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(connection_->name(), ": consumer ", options_.consumer, " cannot be used: ", wrong));
}

absl::Status Consumer::FindParked() {
  jsOptions filter;
  jsOptions_Init(&filter);
  filter.Stream.Info.SubjectsFilter = options_.parked.c_str();
  OwnedStreamNames names;
  jsErrCode reason{};
  const natsStatus status = js_StreamNames(Taken(names), connection_->jet_stream(), &filter, &reason);
  if (status != NATS_OK && status != NATS_NOT_FOUND) {
    return connection_->Fault(status, reason, absl::StrCat("the stream of ", options_.parked));
  }
  if (names == nullptr || names->Count == 0) {
    return absl::FailedPreconditionError(
        absl::StrCat(connection_->name(), ": no stream keeps ", options_.parked, ", where messages would be parked"));
  }
  parked_stream_ = names->List[0];
  if (parked_stream_ != options_.stream) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(connection_->name(), ": ", options_.parked, " is a subject of ",
                                                    options_.stream, " itself: what is parked would come again"));
}

absl::Status Consumer::Subscribe() {
  jsSubOptions bound;
  jsSubOptions_Init(&bound);
  bound.Stream = options_.stream.c_str();
  bound.Consumer = options_.consumer.c_str();
  jsErrCode reason{};
  natsStatus status = js_PullSubscribe(Taken(subscription_), connection_->jet_stream(), nullptr,
                                       options_.consumer.c_str(), nullptr, &bound, &reason);
  // What was asked for is taken, whatever its size.
  if (status == NATS_OK) status = natsSubscription_SetPendingLimits(subscription_.get(), -1, -1);
  return status == NATS_OK ? absl::OkStatus() : connection_->Fault(status, reason, options_.consumer);
}

absl::StatusOr<std::vector<OwnedMessage>> Consumer::Fetch(std::size_t count, std::chrono::milliseconds wait) {
  natsMsgList list = {nullptr, 0};
  jsErrCode reason{};
  const natsStatus status =
      natsSubscription_Fetch(&list, subscription_.get(), static_cast<int>(count), wait.count(), &reason);
  const absl::Cleanup release = [&list] { natsMsgList_Destroy(&list); };
  if (status != NATS_OK && status != NATS_TIMEOUT) return connection_->Fault(status, reason, "fetch");
  std::vector<OwnedMessage> messages;
  for (int i = 0; i < list.Count; ++i) messages.emplace_back(std::exchange(list.Msgs[i], nullptr));
  // A server that is gone sends nothing either.
  if (messages.empty()) VEXLENS_RETURN_IF_ERROR(Flush());
  return messages;
}

absl::Status Consumer::Acknowledge(natsMsg& message) {
  const natsStatus status = natsMsg_Ack(&message, nullptr);
  return status == NATS_OK ? absl::OkStatus() : connection_->Fault(status, 0, "acknowledgement");
}

absl::Status Consumer::Return(natsMsg& message, std::chrono::milliseconds delay) {
  const natsStatus status = natsMsg_NakWithDelay(&message, delay.count(), nullptr);
  return status == NATS_OK ? absl::OkStatus() : connection_->Fault(status, 0, "return");
}

absl::Status Consumer::Park(natsMsg& message, const std::string& reason) {
  OwnedMetaData place;
  natsStatus status = natsMsg_GetMetaData(Taken(place), &message);
  if (status != NATS_OK) return connection_->Fault(status, 0, "message");
  OwnedMessage parked;
  status = natsMsg_Create(Taken(parked), options_.parked.c_str(), nullptr, natsMsg_GetData(&message),
                          natsMsg_GetDataLength(&message));
  const std::pair<const char*, std::string> headers[] = {
      {"Vexlens-Reason", HeaderText(reason)},
      {"Vexlens-Subject", natsMsg_GetSubject(&message)},
      {"Vexlens-Stream", options_.stream},
      {"Vexlens-Sequence", absl::StrCat(place->Sequence.Stream)},
      {"Vexlens-Deliveries", absl::StrCat(place->NumDelivered)},
  };
  for (const auto& [name, value] : headers) {
    if (status == NATS_OK) status = natsMsgHeader_Set(parked.get(), name, value.c_str());
  }
  if (status != NATS_OK) return connection_->Fault(status, 0, "parked message");
  VEXLENS_RETURN_IF_ERROR(Send(*parked, absl::StrCat(options_.stream, ".", place->Sequence.Stream)));
  status = natsMsg_Term(&message, nullptr);
  return status == NATS_OK ? absl::OkStatus() : connection_->Fault(status, 0, "end of a parked message");
}

absl::Status Consumer::Send(natsMsg& parked, const std::string& id) {
  jsPubOptions once;
  jsPubOptions_Init(&once);
  once.MsgId = id.c_str();  // parked twice, it is there once
  once.ExpectStream = parked_stream_.c_str();
  jsErrCode reason{};
  const natsStatus status = js_PublishMsg(nullptr, connection_->jet_stream(), &parked, &once, &reason);
  if (status == NATS_OK) return absl::OkStatus();
  return connection_->Fault(status, reason, absl::StrCat("parking at ", options_.parked));
}

absl::StatusOr<SourceCounts> Consumer::Counts() {
  OwnedConsumerInfo info;
  jsErrCode reason{};
  natsStatus status = js_GetConsumerInfo(Taken(info), connection_->jet_stream(), options_.stream.c_str(),
                                         options_.consumer.c_str(), nullptr, &reason);
  if (status != NATS_OK) return connection_->Fault(status, reason, options_.consumer);
  jsOptions filter;
  jsOptions_Init(&filter);
  filter.Stream.Info.SubjectsFilter = options_.parked.c_str();
  OwnedStreamInfo parked;
  status = js_GetStreamInfo(Taken(parked), connection_->jet_stream(), parked_stream_.c_str(), &filter, &reason);
  if (status != NATS_OK) return connection_->Fault(status, reason, parked_stream_);
  SourceCounts counts = {info->NumPending, static_cast<std::uint64_t>(info->NumAckPending), 0};
  if (const jsStreamStateSubjects* const subjects = parked->State.Subjects; subjects != nullptr) {
    for (int i = 0; i < subjects->Count; ++i) counts.parked += subjects->List[i].Msgs;
  }
  return counts;
}

}  // namespace vexlens::nats
