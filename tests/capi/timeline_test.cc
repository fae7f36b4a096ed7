// A timeline through the C interface.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/arrow/read_stream.h"
#include "tests/capi/calling.h"
#include "tests/signing/openssl_vectors.h"
#include "tests/support/temporary_folder.h"
#include "vexlens/note.h"
#include "vexlens_observer.h"
#include "vexlens_timeline.h"

namespace vexlens::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Event(std::string_view id, std::string_view more = "", std::string_view tenant = "acme") {
  return absl::StrCat(R"({"eventId":")", id, R"(","eventType":"vex.changed","occurredAt":"2026-11-30T10:00:00Z",)",
                      R"("source":"indexer","tenant":")", tenant, "\"", more, "}");
}

vexlens_timeline_options Options() {
  vexlens_timeline_options options{};
  options.struct_size = sizeof(options);
  // The 30th of November 2026, a second later each time.
  static int64_t now;
  now = 1'796'032'800'000'000;
  options.user_data = &now;
  options.clock = [](void* user_data) { return *static_cast<int64_t*>(user_data) += 1'000'000; };
  return options;
}

Owned<vexlens_timeline> Open(std::string_view location, const vexlens_timeline_options& options) {
  return Made<vexlens_timeline>([&](auto** out) { return vexlens_timeline_open(Str(location), &options, out); });
}

vexlens_event_outcome OutcomeOf(const vexlens_ingested* ingested, size_t index) {
  vexlens_event_outcome outcome{};
  outcome.struct_size = sizeof(outcome);
  vexlens_ingested_outcome(ingested, index, &outcome);
  return outcome;
}

class TimelineTest : public ::testing::Test {
 protected:
  Owned<vexlens_ingested> Ingest(const std::vector<std::string>& events) {
    const std::vector<vexlens_str> strs = Strs(events);
    return Made<vexlens_ingested>(
        [&](auto** out) { return vexlens_timeline_ingest(timeline_.get(), strs.data(), strs.size(), out); });
  }

  std::string Get(std::string_view id) {
    return TextOf([&](auto** out) { return vexlens_timeline_get(timeline_.get(), Str("acme"), Str(id), out); });
  }

  std::string CheckpointText() {
    return TextOf([&](auto** out) { return vexlens_timeline_checkpoint(timeline_.get(), Str("acme"), out); });
  }

  vexlens_timeline_verdict Verify(std::string_view since = "") {
    vexlens_timeline_verdict verdict{};
    verdict.struct_size = sizeof(verdict);
    EXPECT_TRUE(Succeeds(vexlens_timeline_verify(timeline_.get(), Str("acme"), Str(since), &verdict, nullptr)));
    return verdict;
  }

  const TemporaryFolder folder_;
  Owned<vexlens_timeline> timeline_ = Open(folder_.path(), Options());
};

TEST_F(TimelineTest, SaysWhatBecameOfEachEvent) {
  const auto ingested = Ingest({Event("e1"), Event("e1"), Event("e1", R"(,"actor":"ann")"), "{", Event("e2")});
  const vexlens_event_outcome stored = OutcomeOf(ingested.get(), 0);
  EXPECT_EQ(stored.outcome, VEXLENS_EVENT_STORED);
  EXPECT_EQ(stored.code, 0);
  EXPECT_EQ(stored.index, 0u);
  EXPECT_EQ(Text(stored.tenant), "acme");
  EXPECT_EQ(Text(stored.event_id), "e1");
  EXPECT_EQ(Text(stored.reason), "");
  EXPECT_EQ(OutcomeOf(ingested.get(), 1).outcome, VEXLENS_EVENT_DUPLICATE);
  const vexlens_event_outcome other = OutcomeOf(ingested.get(), 2);
  EXPECT_EQ(other.outcome, VEXLENS_EVENT_REJECTED);
  EXPECT_EQ(other.code, VEXLENS_ALREADY_EXISTS);
  EXPECT_THAT(Text(other.reason), HasSubstr("/eventId: another event"));
  const vexlens_event_outcome unread = OutcomeOf(ingested.get(), 3);
  EXPECT_EQ(unread.outcome, VEXLENS_EVENT_REJECTED);
  EXPECT_EQ(unread.code, VEXLENS_INVALID_ARGUMENT);
  EXPECT_EQ(Text(unread.event_id), "");
  EXPECT_EQ(OutcomeOf(ingested.get(), 4).index, 1u);
  EXPECT_EQ(OutcomeOf(ingested.get(), 5).outcome, 0);
  EXPECT_THAT(Get("e1"), HasSubstr(R"("receivedAt":"2026-11-30T10:00:01Z")"));
}

