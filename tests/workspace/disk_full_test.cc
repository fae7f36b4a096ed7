// A disk that is full, or that fails once, while a workspace is opened and changed.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "tests/support/faulty_vfs.h"
#include "tests/support/recording_vfs.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/change_script.h"

namespace vexlens::testing {
namespace {

using Fault = VfsOperation::Kind;

constexpr std::size_t kSteps = 30;
constexpr int kRooms = 12;  // that a disk is given for one change

void Lay(const Files& files, const std::filesystem::path& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  for (const auto& [name, content] : files) std::ofstream(folder / name, std::ios::binary) << content;
}

void ExpectClear(const absl::Status& status, const std::string& folder) {
  EXPECT_FALSE(absl::StrContains(status.message(), '\n')) << status;
  EXPECT_TRUE(absl::StrContains(status.message(), folder)) << status;
}

// DiskTest begins each time with a workspace that was closed before some step of its kind, the last such in a script.
class DiskTest : public ::testing::TestWithParam<Step::Kind> {
 protected:
  DiskTest() : script_(5, kSteps) {
    for (std::size_t i = 0; i < script_.size(); ++i) {
      if (script_.step(i).kind == GetParam()) step_ = i;
    }
    const TemporaryFolder folder;
    EXPECT_EQ(script_.ApplyAll(0, step_, *script_.Open(folder.path()).value()), absl::OkStatus());
    closed_ = ReadFiles(folder.path());
  }

  // Meet makes the change on a disk that is then broken by `fault`; `expected` is what it may answer. Gives whether
  // the disk failed.
  bool Meet(const std::function<void(FaultyVfs&)>& fault, absl::StatusCode expected) {
    const TemporaryFolder folder;
    Lay(closed_, folder.path());
    FaultyVfs vfs(folder.path());
    const auto workspace = script_.Open(folder.path(), "faulty").value();
    EXPECT_TRUE(script_.IsAfter(step_, *workspace));
    fault(vfs);
    const absl::Status status = script_.Apply(step_, *workspace);
    const bool failed = vfs.failures() > 0;
    if (!failed) {
      EXPECT_EQ(status, absl::OkStatus());
    } else if (!status.ok()) {
      ++told_;
      EXPECT_EQ(status.code(), expected) << status;
      ExpectClear(status, folder.path());
      EXPECT_TRUE(script_.IsAfter(step_, *workspace)) << status;
      ExpectAbsentIfKilled(folder.path());
      vfs.Repair();
      EXPECT_EQ(script_.Apply(step_, *workspace), absl::OkStatus());
    }
    vfs.Repair();
    EXPECT_TRUE(script_.IsAfter(step_ + 1, *workspace));
    ExpectSound(*workspace);
    return failed;
  }

  // ExpectAbsentIfKilled looks at the files as if the process had died now.
  void ExpectAbsentIfKilled(const std::string& folder) {
    const TemporaryFolder copy;
    Lay(ReadFiles(folder), copy.path());
    EXPECT_TRUE(script_.IsAfter(step_, *script_.Open(copy.path()).value()));
  }

  // Written is how much the change writes to a sound disk.
  std::int64_t Written() {
    std::int64_t room = 1;
    while (Meet([&](FaultyVfs& vfs) { vfs.FillAfter(room); }, absl::StatusCode::kResourceExhausted)) room *= 2;
    return room;
  }

  ChangeScript script_;
  std::size_t step_ = 0;
  Files closed_;
  int told_ = 0;
};

TEST_P(DiskTest, MayBeFull) {
  const std::int64_t written = Written();
  for (int i = 0; i < kRooms; ++i) {
    SCOPED_TRACE(i);
    Meet([&](FaultyVfs& vfs) { vfs.FillAfter(written * i / kRooms); }, absl::StatusCode::kResourceExhausted);
  }
  EXPECT_GT(told_, kRooms / 2);
}

TEST_P(DiskTest, MayFailOnce) {
  for (const Fault kind : {Fault::kWrite, Fault::kSync}) {
    for (std::int64_t n = 1;; n += 1 + n / 5) {
      SCOPED_TRACE(n);
      if (!Meet([&](FaultyVfs& vfs) { vfs.FailAt(kind, n); }, absl::StatusCode::kUnavailable)) break;
    }
  }
  EXPECT_GT(told_, 1);
}

INSTANTIATE_TEST_SUITE_P(Changes, DiskTest,
                         ::testing::Values(Step::Kind::kIngest, Step::Kind::kWithdraw, Step::Kind::kAsOf,
                                           Step::Kind::kPolicy, Step::Kind::kDirectory));

// A workspace is made while the disk fails, or opened again; afterwards it can be.
TEST(OpeningTest, OnAFailingDisk) {
  const ChangeScript script(7, 5);
  const TemporaryFolder folder;
  int told = 0;
  for (const Fault kind : {Fault::kCreate, Fault::kWrite, Fault::kSync, Fault::kTruncate, Fault::kDelete}) {
    ForEachFault(kind, folder.path(), [&](FaultyVfs& vfs) {
      auto workspace = script.Open(folder.path(), "faulty");
      if (!workspace.ok()) {
        ++told;
        ExpectClear(workspace.status(), folder.path());
        vfs.Repair();
        workspace = script.Open(folder.path(), "faulty");
      }
      ASSERT_TRUE(workspace.ok()) << workspace.status();
      EXPECT_TRUE(script.IsAfter(0, **workspace));
    });
  }
  EXPECT_GT(told, 10);
}

TEST(OpeningTest, OnAFullDisk) {
  const ChangeScript script(7, 5);
  int told = 0;
  for (std::int64_t room = 0;; room += 1500) {
    SCOPED_TRACE(room);
    const TemporaryFolder folder;
    FaultyVfs vfs(folder.path());
    vfs.FillAfter(room);
    auto workspace = script.Open(folder.path(), "faulty");
    if (vfs.failures() == 0) break;
    if (!workspace.ok()) {
      ++told;
      EXPECT_EQ(workspace.status().code(), absl::StatusCode::kResourceExhausted) << workspace.status();
      ExpectClear(workspace.status(), folder.path());
      vfs.Repair();
      workspace = script.Open(folder.path(), "faulty");
    }
    ASSERT_TRUE(workspace.ok()) << workspace.status();
    EXPECT_TRUE(script.IsAfter(0, **workspace));
  }
  EXPECT_GT(told, 10);
}

}  // namespace
}  // namespace vexlens::testing
