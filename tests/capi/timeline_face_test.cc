// vexlens_timeline.hpp: every function once, and what it throws.
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "vexlens_timeline.hpp"

static_assert(__cplusplus == 201703L, "the face is held to C++17");

namespace {

constexpr std::string_view kFirst =
    R"({"eventId":"e1","eventType":"vex.changed","occurredAt":"2024-05-01T10:00:00Z","source":"s","tenant":"acme"})";
constexpr std::string_view kSecond =
    R"({"eventId":"e2","eventType":"sbom.added","occurredAt":"2024-05-01T11:00:00Z","source":"s","tenant":"acme"})";
// The first key of RFC 8032, section 7.1.
constexpr std::string_view kPrivateKey =
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";

// Code is that of what `call` throws, 0 when it throws nothing.
template <typename Call>
int32_t Code(Call call) {
  try {
    call();
  } catch (const vexlens::Error& error) {
    EXPECT_STRNE(error.what(), "");
    return error.code();
  }
  return 0;
}

bool Has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

class TimelineFaceTest : public ::testing::Test {
 protected:
  TimelineFaceTest() : folder_(::testing::TempDir() + "/face-XXXXXX") {
    if (mkdtemp(folder_.data()) == nullptr) ADD_FAILURE() << "no temporary folder at " << folder_;
  }
  ~TimelineFaceTest() override { std::filesystem::remove_all(folder_); }

  std::string folder_;
};

TEST_F(TimelineFaceTest, SaysWhatBecameOfEachEvent) {
  vexlens::Timeline timeline(folder_);
  const std::vector<vexlens::EventOutcome> outcomes = timeline.Ingest({kFirst, kSecond, kFirst, "{}"});
  ASSERT_EQ(outcomes.size(), 4u);
  EXPECT_EQ(vexlens::EventOutcomeName(outcomes[0].outcome), "stored");
  EXPECT_EQ(outcomes[1].index, 1u);
  EXPECT_EQ(outcomes[1].tenant, "acme");
  EXPECT_EQ(outcomes[1].event_id, "e2");
  EXPECT_EQ(outcomes[2].outcome, VEXLENS_EVENT_DUPLICATE);
  EXPECT_EQ(outcomes[3].outcome, VEXLENS_EVENT_REJECTED);
  EXPECT_EQ(outcomes[3].code, VEXLENS_INVALID_ARGUMENT);
  EXPECT_TRUE(Has(outcomes[3].reason, "/eventId")) << outcomes[3].reason;
  EXPECT_TRUE(timeline.Ingest({}).empty());
}

TEST_F(TimelineFaceTest, GivesWhatItHas) {
  vexlens::Timeline timeline(folder_);
  timeline.Ingest({kFirst, kSecond});
  const vexlens::TimelinePage page = timeline.Query("acme", {}, "", 1);
  EXPECT_EQ(page.entries.view(), "[" + std::string(timeline.Get("acme", "e2").view()) + "]");
  const vexlens::TimelinePage last = timeline.Query("acme", {}, page.next.view(), 1);
  EXPECT_TRUE(Has(last.entries.view(), "e1"));
  EXPECT_EQ(last.next.view(), "");
  vexlens::TimelineFilter added;
  added.event_type = "sbom.added";
  EXPECT_TRUE(Has(timeline.Query("acme", added, "", 9).entries.view(), "e2"));
  EXPECT_EQ(timeline.Tenants().view(), R"(["acme"])");
  vexlens::Stream stream = timeline.Table("acme", added);
  ArrowArray batch = {};
  ASSERT_EQ(stream.get()->get_next(stream.get(), &batch), 0);
  EXPECT_EQ(batch.length, 1);
  batch.release(&batch);
  EXPECT_EQ(Code([&] { timeline.Get("acme", "e9"); }), VEXLENS_NOT_FOUND);
}

TEST_F(TimelineFaceTest, ProvesAndVerifies) {
  vexlens::TimelineOptions options;
  options.origin = "log.example";
  options.key = kPrivateKey;
  vexlens::Timeline timeline(folder_, options);
  timeline.Ingest({kFirst});
  const std::string kept(timeline.Checkpoint("acme").view());
  EXPECT_TRUE(Has(kept, "log.example/acme\n1\n"));
  timeline.Ingest({kSecond});
  EXPECT_TRUE(Has(timeline.Prove("acme", "e1").view(), R"("path":["sha256:)"));
  EXPECT_TRUE(Has(timeline.ProveConsistency("acme", 1).view(), R"("before":1)"));
  const vexlens::TimelineVerdict verdict = timeline.Verify("acme", kept);
  EXPECT_TRUE(verdict.ok()) << verdict.json.view();
  EXPECT_EQ(verdict.counts.events, 2u);
  EXPECT_EQ(verdict.counts.proven, 2u);
  EXPECT_EQ(Code([&] { timeline.Verify("acme", "none"); }), VEXLENS_INVALID_ARGUMENT);
}

TEST_F(TimelineFaceTest, OpensWhatItsOptionsSay) {
  vexlens::TimelineOptions options;
  options.must_exist = true;
  EXPECT_EQ(Code([&] { vexlens::Timeline(folder_ + "/none", options); }), VEXLENS_NOT_FOUND);
  options = {};
  options.max_payload_bytes = 1;
  options.max_event_bytes = 100;
  vexlens::Timeline timeline(folder_, options);
  EXPECT_EQ(timeline.Ingest({kFirst})[0].code, VEXLENS_RESOURCE_EXHAUSTED);
  options = {};
  options.driver = "nowhere";
  EXPECT_EQ(Code([&] { vexlens::Timeline("place", options); }), VEXLENS_NOT_FOUND);
}

}  // namespace
