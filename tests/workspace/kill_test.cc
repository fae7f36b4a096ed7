// A process that changes a workspace is killed: what it was told is done is there, and what was under way is wholly
// there or not at all.
#include "tests/support/kill.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/change_script.h"

namespace vexlens::testing {
namespace {

constexpr std::size_t kSteps = 30;

// Kills is how often each test kills: 25 times, or the fourth part of VEXLENS_KILLS.
int Kills() {
  const char* const asked = std::getenv("VEXLENS_KILLS");
  return asked == nullptr ? 25 : std::atoi(asked) / 4;
}

// Killed changes one workspace by a script, killed again and again; when the script is done, the next one begins.
class Killed : public ::testing::TestWithParam<std::uint32_t> {
 protected:
  Killed() : random_(GetParam()) { Begin(); }

  Child Work() const {
    return [this](const Acknowledge& acknowledge) {
      const absl::StatusOr<std::unique_ptr<Workspace>> workspace = script_->Open(folder_->path());
      if (!workspace.ok()) return 3;
      for (std::size_t i = done_; i < script_->size(); ++i) {
        if (!script_->Apply(i, **workspace).ok()) return 4;
        acknowledge(static_cast<std::int64_t>(i + 1));
      }
      return 0;
    };
  }

  // Examine looks at what a run left, and follows it.
  void Examine(const ChildRun& run) {
    ASSERT_LE(run.exit_code, 0);
    killed_ += run.killed;
    const std::size_t least = std::max(done_, static_cast<std::size_t>(run.acknowledged));
    const auto workspace = script_->Open(folder_->path());
    ASSERT_TRUE(workspace.ok()) << workspace.status();
    done_ = script_->StepsDone(least, std::min(least + 1, script_->size()), **workspace);
    ExpectSound(**workspace);
  }

  // Turn makes room for another kill.
  void Turn() {
    if (done_ == script_->size()) Begin();
  }

  void Begin() {
    folder_ = std::make_unique<TemporaryFolder>();
    script_ = std::make_unique<ChangeScript>(static_cast<std::uint32_t>(random_.Below(1'000'000)), kSteps);
    done_ = 0;
  }

  Random random_;
  std::unique_ptr<TemporaryFolder> folder_;
  std::unique_ptr<ChangeScript> script_;
  std::size_t done_ = 0;
  int killed_ = 0;
};

TEST_P(Killed, AtAnyOperation) {
  constexpr std::size_t kOperations = 300;  // of some steps, opening included
  for (int i = 0; i < Kills(); ++i) {
    SCOPED_TRACE(i);
    const auto n = static_cast<std::int64_t>(1 + random_.Below(kOperations));
    ASSERT_NO_FATAL_FAILURE(Examine(KillAtOperation(n, folder_->path(), Work())));
    Turn();
  }
  EXPECT_GT(killed_, Kills() / 2);
}

TEST_P(Killed, AtAnyTime) {
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_NO_FATAL_FAILURE(Examine(RunWhole(folder_->path(), Work())));
  const auto whole = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begin);
  Turn();
  for (int i = 0; i < Kills(); ++i) {
    SCOPED_TRACE(i);
    const std::chrono::nanoseconds time(1 + random_.Below(static_cast<std::size_t>(whole.count() / 3)));
    ASSERT_NO_FATAL_FAILURE(Examine(KillAfter(time, folder_->path(), Work())));
    Turn();
  }
  EXPECT_GT(killed_, Kills() / 4);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Killed, ::testing::Values(1U, 2U));

}  // namespace
}  // namespace vexlens::testing
