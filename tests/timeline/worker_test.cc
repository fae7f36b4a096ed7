// A worker between a queue in memory and a timeline, either of which may fail.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/temporary_folder.h"
#include "vexlens/timeline.h"
#include "vexlens/timeline_worker.h"

namespace vexlens {
namespace {

using std::chrono::milliseconds;

std::string Event(std::string_view id, std::string_view tenant = "acme", std::string_view more = "") {
  return absl::StrCat(R"({"eventId":")", id,
                      R"(","eventType":"t","occurredAt":"2026-06-01T10:00:00Z","source":"s","tenant":")", tenant, "\"",
                      more, "}");
}

// Queue is a source that keeps delays in its notes and does not wait for them.
class Queue final : public TimelineEventSource {
 public:
  void Publish(std::string text) { waiting_.push_back({std::move(text), "events", 0}); }

  absl::StatusOr<std::vector<TimelineMessage>> Fetch(std::size_t count, milliseconds wait) override {
    if (absl::Status fault = Take(fetch_faults); !fault.ok()) return fault;
    if (waiting_.empty()) std::this_thread::sleep_for(wait);
    delivered_.clear();
    while (!waiting_.empty() && delivered_.size() < count) {
      delivered_.push_back(std::move(waiting_.front()));
      ++delivered_.back().deliveries;
      waiting_.pop_front();
    }
    return delivered_;
  }

  absl::Status Settle(std::span<const MessageEnd> ends) override {
    EXPECT_EQ(ends.size(), delivered_.size());
    const absl::Status fault = Take(settle_faults);
    for (std::size_t i = 0; i < ends.size(); ++i) {
      if (!fault.ok() || ends[i].kind == MessageEnd::Kind::kAgain) {
        delays.push_back(ends[i].delay);
        waiting_.push_back(delivered_[i]);
      } else if (ends[i].kind == MessageEnd::Kind::kParked) {
        parked.push_back(ends[i].reason);
      }
    }
    return fault;
  }

  absl::StatusOr<SourceCounts> Counts() override { return SourceCounts{waiting_.size(), 0, parked.size()}; }

  std::deque<absl::Status> fetch_faults;  // of the next calls
  std::deque<absl::Status> settle_faults;
  std::vector<milliseconds> delays;
  std::vector<std::string> parked;

 private:
  static absl::Status Take(std::deque<absl::Status>& faults) {
    if (faults.empty()) return absl::OkStatus();
    absl::Status fault = std::move(faults.front());
    faults.pop_front();
    return fault;
  }

  std::deque<TimelineMessage> waiting_;
  std::vector<TimelineMessage> delivered_;
};

// Moody is a service whose store takes nothing for some calls, or nothing of one tenant.
class Moody final : public TimelineIngestionService {
 public:
  explicit Moody(TimelineIngestionService& service) : service_(service) {}

  std::vector<IngestedEvent> Ingest(std::span<const std::string_view> events) override {
    if (bad_calls > 0) {
      --bad_calls;
      return std::vector<IngestedEvent>(events.size(), {EventOutcome::kFailed, fault, "", "", 0});
    }
    std::vector<IngestedEvent> became = service_.Ingest(events);
    for (IngestedEvent& each : became) {
      if (each.tenant == bad_tenant && bad_events-- > 0) each = {EventOutcome::kFailed, fault, "", "", 0};
    }
    return became;
  }
  std::vector<IngestedEvent> IngestEvents(std::vector<TimelineEvent> events) override {
    return service_.IngestEvents(std::move(events));
  }

  int bad_calls = 0;
  std::string bad_tenant;
  int bad_events = 0;
  absl::Status fault = absl::UnavailableError("the disk sleeps");

 private:
  TimelineIngestionService& service_;
};

class WorkerTest : public ::testing::Test {
 protected:
  WorkerTest() : timeline_(TimelineIn(folder_.path())), service_(timeline_->ingestion()) {}

  static std::unique_ptr<Timeline> TimelineIn(const std::string& folder) {
    TimelineOptions options;
    options.directory = folder;
    return MakeTimeline(std::move(options)).value();
  }

  static TimelineWorkerOptions Options() {
    TimelineWorkerOptions options;
    options.batch = 10;
    options.max_deliveries = 4;
    options.wait = milliseconds(1);
    options.shortest_pause = milliseconds(1);
    options.longest_pause = milliseconds(3);
    options.until_empty = true;
    return options;
  }

  WorkerReport Work() {
    TimelineWorker worker(queue_, service_, Options(), [&](const WorkerReport& report) {
      if (!report.trouble.ok()) troubles_.push_back(std::string(report.trouble.message()));
    });
    end_ = worker.Run();
    return worker.report();
  }

