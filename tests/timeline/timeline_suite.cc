#include "tests/timeline/timeline_suite.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/signing/openssl_vectors.h"
#include "tests/support/noting_observer.h"
#include "vexlens/note.h"

namespace vexlens::testing {
namespace {

constexpr Instant kNow{1'796'032'801'000'000};

std::string Json(std::string_view tenant, std::string_view id, int second = 0, std::string_view more = "") {
  return absl::StrCat(R"({"eventId":")", id, R"(","eventType":"consensus.changed","occurredAt":"2026-11-30T10:)",
                      10 + second / 60 % 50, ":", second % 60 < 10 ? "0" : "", second % 60, R"(Z","source":"vexlens",)",
                      R"("tenant":")", tenant, "\"", more, "}");
}

}  // namespace

TEST_P(TimelineTest, KeepsWhatItTook) {
  const std::string more =
      R"(,"actor":"ann","attributes":{"a":"1"},"correlationId":"c","evidence":[{"bundleId":"b"}],"payload":{"x":[1]},)"
      R"("severity":"error","spanId":"00f067aa0ba902b7","subject":"pkg:npm/a@1","traceId":"4bf92f3577b34da6a3ce929d0e0e4736")";
  const auto became = Ingest({Json("acme", "e1", 0, more), Json("acme", "e2", 1)});
  ASSERT_EQ(became.size(), 2u);
  EXPECT_EQ(became[0].outcome, EventOutcome::kStored) << became[0].status;
  EXPECT_EQ(became[1].index, 1u);
  Open();
  const auto entry = queries().Get("acme", "e1");
  ASSERT_TRUE(entry.ok()) << entry.status();
  TimelineEvent expected = ReadTimelineEvent(Json("acme", "e1", 0, more)).value();
  expected.received_at = kNow;
  EXPECT_EQ(entry->event, expected);
  EXPECT_EQ(entry->digest, LeafDigest(WriteTimelineEvent(expected)));
  EXPECT_TRUE(absl::IsNotFound(queries().Get("acme", "e3").status()));
  EXPECT_TRUE(absl::IsNotFound(queries().Get("other", "e1").status()));
  EXPECT_TRUE(absl::IsInvalidArgument(queries().Get("a/b", "e1").status()));
}

TEST_P(TimelineTest, ListsTenantsToWhomMaySeeThem) {
  for (const std::string_view tenant : {"b", "acme"}) ASSERT_EQ(IngestOne(Json(tenant, "e1")), EventOutcome::kStored);
  const auto tenants = queries().Tenants();
  if (GetParam().lists_tenants) {
    ASSERT_TRUE(tenants.ok()) << tenants.status();
    EXPECT_EQ(*tenants, (std::vector<std::string>{"acme", "b"}));
  } else {
    EXPECT_TRUE(absl::IsPermissionDenied(tenants.status())) << tenants.status();
  }
}

TEST_P(TimelineTest, DoesNotKnowIdsThatNoEventCanHave) {
  ASSERT_EQ(IngestOne(Json("acme", "e1")), EventOutcome::kStored);
  for (const std::string_view id : {std::string_view("e1\0", 3), std::string_view("\xFF"), std::string_view("")}) {
    EXPECT_TRUE(absl::IsNotFound(queries().Get("acme", id).status())) << id;
  }
}

