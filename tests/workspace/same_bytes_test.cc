// The rules over any store: the same changes give the same bytes, those of a file, those in memory, and those of a
// driver.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "lib/workspace/memory_store.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/change_script.h"
#include "vexlens/driver.h"

namespace vexlens::testing {
namespace {

class SameBytesTest : public ::testing::TestWithParam<std::uint32_t> {};

// Expects the same of a file and of another store after each change.
void ExpectSameAsAFile(const ChangeScript& script, Workspace& other) {
  const TemporaryFolder folder;
  const auto file = script.Open(folder.path());
  ASSERT_TRUE(file.ok()) << file.status();
  for (std::size_t i = 0; i < script.size(); ++i) {
    SCOPED_TRACE(i);
    ASSERT_TRUE(script.Apply(i, **file).ok());
    const absl::Status applied = script.Apply(i, other);
    ASSERT_TRUE(applied.ok()) << applied;
    ASSERT_EQ(std::vector<std::string>(absl::StrSplit(Answers(other), '\n')),
              std::vector<std::string>(absl::StrSplit(Answers(**file), '\n')));
  }
  EXPECT_TRUE(script.IsAfter(script.size(), other));
  ExpectSound(other);
}

TEST_P(SameBytesTest, FromMemory) {
  const ChangeScript script(GetParam(), 40);
  const auto memory = Workspace::Over(std::make_unique<workspace::MemoryStore>(), script.Options());
  ASSERT_TRUE(memory.ok()) << memory.status();
  ExpectSameAsAFile(script, **memory);
}

TEST_P(SameBytesTest, FromADriver) {
  const ChangeScript script(GetParam(), 40);
  const auto driver = Driver::Load(std::filesystem::absolute("tests/driver/libvexlens-memory.so").native());
  ASSERT_TRUE(driver.ok()) << driver.status();
  const auto workspace = driver->OpenWorkspace("memory:", script.Options());
  ASSERT_TRUE(workspace.ok()) << workspace.status();
  ExpectSameAsAFile(script, **workspace);
}

INSTANTIATE_TEST_SUITE_P(Seeds, SameBytesTest, ::testing::Values(1, 2, 3, 5, 8));

}  // namespace
}  // namespace vexlens::testing
