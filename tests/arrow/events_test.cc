// The table of events is what a timeline has, read page by page.
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "tests/arrow/read_stream.h"
#include "tests/support/temporary_folder.h"
#include "vexlens/arrow.h"
#include "vexlens/timeline.h"

namespace vexlens {
namespace {

using testing::ReadTable;
using testing::Row;

constexpr Instant kNow{1'796'032'801'000'000};
constexpr std::string_view kWhole =
    R"({"actor":"ann","attributes":{"a":"1","b":"é"},"correlationId":"c","eventId":"e1","eventType":"vex.changed",)"
    R"("evidence":[{"bundleId":"b"}],"occurredAt":"2026-11-30T10:00:00.5Z","payload":{"x":[1.0]},"severity":"error",)"
    R"("source":"indexer","spanId":"00f067aa0ba902b7","subject":"pkg:npm/a@1","tenant":"acme",)"
    R"("traceId":"4bf92f3577b34da6a3ce929d0e0e4736"})";
constexpr std::string_view kBare =
    R"({"eventId":"e2","eventType":"sbom.added","occurredAt":"2026-11-30T11:00:00Z","source":"s","tenant":"acme"})";
constexpr std::string_view kOther =
    R"({"eventId":"e2","eventType":"sbom.added","occurredAt":"2026-11-30T11:00:00Z","source":"s","tenant":"other"})";

class EventsTest : public ::testing::Test {
 protected:
  EventsTest() {
    TimelineParts parts;
    parts.clock = [] { return kNow; };
    TimelineOptions options;
    options.directory = folder_.path();
    timeline_ = MakeTimeline(options, std::move(parts)).value();
  }

  void Ingest(std::vector<std::string_view> events) {
    for (const IngestedEvent& event : timeline_->ingestion().Ingest(events)) {
      EXPECT_EQ(event.outcome, EventOutcome::kStored) << event.status;
    }
  }

  ArrowArrayStream Stream(TimelineFilter filter = {}, std::string tenant = "acme") {
    ArrowArrayStream stream{};
    const absl::Status status =
        StreamEvents(timeline_->queries(), std::move(tenant), std::move(filter), nullptr, &stream);
    EXPECT_TRUE(status.ok()) << status;
    return stream;
  }

  ReadTable Read(TimelineFilter filter = {}, std::string tenant = "acme") {
    ArrowArrayStream stream = Stream(std::move(filter), std::move(tenant));
    return testing::ReadStream(&stream);
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<Timeline> timeline_;
};

TEST_F(EventsTest, HasAColumnForEachMember) {
  Ingest({kWhole, kBare, kOther});
  const auto digest = [&](std::string_view id) { return DigestText(timeline_->queries().Get("acme", id)->digest); };
  const ReadTable table = Read();
  EXPECT_EQ(absl::StrJoin(table.names, " "),
            "tenant index digest event_id event_type source occurred_at received_at severity subject actor "
            "correlation_id trace_id span_id attributes payload payload_digest evidence");
  EXPECT_EQ(absl::StrJoin(table.formats, " "), "u L u u u u tsu:UTC tsu:UTC u u u u u u u u u u");
  const Row bare = {"acme",       "1",          digest("e2"),       "e2",
                    "sbom.added", "s",          "1796036400000000", absl::StrCat(kNow.micros),
                    "info",       std::nullopt, std::nullopt,       std::nullopt,
                    std::nullopt, std::nullopt, std::nullopt,       std::nullopt,
                    std::nullopt, std::nullopt};
  const Row whole = {"acme",
                     "0",
                     digest("e1"),
                     "e1",
                     "vex.changed",
                     "indexer",
                     "1796032800500000",
                     absl::StrCat(kNow.micros),
                     "error",
                     "pkg:npm/a@1",
                     "ann",
                     "c",
                     "4bf92f3577b34da6a3ce929d0e0e4736",
                     "00f067aa0ba902b7",
                     R"({"a":"1","b":"é"})",
                     R"({"x":[1]})",
                     DigestText(*timeline_->queries().Get("acme", "e1")->event.payload_digest),
                     R"([{"bundleId":"b"}])"};
  EXPECT_EQ(table.rows, (std::vector<Row>{bare, whole}));
  EXPECT_EQ(Read({}, "other").rows.size(), 1u);
  EXPECT_TRUE(Read({}, "nobody").rows.empty());
}

TEST_F(EventsTest, HasWhatTheFilterChooses) {
  Ingest({kWhole, kBare});
  TimelineFilter grave;
  grave.at_least = EventSeverity::kWarning;
  const ReadTable table = Read(grave);
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.At(0, "event_id"), "e1");
}

TEST_F(EventsTest, HasWhatWasThereWhenItBegan) {
  Ingest({kWhole});
  ArrowArrayStream stream = Stream();
  ArrowArrayStream empty = Stream({}, "other");
  Ingest({kBare, kOther});
  const ReadTable table = testing::ReadStream(&stream);
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.At(0, "event_id"), "e1");
  EXPECT_TRUE(testing::ReadStream(&empty).rows.empty());
}

TEST_F(EventsTest, RefusesATenantThatIsNone) {
  ArrowArrayStream stream{};
  EXPECT_TRUE(absl::IsInvalidArgument(StreamEvents(timeline_->queries(), "a/b", {}, nullptr, &stream)));
  EXPECT_EQ(stream.release, nullptr);
}

// ManyEvents lists a number of equal events, and fails at a page if it is told to.
class ManyEvents final : public TimelineQueryService {
 public:
  explicit ManyEvents(std::uint64_t count, std::size_t fails_at = SIZE_MAX) : count_(count), fails_at_(fails_at) {}

