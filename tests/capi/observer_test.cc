// What hosts inject through the C interface: an observer, clocks, and what keeps a workspace.
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/capi/calling.h"
#include "tests/support/signed_documents.h"
#include "tests/workspace/vex_documents.h"
#include "vexlens_observer.h"

namespace vexlens::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const vexlens_audit kAudit = {Str("ana"), Str("we know them")};
constexpr std::string_view kIssuers =
    R"({"issuers":[{"id":"acme","names":["Acme"],"tier":"trusted"},{"id":"beta","names":["Beta"],"tier":"trusted"}]})";

std::string Acme(std::string_view status) {
  return Vex("Acme", "CVE-2026-1", "pkg:npm/a@1", status, "2026-01-01T00:00:00Z");
}
std::string Beta(std::string_view status) {
  return Vex("Beta", "CVE-2026-1", "pkg:npm/a@1", status, "2026-01-01T00:00:00Z");
}

// Notes is the `user_data` of an observer: what it was told.
struct Notes {
  std::vector<std::string> lines;
  uint64_t spans = 0;
  int64_t ticks = 0;

  static Notes& At(void* user_data) { return *static_cast<Notes*>(user_data); }
};

template <typename Event>
void Note(const Event& event, const vexlens_trace* trace, void* user_data, std::string line) {
  EXPECT_EQ(event.struct_size, sizeof(Event));
  if (trace->correlation_id.size != 0) {
    absl::StrAppend(&line, " [", Text(trace->correlation_id), " ", Text(trace->traceparent), "]");
  }
  Notes::At(user_data).lines.push_back(std::move(line));
}

vexlens_observer ObserverOf(Notes& notes) {
  vexlens_observer observer{};
  observer.struct_size = sizeof(observer);
  observer.user_data = &notes;
  observer.on_document_ingested = [](const auto* event, const auto* trace, void* user_data) {
    Note(*event, trace, user_data,
         absl::StrCat("document ", Text(event->tenant), " ", Text(event->format), " ", Text(event->outcome), " ",
                      event->added, " ", event->statements, " ", event->nanoseconds, " ",
                      Text(event->digest).substr(0, 7)));
  };
  observer.on_signature_failed = [](const auto* event, const auto* trace, void* user_data) {
    EXPECT_NE(event->reason.size, 0);
    Note(*event, trace, user_data,
         absl::StrCat("signature ", Text(event->tenant), " ", Text(event->stage), " ",
                      Text(event->digest).substr(0, 7)));
  };
  observer.on_recompute_finished = [](const auto* event, const auto* trace, void* user_data) {
    Note(*event, trace, user_data,
         absl::StrCat("recompute ", Text(event->tenant), " ", Text(event->trigger), " ", event->records, " ",
                      event->revisions, " ", event->nanoseconds));
  };
  observer.on_trust_changed = [](const auto* event, const auto* trace, void* user_data) {
    Note(*event, trace, user_data,
         absl::StrCat("trust ", Text(event->tenant), "/", Text(event->subject), " ", Text(event->issuer), " ",
                      Text(event->tier_before), " ", event->weight_before, " ", event->revoked_before, " -> ",
                      Text(event->tier_after), " ", event->weight_after, " ", event->revoked_after, " ",
                      Text(event->actor), ": ", Text(event->reason)));
  };
  observer.on_conflicts_counted = [](const auto* event, const auto* trace, void* user_data) {
    Note(*event, trace, user_data,
         absl::StrCat("conflicts ", Text(event->tenant), " ", event->queued, " ", event->waived));
  };
  observer.on_conflicts_found = [](const auto* event, const auto* trace, void* user_data) {
    Note(*event, trace, user_data,
         absl::StrCat("found ", Text(event->tenant), " ", Text(event->reason), " ", event->count));
  };
  observer.on_span_begun = [](vexlens_str name, uint64_t parent, const vexlens_trace*, void* user_data) {
    Notes& at = Notes::At(user_data);
    at.lines.push_back(absl::StrCat("begin ", ++at.spans, " ", Text(name), " in ", parent));
    return at.spans;
  };
  observer.on_span_ended = [](uint64_t span, int32_t ok, void* user_data) {
    Notes::At(user_data).lines.push_back(absl::StrCat("end ", span, " ", ok));
  };
  observer.monotonic = [](void* user_data) { return Notes::At(user_data).ticks += 5; };
  return observer;
}

class ObserverTest : public ::testing::Test {
 protected:
  // Opens a workspace in memory, by the driver for it.
  void SetUp() override {
    const std::string driver = std::filesystem::absolute("tests/driver/libvexlens-memory.so");
    vexlens_workspace_options options{};
    options.struct_size = sizeof(options);
    options.observer = &observer_;
    options.driver = Str(driver);
    options.user_data = &now_;
    options.clock = [](void* user_data) { return *static_cast<int64_t*>(user_data) += 1'000'000; };
    workspace_ =
        Made<vexlens_workspace>([&](auto** out) { return vexlens_workspace_open(Str("memory:"), &options, out); });
    ASSERT_NE(workspace_, nullptr);
    ASSERT_TRUE(Succeeds(vexlens_workspace_set_issuers(workspace_.get(), Str(kIssuers), &kAudit, {}, nullptr)));
  }

  void Ingest(const std::string& document, const vexlens_ingest_options* options = nullptr) {
    const vexlens_str str = Str(document);
    ASSERT_TRUE(Succeeds(vexlens_workspace_ingest(workspace_.get(), Str("t"), &str, 1, options, nullptr, nullptr)));
  }

  std::vector<std::string> TakeLines() { return std::exchange(notes_.lines, {}); }

  Notes notes_;
  const vexlens_observer observer_ = ObserverOf(notes_);
  int64_t now_ = 1'780'000'000'000'000;
  Owned<vexlens_workspace> workspace_;
};

