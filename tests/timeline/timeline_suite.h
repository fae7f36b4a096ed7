// TimelineTest: what every store of a timeline does, tested over each.
#ifndef VEXLENS_TESTS_TIMELINE_TIMELINE_SUITE_H_
#define VEXLENS_TESTS_TIMELINE_TIMELINE_SUITE_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "tests/support/temporary_folder.h"
#include "vexlens/timeline.h"

namespace vexlens::testing {

// TestedStore opens one kind of store, empty or as it was left for the folder.
struct TestedStore {
  std::string_view name;
  std::function<absl::StatusOr<std::unique_ptr<TimelineEventStore>>(const std::string& folder)> open;
  bool lists_tenants = true;  // to whom opens it like this
};
inline void PrintTo(const TestedStore& store, std::ostream* out) { *out << store.name; }

class TimelineTest : public ::testing::TestWithParam<TestedStore> {
 protected:
  void SetUp() override { Open(); }

  void Open(std::shared_ptr<const PrivateKey> key = nullptr) {
    timeline_ = nullptr;
    TimelineParts parts;
    parts.store = GetParam().open(folder_.path()).value();
    parts.clock = [this] { return now_; };
    parts.key = std::move(key);
    timeline_ = MakeTimeline({}, std::move(parts)).value();
  }

  std::vector<IngestedEvent> Ingest(const std::vector<std::string>& events) {
    return timeline_->ingestion().Ingest(std::vector<std::string_view>(events.begin(), events.end()));
  }
  EventOutcome IngestOne(const std::string& event) { return Ingest({event})[0].outcome; }

  TimelineQueryService& queries() { return timeline_->queries(); }

  std::vector<std::string> IdsOf(std::string_view tenant, const TimelineFilter& filter, std::size_t limit) {
    std::vector<std::string> ids;
    std::string cursor;
    do {
      const auto page = queries().List(tenant, filter, cursor, limit);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) break;
      EXPECT_LE(page->entries.size(), limit);
      for (const TimelineEntry& entry : page->entries) ids.push_back(entry.event.event_id);
      cursor = page->next;
    } while (!cursor.empty());
    return ids;
  }

  TemporaryFolder folder_;
  Instant now_{1'796'032'801'000'000};
  std::unique_ptr<Timeline> timeline_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_TIMELINE_TIMELINE_SUITE_H_