TEST_F(TimelineTest, NamesOutcomes) {
  EXPECT_EQ(Text(vexlens_event_outcome_name(VEXLENS_EVENT_STORED)), "stored");
  EXPECT_EQ(Text(vexlens_event_outcome_name(VEXLENS_EVENT_DUPLICATE)), "duplicate");
  EXPECT_EQ(Text(vexlens_event_outcome_name(VEXLENS_EVENT_REJECTED)), "rejected");
  EXPECT_EQ(Text(vexlens_event_outcome_name(VEXLENS_EVENT_FAILED)), "failed");
  EXPECT_EQ(Text(vexlens_event_outcome_name(0)), "");
  EXPECT_EQ(Text(vexlens_event_outcome_name(5)), "");
}

TEST_F(TimelineTest, FillsStructsAsFarAsTheyReach) {
  const auto ingested = Ingest({Event("e1"), Event("e2")});
  vexlens_event_outcome outcome{};
  vexlens_ingested_outcome(ingested.get(), 1, &outcome);
  EXPECT_EQ(outcome.outcome, 0);
  outcome.struct_size = offsetof(vexlens_event_outcome, index);
  vexlens_ingested_outcome(ingested.get(), 1, &outcome);
  EXPECT_EQ(outcome.outcome, VEXLENS_EVENT_STORED);
  EXPECT_EQ(outcome.index, 0u);
  EXPECT_EQ(outcome.struct_size, offsetof(vexlens_event_outcome, index));
  vexlens_timeline_verdict verdict{};
  verdict.struct_size = offsetof(vexlens_timeline_verdict, events);
  EXPECT_TRUE(Succeeds(vexlens_timeline_verify(timeline_.get(), Str("acme"), {}, &verdict, nullptr)));
  EXPECT_EQ(verdict.size, 2u);
  EXPECT_EQ(verdict.events, 0u);
}

TEST_F(TimelineTest, GoesOnByACursor) {
  std::vector<std::string> events;
  for (int i = 0; i < 5; ++i) events.push_back(Event(absl::StrCat("e", i), i % 2 == 0 ? R"(,"severity":"error")" : ""));
  Ingest(events);
  vexlens_timeline_filter grave{};
  grave.struct_size = sizeof(grave);
  grave.at_least = Str("warning");
  std::string cursor;
  std::vector<std::string> pages;
  do {
    vexlens_bytes* entries = nullptr;
    vexlens_bytes* next = nullptr;
    ASSERT_TRUE(
        Succeeds(vexlens_timeline_query(timeline_.get(), Str("acme"), &grave, Str(cursor), 2, &entries, &next)));
    const Owned<vexlens_bytes> owned_entries(entries), owned_next(next);
    pages.push_back(Text(vexlens_bytes_view(entries)));
    cursor = Text(vexlens_bytes_view(next));
  } while (!cursor.empty());
  EXPECT_THAT(pages, ElementsAre(absl::StrCat("[", Get("e4"), ",", Get("e2"), "]"), absl::StrCat("[", Get("e0"), "]")));
}

