// NATS JetStream as a source of a timeline, against a real server.
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/nats_server.h"
#include "vexlens/driver.h"
#include "vexlens/timeline_source.h"

namespace vexlens {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::NatsDriver;
using testing::NatsServer;
using testing::OfEvents;

using Kind = MessageEnd::Kind;
constexpr milliseconds kWait{2000};
constexpr milliseconds kMoment{50};

std::vector<std::string> TextsOf(const absl::StatusOr<std::vector<TimelineMessage>>& messages) {
  EXPECT_TRUE(messages.ok()) << messages.status();
  std::vector<std::string> texts;
  for (const TimelineMessage& message : messages.value_or(std::vector<TimelineMessage>())) {
    texts.push_back(absl::StrCat(message.text, "/", message.deliveries));
  }
  return texts;
}

// Returns the lag when it has become `expected`, or what it is after ten seconds: the server settles messages when it
// comes to them.
std::uint64_t LagInTheEnd(TimelineEventSource& source, std::uint64_t expected) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (true) {
    const absl::StatusOr<SourceCounts> counts = source.Counts();
    EXPECT_TRUE(counts.ok()) << counts.status();
    if (!counts.ok()) return UINT64_MAX;
    if (counts->lag() == expected || std::chrono::steady_clock::now() > end) return counts->lag();
    std::this_thread::sleep_for(milliseconds(5));
  }
}

class NatsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    VEXLENS_NEEDS_NATS();
    server_ = std::make_unique<NatsServer>();
  }

  absl::StatusOr<std::unique_ptr<TimelineEventSource>> Open(const TimelineSourceOptions& options) {
    return NatsDriver().OpenTimelineSource({server_->Url()}, options);
  }
  std::unique_ptr<TimelineEventSource> Events() {
    auto source = Open(OfEvents());
    EXPECT_TRUE(source.ok()) << source.status();
    return *std::move(source);
  }
  void ExpectRefused(const TimelineSourceOptions& options, absl::StatusCode code, std::string_view message) {
    const auto source = Open(options);
    EXPECT_EQ(source.status().code(), code) << source.status();
    EXPECT_THAT(std::string(source.status().message()), HasSubstr(std::string(message)));
  }

  std::unique_ptr<NatsServer> server_;
};

TEST_F(NatsTest, DeliversInOrderAndCounts) {
  server_->Publish("events.a", {"one", "two"});
  server_->Publish("events.b", {"three"});
  const auto source = Events();
  EXPECT_EQ(source->Counts()->waiting, 3u);
  const auto messages = source->Fetch(2, kWait);
  EXPECT_THAT(TextsOf(messages), ElementsAre("one/1", "two/1"));
  EXPECT_EQ((*messages)[0].subject, "events.a");
  EXPECT_EQ(source->Counts()->open, 2u);
  ASSERT_TRUE(source->Settle(std::vector<MessageEnd>(2)).ok());
  EXPECT_THAT(TextsOf(source->Fetch(10, kWait)), ElementsAre("three/1"));
  ASSERT_TRUE(source->Settle(std::vector<MessageEnd>(1)).ok());
  EXPECT_THAT(TextsOf(source->Fetch(10, kMoment)), ElementsAre());
  EXPECT_EQ(LagInTheEnd(*source, 0), 0u);
  EXPECT_TRUE(absl::IsInvalidArgument(source->Settle(std::vector<MessageEnd>(1))));
}

TEST_F(NatsTest, AnotherOpeningGoesOn) {
  server_->Publish("events.a", {"one", "two"});
  {
    const auto source = Events();
    EXPECT_THAT(TextsOf(source->Fetch(1, kWait)), ElementsAre("one/1"));
    ASSERT_TRUE(source->Settle(std::vector<MessageEnd>(1)).ok());
  }
  EXPECT_THAT(TextsOf(Events()->Fetch(10, kWait)), ElementsAre("two/1"));
}

TEST_F(NatsTest, WhatIsNotSettledComesAgain) {
  server_->Client("consumer EVENTS quick 200");
  server_->Publish("events.a", {"one"});
  const auto source = Open(OfEvents("quick")).value();
  EXPECT_THAT(TextsOf(source->Fetch(1, kWait)), ElementsAre("one/1"));
  EXPECT_THAT(TextsOf(source->Fetch(1, kWait)), ElementsAre("one/2"));
}

TEST_F(NatsTest, ReturnsAfterADelay) {
  server_->Publish("events.a", {"one"});
  const auto source = Events();
  EXPECT_THAT(TextsOf(source->Fetch(1, kWait)), ElementsAre("one/1"));
  const auto before = std::chrono::steady_clock::now();
  ASSERT_TRUE(source->Settle({{{Kind::kAgain, milliseconds(300), ""}}}).ok());
  EXPECT_THAT(TextsOf(source->Fetch(1, kWait)), ElementsAre("one/2"));
  EXPECT_GE(std::chrono::steady_clock::now() - before, milliseconds(290));
}

