#include "tests/timeline/killed.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace vexlens::testing {

std::vector<std::string> Batch(std::string_view tenant, std::int64_t number) {
  std::vector<std::string> events;
  for (int i = 0; i < kInBatch; ++i) {
    events.push_back(absl::StrCat(R"({"eventId":"e)", number, ".", i,
                                  R"(","eventType":"t","occurredAt":"2026-06-01T10:00:00Z","payload":")",
                                  std::string(200, 'x'), R"(","source":"s","tenant":")", tenant, "\"}"));
  }
  return events;
}

std::vector<IngestedEvent> IngestBatch(Timeline& timeline, const std::vector<std::string>& events) {
  return timeline.ingestion().Ingest(std::vector<std::string_view>(events.begin(), events.end()));
}

EventOutcome OutcomeOf(const std::vector<IngestedEvent>& became) {
  for (const IngestedEvent& each : became) EXPECT_EQ(each.outcome, became[0].outcome) << each.status;
  return became[0].outcome;
}

std::vector<std::string> WriteAtOnce(Timeline& timeline) {
  constexpr int kWriters = 8;
  constexpr int kBatches = 25;
  std::atomic<int> stored = 0;
  std::vector<std::thread> writers;
  std::vector<std::string> tenants;
  for (int writer = 0; writer < kWriters; ++writer) {
    tenants.push_back(absl::StrCat("own", writer));
    writers.emplace_back([&timeline, &stored, writer, own = tenants.back()] {
      for (int i = 0; i < kBatches; ++i) {
        for (const std::string& tenant : {std::string("shared"), own}) {
          const std::vector<IngestedEvent> became = IngestBatch(timeline, Batch(tenant, 1000 * writer + i));
          if (OutcomeOf(became) == EventOutcome::kStored) ++stored;
        }
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(stored, 2 * kWriters * kBatches);
  tenants.push_back("shared");
  for (const std::string& tenant : tenants) {
    const TimelineVerdict verdict = timeline.queries().Verify(tenant, std::nullopt).value();
    EXPECT_TRUE(verdict.ok()) << tenant;
    EXPECT_EQ(verdict.size, std::size_t{kBatches} * kInBatch * (tenant == "shared" ? kWriters : 1));
  }
  return tenants;
}

int Kills(int otherwise) {
  const char* const asked = std::getenv("VEXLENS_KILLS");
  return asked == nullptr ? otherwise : std::atoi(asked) / 2;
}

Child KilledIngestion::Work() const {
  return [this](const Acknowledge& acknowledge) {
    const auto timeline = open_();
    if (!timeline.ok()) return 3;
    for (std::int64_t batch = done_ + 1; batch <= done_ + 40; ++batch) {
      if (OutcomeOf(IngestBatch(**timeline, Batch("acme", batch))) != EventOutcome::kStored) return 4;
      acknowledge(batch);
    }
    return 0;
  };
}

void KilledIngestion::Examine(const ChildRun& run) {
  ASSERT_LE(run.exit_code, 0);
  killed_ += run.killed ? 1 : 0;
  const std::int64_t least = std::max(done_, run.acknowledged);
  const auto timeline = open_();
  ASSERT_TRUE(timeline.ok()) << timeline.status();
  TimelineQueryService& queries = (*timeline)->queries();
  const TimelineVerdict verdict = queries.Verify("acme", kept_).value();
  ASSERT_TRUE(verdict.ok()) << verdict.faults[0];
  // A batch is wholly there or not at all.
  ASSERT_EQ(verdict.size % kInBatch, 0u);
  done_ = static_cast<std::int64_t>(verdict.size) / kInBatch;
  ASSERT_TRUE(done_ == least || done_ == least + 1) << done_ << " batches, " << least << " acknowledged";
  if (done_ == 0) return;
  EXPECT_EQ(OutcomeOf(IngestBatch(**timeline, Batch("acme", done_))), EventOutcome::kDuplicate);
  const TimelineCheckpoint last = queries.LastCheckpoint("acme").value();
  kept_ = Checkpoint{"vexlens/acme", last.size, last.root};
}

}  // namespace vexlens::testing
