#include "vexlens/timeline.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/status/status.h"
#include "gtest/gtest.h"
#include "tests/support/temporary_folder.h"
#include "tests/timeline/timeline_suite.h"
#include "vexlens/workspace.h"

namespace vexlens {
namespace {

TEST(OpenTimelineStoreTest, NamesTheFolderThatCannotBeMade) {
  const testing::TemporaryFolder folder;
  std::ofstream(folder.path() + "/file") << "x";
  const absl::Status below_a_file = OpenTimelineStore(folder.path() + "/file/below").status();
  EXPECT_TRUE(absl::IsPermissionDenied(below_a_file)) << below_a_file;
  EXPECT_EQ(below_a_file.message(), folder.path() + "/file: File exists");
  const absl::Status missing = OpenTimelineStore(folder.path() + "/none", /*create=*/false).status();
  EXPECT_TRUE(absl::IsNotFound(missing)) << missing;
  EXPECT_EQ(missing.message(), folder.path() + "/none holds no timeline");
}

TEST(OpenTimelineStoreTest, RefusesAFileOfAnotherKind) {
  const testing::TemporaryFolder folder;
  { const auto store = OpenTimelineStore(folder.path()).value(); }
  std::filesystem::rename(folder.path() + "/timeline.db", folder.path() + "/vexlens.db");
  const auto opened = Workspace::Open(folder.path(), {});
  EXPECT_TRUE(absl::IsFailedPrecondition(opened.status())) << opened.status();
}

}  // namespace

namespace testing {
INSTANTIATE_TEST_SUITE_P(Stores, TimelineTest,
                         ::testing::Values(TestedStore{
                             "sqlite", [](const std::string& folder) { return OpenTimelineStore(folder); }}),
                         [](const auto& tested) { return std::string(tested.param.name); });
}  // namespace testing

}  // namespace vexlens
