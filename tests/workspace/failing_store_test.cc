// A store that fails at any call, each in turn: the error is told, nothing is half-done, and the next try does it.
#include "tests/workspace/failing_store.h"

#include <cstddef>
#include <memory>
#include <string>

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
  const absl::StatusOr<std::string> expected = (*workspace)->Get(last.tenant, last.key, {});
  for (std::size_t call = 0;; ++call) {
    SCOPED_TRACE(call);
    faults.FailAfter(call);
    const absl::StatusOr<std::string> record = (*workspace)->Get(last.tenant, last.key, {});
    if (!faults.met()) {
      EXPECT_EQ(record, expected);
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

}  // namespace
}  // namespace vexlens::testing
