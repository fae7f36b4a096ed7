// Without memory: every allocation of a small piece of work fails in turn. The call that needed it says so, nothing is
// lost by it, and the same call works when it is made again.
#include <array>
#include <cstddef>
#include <cstdio>
#include <utility>

#include "tests/capi/calling.h"
#include "tests/capi/failing_malloc.h"
#include "tests/support/temporary_folder.h"

namespace vexlens::testing {
namespace {

// FailEach makes a call again and again, each time with a later allocation that fails, until it needs no more. It
// returns how many failed.
template <typename Call>
std::uint64_t FailEach(const Call& call) {
  for (std::uint64_t number = 1;; ++number) {
    const std::int64_t before = LiveBlocks();
    FailAllocation(number);
    vexlens_error* const error = call();
    const bool failed = HasFailed();
    FailAllocation(0);
    const int32_t code = vexlens_error_code(error);
    if (code == VEXLENS_RESOURCE_EXHAUSTED) {
      vexlens_error_free(error);
      EXPECT_LE(LiveBlocks(), before) << "allocation " << number << " was followed by a leak";
      continue;
    }
    // What remembers something for the next call may do without, so that the call succeeds nevertheless.
    EXPECT_TRUE(Succeeds(error)) << "allocation " << number;
    if (!failed || code != 0) return number - 1;
  }
}

class AllocationTest : public ::testing::Test {
 protected:
  // The first call on a thread registers the end of what the thread keeps for later ones; glibc ends the process when
  // it has no memory for that.
  void SetUp() override {
    const auto engine = NewEngine(issuers_);
    ASSERT_TRUE(Succeeds(vexlens_engine_ingest(engine.get(), strs_.data(), strs_.size(), nullptr, nullptr)));
    AllRecords(ConsensusOf(engine.get()).get());
  }