  std::uint64_t Size(std::string_view tenant = "acme") {
    const TimelineVerdict verdict = timeline_->queries().Verify(tenant, std::nullopt).value();
    EXPECT_TRUE(verdict.ok());
    return verdict.size;
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Timeline> timeline_;
  Moody service_;
  Queue queue_;
  absl::Status end_ = absl::UnknownError("Run was not called");
  std::vector<std::string> troubles_;
};

TEST_F(WorkerTest, TakesWhatThereIs) {
  for (int i = 0; i < 25; ++i) queue_.Publish(Event(absl::StrCat("e", i % 20)));
  const WorkerReport report = Work();
  EXPECT_TRUE(end_.ok()) << end_;
  EXPECT_EQ(report.Json(), R"({"duplicates":5,"failed":0,"parked":0,"rejected":0,"stored":20})");
  EXPECT_EQ(Size(), 20u);
  EXPECT_EQ(queue_.Counts()->lag(), 0u);
}

TEST_F(WorkerTest, ParksWhatIsRejectedAtItsLastDelivery) {
  queue_.Publish(Event("e1"));
  queue_.Publish(Event("e1", "acme", R"(,"actor":"other")"));
  queue_.Publish("{");
  const WorkerReport report = Work();
  EXPECT_TRUE(end_.ok()) << end_;
  EXPECT_EQ(report.stored, 1u);
  EXPECT_EQ(report.rejected, 8u);
  EXPECT_EQ(report.parked, 2u);
  ASSERT_EQ(queue_.parked.size(), 2u);
  EXPECT_EQ(queue_.parked[0], "/eventId: another event of tenant acme has this id, at place 0");
  const std::vector<milliseconds> later = {milliseconds(1), milliseconds(1), milliseconds(2),
                                           milliseconds(2), milliseconds(3), milliseconds(3)};
  EXPECT_EQ(queue_.delays, later);
  EXPECT_TRUE(troubles_.empty());
}

TEST_F(WorkerTest, TakesEnvelopes) {
  queue_.Publish(R"({"type":"excititor.timeline.v1","tenant":"acme","eventId":"x1","timestamp":"2026-06-01T10:00:00Z",)"
                 R"("source":"excititor.web","kind":"linkset","action":"update","linksetId":"CVE-1:pkg:npm/a@1"})");
  EXPECT_EQ(Work().stored, 1u);
  EXPECT_EQ(timeline_->queries().Get("acme", "x1")->event.event_type, "excititor.linkset.update");
}

TEST_F(WorkerTest, ParksNothingBecauseTheStoreFails) {
  service_.bad_calls = 9;
  queue_.Publish(Event("e1"));
  const WorkerReport report = Work();
  EXPECT_TRUE(end_.ok()) << end_;
  EXPECT_EQ(report.failed, 9u);
  EXPECT_EQ(report.parked, 0u);
  EXPECT_EQ(report.stored, 1u);
  EXPECT_EQ(troubles_, std::vector<std::string>(9, "the disk sleeps"));
  EXPECT_TRUE(report.trouble.ok());
}

TEST_F(WorkerTest, TheTenantsDoNotWaitForOneAnother) {
  service_.bad_tenant = "bad";
  service_.bad_events = 2;
  queue_.Publish(Event("e1"));
  queue_.Publish(Event("e1", "bad"));
  queue_.Publish(Event("e2", "bad"));
  const WorkerReport report = Work();
  EXPECT_EQ(report.failed, 2u);
  EXPECT_TRUE(troubles_.empty()) << troubles_[0];
  EXPECT_EQ(Size(), 1u);
  EXPECT_EQ(Size("bad"), 2u);
}

TEST_F(WorkerTest, WhatWasNotSettledIsADuplicate) {
  queue_.settle_faults = {absl::UnavailableError("no network")};
  for (int i = 0; i < 5; ++i) queue_.Publish(Event(absl::StrCat("e", i)));
  const WorkerReport report = Work();
  EXPECT_TRUE(end_.ok()) << end_;
  EXPECT_EQ(report.stored, 5u);
  EXPECT_EQ(report.duplicates, 5u);
  EXPECT_EQ(troubles_, std::vector<std::string>{"no network"});
  EXPECT_EQ(Size(), 5u);
}

TEST_F(WorkerTest, IsParkedOnceItCanBe) {
  queue_.settle_faults = std::deque<absl::Status>(5, absl::FailedPreconditionError("nobody keeps what is parked"));
  queue_.Publish("{");
  EXPECT_EQ(Work().parked, 1u);
  EXPECT_EQ(troubles_.size(), 5u);
  EXPECT_EQ(queue_.parked.size(), 1u);
}

TEST_F(WorkerTest, WaitsForASourceThatIsAway) {
  queue_.fetch_faults = std::deque<absl::Status>(7, absl::UnavailableError("no server"));
  queue_.Publish(Event("e1"));
  EXPECT_EQ(Work().stored, 1u);
  EXPECT_TRUE(end_.ok()) << end_;
  EXPECT_EQ(troubles_.size(), 7u);
}

TEST_F(WorkerTest, EndsWhenSomebodyHasToMendTheSource) {
  queue_.fetch_faults = {absl::NotFoundError("no stream EVENTS")};
  const WorkerReport report = Work();
  EXPECT_EQ(end_, absl::NotFoundError("no stream EVENTS"));
  EXPECT_EQ(report.Json(),
            R"({"duplicates":0,"failed":0,"parked":0,"rejected":0,"stored":0,"trouble":"no stream EVENTS"})");
}

TEST_F(WorkerTest, StopsFromAnotherThread) {
  TimelineWorkerOptions options = Options();
  options.until_empty = false;
  options.longest_pause = options.shortest_pause = std::chrono::hours(1);
  service_.bad_calls = 1;
  queue_.Publish(Event("e1"));
  TimelineWorker worker(queue_, service_, options);
  std::thread stopper([&] { worker.Stop(); });
  EXPECT_TRUE(worker.Run().ok());  // also out of a pause of an hour
  stopper.join();
  EXPECT_EQ(queue_.Counts()->lag(), 1u);
  EXPECT_TRUE(worker.Run().ok()) << "it stays stopped";
}

}  // namespace
}  // namespace vexlens
