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

constexpr std::string_view kLeast =
    R"({"eventId":"e1","eventType":"consensus.changed","occurredAt":"2026-11-30T10:00:00Z","source":"vexlens",)"
    R"("tenant":"acme"})";

// Every member, in another spelling than the canonical one.
constexpr std::string_view kWhole = R"({
  "traceId": "4bf92f3577b34da6a3ce929d0e0e4736", "spanId": "00f067aa0ba902b7", "tenant": "acme",
  "eventType": "consensus.changed", "eventId": "e\u0031", "source": "vexlens", "subject": "pkg:npm/foo@1.0",
  "occurredAt": "2026-11-30T11:00:00.500+01:00", "correlationId": "c1", "actor": "ann", "severity": "warning",
  "attributes": {"b": "2", "a": "1", "\ud83d\ude00": "x", "\ufb33": "y"},
  "payload": {"n": 1.0, "m": [true, null]},
  "evidence": [{"bundleId": "b1", "attestationSubject": "s",
    "bundleDigest": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}, {"bundleId": "b2"}]
})";

std::string MessageOf(std::string_view json) {
  const absl::Status status = ReadTimelineEvent(json).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  return std::string(status.message());
}

std::string With(std::string_view member) {
  return absl::StrReplaceAll(kLeast, {{"}", absl::StrCat(",", member, "}")}});
}

