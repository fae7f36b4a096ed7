// A store that fails at any call, each in turn: the error is told, nothing is half-done, and the next try does it.
#include "tests/workspace/failing_store.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/workspace/change_script.h"

namespace vexlens::testing {
namespace {

TEST(FailingStoreTest, AChangeIsWholeOrNotThere) {
  const ChangeScript script(13, 12);
  Faults faults;
  const auto workspace = Workspace::Over(std::make_unique<FailingStore>(faults), script.Options());
  ASSERT_TRUE(workspace.ok()) << workspace.status();
  std::size_t met = 0;
  for (std::size_t i = 0; i < script.size(); ++i) {
    if (script.step(i).kind == Step::Kind::kCheckpoint) continue;
    const std::string before = Answers(**workspace);
    for (std::size_t call = 0;; ++call) {
      SCOPED_TRACE(::testing::Message() << "step " << i << ", call " << call);
      faults.FailAfter(call);
      const absl::Status status = script.Apply(i, **workspace);
      const bool failed = faults.met();
      faults.FailAfter(std::nullopt);
      if (!failed) {
        ASSERT_TRUE(status.ok()) << status;
        break;
      }
      ++met;
      ASSERT_EQ(status, Faults::Error());
      ASSERT_EQ(Answers(**workspace), before);
    }
    ASSERT_TRUE(script.IsAfter(i + 1, **workspace));
  }
  EXPECT_GT(met, 100U);
  ExpectSound(**workspace);
}

TEST(FailingStoreTest, AQuestionIsAnsweredOrFails) {
  const ChangeScript script(17, 12);
  Faults faults;
  const auto workspace = Workspace::Over(std::make_unique<FailingStore>(faults), script.Options());
  ASSERT_TRUE(workspace.ok()) << workspace.status();
  ASSERT_TRUE(script.ApplyAll(0, script.size(), **workspace).ok());
  const std::vector<Revision> revisions = (*workspace)->Revisions(0, 1000).value();
  ASSERT_FALSE(revisions.empty());
  const Revision& last = revisions.back();
  const absl::StatusOr<Answer> expected = (*workspace)->Get(last.tenant, last.key, {});
  ASSERT_TRUE(expected.ok()) << expected.status();
  for (std::size_t call = 0;; ++call) {
    SCOPED_TRACE(call);
    faults.FailAfter(call);
    const absl::StatusOr<Answer> record = (*workspace)->Get(last.tenant, last.key, {});
    if (!faults.met()) {
      ASSERT_TRUE(record.ok()) << record.status();
      EXPECT_EQ(record->Json(), expected->Json());
      break;
    }
    EXPECT_EQ(record.status(), Faults::Error());
  }
}

TEST(FailingStoreTest, AWorkspaceIsMadeOrNot) {
  for (std::size_t call = 0;; ++call) {
    SCOPED_TRACE(call);
    Faults faults;
    faults.FailAfter(call);
    const auto workspace = Workspace::Over(std::make_unique<FailingStore>(faults), {});
    if (!faults.met()) {
      EXPECT_TRUE(workspace.ok()) << workspace.status();
      break;
    }
    EXPECT_EQ(workspace.status(), Faults::Error());
  }
}

// Ingests a document, and returns how many calls of the store that took.
std::size_t CallsOf(Workspace& workspace, const Faults& faults, const std::string& document) {
  const std::size_t before = faults.calls();
  const Incoming documents[] = {document};
  const absl::StatusOr<IngestResult> result = workspace.Ingest("default", documents);
  EXPECT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->documents[0].report.status, absl::OkStatus());
  return faults.calls() - before;
}

TEST(StoreCallsTest, AreFewForADocumentOfAHundredStatements) {
  Faults faults;
  const auto workspace = Workspace::Over(std::make_unique<FailingStore>(faults), {}).value();
  std::string statements;
  for (int i = 0; i < 100; ++i) {
    absl::StrAppend(&statements, i == 0 ? "" : ",", R"({"vulnerability":{"name":"CVE-2024-)", 1000 + i,
                    R"("},"products":["pkg:npm/a@1"],"status":"affected"})");
  }
  const auto document = [&](std::string_view author) {
    return absl::StrCat(R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/)", author,
                        R"(","author":")", author, R"(","timestamp":"2024-05-01T00:00:00Z","version":1,"statements":[)",
                        statements, "]}");
  };
  CallsOf(*workspace, faults, document("one"));
  EXPECT_LE(CallsOf(*workspace, faults, document("other")), 70U);
}

TEST(StoreCallsTest, AreFewForALargeClassThatIsTouchedAgain) {
  Faults faults;
  const auto workspace = Workspace::Over(std::make_unique<FailingStore>(faults), {}).value();
  const IssuerDirectory directory = IssuerDirectory::Parse(R"({"issuers":[{"id":"lab","tier":"known"}]})").value();
  ASSERT_TRUE(workspace->SetDirectory(directory, {"tester", "known to us"}).ok());
  std::string aliases;
  for (int i = 0; i < 1000; ++i) absl::StrAppend(&aliases, i == 0 ? "" : ",", "\"OSV-2024-", i, "\"");
  const auto document = [&](std::string_view id, std::string_view named) {
    return absl::StrCat(R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/)", id,
                        R"(","author":"lab","timestamp":"2024-05-01T00:00:00Z","version":1,"statements":[)",
                        R"({"vulnerability":{"name":"CVE-2024-0001","aliases":[)", named,
                        R"(]},"products":["pkg:npm/a@1"],"status":"affected"}]})");
  };
  CallsOf(*workspace, faults, document("first", aliases));
  EXPECT_LE(CallsOf(*workspace, faults, document("second", "")), 50U);
}

}  // namespace
}  // namespace vexlens::testing
