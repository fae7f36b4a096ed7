// The events of facts, byte for byte: timelines know them by these bytes, so that none may change.
#include "vexlens/own_events.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "vexlens/canonical_json.h"

namespace vexlens {
namespace {

const Instant kAt = ParseInstant("2026-06-01T10:00:00.000001Z").value();
const Instant kSince = ParseInstant("2026-05-01T00:00:00Z").value();
const RecordKey kKey{"CVE-2024-3094", "pkg:npm/a@1", "pkg:npm/b@2"};
constexpr std::string_view kX = "sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";  // of "x"

// Returns the one event of an entry in canonical JSON, without what all of the tenant's have in common.
std::string TextOf(const OutboxEntry& entry) {
  std::vector<TimelineEvent> events = EventsOf("acme", entry);
  EXPECT_EQ(events.size(), 1U);
  TimelineEvent& event = events.at(0);
  EXPECT_EQ(event.tenant, "acme");
  EXPECT_EQ(event.source, "vexlens");
  EXPECT_EQ(event.occurred_at, kAt);
  EXPECT_EQ(event.correlation_id, "change/2026-06-01T10:00:00.000001Z");
  EXPECT_EQ(CanonicalJson(event.payload).value(), event.payload);
  return absl::StrCat(event.event_id, " ", event.event_type, " ", EventSeverityName(event.severity), " [",
                      event.subject, "] [", event.actor, "] ", event.payload);
}

TEST(OwnEventsTest, ARevision) {
  Revision revision;
  revision.sequence = 9;
  revision.tenant = "acme";
  revision.key = kKey;
  revision.revision = 2;
  revision.recorded_at = kAt;
  revision.trigger = Trigger::kIssuerUpdate;
  revision.as_of = kSince;
  revision.state = "AFFECTED";
  revision.status = "affected";
  revision.digest = Sha256("x");
  revision.directory_digest = Sha256("of the starter directory, which another version may have otherwise");
  revision.rules = 1;
  const std::string id = DigestText(ConsensusId({"acme", kKey.vulnerability, kKey.product, kKey.component}));
  EXPECT_EQ(TextOf(revision),
            absl::StrCat(id, R"(/2 vex.consensus.updated info [pkg:npm/a@1] [] {"advisoryKey":"CVE-2024-3094",)",
                         R"("artifactKey":"pkg:npm/a@1","asOf":"2026-05-01T00:00:00Z","componentKey":"pkg:npm/b@2",)",
                         R"("consensusDigest":")", kX, R"(","consensusId":")", id,
                         R"(","previousDigest":"","renamedTo":"","revision":2,"rules":1,"state":"AFFECTED",)",
                         R"("status":"affected","trigger":"issuer_update"})"));
}

TEST(OwnEventsTest, StepsOfAConflict) {
  ConflictChange change{7, "acme", {Sha256("x"), kKey, "status_disagreement", kSince}, ConflictStep::kOpened, kAt, {}};
  const std::string key =
      absl::StrCat(R"({"advisoryKey":"CVE-2024-3094","artifactKey":"pkg:npm/a@1","componentKey":"pkg:npm/b@2",)",
                   R"("conflictId":")", kX, R"(","conflictReason":"status_disagreement",)");
  const std::string since = R"("since":"2026-05-01T00:00:00Z"})";
  EXPECT_EQ(TextOf(change), absl::StrCat(kX, "/7 vex.conflict.opened notice [pkg:npm/a@1] [] ", key, since));
  change.step = ConflictStep::kClosed;
  EXPECT_EQ(TextOf(change), absl::StrCat(kX, "/7 vex.conflict.closed info [pkg:npm/a@1] [] ", key, since));
  change.step = ConflictStep::kWaived;
  change.waiver = {Sha256("x"), {"bob", "later"}, kAt, kAt};
  EXPECT_EQ(TextOf(change), absl::StrCat(kX, "/7 vex.conflict.waived notice [pkg:npm/a@1] [bob] ", key,
                                         R"("expiresAt":"2026-06-01T10:00:00.000001Z","reason":"later",)", since));
}

