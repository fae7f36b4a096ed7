// A workspace that this process may read and not write.
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "tests/support/recording_vfs.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/without_privileges.h"
#include "tests/workspace/change_script.h"

namespace vexlens::testing {
namespace {

using std::filesystem::perms;

constexpr std::size_t kSteps = 15;

// SeedWithConflict is a script's after which somebody has to decide something; it is looked for once.
std::uint32_t SeedWithConflict() {
  static std::uint32_t found = 0;
  if (found != 0) return found;
  for (std::uint32_t seed = 1;; ++seed) {
    const TemporaryFolder folder;
    const ChangeScript script(seed, kSteps);
    const auto workspace = script.Open(folder.path()).value();
    EXPECT_EQ(script.ApplyAll(0, script.size(), *workspace), absl::OkStatus());
    if (!workspace->Conflicts("default")->empty()) return found = seed;
  }
}

// ReadOnlyTest has a folder that nobody may write, until it ends.
class ReadOnlyTest : public ::testing::Test {
 protected:
  ReadOnlyTest() : script_(SeedWithConflict(), kSteps) {
    EXPECT_EQ(script_.ApplyAll(0, script_.size(), *script_.Open(folder_.path()).value()), absl::OkStatus());
  }
  ~ReadOnlyTest() override { std::filesystem::permissions(folder_.path(), perms::owner_all); }

  void Forbid(const std::string& path) {
    constexpr perms kWrite = perms::owner_write | perms::group_write | perms::others_write;
    std::filesystem::permissions(path, kWrite, std::filesystem::perm_options::remove);
  }
  std::string File() const { return folder_.path() + "/vexlens.db"; }

  TemporaryFolder folder_;
  ChangeScript script_;
};

void ExpectDenied(const absl::Status& status, std::string_view what) {
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied) << status;
  EXPECT_TRUE(absl::StrContains(status.message(), what)) << status;
}

void ExpectReadsAndDenies(const ChangeScript& script, const std::string& folder) {
  const auto workspace = script.Open(folder);
  ASSERT_TRUE(workspace.ok()) << workspace.status();
  EXPECT_TRUE(script.IsAfter(script.size(), **workspace));
  for (std::size_t i = 0; i < script.size(); ++i) {
    if (script.step(i).kind != Step::Kind::kCheckpoint) ExpectDenied(script.Apply(i, **workspace), folder);
  }
  ExpectDenied((*workspace)->Rebuild(false).status(), folder);
  const std::vector<QueuedConflict> queue = (*workspace)->Conflicts("default").value();
  ASSERT_FALSE(queue.empty());
  ExpectDenied((*workspace)->Waive("default", queue[0].id, Instant(), {"tester", "a try"}), folder);
  EXPECT_TRUE(script.IsAfter(script.size(), **workspace));
}

TEST_F(ReadOnlyTest, AFolderThatCannotBeWrittenIsRead) {
  Forbid(folder_.path());
  WithoutPrivileges([&] { ExpectReadsAndDenies(script_, folder_.path()); });
  Forbid(File());
  WithoutPrivileges([&] { ExpectReadsAndDenies(script_, folder_.path()); });
}

TEST_F(ReadOnlyTest, AFolderOfAnyNameIsRead) {
  for (const std::string_view name : {"%2e%2e", "a?immutable=0", "?vfs=none", "a#b", "a//b", "100%", "\xC3\xA9"}) {
    const std::string folder = absl::StrCat(folder_.path(), "/", name);
    std::filesystem::create_directories(folder);
    std::filesystem::copy(File(), folder + "/vexlens.db");
    Forbid(folder);
    WithoutPrivileges([&] { ExpectReadsAndDenies(script_, folder); });
    WithoutPrivileges([&] { ExpectReadsAndDenies(script_, "/" + folder); });
    std::filesystem::current_path(folder_.path());
    WithoutPrivileges([&] { ExpectReadsAndDenies(script_, std::string(name)); });
    std::filesystem::permissions(folder, perms::owner_all);
  }
}

TEST_F(ReadOnlyTest, AFileThatCannotBeWrittenIsRead) {
  Forbid(File());
  WithoutPrivileges([&] { ExpectReadsAndDenies(script_, folder_.path()); });
}

TEST_F(ReadOnlyTest, ALogThatIsLeftBehindIsNamed) {
  const TemporaryFolder copy;
  {
    const auto workspace = script_.Open(folder_.path()).value();
    ASSERT_EQ(script_.Apply(0, *workspace), absl::OkStatus());
    for (const auto& [name, content] : ReadFiles(folder_.path())) {
      std::ofstream(copy.path() + "/" + name, std::ios::binary) << content;
    }
  }
  ASSERT_TRUE(std::filesystem::exists(copy.path() + "/vexlens.db-wal"));
  Forbid(copy.path());
  WithoutPrivileges([&] { ExpectDenied(script_.Open(copy.path()).status(), "vexlens.db-wal"); });
  std::filesystem::permissions(copy.path(), perms::owner_all);
}

TEST_F(ReadOnlyTest, AFileThatCannotBeReadIsNamed) {
  std::filesystem::permissions(File(), perms::none);
  WithoutPrivileges([&] { ExpectDenied(script_.Open(folder_.path()).status(), File()); });
}

TEST_F(ReadOnlyTest, AFolderThatCannotBeMadeIsNamed) {
  Forbid(folder_.path());
  WithoutPrivileges([&] { ExpectDenied(script_.Open(folder_.path() + "/new").status(), folder_.path() + "/new"); });
}

}  // namespace
}  // namespace vexlens::testing