TEST(TimelineEventTest, IsItsCanonicalForm) {
  auto event = ReadTimelineEvent(kWhole);
  ASSERT_TRUE(event.ok()) << event.status();
  event->received_at = Instant{1'796'032'801'000'000};
  const std::string json = WriteTimelineEvent(*event);
  EXPECT_EQ(json,
            "{\"actor\":\"ann\",\"attributes\":{\"a\":\"1\",\"b\":\"2\",\"\U0001F600\":\"x\",\"\ufb33\":\"y\"},"
            "\"correlationId\":\"c1\",\"eventId\":\"e1\",\"eventType\":\"consensus.changed\",\"evidence\":["
            "{\"attestationSubject\":\"s\",\"bundleDigest\":"
            "\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"bundleId\":\"b1\"},"
            "{\"bundleId\":\"b2\"}],\"occurredAt\":\"2026-11-30T10:00:00.5Z\",\"payload\":{\"m\":[true,null],\"n\":1},"
            "\"payloadDigest\":\"" +
                DigestText(Sha256(R"({"m":[true,null],"n":1})")) + "\"," + "\"receivedAt\":\"" +
                FormatInstant(event->received_at) +
                "\",\"severity\":\"warning\","
                "\"source\":\"vexlens\",\"spanId\":\"00f067aa0ba902b7\",\"subject\":\"pkg:npm/foo@1.0\","
                "\"tenant\":\"acme\",\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}");
  EXPECT_EQ(CanonicalJson(json).value(), json);
  EXPECT_EQ(ParseTimelineEntry(json).value(), *event);
}

TEST(TimelineEventTest, HasOnlyWhatItWasGiven) {
  const auto event = ReadTimelineEvent(kLeast);
  ASSERT_TRUE(event.ok()) << event.status();
  EXPECT_EQ(WriteTimelineEvent(*event),
            absl::StrReplaceAll(kLeast, {{R"(,"source")", R"(,"severity":"info","source")"}}));
  EXPECT_EQ(event->severity, EventSeverity::kInfo);
  EXPECT_FALSE(event->payload_digest.has_value());
}

TEST(TimelineEventTest, NamesEveryMemberThatIsWrong) {
  EXPECT_EQ(MessageOf(R"({"eventid":"e1","eventType":7,"severity":"bad","occurredAt":"yesterday"})").substr(0, 26),
            "/eventid: unknown member; ");
  EXPECT_EQ(MessageOf("{}"),
            "/eventId: missing; /tenant: missing; /eventType: missing; /source: missing; /occurredAt: missing");
  EXPECT_EQ(MessageOf(With(R"("traceId":"4BF92F3577B34DA6A3CE929D0E0E4736","spanId":"0000000000000000")")),
            "/traceId: expected 32 lower-case hex digits, not all 0; "
            "/spanId: expected 16 lower-case hex digits, not all 0");
  EXPECT_EQ(MessageOf(With(R"("evidence":[{"bundleDigest":"md5:0","by":1},7])")),
            "/evidence/0/bundleDigest: expected sha256: and 64 lower-case hex digits; /evidence/0/by: unknown member; "
            "/evidence/1: expected an object");
  EXPECT_EQ(MessageOf(With(R"("evidence":[{"attestationSubject":"s"}])")), "/evidence/0/bundleId: missing");
  EXPECT_EQ(MessageOf(With(R"("attributes":{"a/b":1},"evidence":{},"payloadDigest":null)")),
            "/attributes/a~1b: expected a string; /evidence: expected an array; "
            "/payloadDigest: expected sha256: and 64 lower-case hex digits");
  EXPECT_EQ(MessageOf(With(R"("receivedAt":"2026-11-30T10:00:00Z")")),
            "/receivedAt: leave it out: the timeline sets it");
  EXPECT_EQ(MessageOf("[]"), ": expected an object");
  EXPECT_NE(MessageOf(R"({"a1":1,"a2":1,"a3":1,"a4":1,"a5":1,"a6":1,"a7":1,"a8":1,"a9":1,"b0":1,"b1":1,"b2":1,"b3":1,)"
                      R"("b4":1,"b5":1,"b6":1,"b7":1,"b8":1})")
                .find("/b6: unknown member; and 2 more"),
            std::string::npos);
}

TEST(TimelineEventTest, RefusesTextsThatHideSomething) {
  for (const std::string_view id : {R"(a\u0000b)", R"(a\nb)", R"(\u007f)"}) {
    EXPECT_EQ(MessageOf(absl::StrReplaceAll(kLeast, {{"e1", id}})),
              "/eventId: expected UTF-8 without control characters");
  }
  EXPECT_FALSE(ReadTimelineEvent(absl::StrReplaceAll(kLeast, {{"e1", R"(\ud800)"}})).ok());
  EXPECT_FALSE(ReadTimelineEvent(absl::StrReplaceAll(kLeast, {{"e1", "\xff"}})).ok());
  EXPECT_FALSE(ReadTimelineEvent(With(R"("eventId":"e2")")).ok()) << "a name twice";
  EXPECT_NE(MessageOf(absl::StrReplaceAll(kLeast, {{"acme", "a/b"}})).find("/tenant: "), std::string::npos);
  EXPECT_EQ(MessageOf(absl::StrReplaceAll(kLeast, {{"e1", std::string(256, 'x')}})), "/eventId: longer than 255 bytes");
  EXPECT_TRUE(ReadTimelineEvent(absl::StrReplaceAll(kLeast, {{"e1", std::string(255, 'x')}})).ok());
}

TEST(TimelineEventTest, DoesNotBelieveClocksThatAreNotSet) {
  EXPECT_EQ(MessageOf(absl::StrReplaceAll(kLeast, {{"2026-11-30", "1970-01-01"}})),
            "/occurredAt: 1970-01-01T10:00:00Z is before 2000-01-01T00:00:00Z: is the source's clock set?");
  TimelineEvent event = ReadTimelineEvent(kLeast).value();
  event.received_at = Instant{event.occurred_at.micros - TimelineLimits().max_ahead_micros};
  EXPECT_TRUE(CheckTimelineEvent(event).ok());
  event.received_at.micros -= 1;
  EXPECT_TRUE(absl::IsInvalidArgument(CheckTimelineEvent(event)));
  event = ReadTimelineEvent(absl::StrReplaceAll(kLeast, {{"2026", "9999"}})).value();
  event.received_at = Instant{1'796'032'801'000'000};
  EXPECT_NE(CheckTimelineEvent(event).message().find("9999-11-30T10:00:00Z is ahead of"), std::string::npos);
}

TEST(TimelineEventTest, HoldsThePayloadToItsDigest) {
  const std::string payload = R"("payload":{"b":1,"a":2})";
  const std::string digest = DigestText(Sha256(R"({"a":2,"b":1})"));
  const auto event = ReadTimelineEvent(With(payload));
  ASSERT_TRUE(event.ok()) << event.status();
  EXPECT_EQ(DigestText(*event->payload_digest), digest);
  EXPECT_TRUE(ReadTimelineEvent(With(absl::StrCat(payload, R"(,"payloadDigest":")", digest, "\""))).ok());
  const std::string other = DigestText(Sha256(""));
  EXPECT_EQ(MessageOf(With(absl::StrCat(payload, R"(,"payloadDigest":")", other, "\""))),
            absl::StrCat("/payloadDigest: expected ", digest, ", that of the payload in canonical form (RFC 8785)"));
  // Of a payload that is kept elsewhere.
  EXPECT_EQ(DigestText(*ReadTimelineEvent(With(absl::StrCat(R"("payloadDigest":")", other, "\"")))->payload_digest),
            other);
  // A payload may be any value, and null is one.
  EXPECT_EQ(ReadTimelineEvent(With(R"("payload":null)"))->payload, "null");
}

