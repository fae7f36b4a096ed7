// What a workspace did is told to a timeline: each fact once, in order, to its tenant alone.
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/workspace/memory_store.h"
#include "tests/support/temporary_folder.h"
#include "tests/timeline/relayed.h"
#include "tests/workspace/vex_documents.h"
#include "vexlens/outbox.h"
#include "vexlens/own_events.h"
#include "vexlens/timeline_relay.h"

namespace vexlens {
namespace {

using testing::EventsIn;
using testing::TemporaryFolder;
using testing::TextsOf;
using testing::Vex;

using Texts = std::vector<std::string>;

constexpr std::string_view kCve = "CVE-2024-3094";
constexpr std::string_view kProduct = "pkg:npm/a@1";
constexpr Instant kStart{1'790'000'000'000'000};

std::string Directory(std::string_view tier, std::string_view acme_tier) {
  return absl::StrCat(R"({"issuers":[{"id":"vendor","tier":")", tier,
                      R"("},{"id":"lab","tier":"trusted"}],"tenants":{"acme":{"issuers":[{"id":"secret","tier":")",
                      acme_tier, R"("}]}}})");
}

struct Kind {
  std::string_view name;
  std::function<std::unique_ptr<Workspace>(const std::string& folder, Workspace::Options)> open;
};

class RelayTest : public ::testing::TestWithParam<Kind> {
 protected:
  RelayTest() : workspace_(GetParam().open(folder_.path(), Options())), timeline_(NewTimeline("t")) {}

  Workspace::Options Options() {
    Workspace::Options options;
    options.clock = [this] { return Instant{now_.micros += 1'000'000}; };
    return options;
  }

  std::unique_ptr<Timeline> NewTimeline(std::string_view name) const {
    TimelineOptions options;
    options.directory = absl::StrCat(folder_.path(), "/", name);
    return MakeTimeline(std::move(options)).value();
  }

  void Ingest(std::string_view tenant, std::string_view author, std::string_view status, std::string_view day) {
    const bool clears = status == "not_affected";
    const std::string document = Vex(author, kCve, kProduct, status, absl::StrCat(day, "T00:00:00Z"),
                                     clears ? R"(,"impact_statement":"not reached")" : "");
    const Incoming documents[] = {document};
    const absl::StatusOr<IngestResult> result = workspace_->Ingest(tenant, documents);
    ASSERT_TRUE(result.ok()) << result.status();
    ASSERT_TRUE(result->documents.at(0).added) << result->documents.at(0).report.status;
  }

  void SetDirectory(std::string_view tier, std::string_view acme_tier, std::string_view reason) {
    const Audit audit{"ann", std::string(reason)};
    ASSERT_TRUE(workspace_->SetDirectory(IssuerDirectory::Parse(Directory(tier, acme_tier)).value(), audit).ok());
  }