TEST_F(TimelineTest, FiltersByEachMember) {
  Ingest({Event("whole", R"(,"actor":"ann","correlationId":"c","subject":"pkg:npm/a@1","severity":"critical",)"
                         R"("traceId":"4bf92f3577b34da6a3ce929d0e0e4736")"),
          R"({"eventId":"bare","eventType":"t","occurredAt":"2026-11-29T10:00:00Z","source":"s","tenant":"acme"})"});
  const std::string whole = absl::StrCat("[", Get("whole"), "]");
  const auto chosen = [&](vexlens_str vexlens_timeline_filter::*member, std::string_view value) {
    vexlens_timeline_filter filter{};
    filter.struct_size = sizeof(filter);
    filter.*member = Str(value);
    vexlens_bytes* next = nullptr;
    const std::string entries = TextOf(
        [&](auto** out) { return vexlens_timeline_query(timeline_.get(), Str("acme"), &filter, {}, 9, out, &next); });
    vexlens_bytes_free(next);
    return entries;
  };
  using Filter = vexlens_timeline_filter;
  EXPECT_EQ(chosen(&Filter::from, "2026-11-30T10:00:00Z"), whole);
  EXPECT_EQ(chosen(&Filter::until, "2026-11-30T10:00:00Z"), absl::StrCat("[", Get("bare"), "]"));
  EXPECT_EQ(chosen(&Filter::at_least, "critical"), whole);
  EXPECT_EQ(chosen(&Filter::event_type, "vex.changed"), whole);
  EXPECT_EQ(chosen(&Filter::source, "indexer"), whole);
  EXPECT_EQ(chosen(&Filter::subject, "pkg:npm/a@1"), whole);
  EXPECT_EQ(chosen(&Filter::actor, "ann"), whole);
  EXPECT_EQ(chosen(&Filter::correlation_id, "c"), whole);
  EXPECT_EQ(chosen(&Filter::trace_id, "4bf92f3577b34da6a3ce929d0e0e4736"), whole);
}

TEST_F(TimelineTest, RefusesFiltersThatAreNone) {
  vexlens_timeline_filter filter{};
  vexlens_bytes* made = nullptr;
  ArrowArrayStream stream{};
  const auto query = [&] { return vexlens_timeline_query(timeline_.get(), Str("acme"), &filter, {}, 9, &made, &made); };
  EXPECT_TRUE(Fails(query(), VEXLENS_INVALID_ARGUMENT, "filter: struct_size is 0"));
  filter.struct_size = sizeof(filter);
  filter.reserved = 1;
  EXPECT_TRUE(Fails(query(), VEXLENS_UNIMPLEMENTED, "filter.reserved"));
  filter.reserved = 0;
  filter.from = Str("yesterday");
  EXPECT_TRUE(Fails(query(), VEXLENS_INVALID_ARGUMENT, "filter.from"));
  filter.from = {};
  filter.at_least = Str("bad");
  EXPECT_TRUE(Fails(query(), VEXLENS_INVALID_ARGUMENT, "filter.at_least: expected debug"));
  EXPECT_TRUE(Fails(vexlens_timeline_table(timeline_.get(), Str("acme"), &filter, &stream), VEXLENS_INVALID_ARGUMENT,
                    "filter.at_least"));
  filter.at_least = {};
  EXPECT_TRUE(Fails(vexlens_timeline_query(timeline_.get(), Str("acme"), &filter, Str("x"), 9, &made, &made),
                    VEXLENS_INVALID_ARGUMENT, "cursor"));
  EXPECT_TRUE(Fails(vexlens_timeline_query(timeline_.get(), Str("acme"), &filter, {}, 1001, &made, &made),
                    VEXLENS_INVALID_ARGUMENT, "1000"));
  EXPECT_EQ(made, nullptr);
}

TEST_F(TimelineTest, LeavesAsATable) {
  Ingest({Event("e1"), Event("e2", R"(,"actor":"ann")"), Event("e3", "", "other")});
  vexlens_timeline_filter hers{};
  hers.struct_size = sizeof(hers);
  hers.actor = Str("ann");
  ArrowArrayStream stream{}, all{};
  ASSERT_TRUE(Succeeds(vexlens_timeline_table(timeline_.get(), Str("acme"), &hers, &stream)));
  ASSERT_TRUE(Succeeds(vexlens_timeline_table(timeline_.get(), Str("acme"), nullptr, &all)));
  timeline_ = nullptr;
  const ReadTable table = ReadStream(&stream);
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.At(0, "event_id"), "e2");
  EXPECT_EQ(ReadStream(&all).rows.size(), 2u);
}