  std::size_t pages() const { return pages_; }

  absl::StatusOr<TimelinePage> List(std::string_view, const TimelineFilter&, std::string_view cursor,
                                    std::size_t limit) override {
    if (pages_++ == fails_at_) return absl::UnavailableError("the database is away");
    std::uint64_t first = 0;
    if (!cursor.empty() && !absl::SimpleAtoi(std::string(cursor), &first)) return absl::InvalidArgumentError("cursor");
    TimelinePage page;
    const std::uint64_t end = std::min<std::uint64_t>(first + limit, count_);
    for (std::uint64_t i = first; i < end; ++i) page.entries.push_back({i, {}, event_});
    if (end < count_) page.next = absl::StrCat(end);
    return page;
  }
  absl::StatusOr<std::vector<TimelineEntry>> Follow(std::string_view, std::uint64_t, std::size_t) override {
    return std::vector<TimelineEntry>();
  }
  absl::StatusOr<TimelineEntry> Get(std::string_view, std::string_view) override { return absl::NotFoundError(""); }
  absl::StatusOr<TimelineCheckpoint> LastCheckpoint(std::string_view) override {
    TimelineCheckpoint last;
    last.size = count_;
    return last;
  }
  absl::StatusOr<std::string> LastCheckpointText(std::string_view) override { return absl::NotFoundError(""); }
  absl::StatusOr<TimelineProof> Prove(std::string_view, std::string_view) override { return absl::NotFoundError(""); }
  absl::StatusOr<TimelineConsistency> ProveConsistency(std::string_view, std::uint64_t) override {
    return absl::NotFoundError("");
  }
  absl::StatusOr<TimelineVerdict> Verify(std::string_view, const std::optional<Checkpoint>&) override {
    return TimelineVerdict();
  }
  absl::StatusOr<std::vector<std::string>> Tenants() override { return std::vector<std::string>(); }

 private:
  const TimelineEvent event_ = ReadTimelineEvent(kBare).value();
  const std::uint64_t count_;
  const std::size_t fails_at_;
  std::size_t pages_ = 0;
};

TEST(EventPagesTest, AreReadWhenRowsAreAskedFor) {
  ManyEvents many(70'000);
  ArrowArrayStream stream{};
  ASSERT_TRUE(StreamEvents(many, "acme", {}, nullptr, &stream).ok());
  EXPECT_EQ(many.pages(), 0u);
  ArrowArray batch{};
  ASSERT_EQ(stream.get_next(&stream, &batch), 0);
  EXPECT_EQ(batch.length, kMostBatchRows);
  EXPECT_EQ(many.pages(), 66u);
  batch.release(&batch);
  const ReadTable rest = testing::ReadStream(&stream);
  ASSERT_EQ(rest.rows.size(), 70'000u - static_cast<std::size_t>(kMostBatchRows));
  EXPECT_EQ(rest.At(0, "index"), absl::StrCat(kMostBatchRows));
  EXPECT_EQ(rest.At(rest.rows.size() - 1, "index"), "69999");
  EXPECT_EQ(many.pages(), 70u);
}

TEST(EventPagesTest, FailAsTheStoreDoes) {
  ManyEvents many(3000, /*fails_at=*/2);
  ArrowArrayStream stream{};
  ASSERT_TRUE(StreamEvents(many, "acme", {}, nullptr, &stream).ok());
  ArrowArray batch{};
  EXPECT_EQ(stream.get_next(&stream, &batch), EAGAIN);
  EXPECT_STREQ(stream.get_last_error(&stream), "the database is away");
  EXPECT_EQ(stream.get_next(&stream, &batch), EAGAIN);
  stream.release(&stream);
}

}  // namespace
}  // namespace vexlens