TEST(OwnEventsTest, APolicy) {
  TrustEdit edit{{3, kAt, "policy", Sha256("x"), {"ann", "why"}}, {}};
  EXPECT_EQ(TextOf(edit), absl::StrCat(R"(trust/3 trust.policy.changed notice [policy] [ann] {"digest":")", kX,
                                       R"(","reason":"why","revision":3,"scope":"global"})"));
  edit.revision.subject = "policy/acme";
  EXPECT_TRUE(absl::StrContains(TextOf(edit), R"("scope":"tenant")"));
}

TEST(OwnEventsTest, EntriesOfTheDirectory) {
  const auto directory = [](std::string_view json) { return IssuerDirectory::Parse(json).value(); };
  TrustEdit edit{
      {3, kAt, "issuers", Sha256("x"), {"ann", "why"}},
      DirectoryChanges(
          directory(R"({"issuers":[{"id":"a","tier":"known"},{"id":"b","tier":"known"}]})"),
          directory(
              R"({"issuers":[{"id":"a","tier":"trusted","revoked":true}],)"
              R"("tenants":{"acme":{"issuers":[{"id":"b","tier":"trusted","revoked":"2026-05-01T00:00:00Z"}]}}})"))};
  const std::vector<TimelineEvent> events = EventsOf("acme", edit);
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].event_id, "trust/3/1");
  EXPECT_EQ(events[1].event_id, "trust/3/2");
  EXPECT_EQ(events[0].event_type, "trust.issuer.changed");
  EXPECT_EQ(events[0].subject, "a");
  EXPECT_EQ(events[0].actor, "ann");
  EXPECT_EQ(events[0].payload,
            absl::StrCat(R"({"change":"replaced","digest":")", kX,
                         R"(","issuer":"a","members":["revoked","tier"],"reason":"why","revision":3,)",
                         R"("revokedAfter":true,"revokedBefore":false,"scope":"global",)",
                         R"("tierAfter":"trusted","tierBefore":"known"})"));
  EXPECT_TRUE(absl::StrContains(events[1].payload, R"("change":"removed")")) << events[1].payload;
  EXPECT_TRUE(absl::StrContains(events[1].payload, R"("tierAfter":"unknown")")) << events[1].payload;
  EXPECT_TRUE(absl::StrContains(events[2].payload, R"("scope":"tenant")")) << events[2].payload;
  EXPECT_TRUE(absl::StrContains(events[2].payload, R"("revokedAfter":"2026-05-01T00:00:00Z")")) << events[2].payload;
  for (const TimelineEvent& event : events) EXPECT_EQ(CanonicalJson(event.payload).value(), event.payload);
}

TEST(OwnEventsTest, APackRun) {
  PackRunManifest manifest;
  manifest.run = {"acme", "run-7"};
  manifest.plan_hash = Sha256("x");
  manifest.status = PackRunStatus::kFailed;
  manifest.builder = "https://ci.example";
  EXPECT_TRUE(absl::IsInvalidArgument(EventOfPackRun(manifest).status())) << "without any instant";
  manifest.requested_at = kSince;
  EXPECT_EQ(EventOfPackRun(manifest).value().occurred_at, kSince);
  manifest.finished_at = kAt;
  const std::string digest = DigestText(WritePackRun(manifest).value().manifest_digest);
  const TimelineEvent event = EventOfPackRun(manifest).value();
  EXPECT_EQ(event.event_id, absl::StrCat("pack.run/", digest));
  EXPECT_EQ(event.tenant, "acme");
  EXPECT_EQ(event.event_type, "pack.run.recorded");
  EXPECT_EQ(event.occurred_at, kAt);
  EXPECT_EQ(event.severity, EventSeverity::kWarning);
  EXPECT_EQ(event.subject, "run-7");
  EXPECT_EQ(event.correlation_id, "run-7");
  EXPECT_EQ(event.actor, "https://ci.example");
  EXPECT_EQ(event.payload, absl::StrCat(R"({"artifacts":0,"manifestDigest":")", digest, R"(","planHash":")", kX,
                                        R"(","runId":"run-7","status":"failed","steps":0})"));
  manifest.run.tenant = "";
  EXPECT_TRUE(absl::IsInvalidArgument(EventOfPackRun(manifest).status()));
}

}  // namespace
}  // namespace vexlens