TEST_F(NatsTest, ParksWithTheReason) {
  server_->Publish("events.a", {"one", "two"});
  const auto source = Events();
  EXPECT_EQ(TextsOf(source->Fetch(2, kWait)).size(), 2u);
  ASSERT_TRUE(source->Settle({{{}, {Kind::kParked, {}, "no\r\ngood: 1"}}}).ok());
  EXPECT_EQ(LagInTheEnd(*source, 0), 0u);
  EXPECT_EQ(source->Counts()->parked, 1u);
  const std::string parked = server_->Client("read PARKED");
  for (const char* const line :
       {"Vexlens-Reason: no  good: 1\n", "Vexlens-Subject: events.a\n", "Vexlens-Stream: EVENTS\n",
        "Vexlens-Sequence: 2\n", "Vexlens-Deliveries: 1\n", "Nats-Msg-Id: EVENTS.2\n", "\ntwo\n"}) {
    EXPECT_THAT(parked, HasSubstr(line));
  }
}

TEST_F(NatsTest, ParkedTwiceIsThereOnce) {
  server_->Publish("events.a", {"one"});
  const auto source = Events();
  EXPECT_EQ(TextsOf(source->Fetch(1, kWait)).size(), 1u);
  ASSERT_TRUE(source->Settle({{{Kind::kParked, {}, "no good"}}}).ok());
  // Another consumer meets the same message, as a worker does that was killed before it could say so.
  const auto other = Open(OfEvents("other")).value();
  EXPECT_EQ(TextsOf(other->Fetch(1, kWait)).size(), 1u);
  ASSERT_TRUE(other->Settle({{{Kind::kParked, {}, "no good"}}}).ok());
  EXPECT_EQ(source->Counts()->parked, 1u);
}

TEST_F(NatsTest, RefusesWhatWouldLoseMessages) {
  TimelineSourceOptions options = OfEvents();
  options.stream = "NONE";
  ExpectRefused(options, absl::StatusCode::kNotFound, "consumer timeline of stream NONE: stream not found");
  options = OfEvents();
  options.parked = "nowhere";
  ExpectRefused(options, absl::StatusCode::kFailedPrecondition, "no stream keeps nowhere");
  options.parked = "events.parked";
  ExpectRefused(options, absl::StatusCode::kFailedPrecondition, "what is parked would come again");
  options.parked = "";
  ExpectRefused(options, absl::StatusCode::kInvalidArgument, "a subject for what is parked");
  server_->Client("consumer EVENTS push push");
  ExpectRefused(OfEvents("push"), absl::StatusCode::kFailedPrecondition, "it pushes");
  server_->Client("consumer EVENTS limited limited");
  ExpectRefused(OfEvents("limited"), absl::StatusCode::kFailedPrecondition, "it gives messages up");
}

TEST_F(NatsTest, ComesBackWithTheServer) {
  server_->Publish("events.a", {"one", "two"});
  const auto source = Events();
  EXPECT_THAT(TextsOf(source->Fetch(1, kWait)), ElementsAre("one/1"));
  server_->Kill();
  EXPECT_TRUE(absl::IsUnavailable(source->Settle(std::vector<MessageEnd>(1))));
  EXPECT_TRUE(absl::IsUnavailable(source->Fetch(1, kMoment).status()));
  EXPECT_TRUE(absl::IsUnavailable(source->Counts().status()));
  EXPECT_TRUE(absl::IsUnavailable(Open(OfEvents()).status()));
  server_->Start();
  EXPECT_THAT(TextsOf(source->Fetch(1, kWait)), ElementsAre("two/1"));
}

TEST_F(NatsTest, ALocationThatIsNone) {
  for (const char* const location : {"", "nats://", "nats://user:hidden@", "http://h", "nats://h,hidden"}) {
    const auto source = NatsDriver().OpenTimelineSource({location}, OfEvents());
    EXPECT_TRUE(absl::IsInvalidArgument(source.status())) << location << ": " << source.status();
    EXPECT_FALSE(absl::StrContains(source.status().message(), "hidden"));
  }
}

TEST(NatsLoginTest, IsWithThePasswordInTheAddressOrBeside) {
  VEXLENS_NEEDS_NATS();
  const NatsServer server("authorization { user: worker, password: \"sesame1\" }\n", "worker:sesame1");
  const auto open = [&](std::string_view login, std::string password) {
    return NatsDriver().OpenTimelineSource({server.Url(login), std::move(password)}, OfEvents()).status();
  };
  EXPECT_TRUE(open("worker:sesame1", "").ok());
  EXPECT_TRUE(open("worker", "sesame1").ok());
  for (const auto& [login, password] :
       {std::pair("worker", "sesame2"), std::pair("worker:sesame2", ""), std::pair("", "sesame2"), std::pair("", "")}) {
    const absl::Status refused = open(login, password);
    EXPECT_TRUE(absl::IsPermissionDenied(refused)) << refused;
    EXPECT_FALSE(absl::StrContains(refused.message(), "sesame")) << refused;
  }
}

TEST(NatsLoginTest, IsWithAToken) {
  VEXLENS_NEEDS_NATS();
  const NatsServer server("authorization { token: \"sesame3\" }\n", "sesame3");
  EXPECT_TRUE(NatsDriver().OpenTimelineSource({server.Url(), "sesame3"}, OfEvents()).ok());
  EXPECT_TRUE(NatsDriver().OpenTimelineSource({server.Url("sesame3")}, OfEvents()).ok());
  EXPECT_TRUE(absl::IsPermissionDenied(NatsDriver().OpenTimelineSource({server.Url()}, OfEvents()).status()));
}

}  // namespace
}  // namespace vexlens
