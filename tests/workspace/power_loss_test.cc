// The power goes off at any point of a workspace's life, from its first byte to its closing.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "tests/support/crash_replay.h"
#include "tests/support/recording_vfs.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/workspace_file.h"
#include "tests/workspace/change_script.h"

namespace vexlens::testing {
namespace {

// Lived lets a workspace live through a script: 1 is acknowledged when it is open, n + 1 after n steps. It is brought
// into its final place half way and by closing it.
void Lived(const ChangeScript& script, const std::string& folder, RecordingVfs& vfs) {
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = script.Open(folder, "recording");
  ASSERT_TRUE(workspace.ok()) << workspace.status();
  vfs.Acknowledge(1);
  for (std::size_t i = 0; i < script.size(); ++i) {
    ASSERT_TRUE(script.Apply(i, **workspace).ok());
    vfs.Acknowledge(static_cast<std::int64_t>(i + 2));
    if (i == script.size() / 2) {
      ASSERT_TRUE(CheckpointOf(folder, "recording").ok());
    }
  }
}

// Examine opens what is left, and lets the script go on from there to its end.
void Examine(const ChangeScript& script, const PowerLoss& loss) {
  const bool created = loss.acknowledged > 0;
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = script.Open(loss.folder, "", !created);
  ASSERT_TRUE(workspace.ok()) << workspace.status();
  const std::size_t least = created ? static_cast<std::size_t>(loss.acknowledged - 1) : 0;
  const std::size_t most = created ? std::min(least + 1, script.size()) : 0;
  const std::size_t done = script.StepsDone(least, most, **workspace);
  ExpectSound(**workspace);
  if (loss.point % 5 != 0) return;
  EXPECT_EQ(script.ApplyAll(done, script.size(), **workspace), absl::OkStatus());
  EXPECT_TRUE(script.IsAfter(script.size(), **workspace));
}

class PowerLossTest : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(PowerLossTest, LosesNothingThatWasAcknowledged) {
  const ChangeScript script(GetParam(), 12);
  const TemporaryFolder lived;
  RecordingVfs vfs(lived.path());
  ASSERT_NO_FATAL_FAILURE(Lived(script, lived.path(), vfs));
  const TemporaryFolder folder;
  std::size_t states = 0;
  // The first operations make the workspace; of the others each 11th has to do.
  ForEachPowerLoss(vfs.recording(), folder.path(), {.every = 11, .seeds = 4}, [&](const PowerLoss& loss) {
    Examine(script, loss);
    ++states;
  });
  EXPECT_GT(states, 100);
}

TEST(PowerLoss, WhileAWorkspaceIsMade) {
  const ChangeScript script(1, 1);
  const TemporaryFolder lived;
  RecordingVfs vfs(lived.path());
  ASSERT_NO_FATAL_FAILURE(Lived(script, lived.path(), vfs));
  const TemporaryFolder folder;
  ForEachPowerLoss(vfs.recording(), folder.path(), {.every = 1, .seeds = 3},
                   [&](const PowerLoss& loss) { Examine(script, loss); });
}

INSTANTIATE_TEST_SUITE_P(Seeds, PowerLossTest, ::testing::Values(1U, 2U, 3U, 4U));

}  // namespace
}  // namespace vexlens::testing
