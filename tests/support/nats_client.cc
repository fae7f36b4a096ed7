// What tests do to a NATS server beside the driver, in a program of its own: libnats brings OpenSSL, which does not go
// together with the BoringSSL of the library.
//
//   nats_client URL stream NAME SUBJECT [SECONDS]  makes a stream, whose window for duplicates is so long
//   nats_client URL consumer STREAM NAME push|none|limited|MILLIS   makes a consumer; MILLIS is its ack_wait
//   nats_client URL publish SUBJECT           each line of standard input; returns once the server has kept them all
//   nats_client URL read STREAM               each message: its headers and its text, a line each
#include <nats/nats.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

namespace {

void Must(natsStatus status, const char* what) {
  if (status == NATS_OK) return;
  const char* const words = nats_GetLastError(nullptr);
  std::fprintf(stderr, "%s: %s %s\n", what, natsStatus_GetText(status), words == nullptr ? "" : words);
  std::exit(1);
}

constexpr std::int64_t kMilli = 1'000'000;

void MakeStream(jsCtx* stream, const char* name, const char* subject, std::int64_t seconds) {
  jsStreamConfig config;
  jsStreamConfig_Init(&config);
  config.Name = name;
  config.Subjects = &subject;
  config.SubjectsLen = 1;
  config.Duplicates = seconds * 1000 * kMilli;
  Must(js_AddStream(nullptr, stream, &config, nullptr, nullptr), "stream");
}

void MakeConsumer(jsCtx* stream, const char* name, const char* durable, std::string_view kind) {
  jsConsumerConfig config;
  jsConsumerConfig_Init(&config);
  config.Durable = durable;
  config.AckPolicy = kind == "none" ? js_AckNone : js_AckExplicit;
  if (kind == "push") config.DeliverSubject = "pushed";
  if (kind == "limited") config.MaxDeliver = 3;
  if (const int millis = std::atoi(kind.data()); millis > 0) config.AckWait = millis * kMilli;
  config.MaxAckPending = 50'000;
  Must(js_AddConsumer(nullptr, stream, name, &config, nullptr, nullptr), "consumer");
}

void Publish(jsCtx* stream, const char* subject) {
  for (std::string line; std::getline(std::cin, line);) {
    Must(js_PublishAsync(stream, subject, line.data(), static_cast<int>(line.size()), nullptr), "publish");
  }
  jsPubOptions patience;
  jsPubOptions_Init(&patience);
  patience.MaxWait = 60'000;
  Must(js_PublishAsyncComplete(stream, &patience), "publish");
  natsMsgList lost;
  if (js_PublishAsyncGetPendingList(&lost, stream) == NATS_OK) std::exit(1);
}

void Read(jsCtx* stream, const char* name) {
  jsStreamInfo* info = nullptr;
  Must(js_GetStreamInfo(&info, stream, name, nullptr, nullptr), "stream");
  for (std::uint64_t i = info->State.FirstSeq; i <= info->State.LastSeq; ++i) {
    natsMsg* message = nullptr;
    Must(js_GetMsg(&message, stream, name, i, nullptr, nullptr), "message");
    const char** keys = nullptr;
    int count = 0;
    natsMsgHeader_Keys(message, &keys, &count);
    for (int k = 0; k < count; ++k) {
      const char* value = nullptr;
      natsMsgHeader_Get(message, keys[k], &value);
      std::printf("%s: %s\n", keys[k], value);
    }
    std::printf("%.*s\n", natsMsg_GetDataLength(message), natsMsg_GetData(message));
    std::free(keys);
    natsMsg_Destroy(message);
  }
  jsStreamInfo_Destroy(info);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  natsConnection* connection = nullptr;
  jsCtx* stream = nullptr;
  jsOptions options;
  jsOptions_Init(&options);
  options.PublishAsync.MaxPending = 4000;
  options.PublishAsync.StallWait = 10'000;
  Must(natsConnection_ConnectTo(&connection, argv[1]), "connection");
  Must(natsConnection_JetStream(&stream, connection, &options), "JetStream");
  const std::string_view action = argv[2];
  if (action == "stream" && argc > 4) MakeStream(stream, argv[3], argv[4], argc > 5 ? std::atoi(argv[5]) : 120);
  if (action == "consumer" && argc > 5) MakeConsumer(stream, argv[3], argv[4], argv[5]);
  if (action == "publish") Publish(stream, argv[3]);
  if (action == "read") Read(stream, argv[3]);
  jsCtx_Destroy(stream);
  natsConnection_Destroy(connection);
  return 0;
}