TEST_F(TimelineTest, ProvesWhatItHas) {
  Ingest({Event("e1"), Event("e2")});
  const std::string kept = CheckpointText();
  EXPECT_THAT(kept, ::testing::StartsWith("vexlens/acme\n2\n"));
  Ingest({Event("e3")});
  EXPECT_THAT(
      TextOf([&](auto** out) { return vexlens_timeline_prove(timeline_.get(), Str("acme"), Str("e2"), out); }),
      ::testing::AllOf(HasSubstr(R"("origin":"vexlens/acme")"), HasSubstr(R"("eventId":"e2")"), HasSubstr("path")));
  EXPECT_THAT(
      TextOf([&](auto** out) { return vexlens_timeline_prove_consistency(timeline_.get(), Str("acme"), 2, out); }),
      ::testing::AllOf(HasSubstr(R"("before":2)"), HasSubstr(R"("size":3)"), HasSubstr("path")));
  vexlens_bytes* none = nullptr;
  EXPECT_TRUE(
      Fails(vexlens_timeline_prove(timeline_.get(), Str("acme"), Str("e9"), &none), VEXLENS_NOT_FOUND, "\"e9\""));
  EXPECT_TRUE(Fails(vexlens_timeline_prove_consistency(timeline_.get(), Str("acme"), 4, &none),
                    VEXLENS_INVALID_ARGUMENT, "never had 4"));
  EXPECT_TRUE(Fails(vexlens_timeline_checkpoint(timeline_.get(), Str("nobody"), &none), VEXLENS_NOT_FOUND, "nobody"));
  EXPECT_TRUE(Fails(vexlens_timeline_get(timeline_.get(), Str("a/b"), Str("e1"), &none), VEXLENS_INVALID_ARGUMENT, ""));
  EXPECT_EQ(TextOf([&](auto** out) { return vexlens_timeline_tenants(timeline_.get(), out); }), R"(["acme"])");
}

TEST_F(TimelineTest, Verifies) {
  Ingest({Event("e1"), Event("e2")});
  const std::string kept = CheckpointText();
  Ingest({Event("e3")});
  const vexlens_timeline_verdict good = Verify(kept);
  EXPECT_EQ(good.ok, 1u);
  EXPECT_EQ(good.size, 3u);
  EXPECT_EQ(good.events, 3u);
  EXPECT_EQ(good.checkpoints, 2u);
  EXPECT_EQ(good.proven, 3u);
  EXPECT_EQ(good.faults, 0u);
  std::string other = kept;
  other[other.size() - 5] ^= 1;
  const vexlens_timeline_verdict bad = Verify(other);
  EXPECT_EQ(bad.ok, 0u);
  EXPECT_EQ(bad.faults, 1u);
  EXPECT_THAT(
      TextOf([&](auto** out) { return vexlens_timeline_verify(timeline_.get(), Str("acme"), {}, nullptr, out); }),
      HasSubstr(R"("faults":[],"proven":3)"));
  EXPECT_TRUE(Fails(vexlens_timeline_verify(timeline_.get(), Str("acme"), Str("x"), nullptr, nullptr),
                    VEXLENS_INVALID_ARGUMENT, "since: "));
}

TEST_F(TimelineTest, SignsAsItsOrigin) {
  const std::string pem = OpensslText("privateKeys", "ed25519");
  vexlens_timeline_options options = Options();
  options.origin = Str("log.example");
  options.key = Str(pem);
  timeline_ = nullptr;
  timeline_ = Open(absl::StrCat(folder_.path(), "/signed"), options);
  Ingest({Event("e1")});
  const std::string kept = CheckpointText();
  const Note note = Note::Parse(kept).value();
  const PrivateKey key = PrivateKey::FromPem(pem).value();
  const NoteVerifier verifier = NoteVerifier::Make("log.example", key.public_key()).value();
  EXPECT_TRUE(note.Verify({&verifier, 1}).ok());
  EXPECT_EQ(Verify(kept).ok, 1u);
}

