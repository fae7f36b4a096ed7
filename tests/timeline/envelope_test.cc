// Envelopes of other producers, as their page has them (StellaOps OBS-52-001).
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "vexlens/canonical_json.h"
#include "vexlens/timeline_event.h"

namespace vexlens {
namespace {

constexpr std::string_view kDigest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

constexpr std::string_view kObservation = R"({
  "type": "excititor.timeline.v1", "tenant": "acme", "eventId": "urn:uuid:9b2d", "timestamp": "2025-11-23T23:10:00Z",
  "traceId": "4bf92f3577b34da6a3ce929d0e0e4736", "spanId": "00f067aa0ba902b7", "source": "excititor.web",
  "kind": "observation", "action": "ingest", "observationId": "vex:obs:1",
  "linksetId": "CVE-2024-0001:pkg:maven/org.demo/app@1.2.3", "justifications": ["component_not_present"],
  "conflicts": [{"providerId": "suse-csaf", "status": "fixed", "justification": null}],
  "evidenceHash": "EVIDENCE", "dsseEnvelopeHash": "ENVELOPE", "truncated": true,
  "metadata": {"connector": "ubuntu-csaf", "mirrorGeneration": 12}})";

std::string Observation(std::string_view before = "", std::string_view after = "") {
  std::string json = absl::StrReplaceAll(kObservation, {{"EVIDENCE", kDigest}, {"ENVELOPE", kDigest}});
  return before.empty() ? json : absl::StrReplaceAll(json, {{before, after}});
}

std::string MessageOf(std::string_view json) { return std::string(ReadTimelineEvent(json).status().message()); }

TEST(EnvelopeTest, OfExcititorIsAnEvent) {
  const auto event = ReadTimelineEvent(Observation());
  ASSERT_TRUE(event.ok()) << event.status();
  EXPECT_EQ(event->event_id, "urn:uuid:9b2d");
  EXPECT_EQ(event->tenant, "acme");
  EXPECT_EQ(event->event_type, "excititor.observation.ingest");
  EXPECT_EQ(event->source, "excititor.web");
  EXPECT_EQ(FormatInstant(event->occurred_at), "2025-11-23T23:10:00Z");
  EXPECT_EQ(event->trace_id, "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(event->span_id, "00f067aa0ba902b7");
  EXPECT_EQ(event->severity, EventSeverity::kInfo);
  EXPECT_EQ(event->subject, "CVE-2024-0001:pkg:maven/org.demo/app@1.2.3");
  EXPECT_EQ(event->attributes.size(), 4u);
  EXPECT_EQ(event->attributes.at("observationId"), "vex:obs:1");
  ASSERT_EQ(event->evidence.size(), 1u);
  EXPECT_EQ(event->evidence[0], (EventEvidence{std::string(kDigest), ParseDigest(kDigest), std::string(kDigest)}));
}

TEST(EnvelopeTest, IsKeptWholeAsThePayload) {
  const auto event = ReadTimelineEvent(Observation());
  ASSERT_TRUE(event.ok()) << event.status();
  EXPECT_EQ(event->payload, CanonicalJson(Observation()).value());
  EXPECT_EQ(event->payload_digest, Sha256(event->payload));
}

TEST(EnvelopeTest, MayLeaveOutOrSayNull) {
  const auto event = ReadTimelineEvent(
      R"({"action":"update","dsseEnvelopeHash":null,"eventId":"e","kind":"linkset","observationId":"o","linksetId":null,)"
      R"("source":"s","spanId":null,"tenant":"acme","timestamp":"2025-11-23T23:10:00Z","traceId":null,)"
      R"("type":"excititor.timeline.v1","newer":1})");
  ASSERT_TRUE(event.ok()) << event.status();
  EXPECT_EQ(event->event_type, "excititor.linkset.update");
  EXPECT_EQ(event->subject, "o");
  EXPECT_EQ(event->trace_id, "");
  EXPECT_TRUE(event->evidence.empty());
}

TEST(EnvelopeTest, NamesItsOwnMembersThatAreWrong) {
  EXPECT_EQ(MessageOf(Observation("\"2025-11-23T23:10:00Z\"", "7")).substr(0, 12), "/timestamp: ");
  EXPECT_EQ(MessageOf(Observation("\"kind\"", "\"sort\"")), "/kind: missing");
  EXPECT_EQ(MessageOf(Observation("\"vex:obs:1\"", "{}")).substr(0, 34), "/observationId: expected a string");
  EXPECT_EQ(MessageOf(Observation(absl::StrCat("\"dsseEnvelopeHash\": \"", kDigest), "\"dsseEnvelopeHash\": \"md5:1")),
            "/dsseEnvelopeHash: expected sha256: and 64 lower-case hex digits");
}

TEST(EnvelopeTest, OfAnUnknownTypeIsRefused) {
  const absl::Status status = ReadTimelineEvent(Observation("timeline.v1", "timeline.v2")).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_NE(status.message().find("/type: unknown member"), std::string_view::npos) << status;
}

TEST(EnvelopeTest, CannotBeAnEntryOfALog) { EXPECT_TRUE(absl::IsDataLoss(ParseTimelineEntry(Observation()).status())); }

}  // namespace
}  // namespace vexlens