TEST_F(ObserverTest, HearsOfTheWorkOfAWorkspace) {
  EXPECT_THAT(TakeLines(), Contains("trust /issuers acme unknown 300000 0 -> trusted 800000 0 ana: we know them"));
  const vexlens_ingest_options options = [] {
    vexlens_ingest_options given{};
    given.struct_size = sizeof(given);
    given.correlation_id = Str("7");
    given.traceparent = Str("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    return given;
  }();
  notes_.spans = 0;
  Ingest(Acme("affected"), &options);
  constexpr std::string_view kTrace = " [7 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01]";
  EXPECT_THAT(TakeLines(), ElementsAre("begin 1 ingest in 0", "begin 2 read in 1", "end 2 1", "begin 3 write in 1",
                                       "end 3 1", "begin 4 recompute in 1", "end 4 1", "begin 5 commit in 1", "end 5 1",
                                       absl::StrCat("document t openvex accepted with warnings 1 1 15 sha256:", kTrace),
                                       absl::StrCat("recompute t ingestion_delta 1 1 5", kTrace), "end 1 1"));

  Ingest(Beta("not_affected"));
  const std::vector<std::string> lines = TakeLines();
  EXPECT_THAT(lines, Contains("found t status_disagreement 1"));
  EXPECT_THAT(lines, Contains("conflicts t 1 0"));

  Ingest(Signed(Acme("fixed"), "p256", "application/vnd.openvex+json"));
  EXPECT_THAT(TakeLines(), ::testing::Not(Contains(HasSubstr("signature"))));
}

TEST_F(ObserverTest, TheClockIsTheHosts) {
  Ingest(Acme("affected"));
  const std::string documents =
      TextOf([&](auto** out) { return vexlens_workspace_documents(workspace_.get(), Str("t"), out); });
  EXPECT_THAT(documents, HasSubstr(R"("recordedAt":"2026-05-28T20:26)"));
}

TEST_F(ObserverTest, AClockThatIsOutOfOrderIsNotBelieved) {
  now_ = INT64_MAX - 2'000'000;
  Ingest(Acme("affected"));
  now_ = 1'780'000'000'000'000;
  Ingest(Beta("affected"));
  const std::string documents =
      TextOf([&](auto** out) { return vexlens_workspace_documents(workspace_.get(), Str("t"), out); });
  // Later changes are later all the same.
  EXPECT_THAT(documents, ::testing::AllOf(HasSubstr(R"("recordedAt":"9999-01-01T00:00:00Z")"),
                                          HasSubstr(R"("recordedAt":"9999-01-01T00:00:00.000001Z")")));
}

TEST_F(ObserverTest, AnObserverWithoutCallbacksIsOne) {
  vexlens_observer silent{};
  silent.struct_size = sizeof(silent);
  vexlens_engine_options options{};
  options.struct_size = sizeof(options);
  options.observer = &silent;
  const auto engine = Made<vexlens_engine>([&](auto** out) { return vexlens_engine_new(&options, out); });
  const std::string document = Acme("affected");
  const vexlens_str str = Str(document);
  EXPECT_TRUE(Succeeds(vexlens_engine_ingest(engine.get(), &str, 1, nullptr, nullptr)));

  vexlens_engine* none = nullptr;
  silent.reserved = 1;
  EXPECT_TRUE(Fails(vexlens_engine_new(&options, &none), VEXLENS_UNIMPLEMENTED, "options.observer.reserved"));
  silent = {};
  EXPECT_TRUE(Fails(vexlens_engine_new(&options, &none), VEXLENS_INVALID_ARGUMENT, "options.observer"));
}

TEST_F(ObserverTest, HearsOfTheWorkOfAnEngine) {
  TakeLines();
  notes_.spans = 0;
  vexlens_engine_options options{};
  options.struct_size = sizeof(options);
  options.observer = &observer_;
  const auto engine = Made<vexlens_engine>([&](auto** out) { return vexlens_engine_new(&options, out); });
  const std::string document = Acme("affected");
  const vexlens_str str = Str(document);
  vexlens_ingest_options strict{};
  strict.struct_size = sizeof(strict);
  strict.require_verified = 1;
  ASSERT_TRUE(Succeeds(vexlens_engine_ingest(engine.get(), &str, 1, &strict, nullptr)));
  const auto consensus =
      Made<vexlens_consensus>([&](auto** out) { return vexlens_engine_consensus(engine.get(), nullptr, out); });
  EXPECT_THAT(TakeLines(),
              ElementsAre("begin 1 ingest in 0", "begin 2 read in 1", "end 2 1", "end 1 1",
                          "signature default envelope sha256:", "document default openvex rejected 0 0 5 sha256:",
                          "begin 3 build in 0", "end 3 1"));
}

TEST(DriverTest, RefusalsNameTheDriver) {
  vexlens_workspace_options options{};
  options.struct_size = sizeof(options);
  vexlens_workspace* none = nullptr;
  const auto opened = [&](std::string_view driver) {
    options.driver = Str(driver);
    return vexlens_workspace_open(Str("memory:"), &options, &none);
  };
  EXPECT_TRUE(Fails(opened("./memory"), VEXLENS_INVALID_ARGUMENT, "\"./memory\" is neither a name"));
  EXPECT_TRUE(Fails(opened("nowhere"), VEXLENS_NOT_FOUND, "libvexlens-nowhere.so"));
  EXPECT_TRUE(Fails(opened(std::filesystem::absolute("tests/driver/libvexlens-no_store.so").native()),
                    VEXLENS_UNIMPLEMENTED, "keeps no workspaces"));
}

}  // namespace
}  // namespace vexlens::testing