TEST_F(TimelineTest, LimitsWhatComesIn) {
  vexlens_timeline_options options = Options();
  options.max_payload_bytes = 5;
  options.max_event_bytes = 200;
  timeline_ = nullptr;
  timeline_ = Open(folder_.path(), options);
  const auto ingested = Ingest({Event("e1", R"(,"payload":[1,2])"), Event("e2", R"(,"payload":[1,2,3])"),
                                Event("e3", absl::StrCat(R"(,"actor":")", std::string(90, 'a'), "\""))});
  EXPECT_EQ(OutcomeOf(ingested.get(), 0).outcome, VEXLENS_EVENT_STORED);
  EXPECT_EQ(OutcomeOf(ingested.get(), 1).code, VEXLENS_RESOURCE_EXHAUSTED);
  EXPECT_EQ(OutcomeOf(ingested.get(), 2).code, VEXLENS_RESOURCE_EXHAUSTED);
}

TEST_F(TimelineTest, TellsAnObserver) {
  std::vector<std::string> lines;
  vexlens_observer observer{};
  observer.struct_size = sizeof(observer);
  observer.user_data = &lines;
  observer.on_event_ingested = [](const vexlens_event_ingested* event, const vexlens_trace*, void* user_data) {
    EXPECT_EQ(event->struct_size, sizeof(*event));
    static_cast<std::vector<std::string>*>(user_data)->push_back(absl::StrCat(
        Text(event->tenant), "/", Text(event->event_id), " ", Text(event->event_type), " ", Text(event->source), " ",
        Text(event->outcome), " ", event->index, " ", event->nanoseconds, " ", Text(event->reason).substr(0, 2)));
  };
  observer.monotonic = [](void*) {
    static int64_t ticks = 0;
    return ticks += 5;
  };
  vexlens_timeline_options options = Options();
  options.observer = &observer;
  timeline_ = nullptr;
  timeline_ = Open(folder_.path(), options);
  Ingest({Event("e1"), Event("e2"), Event("e2"), Event("e3", R"(,"x":1)")});
  EXPECT_THAT(lines, ElementsAre("acme/e1 vex.changed indexer stored 0 5 ", "acme/e2 vex.changed indexer stored 1 5 ",
                                 "acme/e2 vex.changed indexer duplicate 1 5 ", HasSubstr("rejected 0 5 /x")));
}

TEST_F(TimelineTest, KeepsEventsByADriver) {
  const std::string driver = std::filesystem::absolute("tests/driver/libvexlens-folder.so");
  vexlens_timeline_options options = Options();
  options.driver = Str(driver);
  const std::string location = absl::StrCat("folder:", folder_.path());
  vexlens_timeline* none = nullptr;
  EXPECT_TRUE(Fails(vexlens_timeline_open(Str(location), &options, &none), VEXLENS_UNAUTHENTICATED, "password"));
  options.password = Str("sesame");
  timeline_ = nullptr;
  timeline_ = Open(location, options);
  Ingest({Event("e1")});
  timeline_ = nullptr;
  timeline_ = Open(folder_.path(), Options());
  EXPECT_EQ(Verify().events, 1u);
}

