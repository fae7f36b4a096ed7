// What is safe is safe: readers on several threads, while one thread brings documents. Under ThreadSanitizer
// (bazel test --config=tsan) this finds what is not.
#include <atomic>
#include <thread>
#include <vector>

#include "tests/capi/calling.h"
#include "tests/support/generated_documents.h"
#include "tests/support/temporary_folder.h"

// Abseil keeps a thread's identity in memory of its own, and hides from ThreadSanitizer what orders the uses of it.
extern "C" __attribute__((visibility("default"))) const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() { return "race:AbslInternalPerThreadSemPost\n"; }

namespace vexlens::testing {
namespace {

constexpr int kReaders = 8;
constexpr int kRounds = 30;

std::vector<std::string> Documents(std::uint32_t seed, int count) {
  DocumentGenerator generator(seed);
  std::vector<std::string> documents;
  for (int i = 0; i < count; ++i) documents.push_back(generator.Document());
  return documents;
}

// WhileOneWrites runs `read` on several threads for as long as `write` takes.
template <typename Read, typename Write>
void WhileOneWrites(const Read& read, const Write& write) {
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < kReaders; ++i) {
    readers.emplace_back([&] {
      do read();
      while (!done);
    });
  }
  write();
  done = true;
  for (std::thread& reader : readers) reader.join();
}

TEST(ThreadsTest, AnEngineAnswersWhileItReads) {
  const auto engine = NewEngine(DocumentGenerator(1).Directory());
  const std::vector<std::string> documents = Documents(1, kRounds);
  WhileOneWrites(
      [&] {
        const auto consensus = ConsensusOf(engine.get());
        const std::string first = AllRecords(consensus.get());
        EXPECT_EQ(AllRecords(consensus.get()), first);
      },
      [&] {
        for (const std::string& document : documents) {
          const vexlens_str bytes = Str(document);
          EXPECT_TRUE(Succeeds(vexlens_engine_ingest(engine.get(), &bytes, 1, nullptr, nullptr)));
        }
      });
  const auto whole = NewEngine(DocumentGenerator(1).Directory());
  const std::vector<vexlens_str> strs = Strs(documents);
  EXPECT_TRUE(Succeeds(vexlens_engine_ingest(whole.get(), strs.data(), strs.size(), nullptr, nullptr)));
  EXPECT_EQ(AllRecords(ConsensusOf(engine.get()).get()), AllRecords(ConsensusOf(whole.get()).get()));
}

TEST(ThreadsTest, OneRecordServesAll) {
  const auto engine = NewEngine(ExampleIssuers());
  const std::vector<std::string> documents = ExampleDocuments();
  const std::vector<vexlens_str> strs = Strs(documents);
  ASSERT_TRUE(Succeeds(vexlens_engine_ingest(engine.get(), strs.data(), strs.size(), nullptr, nullptr)));
  const auto consensus = ConsensusOf(engine.get());
  const auto record =
      Made<vexlens_record>([&](auto** out) { return vexlens_consensus_get(consensus.get(), &kDisputedKey, out); });
  const auto ask = [&] { EXPECT_NE(JsonOf(record.get()).find("DISPUTED"), std::string::npos); };
  WhileOneWrites(ask, ask);
}

TEST(ThreadsTest, AWorkspaceAnswersWhileItIngests) {
  const TemporaryFolder folder;
  const auto workspace =
      Made<vexlens_workspace>([&](auto** out) { return vexlens_workspace_open(Str(folder.path()), nullptr, out); });
  const std::vector<std::string> documents = Documents(2, kRounds);
  WhileOneWrites(
      [&] {
        const auto consensus = Made<vexlens_consensus>([&](auto** out) {
          return vexlens_workspace_consensus(workspace.get(), Str("t"), Str("CVE-2024-1"), nullptr, out);
        });
        AllRecords(consensus.get());
        TextOf([&](auto** out) { return vexlens_workspace_documents(workspace.get(), Str("t"), out); });
      },
      [&] {
        for (const std::string& document : documents) {
          const vexlens_str bytes = Str(document);
          EXPECT_TRUE(
              Succeeds(vexlens_workspace_ingest(workspace.get(), Str("t"), &bytes, 1, nullptr, nullptr, nullptr)));
        }
      });
  EXPECT_NE(
      TextOf([&](auto** out) { return vexlens_workspace_rebuild(workspace.get(), 1, out); }).find(R"("equal":true)"),
      std::string::npos);
}

TEST(ThreadsTest, ATimelineAnswersWhileItIngests) {
  const TemporaryFolder folder;
  const auto timeline =
      Made<vexlens_timeline>([&](auto** out) { return vexlens_timeline_open(Str(folder.path()), nullptr, out); });
  vexlens_timeline_verdict verdict{};
  verdict.struct_size = sizeof(verdict);
  const auto verify = [&](vexlens_timeline_verdict* found) {
    EXPECT_TRUE(Succeeds(vexlens_timeline_verify(timeline.get(), Str("t"), {}, found, nullptr)));
  };
  WhileOneWrites(
      [&] {
        vexlens_timeline_verdict found = verdict;
        verify(&found);
        EXPECT_EQ(found.ok, 1u);
        EXPECT_EQ(found.proven, found.size);
      },
      [&] {
        for (int i = 0; i < kRounds; ++i) {
          const std::string event =
              R"({"eventId":"e)" + std::to_string(i) +
              R"(","eventType":"x","occurredAt":"2024-05-01T10:00:00Z","source":"s","tenant":"t"})";
          const vexlens_str bytes = Str(event);
          const auto ingested = Made<vexlens_ingested>(
              [&](auto** out) { return vexlens_timeline_ingest(timeline.get(), &bytes, 1, out); });
        }
      });
  verify(&verdict);
  EXPECT_EQ(verdict.events, std::uint64_t{kRounds});
}

}  // namespace
}  // namespace vexlens::testing
