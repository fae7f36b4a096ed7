// The rules over any store: the same changes give the same bytes, those of a file and those in memory.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "lib/workspace/memory_store.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/change_script.h"

namespace vexlens::testing {
namespace {

class SameBytesTest : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(SameBytesTest, FromAFileAndFromMemory) {
  const ChangeScript script(GetParam(), 40);
  const TemporaryFolder folder;
  const auto file = script.Open(folder.path());
  ASSERT_TRUE(file.ok()) << file.status();
  const auto memory = Workspace::Over(std::make_unique<workspace::MemoryStore>(), script.Options());
  ASSERT_TRUE(memory.ok()) << memory.status();
  for (std::size_t i = 0; i < script.size(); ++i) {
    SCOPED_TRACE(i);
    ASSERT_TRUE(script.Apply(i, **file).ok());
    const absl::Status applied = script.Apply(i, **memory);
    ASSERT_TRUE(applied.ok()) << applied;
    ASSERT_EQ(std::vector<std::string>(absl::StrSplit(Answers(**memory), '\n')),
              std::vector<std::string>(absl::StrSplit(Answers(**file), '\n')));
  }
  EXPECT_TRUE(script.IsAfter(script.size(), **memory));
  ExpectSound(**memory);
}

INSTANTIATE_TEST_SUITE_P(Seeds, SameBytesTest, ::testing::Values(1, 2, 3, 5, 8));

}  // namespace
}  // namespace vexlens::testing
