// A directory's name is a name: no part of it is an option, an escape or the beginning of a URI.
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "tests/support/recording_vfs.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/workspace_file.h"
#include "tests/workspace/vex_documents.h"
#include "vexlens/workspace.h"

namespace vexlens::testing {
namespace {

namespace fs = std::filesystem;

class NamesTest : public ::testing::TestWithParam<std::string_view> {
 protected:
  void OpenTwice(const std::string& directory, const std::string& vfs) {
    Workspace::Options options;
    const std::string document = Vex("lab", "CVE-2024-3094", "pkg:npm/a@1", "affected", "2024-05-01T00:00:00Z");
    const Incoming documents[] = {document};
    {
      const auto workspace = OpenThrough(vfs, directory, options);
      ASSERT_TRUE(workspace.ok()) << workspace.status();
      ASSERT_TRUE((*workspace)->Ingest("default", documents).ok());
    }
    ASSERT_TRUE(fs::exists(fs::path(directory) / "vexlens.db")) << directory;
    options.create = false;
    const auto again = OpenThrough(vfs, directory, options);
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ((*again)->Documents("default")->size(), 1U);
  }

  // Files counts all files below the folder.
  std::size_t Files() const {
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) files += entry.is_regular_file();
    return files;
  }

  const TemporaryFolder folder_;
};

TEST_P(NamesTest, MeansItself) {
  OpenTwice(folder_.path() + "/" + std::string(GetParam()), "");
  EXPECT_EQ(Files(), 1U) << "something was made elsewhere";
}

TEST_P(NamesTest, MeansItselfThroughAVfs) {
  const std::string directory = folder_.path() + "/" + std::string(GetParam());
  fs::create_directories(directory);
  const RecordingVfs vfs(fs::canonical(directory));
  OpenTwice(directory, "recording");
  EXPECT_FALSE(vfs.recording().operations.empty()) << "the VFS was not asked";
  EXPECT_EQ(Files(), 1U) << "something was made elsewhere";
}

TEST_P(NamesTest, MeansItselfWhereverOneStands) {
  const fs::path before = fs::current_path();
  fs::current_path(folder_.path());
  OpenTwice(std::string(GetParam()), "");
  fs::current_path(before);
  EXPECT_EQ(Files(), 1U) << "something was made elsewhere";
}

INSTANTIATE_TEST_SUITE_P(Names, NamesTest,
                         ::testing::Values("plain", "%2e%2e", "%2e%2e/in", "%00", "100%", "a?mode=ro", "a?mode=memory",
                                           "a?immutable=1", "?vfs=none", "a#b", "#", "a//b", "a///b//", "file:a",
                                           "file:///a", "a&cache=shared", "a b", ":memory:", "\xC3\xA9"));

TEST(DirectoryNamesTest, TwoSlashesBeginNoAuthority) {
  const TemporaryFolder folder;
  for (const std::string_view slashes : {"/", "//"}) {
    const auto workspace = Workspace::Open(std::string(slashes) + folder.path() + "/ws", {});
    ASSERT_TRUE(workspace.ok()) << workspace.status();
  }
  EXPECT_TRUE(fs::exists(folder.path() + "/ws/vexlens.db"));
}

}  // namespace
}  // namespace vexlens::testing