TEST_P(TimelineTest, TellsWhatBecameOfEach) {
  ASSERT_EQ(IngestOne(Json("acme", "e1")), EventOutcome::kStored);
  now_.micros += 1'000'000;  // a later delivery of the same event is the same
  const auto became = Ingest({
      Json("acme", "e1"),     // as before
      Json("acme", "e1", 1),  // other content
      Json("acme", "e2"),     //
      Json("acme", "e2"),     // twice in one call
      Json("acme", "e2", 2),  // the other one came first
      Json("b", "e1"),        // another tenant's ids are its own
      "{",                    //
      Json("", "e1"),         //
      Json("acme", "e9", 0, R"(,"x":1)"),
  });
  const EventOutcome expected[] = {EventOutcome::kDuplicate, EventOutcome::kRejected, EventOutcome::kStored,
                                   EventOutcome::kDuplicate, EventOutcome::kRejected, EventOutcome::kStored,
                                   EventOutcome::kRejected,  EventOutcome::kRejected, EventOutcome::kRejected};
  ASSERT_EQ(became.size(), std::size(expected));
  for (std::size_t i = 0; i < became.size(); ++i) {
    EXPECT_EQ(became[i].outcome, expected[i]) << i << ": " << became[i].status;
    EXPECT_EQ(became[i].status.ok(), expected[i] != EventOutcome::kRejected) << i;
  }
  EXPECT_TRUE(absl::IsAlreadyExists(became[1].status)) << became[1].status;
  EXPECT_TRUE(absl::IsAlreadyExists(became[4].status));
  EXPECT_EQ(became[0].index, 0u);
  EXPECT_EQ(became[3].index, 1u);
  EXPECT_EQ(became[8].status.message(), "/x: unknown member");
  // Only what was stored made a commit.
  EXPECT_EQ(queries().LastCheckpoint("acme")->size, 2u);
  EXPECT_EQ(queries().LastCheckpoint("acme")->commit, 2u);
  EXPECT_TRUE(absl::IsNotFound(queries().LastCheckpoint("nobody").status()));
  EXPECT_TRUE(absl::IsNotFound(queries().LastCheckpointText("nobody").status()));
  const TimelineCheckpoint last = queries().LastCheckpoint("acme").value();
  EXPECT_EQ(queries().LastCheckpointText("acme").value(),
            WriteCheckpoint({"vexlens/acme", last.size, last.root}).value());
  EXPECT_EQ(IngestOne(Json("acme", "e2")), EventOutcome::kDuplicate);
  EXPECT_EQ(queries().LastCheckpoint("acme")->commit, 2u);
  EXPECT_TRUE(queries().Verify("acme", std::nullopt)->ok());
  EXPECT_TRUE(queries().Verify("b", std::nullopt)->ok());
}

TEST_P(TimelineTest, TakesValuesAsItTakesTexts) {
  TimelineEvent event = ReadTimelineEvent(Json("acme", "e1", 0, R"(,"payload":[1])")).value();
  event.received_at = Instant{1};  // is set by the timeline
  TimelineEvent wrong = event;
  wrong.event_id.clear();
  TimelineEvent forged = event;
  forged.event_id = "e2";
  forged.payload = "[2]";  // with the digest of another one
  TimelineEvent broken = event;
  broken.payload = "[1]]";
  broken.payload_digest.reset();
  TimelineEvent spelled = event;
  spelled.payload = " [ 1.0 ]";
  const auto became = timeline_->ingestion().IngestEvents({event, wrong, forged, broken, spelled});
  EXPECT_EQ(became[3].outcome, EventOutcome::kRejected);
  EXPECT_TRUE(absl::StartsWith(became[3].status.message(), "/payload: ")) << became[3].status;
  EXPECT_EQ(became[4].outcome, EventOutcome::kDuplicate) << became[4].status;
  EXPECT_EQ(became[0].outcome, EventOutcome::kStored) << became[0].status;
  EXPECT_EQ(became[1].status.message(), "/eventId: missing");
  EXPECT_EQ(became[2].outcome, EventOutcome::kRejected);
  EXPECT_EQ(queries().Get("acme", "e1")->event.received_at, kNow);
  EXPECT_EQ(IngestOne(Json("acme", "e1", 0, R"(,"payload":[1])")), EventOutcome::kDuplicate);
}