  // Lives through all kinds of facts.
  void Live() {
    SetDirectory("trusted", "known", "to begin");
    Ingest("default", "vendor", "affected", "2026-01-01");
    Ingest("default", "lab", "not_affected", "2026-01-02");
    const std::vector<QueuedConflict> queue = workspace_->Conflicts("default").value();
    ASSERT_EQ(queue.size(), 1U);
    ASSERT_TRUE(
        workspace_->Waive("default", queue[0].id, Instant{now_.micros + 1'000'000'000}, {"bob", "a\nlater day"}).ok());
    Ingest("acme", "vendor", "affected", "2026-01-01");
    SetDirectory("trusted", "trusted", "acme's own");
    Policy policy;
    policy.mode = Mode::kMostRecent;
    ASSERT_TRUE(workspace_->SetPolicy("default", policy, {"cy", "newest"}).ok());
    ASSERT_TRUE(workspace_->SetPolicy("acme", policy, {"cy", "newest for acme"}).ok());
    Ingest("default", "vendor", "not_affected", "2026-01-03");
  }

  RelayReport Relay(std::string_view tenant, const RelayOptions& options = {}) {
    const absl::StatusOr<RelayReport> report = RelayToTimeline(*workspace_, *timeline_, tenant, options);
    EXPECT_TRUE(report.ok()) << report.status();
    return report.value_or(RelayReport());
  }

  Texts TypesOf(std::string_view tenant) {
    Texts types;
    for (const TimelineEvent& event : EventsIn(*timeline_, tenant)) types.push_back(event.event_type);
    return types;
  }

  TimelineEvent FirstOf(std::string_view type) {
    for (TimelineEvent& event : EventsIn(*timeline_, "default")) {
      if (event.event_type == type) return event;
    }
    ADD_FAILURE() << "no " << type;
    return {};
  }

  const TemporaryFolder folder_;
  Instant now_ = kStart;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<Timeline> timeline_;
};

TEST_P(RelayTest, TellsEachFactInOrder) {
  Live();
  // The first edit replaces the starter directory; the second is about another tenant's entry.
  const std::vector<DirectoryChange> changes =
      DirectoryChanges(IssuerDirectory::Starter(), IssuerDirectory::Parse(Directory("trusted", "known")).value());
  Texts expected(changes.size() - 1, "trust.issuer.changed");
  for (const std::string_view type :
       {"vex.consensus.updated", "vex.consensus.updated", "vex.conflict.opened", "vex.conflict.waived",
        "trust.policy.changed", "vex.consensus.updated", "vex.consensus.updated", "vex.conflict.closed"}) {
    expected.emplace_back(type);
  }
  const RelayReport report = Relay("default");
  EXPECT_EQ(report.stored, expected.size());
  EXPECT_EQ(report.duplicate + report.refused + report.refused_before, 0U);
  EXPECT_FALSE(report.from_start);
  EXPECT_EQ(TypesOf("default"), expected);
  testing::ExpectTellsAll(*workspace_, *timeline_, "default");
}

TEST_P(RelayTest, SaysWhoDidWhatAndWhy) {
  Live();
  Relay("default");
  const TimelineEvent waived = FirstOf("vex.conflict.waived");
  EXPECT_EQ(waived.actor, "bob");
  EXPECT_EQ(waived.subject, kProduct);
  EXPECT_TRUE(absl::StrContains(waived.payload, R"("reason":"a\nlater day")")) << waived.payload;
  const TimelineEvent opened = FirstOf("vex.conflict.opened");
  EXPECT_EQ(opened.severity, EventSeverity::kNotice);
  EXPECT_TRUE(absl::StrContains(opened.payload, R"("conflictReason":"status_disagreement")")) << opened.payload;
  EXPECT_NE(opened.correlation_id, waived.correlation_id);
  const TimelineEvent policy = FirstOf("trust.policy.changed");
  EXPECT_EQ(policy.actor, "cy");
  EXPECT_EQ(policy.subject, "policy");
  EXPECT_TRUE(absl::StrContains(policy.payload, R"("reason":"newest")")) << policy.payload;
  EXPECT_TRUE(absl::StrContains(policy.payload, R"("scope":"tenant")")) << policy.payload;
  const TimelineEvent issuer = FirstOf("trust.issuer.changed");
  EXPECT_EQ(issuer.actor, "ann");
  EXPECT_TRUE(absl::StrContains(issuer.payload, absl::StrCat(R"("issuer":")", issuer.subject, "\""))) << issuer.payload;
  // What one change did belongs together.
  std::vector<std::string> changes;
  for (const TimelineEvent& event : EventsIn(*timeline_, "default")) {
    if (event.correlation_id == policy.correlation_id) changes.push_back(event.event_type);
  }
  EXPECT_EQ(changes, (Texts{"trust.policy.changed", "vex.consensus.updated"}));
}

TEST_P(RelayTest, KeepsTenantsApart) {
  Live();
  Relay("default");
  Relay("acme");
  for (const TimelineEvent& event : EventsIn(*timeline_, "default")) {
    for (const std::string& text : TextsOf({event})) {
      EXPECT_FALSE(absl::StrContains(text, "secret") || absl::StrContains(text, "acme")) << text;
    }
  }
  std::size_t secrets = 0;
  for (const TimelineEvent& event : EventsIn(*timeline_, "acme")) {
    EXPECT_EQ(event.tenant, "acme");
    EXPECT_NE(event.actor, "bob");
    if (event.subject == "secret") ++secrets;
  }
  EXPECT_EQ(secrets, 2U);
  testing::ExpectTellsAll(*workspace_, *timeline_, "default");
  testing::ExpectTellsAll(*workspace_, *timeline_, "acme");
  EXPECT_TRUE(absl::IsNotFound(RelayToTimeline(*workspace_, *timeline_, "nobody").status()));
}

TEST_P(RelayTest, GoesOnWhereItWas) {
  Ingest("default", "vendor", "affected", "2026-01-01");
  EXPECT_EQ(Relay("default").stored, 1U);
  EXPECT_EQ(Relay("default").Json(),
            R"({"duplicate":0,"fromStart":false,"refusals":[],"refused":0,"refusedBefore":0,"stored":0})");
  Ingest("acme", "vendor", "affected", "2026-01-01");
  EXPECT_EQ(Relay("default").stored, 0U);
  SetDirectory("trusted", "known", "later");
  const RelayReport report = Relay("default");
  EXPECT_GT(report.stored, 2U);
  EXPECT_EQ(report.duplicate, 0U);
}

TEST_P(RelayTest, PagesOfAnySizeTellTheSame) {
  Live();
  Relay("default");
  const Texts whole = TextsOf(EventsIn(*timeline_, "default"));
  for (const std::size_t at_once : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
    timeline_ = NewTimeline(absl::StrCat("in", at_once));
    RelayOptions options;
    options.at_once = at_once;
    const RelayReport report = Relay("default", options);
    EXPECT_TRUE(report.from_start) << "another timeline";
    EXPECT_EQ(report.stored, whole.size());
    EXPECT_EQ(TextsOf(EventsIn(*timeline_, "default")), whole);
  }
}

TEST_P(RelayTest, ARebuildChangesNothing) {
  Live();
  Relay("default");
  const Texts before = TextsOf(EventsIn(*timeline_, "default"));
  ASSERT_TRUE(workspace_->Rebuild(false).value().equal());
  EXPECT_EQ(Relay("default").stored, 0U);
  RelayOptions again;
  again.from_start = true;
  const RelayReport report = Relay("default", again);
  EXPECT_EQ(report.duplicate, before.size());
  EXPECT_EQ(report.stored + report.refused, 0U);
  timeline_ = NewTimeline("new");
  Relay("default");
  EXPECT_EQ(TextsOf(EventsIn(*timeline_, "default")), before);
}

TEST_P(RelayTest, ATimelineOutOfABackupGetsTheRest) {
  Ingest("default", "vendor", "affected", "2025-12-31");
  Relay("default");
  timeline_ = nullptr;
  std::filesystem::copy(folder_.path() + "/t", folder_.path() + "/backup");
  timeline_ = NewTimeline("t");
  Live();
  Relay("default");
  const Texts all = TextsOf(EventsIn(*timeline_, "default"));
  timeline_ = NewTimeline("backup");
  // An event of somebody else, so that the log is not just shorter.
  TimelineEvent other = EventsIn(*timeline_, "default").at(0);
  other.event_id = "other";
  ASSERT_EQ(timeline_->ingestion().IngestEvents({other}).at(0).outcome, EventOutcome::kStored);
  const RelayReport report = Relay("default");
  EXPECT_TRUE(report.from_start);
  EXPECT_EQ(report.duplicate, 1U);
  EXPECT_EQ(report.stored, all.size() - 1);
  EXPECT_EQ(EventsIn(*timeline_, "default").size(), all.size() + 1);
}

TEST_P(RelayTest, WhatIsRefusedIsToldAndHoldsNothingUp) {
  Ingest("default", "vendor", "affected", "2026-01-01");
  const OutboxPage page = workspace_->Outbox("default", {}, 10).value();
  TimelineEvent taken = EventsOf("default", page.entries.at(0)).at(0);
  taken.payload = "{}";
  ASSERT_EQ(timeline_->ingestion().IngestEvents({taken}).at(0).outcome, EventOutcome::kStored);
  Ingest("default", "vendor", "under_investigation", "2026-01-02");
  const RelayReport report = Relay("default");
  EXPECT_EQ(report.refused, 1U);
  EXPECT_EQ(report.stored, 1U);
  ASSERT_EQ(report.refusals.size(), 1U);
  EXPECT_EQ(report.refusals[0].event_id, taken.event_id);
  EXPECT_EQ(report.refusals[0].status.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_TRUE(absl::StrContains(report.Json(), taken.event_id)) << report.Json();
  // It stays known, whoever asks next.
  EXPECT_EQ(Relay("default").refused_before, 1U);
  RelayOptions again;
  again.from_start = true;
  EXPECT_EQ(Relay("default", again).refused, 1U);
  EXPECT_EQ(Relay("default").refused_before, 1U);
}

// FailingTimeline takes nothing after some calls.
class FailingTimeline final : public Timeline, private TimelineIngestionService {
 public:
  FailingTimeline(Timeline& inner, int calls) : inner_(inner), calls_(calls) {}

  TimelineIngestionService& ingestion() override { return *this; }
  TimelineQueryService& queries() override { return inner_.queries(); }
  TimelineRetentionService& retention() override { return inner_.retention(); }

 private:
  std::vector<IngestedEvent> Ingest(std::span<const std::string_view> events) override {
    return inner_.ingestion().Ingest(events);
  }
  std::vector<IngestedEvent> IngestEvents(std::vector<TimelineEvent> events) override {
    if (calls_-- > 0) return inner_.ingestion().IngestEvents(std::move(events));
    std::vector<IngestedEvent> failed(events.size());
    for (IngestedEvent& event : failed) event.status = absl::UnavailableError("away");
    return failed;
  }

  Timeline& inner_;
  int calls_;
};

TEST_P(RelayTest, WhatFailsIsSentAgain) {
  Live();
  RelayOptions options;
  options.at_once = 1;
  int failures = 0;
  for (int calls = 0;; ++calls) {
    FailingTimeline failing(*timeline_, calls);
    const absl::StatusOr<RelayReport> report = RelayToTimeline(*workspace_, failing, "default", options);
    if (report.ok()) break;
    ++failures;
    EXPECT_TRUE(absl::IsUnavailable(report.status())) << report.status();
    ASSERT_LT(calls, 1000);
  }
  EXPECT_GT(failures, 3);
  testing::ExpectTellsAll(*workspace_, *timeline_, "default");
  EXPECT_EQ(Relay("default").stored, 0U);
}

TEST_P(RelayTest, SeveralAtOnceTellEachFactOnce) {
  constexpr int kRelays = 4;
  Live();
  std::vector<RelayReport> reports(kRelays);
  std::vector<std::thread> relays;
  for (int i = 0; i < kRelays; ++i) {
    relays.emplace_back([&, i] {
      RelayOptions options;
      options.at_once = 1 + static_cast<std::size_t>(i);
      reports[static_cast<std::size_t>(i)] = Relay("default", options);
    });
  }
  for (std::thread& relay : relays) relay.join();
  std::uint64_t stored = 0;
  for (const RelayReport& report : reports) {
    stored += report.stored;
    EXPECT_EQ(report.refused, 0U);
  }
  EXPECT_EQ(stored, EventsIn(*timeline_, "default").size());
  testing::ExpectTellsAll(*workspace_, *timeline_, "default");
  EXPECT_EQ(Relay("default").stored, 0U);
}

const Kind kKinds[] = {
    {"Memory",
     [](const std::string&, Workspace::Options options) {
       return Workspace::Over(std::make_unique<workspace::MemoryStore>(), std::move(options)).value();
     }},
    {"Sqlite", [](const std::string& folder,
                  Workspace::Options options) { return Workspace::Open(folder + "/ws", std::move(options)).value(); }},
};

const auto kNameOf = [](const auto& info) { return std::string(info.param.name); };
INSTANTIATE_TEST_SUITE_P(Stores, RelayTest, ::testing::ValuesIn(kKinds), kNameOf);

}  // namespace
}  // namespace vexlens