TEST(TimelineEventTest, ChecksThatThePayloadIsCanonical) {
  TimelineEvent event = ReadTimelineEvent(With(R"("payload":[1])")).value();
  EXPECT_TRUE(CheckTimelineEvent(event).ok());
  for (const std::string_view payload : {"[1]]", "[ 1]", "[1.0]", "x"}) {
    event.payload = payload;
    event.payload_digest = Sha256(payload);
    EXPECT_TRUE(absl::IsInvalidArgument(CheckTimelineEvent(event))) << payload;
  }
}

TEST(TimelineEventTest, RefusesWhatIsTooLargeByTheLimitsName) {
  EXPECT_TRUE(absl::IsResourceExhausted(ReadTimelineEvent(std::string(1'000'000, ' ')).status()));
  const std::string most = absl::StrCat("\"payload\":\"", std::string((32 << 10) - 2, 'x'), "\"");
  EXPECT_TRUE(ReadTimelineEvent(With(most)).ok());
  const auto larger = ReadTimelineEvent(With(absl::StrReplaceAll(most, {{"xx\"", "xxx\""}})));
  EXPECT_TRUE(absl::IsResourceExhausted(larger.status()));
  EXPECT_EQ(larger.status().message(), "/payload: 32769 bytes in canonical form, at most 32768");
  std::string attributes = "\"attributes\":{";
  for (int i = 0; i < 65; ++i) absl::StrAppend(&attributes, i == 0 ? "" : ",", "\"", i, "\":\"\"");
  EXPECT_EQ(MessageOf(With(attributes + "}")), "/attributes: more than 64");
  EXPECT_TRUE(ReadTimelineEvent(With(absl::StrReplaceAll(attributes, {{"\"0\":\"\",", ""}}) + "}")).ok());
  std::string evidence = "\"evidence\":[";
  for (int i = 0; i < 33; ++i) absl::StrAppend(&evidence, i == 0 ? "" : ",", "{\"bundleId\":\"b\"}");
  EXPECT_EQ(MessageOf(With(evidence + "]")), "/evidence: more than 32");
  EXPECT_TRUE(ReadTimelineEvent(With(evidence.substr(0, evidence.rfind(',')) + "]")).ok());
  const std::string deep = std::string(100, '[') + std::string(100, ']');
  EXPECT_TRUE(absl::IsResourceExhausted(ReadTimelineEvent(With("\"payload\":" + deep)).status()));
}

TEST(TimelineEventTest, ReadsBackNothingButItsOwnForm) {
  const std::string json = WriteTimelineEvent(ReadTimelineEvent(kLeast).value());
  EXPECT_TRUE(ParseTimelineEntry(json).ok());
  EXPECT_TRUE(absl::IsDataLoss(ParseTimelineEntry(json + " ").status()));
  EXPECT_TRUE(absl::IsDataLoss(ParseTimelineEntry(kLeast).status()));
  EXPECT_TRUE(absl::IsDataLoss(ParseTimelineEntry("").status()));
}

}  // namespace
}  // namespace vexlens