TEST_P(TimelineTest, DoesNotBelieveAClockThatIsAhead) {
  now_ = Instant{1'700'000'000'000'000};
  const auto became = Ingest({Json("acme", "e1")});
  EXPECT_EQ(became[0].outcome, EventOutcome::kRejected);
  EXPECT_TRUE(absl::StrContains(became[0].status.message(), "is ahead of 2023-11-14T22:13:20Z"));
}

TEST_P(TimelineTest, ListsLatestFirstPageByPage) {
  std::vector<std::string> events;
  // Instants in no order, each twice.
  for (int i = 0; i < 40; ++i) {
    const std::string more =
        absl::StrCat(R"(,"subject":"s)", i % 3, R"(","correlationId":"c)", i % 5, R"(","actor":"a)", i % 2,
                     R"(","severity":")", i % 4 == 0 ? "error" : "info", "\"");
    events.push_back(Json("acme", absl::StrCat("e", i), i * 7 % 20, more));
  }
  for (const IngestedEvent& each : Ingest(events)) ASSERT_EQ(each.outcome, EventOutcome::kStored) << each.status;
  const auto expected = [&](const std::function<bool(int)>& chosen) {
    std::vector<std::pair<int, int>> order;
    for (int i = 0; i < 40; ++i) {
      if (chosen(i)) order.emplace_back(-(i * 7 % 20), -i);
    }
    std::sort(order.begin(), order.end());
    std::vector<std::string> ids;
    for (const auto& [second, i] : order) ids.push_back(absl::StrCat("e", -i));
    return ids;
  };
  const Instant tenth = ParseInstant("2026-11-30T10:10:10Z").value();
  for (const std::size_t limit : {1u, 3u, 7u, 40u, 1000u}) {
    EXPECT_EQ(IdsOf("acme", {}, limit), expected([](int) { return true; }));
    EXPECT_EQ(IdsOf("acme", {.subject = "s1"}, limit), expected([](int i) { return i % 3 == 1; }));
    EXPECT_EQ(IdsOf("acme", {.correlation_id = "c2"}, limit), expected([](int i) { return i % 5 == 2; }));
    EXPECT_EQ(IdsOf("acme", {.subject = "s1", .correlation_id = "c2"}, limit),
              expected([](int i) { return i % 3 == 1 && i % 5 == 2; }));
    EXPECT_EQ(IdsOf("acme", {.actor = "a1"}, limit), expected([](int i) { return i % 2 == 1; }));
    EXPECT_EQ(IdsOf("acme", {.at_least = EventSeverity::kWarning}, limit), expected([](int i) { return i % 4 == 0; }));
    EXPECT_EQ(IdsOf("acme", {.from = tenth}, limit), expected([](int i) { return i * 7 % 20 >= 10; }));
    EXPECT_EQ(IdsOf("acme", {.until = tenth}, limit), expected([](int i) { return i * 7 % 20 < 10; }));
    EXPECT_TRUE(IdsOf("acme", {.event_type = "other"}, limit).empty());
    EXPECT_TRUE(IdsOf("acme", {.source = "other"}, limit).empty());
    EXPECT_TRUE(IdsOf("acme", {.trace_id = "other"}, limit).empty());
    EXPECT_TRUE(IdsOf("other", {}, limit).empty());
  }
  EXPECT_TRUE(absl::IsInvalidArgument(queries().List("acme", {}, "", 0).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(queries().List("acme", {}, "", 1001).status()));
  for (const std::string_view cursor : {"x", "1", "1.", ".1", "1.2.3", "1.-1"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(queries().List("acme", {}, cursor, 1).status())) << cursor;
  }
}

TEST_P(TimelineTest, IsFollowedInTheOrderOfTheLog) {
  std::vector<std::string> expected;
  for (int i = 0; i < 10; ++i) {
    expected.push_back(absl::StrCat("e", i));
    ASSERT_EQ(IngestOne(Json("acme", expected.back(), 50 - i)), EventOutcome::kStored);
  }
  std::vector<std::string> ids;
  for (std::uint64_t next = 0;;) {
    const auto entries = queries().Follow("acme", next, 3);
    ASSERT_TRUE(entries.ok()) << entries.status();
    if (entries->empty()) break;
    for (const TimelineEntry& entry : *entries) ids.push_back(entry.event.event_id);
    next = entries->back().index + 1;
  }
  EXPECT_EQ(ids, expected);
  EXPECT_TRUE(queries().Follow("acme", 1'000, 3)->empty());
  EXPECT_TRUE(queries().Follow("nobody", 0, 3)->empty());
  EXPECT_TRUE(absl::IsInvalidArgument(queries().Follow("acme", 0, 0).status()));
  if (!GetParam().lists_tenants) return;
  now_.micros += 1;
  ASSERT_EQ(timeline_->retention().Retain("acme", now_)->dropped, 10u);
  EXPECT_EQ(queries().Follow("acme", 0, 3)->at(0).index, 10u);
}

// What comes while somebody turns pages neither repeats nor hides an event that was there.
TEST_P(TimelineTest, PagesStandStillWhileEventsCome) {
  for (int i = 0; i < 10; ++i) ASSERT_EQ(IngestOne(Json("acme", absl::StrCat("e", i), 30)), EventOutcome::kStored);
  std::vector<std::string> ids;
  std::string cursor;
  int more = 0;
  do {
    const auto page = queries().List("acme", {}, cursor, 3);
    ASSERT_TRUE(page.ok());
    for (const TimelineEntry& entry : page->entries) ids.push_back(entry.event.event_id);
    cursor = page->next;
    ASSERT_EQ(IngestOne(Json("acme", absl::StrCat("later", more++), 40)), EventOutcome::kStored);
  } while (!cursor.empty());
  EXPECT_EQ(ids, (std::vector<std::string>{"e9", "e8", "e7", "e6", "e5", "e4", "e3", "e2", "e1", "e0"}));
}

TEST_P(TimelineTest, ProvesEachEventToWhoeverHasACheckpoint) {
  const auto key =
      std::make_shared<const PrivateKey>(PrivateKey::FromPem(OpensslText("privateKeys", "ed25519")).value());
  Open(key);
  std::vector<Checkpoint> kept;
  for (int i = 0; i < 30; ++i) {
    std::vector<std::string> batch;
    for (int k = 0; k <= i; ++k) batch.push_back(Json("acme", absl::StrCat("e", i, ".", k)));
    Ingest(batch);
    const TimelineCheckpoint last = queries().LastCheckpoint("acme").value();
    EXPECT_EQ(queries().LastCheckpointText("acme").value(), last.note);
    const Note note = Note::Parse(last.note).value();
    const NoteVerifier verifier = NoteVerifier::Make("vexlens", key->public_key()).value();
    EXPECT_TRUE(note.Verify({&verifier, 1}).ok());
    kept.push_back(ParseCheckpoint(note.text()).value());
    EXPECT_EQ(ParseLastCheckpointText(last.note).value(), kept.back());
    EXPECT_EQ(kept.back(), (Checkpoint{"vexlens/acme", last.size, last.root}));
  }
  for (int i = 0; i < 30; ++i) {
    const TimelineProof proof = queries().Prove("acme", absl::StrCat("e", i, ".", i / 2)).value();
    EXPECT_EQ(proof.checkpoint, kept.back());
    EXPECT_TRUE(CheckInclusion(proof.entry.index, LeafDigest(WriteTimelineEvent(proof.entry.event)),
                               proof.checkpoint.size, proof.checkpoint.root, proof.path)
                    .ok());
    const TimelineConsistency consistent = queries().ProveConsistency("acme", kept[i].size).value();
    EXPECT_EQ(consistent.before, kept[i].size);
    EXPECT_EQ(consistent.checkpoint, kept.back());
    EXPECT_TRUE(CheckConsistency(kept[i].size, kept[i].root, kept.back().size, kept.back().root, consistent.path).ok());
    EXPECT_TRUE(queries().Verify("acme", kept[i])->ok());
  }
  EXPECT_TRUE(absl::IsNotFound(queries().Prove("acme", "e99").status()));
  EXPECT_TRUE(absl::IsInvalidArgument(queries().ProveConsistency("acme", 466).status()));
  EXPECT_TRUE(absl::IsNotFound(queries().ProveConsistency("nobody", 0).status()));
  EXPECT_EQ(ParseLastCheckpointText(WriteCheckpoint(kept[3]).value()).value(), kept[3]);
  EXPECT_TRUE(absl::IsInvalidArgument(ParseLastCheckpointText("vexlens/acme\n").status()));
  EXPECT_TRUE(absl::IsInvalidArgument(queries().Verify("acme", Checkpoint{"other", 1, {}}).status()));
  EXPECT_FALSE(queries().Verify("acme", Checkpoint{"vexlens/acme", 466, {}})->ok());
  EXPECT_FALSE(queries().Verify("acme", Checkpoint{"vexlens/acme", 7, {}})->ok());
  const TimelineVerdict verdict = queries().Verify("acme", std::nullopt).value();
  EXPECT_TRUE(verdict.ok());
  EXPECT_EQ(verdict.size, 465u);
  EXPECT_EQ(verdict.events, 465u);
  EXPECT_EQ(verdict.checkpoints, 30u);
  EXPECT_EQ(verdict.proven, 465u);
  EXPECT_EQ(verdict.root, kept.back().root);
  EXPECT_TRUE(queries().Verify("nobody", std::nullopt)->ok());
}

TEST_P(TimelineTest, TellsItsObserverOfEachEvent) {
  NotingObserver observer;
  timeline_ = nullptr;
  TimelineParts parts;
  parts.store = GetParam().open(folder_.path()).value();
  parts.clock = [] { return kNow; };
  parts.observer = &observer;
  parts.monotonic = [ticks = 0]() mutable { return std::chrono::nanoseconds(ticks += 5); };
  timeline_ = MakeTimeline({}, std::move(parts)).value();
  const std::string far_ahead = R"({"eventId":"e3","eventType":"x","occurredAt":"2036-11-30T10:00:00Z","source":"s",)"
                                R"("tenant":"acme"})";
  Ingest({Json("b", "e1"), Json("acme", "e2"), Json("b", "e1"), far_ahead, "{"});
  const std::vector<std::string> lines = observer.TakeLines();
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines[0], "event b/e1 consensus.changed vexlens stored 0");
  EXPECT_EQ(lines[1], "event acme/e2 consensus.changed vexlens stored 0");
  EXPECT_EQ(lines[2], "event b/e1 consensus.changed vexlens duplicate 0");
  EXPECT_TRUE(absl::StartsWith(lines[3], "event acme/e3 x s rejected 0: /occurredAt: ")) << lines[3];
  EXPECT_TRUE(absl::StartsWith(lines[4], "event /   rejected 0: ")) << lines[4];
  EXPECT_EQ(observer.TakeElapsed(), std::vector(5, std::chrono::nanoseconds(5)));
  timeline_->ingestion().IngestEvents({ReadTimelineEvent(Json("acme", "e4")).value()});
  EXPECT_EQ(observer.TakeLines(), std::vector<std::string>{"event acme/e4 consensus.changed vexlens stored 1"});
}

TEST_P(TimelineTest, IsTheSameTreeInWhateverBatches) {
  std::vector<std::string> events;
  for (int i = 0; i < 700; ++i) events.push_back(Json(i % 3 == 0 ? "a" : "b", absl::StrCat("e", i), i % 50));
  Ingest(events);
  const Digest root = queries().LastCheckpoint("b")->root;
  TemporaryFolder other;
  TimelineParts parts;
  parts.store = GetParam().open(other.path()).value();
  parts.clock = [] { return kNow; };
  const auto timeline = MakeTimeline({}, std::move(parts)).value();
  std::mt19937 random(1);
  for (std::size_t first = 0; first < events.size();) {
    const std::size_t count = std::min<std::size_t>(1 + random() % 90, events.size() - first);
    const std::vector<std::string_view> batch(events.begin() + static_cast<std::ptrdiff_t>(first),
                                              events.begin() + static_cast<std::ptrdiff_t>(first + count));
    timeline->ingestion().Ingest(batch);
    first += count;
  }
  EXPECT_EQ(timeline->queries().LastCheckpoint("b")->root, root);
}

// Who may list tenants may drop events, too.
TEST_P(TimelineTest, DropsOldEventsAndTheLogSaysSo) {
  for (int day = 0; day < 5; ++day) {
    for (int i = 0; i < 3; ++i) {
      ASSERT_EQ(IngestOne(Json("acme", absl::StrCat("e", day, ".", i))), EventOutcome::kStored);
    }
    now_.micros += 86'400'000'000;
  }
  ASSERT_EQ(IngestOne(Json("b", "e1")), EventOutcome::kStored);
  const Checkpoint kept = ParseLastCheckpointText(queries().LastCheckpointText("acme").value()).value();
  const Instant third{kNow.micros + 2 * 86'400'000'000};
  EXPECT_TRUE(absl::IsInvalidArgument(timeline_->retention().Retain("acme", Instant{now_.micros + 1}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(timeline_->retention().Retain("a/b", third).status()));
  const auto retained = timeline_->retention().Retain("acme", third);
  if (!GetParam().lists_tenants) {
    EXPECT_TRUE(absl::IsPermissionDenied(retained.status())) << retained.status();
    EXPECT_TRUE(queries().Get("acme", "e0.0").ok());
    return;
  }
  ASSERT_TRUE(retained.ok()) << retained.status();
  EXPECT_EQ(retained->Json(), R"({"dropped":6,"end":6})");
  EXPECT_EQ(timeline_->retention().Retain("acme", third)->Json(), R"({"dropped":0,"end":6})");
  const absl::Status dropped = queries().Get("acme", "e1.2").status();
  EXPECT_TRUE(absl::IsNotFound(dropped) && absl::StrContains(dropped.message(), "was dropped")) << dropped;
  EXPECT_TRUE(queries().Prove("acme", "e2.0").ok());
  EXPECT_EQ(IdsOf("acme", {.event_type = std::string(kEventsDropped)}, 10),
            std::vector<std::string>{"timeline.events_dropped/6"});
  const TimelineVerdict verdict = queries().Verify("acme", kept).value();
  EXPECT_TRUE(verdict.ok()) << verdict.faults[0];
  EXPECT_EQ(verdict.size, 16u);
  EXPECT_EQ(verdict.events, 10u);
  // What was dropped is still known, and another event cannot take its id.
  EXPECT_EQ(IngestOne(Json("acme", "e0.0")), EventOutcome::kDuplicate);
  EXPECT_EQ(IngestOne(Json("acme", "e0.0", 9)), EventOutcome::kRejected);
  // All of it, and what the log said of it, but for the last word.
  EXPECT_EQ(timeline_->retention().Retain("acme", now_)->Json(), R"({"dropped":9,"end":15})");
  EXPECT_TRUE(queries().Verify("acme", kept)->ok());
  EXPECT_TRUE(queries().Get("b", "e1").ok());
}

TEST_P(TimelineTest, NobodyElseSaysThatEventsWereDropped) {
  TimelineEvent event = ReadTimelineEvent(Json("acme", "e1")).value();
  event.event_type = kEventsDropped;
  event.attributes = {{"end", "7"}};
  const auto became = timeline_->ingestion().IngestEvents({event});
  EXPECT_EQ(became[0].outcome, EventOutcome::kRejected);
  EXPECT_TRUE(absl::StartsWith(became[0].status.message(), "/eventType: ")) << became[0].status;
}

}  // namespace vexlens::testing