  const std::string issuers_ = ExampleIssuers();
  const std::vector<std::string> documents_ = ExampleDocuments();
  const std::vector<vexlens_str> strs_ = Strs(documents_);
};

TEST_F(AllocationTest, AnEngineLivesThroughIt) {
  vexlens_engine_options options{};
  options.struct_size = sizeof(options);
  options.issuers = Str(issuers_);
  vexlens_engine* engine = nullptr;
  const auto make = [&] {
    vexlens_engine_free(std::exchange(engine, nullptr));
    return vexlens_engine_new(&options, &engine);
  };
  EXPECT_GT(FailEach(make), 10U);
  const auto ingest = [&] { return vexlens_engine_ingest(engine, strs_.data(), strs_.size(), nullptr, nullptr); };
  vexlens_consensus* consensus = nullptr;
  const auto answer = [&] {
    vexlens_consensus_options question{};
    question.struct_size = sizeof(question);
    question.as_of = Str(kAsOf);
    vexlens_consensus_free(std::exchange(consensus, nullptr));
    return vexlens_engine_consensus(engine, &question, &consensus);
  };
  // An engine keeps the room that it made for what it did not take in the end, and what it merged for an answer that
  // failed: a new one has none.
  const auto make_ingest_and_answer = [&] {
    vexlens_error* error = make();
    if (error == nullptr) error = ingest();
    if (error == nullptr) {
      error = answer();
      if (error != nullptr) {
        EXPECT_TRUE(Succeeds(answer())) << "when it is asked again";
      }
      EXPECT_EQ(vexlens_consensus_size(consensus), 8U);
    }
    vexlens_consensus_free(std::exchange(consensus, nullptr));
    vexlens_engine_free(std::exchange(engine, nullptr));
    return error;
  };
  EXPECT_GT(FailEach(make_ingest_and_answer), 200U);
  ASSERT_TRUE(Succeeds(make()));
  const Owned<vexlens_engine> owned_engine(engine);
  ASSERT_TRUE(Succeeds(ingest()));
  ASSERT_TRUE(Succeeds(answer()));
  EXPECT_GT(FailEach(answer), 20U);
  const Owned<vexlens_consensus> owned_consensus(consensus);

  vexlens_record* record = nullptr;
  const auto find = [&] {
    vexlens_record_free(std::exchange(record, nullptr));
    return vexlens_consensus_get(consensus, &kDisputedKey, &record);
  };
  EXPECT_GT(FailEach(find), 5U);
  const Owned<vexlens_record> owned_record(record);
  vexlens_str json{};
  EXPECT_GT(FailEach([&] { return vexlens_record_json(record, &json); }), 0U);
  EXPECT_NE(Text(json).find("DISPUTED"), std::string::npos);
  EXPECT_EQ(vexlens_consensus_size(consensus), 8U);
}

TEST_F(AllocationTest, AWorkspaceLivesThroughIt) {
  const TemporaryFolder folder;
  vexlens_workspace* workspace = nullptr;
  const auto open = [&] {
    vexlens_workspace_free(std::exchange(workspace, nullptr));
    return vexlens_workspace_open(Str(folder.path()), nullptr, &workspace);
  };
  EXPECT_GT(FailEach(open), 50U);
  // What a workspace has read it keeps for the next call: one that is opened anew has nothing.
  const auto ingest = [&] {
    vexlens_error* error = open();
    if (error == nullptr) {
      error = vexlens_workspace_ingest(workspace, Str("t"), strs_.data(), strs_.size(), nullptr, nullptr, nullptr);
    }
    vexlens_workspace_free(std::exchange(workspace, nullptr));
    return error;
  };
  EXPECT_GT(FailEach(ingest), 500U);
  vexlens_record* record = nullptr;
  const auto get = [&] {
    vexlens_record_free(std::exchange(record, nullptr));
    vexlens_error* error = open();
    if (error == nullptr) error = vexlens_workspace_get(workspace, Str("t"), &kDisputedKey, nullptr, &record);
    vexlens_workspace_free(std::exchange(workspace, nullptr));
    return error;
  };
  EXPECT_GT(FailEach(get), 500U);
  ASSERT_TRUE(Succeeds(open()));
  vexlens_record_free(record);
  EXPECT_NE(TextOf([&](auto** out) { return vexlens_workspace_rebuild(workspace, 1, out); }).find(R"("equal":true)"),
            std::string::npos);
  vexlens_workspace_free(workspace);
}

TEST_F(AllocationTest, ATimelineLivesThroughIt) {
  const TemporaryFolder folder;
  vexlens_timeline* timeline = nullptr;
  const auto open = [&] {
    vexlens_timeline_free(std::exchange(timeline, nullptr));
    return vexlens_timeline_open(Str(folder.path()), nullptr, &timeline);
  };
  // Another event each time, without an allocation of ours. What a store has read it keeps for the next call: one that
  // is opened anew has nothing.
  int number = 0;
  const auto ingest = [&] {
    std::array<char, 200> text;
    const int size = std::snprintf(text.data(), text.size(),
                                   R"({"eventId":"e%d","eventType":"t","occurredAt":"2024-05-01T10:00:00Z",)"
                                   R"("source":"s","tenant":"t","payload":[1]})",
                                   number++);
    const vexlens_str event = {text.data(), static_cast<std::size_t>(size)};
    vexlens_ingested* ingested = nullptr;
    vexlens_error* error = open();
    if (error == nullptr) error = vexlens_timeline_ingest(timeline, &event, 1, &ingested);
    vexlens_ingested_free(ingested);
    vexlens_timeline_free(std::exchange(timeline, nullptr));
    return error;
  };
  // As in SetUp: the first call on this thread.
  ASSERT_TRUE(Succeeds(ingest()));
  EXPECT_GT(FailEach(open), 20U);
  // Without memory an event may fail, and the call that it came in succeed. What is kept for all later calls is there
  // after the first round.
  const auto fail_each = [&] {
    for (std::uint64_t allocation = 1;; ++allocation) {
      FailAllocation(allocation);
      vexlens_error* const error = ingest();
      const bool failed = HasFailed();
      FailAllocation(0);
      if (error != nullptr) {
        EXPECT_TRUE(Fails(error, VEXLENS_RESOURCE_EXHAUSTED, "memory")) << "allocation " << allocation;
      }
      if (!failed) return LiveBlocks();
    }
  };
  const std::int64_t after_one_round = fail_each();
  EXPECT_LE(fail_each(), after_one_round);
  vexlens_bytes* json = nullptr;
  vexlens_bytes* next = nullptr;
  const auto query = [&] {
    vexlens_bytes_free(std::exchange(json, nullptr));
    vexlens_bytes_free(std::exchange(next, nullptr));
    vexlens_error* error = open();
    if (error == nullptr) error = vexlens_timeline_query(timeline, Str("t"), nullptr, {}, 10, &json, &next);
    vexlens_timeline_free(std::exchange(timeline, nullptr));
    return error;
  };
  EXPECT_GT(FailEach(query), 20U);
  ASSERT_TRUE(Succeeds(open()));
  EXPECT_NE(Text(vexlens_bytes_view(json)).find("\"eventId\""), std::string::npos);
  vexlens_bytes_free(json);
  vexlens_bytes_free(next);
  vexlens_timeline_verdict verdict{};
  verdict.struct_size = sizeof(verdict);
  EXPECT_TRUE(Succeeds(vexlens_timeline_verify(timeline, Str("t"), {}, &verdict, nullptr)));
  EXPECT_EQ(verdict.ok, 1U);
  vexlens_timeline_free(timeline);
}

TEST_F(AllocationTest, AMillionCallsLeaveNothing) {
  const auto engine = NewEngine(issuers_);
  ASSERT_TRUE(Succeeds(vexlens_engine_ingest(engine.get(), strs_.data(), strs_.size(), nullptr, nullptr)));
  const auto consensus = ConsensusOf(engine.get());
  const vexlens_key silent = {Str("CVE-1999-0001"), Str("pkg:npm/quiet@1.0"), {}};
  const auto call = [&] {
    vexlens_record* record = nullptr;
    vexlens_error* error = vexlens_consensus_get(consensus.get(), &kDisputedKey, &record);
    vexlens_str json{};
    if (error == nullptr) error = vexlens_record_json(record, &json);
    vexlens_record_free(record);
    vexlens_error_free(error);
    vexlens_error_free(vexlens_consensus_get(consensus.get(), &silent, &record));
  };
  call();
  const std::int64_t before = LiveBlocks();
  for (int i = 0; i < 250'000; ++i) call();  // four calls each
  EXPECT_EQ(LiveBlocks(), before);
}

}  // namespace
}  // namespace vexlens::testing