TEST_F(TimelineTest, OpensNothingElse) {
  vexlens_timeline* none = nullptr;
  vexlens_timeline_options options = Options();
  const auto open = [&](std::string_view location) { return vexlens_timeline_open(Str(location), &options, &none); };
  EXPECT_TRUE(Fails(open("postgresql://h/db"), VEXLENS_NOT_FOUND, "libvexlens-postgres.so"));
  EXPECT_TRUE(Fails(open("mongodb://h/db"), VEXLENS_NOT_FOUND, "libvexlens-mongo.so"));
  EXPECT_TRUE(Fails(open(""), VEXLENS_INVALID_ARGUMENT, "location"));
  const std::string driver = std::filesystem::absolute("tests/driver/libvexlens-memory.so");
  options.driver = Str(driver);
  EXPECT_TRUE(Fails(open("memory:"), VEXLENS_UNIMPLEMENTED, "timelines"));
  options = Options();
  options.must_exist = 1;
  EXPECT_TRUE(Fails(open(folder_.path() + "/none"), VEXLENS_NOT_FOUND, "holds no timeline"));
  options.must_exist = 2;
  EXPECT_TRUE(Fails(open(folder_.path()), VEXLENS_UNIMPLEMENTED, "options.must_exist"));
  options = Options();
  options.origin = Str("two words");
  EXPECT_TRUE(Fails(open(folder_.path()), VEXLENS_INVALID_ARGUMENT, "options.origin: "));
  options = Options();
  options.key = Str("secret");
  EXPECT_TRUE(Fails(open(folder_.path()), VEXLENS_INVALID_ARGUMENT, "options.key"));
  const std::string p256 = OpensslText("privateKeys", "p256");
  options.key = Str(p256);
  EXPECT_TRUE(Fails(open(folder_.path()), VEXLENS_INVALID_ARGUMENT, "Ed25519"));
}

TEST_F(TimelineTest, NamesWhatIsNull) {
  vexlens_bytes* made = nullptr;
  vexlens_ingested* ingested = nullptr;
  ArrowArrayStream stream{};
  const vexlens_str who = Str("acme");
  EXPECT_TRUE(Fails(vexlens_timeline_open(who, nullptr, nullptr), VEXLENS_INVALID_ARGUMENT, "timeline"));
  EXPECT_TRUE(Fails(vexlens_timeline_ingest(nullptr, nullptr, 0, &ingested), VEXLENS_INVALID_ARGUMENT, "timeline"));
  EXPECT_TRUE(
      Fails(vexlens_timeline_ingest(timeline_.get(), nullptr, 1, &ingested), VEXLENS_INVALID_ARGUMENT, "events"));
  EXPECT_TRUE(
      Fails(vexlens_timeline_ingest(timeline_.get(), nullptr, 0, nullptr), VEXLENS_INVALID_ARGUMENT, "ingested"));
  EXPECT_TRUE(Fails(vexlens_timeline_query(timeline_.get(), who, nullptr, {}, 1, nullptr, &made),
                    VEXLENS_INVALID_ARGUMENT, "entries"));
  EXPECT_TRUE(Fails(vexlens_timeline_query(timeline_.get(), who, nullptr, {}, 1, &made, nullptr),
                    VEXLENS_INVALID_ARGUMENT, "next"));
  EXPECT_TRUE(
      Fails(vexlens_timeline_table(timeline_.get(), who, nullptr, nullptr), VEXLENS_INVALID_ARGUMENT, "stream"));
  EXPECT_TRUE(Fails(vexlens_timeline_table(nullptr, who, nullptr, &stream), VEXLENS_INVALID_ARGUMENT, "timeline"));
  EXPECT_TRUE(Fails(vexlens_timeline_get(timeline_.get(), who, who, nullptr), VEXLENS_INVALID_ARGUMENT, "entry"));
  EXPECT_TRUE(Fails(vexlens_timeline_tenants(nullptr, &made), VEXLENS_INVALID_ARGUMENT, "timeline"));
  EXPECT_TRUE(Fails(vexlens_timeline_checkpoint(timeline_.get(), who, nullptr), VEXLENS_INVALID_ARGUMENT, "text"));
  EXPECT_TRUE(Fails(vexlens_timeline_prove(timeline_.get(), who, who, nullptr), VEXLENS_INVALID_ARGUMENT, "json"));
  EXPECT_TRUE(
      Fails(vexlens_timeline_prove_consistency(timeline_.get(), who, 0, nullptr), VEXLENS_INVALID_ARGUMENT, "json"));
  EXPECT_TRUE(Fails(vexlens_timeline_verify(nullptr, who, {}, nullptr, nullptr), VEXLENS_INVALID_ARGUMENT, "timeline"));
  vexlens_ingested_outcome(nullptr, 0, nullptr);
  vexlens_ingested_free(nullptr);
  vexlens_timeline_free(nullptr);
}

}  // namespace
}  // namespace vexlens::testing
