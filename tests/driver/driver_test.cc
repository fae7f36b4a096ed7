#include "vexlens/driver.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/vex_documents.h"

namespace vexlens {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::string Built(std::string_view name) {
  return fs::absolute(absl::StrCat("tests/driver/libvexlens-", name, ".so")).native();
}

void ExpectRefused(const std::string& driver, absl::StatusCode code, std::string_view message) {
  const absl::StatusOr<Driver> loaded = Driver::Load(driver);
  EXPECT_EQ(loaded.status().code(), code) << driver << ": " << loaded.status();
  EXPECT_THAT(std::string(loaded.status().message()), HasSubstr(message)) << driver;
}

void ExpectAnswers(const Driver& driver) {
  const auto workspace = driver.OpenWorkspace("memory:", {});
  ASSERT_TRUE(workspace.ok()) << workspace.status();
  const std::string vex = testing::Vex("Acme", "CVE-2026-1", "pkg:npm/a@1", "affected", "2026-01-01T00:00:00Z");
  ASSERT_TRUE((*workspace)->Ingest("acme", {{vex}}).ok());
  const auto documents = (*workspace)->Documents("acme");
  ASSERT_TRUE(documents.ok()) << documents.status();
  ASSERT_EQ(documents->size(), 1);
  EXPECT_EQ((*documents)[0].issuer, "Acme");
  EXPECT_EQ((*workspace)->DocumentBytes("acme", (*documents)[0].digest).value(), vex);
  // Errors come through whole.
  EXPECT_THAT(std::string((*workspace)->DocumentBytes("acme", {}).status().message()), HasSubstr("has no document"));
}

TEST(DriverTest, OpensAWorkspaceByPath) {
  const auto driver = Driver::Load(Built("memory"));
  ASSERT_TRUE(driver.ok()) << driver.status();
  ExpectAnswers(*driver);
}

TEST(DriverTest, IsFoundByNameBesideTheLibrary) {
  // This program has the library in it, and was built into the same folder.
  const auto driver = Driver::Load("memory");
  ASSERT_TRUE(driver.ok()) << driver.status();
  ExpectAnswers(*driver);
}

TEST(DriverTest, WhatItMadeOutlivesIt) {
  std::unique_ptr<Workspace> workspace;
  {
    const auto driver = Driver::Load(Built("memory"));
    ASSERT_TRUE(driver.ok()) << driver.status();
    workspace = driver->OpenWorkspace("memory:", {}).value();
  }
  EXPECT_TRUE(workspace->Documents("acme").ok());
}

TEST(DriverTest, ErrorsOfADriverAreGiven) {
  const auto driver = Driver::Load(Built("memory"));
  ASSERT_TRUE(driver.ok()) << driver.status();
  EXPECT_EQ(driver->OpenWorkspace("memory:2", {}).status(), absl::NotFoundError("no memory at memory:2"));
  Workspace::Options existing;
  existing.create = false;
  EXPECT_TRUE(absl::IsNotFound(driver->OpenWorkspace("memory:", existing).status()));
}

TEST(DriverTest, WhatIsNoDriverOfThisLibraryIsRefused) {
  ExpectRefused(Built("no_symbol"), absl::StatusCode::kFailedPrecondition, "it has no vexlens_driver_init");
  ExpectRefused(Built("no_version"), absl::StatusCode::kFailedPrecondition, "it is of version ");
  ExpectRefused(Built("no_word"), absl::StatusCode::kFailedPrecondition, "it came with release unknown");
  ExpectRefused(Built("no_release"), absl::StatusCode::kFailedPrecondition, "it came with release 0.0.9, not ");
  ExpectRefused(Built("no_size"), absl::StatusCode::kFailedPrecondition, "its table has another size");
  const testing::TemporaryFolder folder;
  const std::string text = folder.path() + "/text.so";
  std::ofstream(text) << "no shared object";
  ExpectRefused(text, absl::StatusCode::kFailedPrecondition, "text.so is no driver for this library: ");
  ExpectRefused(text, absl::StatusCode::kFailedPrecondition, "file too short");
  ExpectRefused(folder.path(), absl::StatusCode::kFailedPrecondition, "is no file");
  const std::string pipe = folder.path() + "/pipe.so";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  ExpectRefused(pipe, absl::StatusCode::kFailedPrecondition, "is no file");
}

TEST(DriverTest, ADriverWithoutStoresOpensNone) {
  const auto driver = Driver::Load(Built("no_store"));
  ASSERT_TRUE(driver.ok()) << driver.status();
  EXPECT_TRUE(absl::IsUnimplemented(driver->OpenWorkspace("memory:", {}).status()));
  const StoreAddress address = {"memory:"};
  EXPECT_TRUE(absl::IsUnimplemented(driver->OpenTimelineStore(address).status()));
  EXPECT_TRUE(absl::IsUnimplemented(driver->MigrateTimeline(address).status()));
  EXPECT_TRUE(absl::IsUnimplemented(driver->OpenTimelineSource(address, {}).status()));
  EXPECT_TRUE(absl::IsUnimplemented(driver->OpenPackRunArtifacts(address).status()));
  EXPECT_TRUE(absl::IsUnimplemented(driver->OpenPackRunProvenance(address).status()));
}

TEST(DriverTest, ALocationNamesItsDriver) {
  EXPECT_EQ(DriverOf("postgresql://host/db"), "postgres");
  EXPECT_EQ(DriverOf("postgres://host/db"), "postgres");
  EXPECT_EQ(DriverOf("mongodb://host/db"), "mongo");
  EXPECT_EQ(DriverOf("nats://host:4222"), "nats");
  for (const char* const folder : {"", "t", "/t", "postgresql:/t", "./mongodb://host"}) EXPECT_EQ(DriverOf(folder), "");
}

TEST(DriverTest, OnlyNamesAndAbsolutePathsAreLookedFor) {
  for (const char* const driver : {"", "./libvexlens-memory.so", "tests/driver/libvexlens-memory.so",
                                   "libvexlens-memory.so", "../memory", "Memory", "mem ory"}) {
    ExpectRefused(driver, absl::StatusCode::kInvalidArgument, "is neither a name");
  }
  ExpectRefused(std::string("/a\0b", 4), absl::StatusCode::kInvalidArgument, "NUL");
  ExpectRefused("/nowhere/x.so", absl::StatusCode::kNotFound, "/nowhere/x.so: No such file");
}

TEST(DriverTest, TheCurrentFolderIsNotSearched) {
  const testing::TemporaryFolder folder;
  fs::copy_file(Built("memory"), folder.path() + "/libvexlens-other.so");
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  ExpectRefused("other", absl::StatusCode::kNotFound, "libvexlens-other.so: No such file");
  fs::current_path(before);
}

// A driver in `inner`, in a folder of its own.
class PlaceTest : public ::testing::Test {
 protected:
  PlaceTest() {
    fs::create_directory(inner_);
    fs::copy_file(Built("memory"), file_);
    fs::permissions(file_, fs::perms(0555));
  }

  void ExpectNotLoaded(std::string_view why) { ExpectRefused(file_, absl::StatusCode::kPermissionDenied, why); }

  const testing::TemporaryFolder folder_;
  const std::string inner_ = folder_.path() + "/inner";
  const std::string file_ = inner_ + "/libvexlens-memory.so";
};

TEST_F(PlaceTest, IsGoodAsLongAsNobodyElseCanWriteThere) {
  const auto driver = Driver::Load(file_);
  ASSERT_TRUE(driver.ok()) << driver.status();
  EXPECT_EQ(driver->path(), fs::canonical(file_));
}

TEST_F(PlaceTest, AFileThatEverybodyCanWrite) {
  fs::permissions(file_, fs::perms(0777));
  ExpectNotLoaded("libvexlens-memory.so can be written by everybody");
}

TEST_F(PlaceTest, AFolderThatEverybodyCanWrite) {
  fs::permissions(inner_, fs::perms(0777));
  ExpectNotLoaded("/inner can be written by everybody");
}

TEST_F(PlaceTest, AFolderLikeTmp) {
  fs::permissions(inner_, fs::perms(01777));
  ExpectNotLoaded("/inner can be written by everybody");
}

TEST_F(PlaceTest, AFolderAbove) {
  fs::permissions(folder_.path(), fs::perms(0777));
  ExpectNotLoaded("can be written by everybody");
  // What is in /tmp, in a folder of its own, nobody else can rename.
  fs::permissions(folder_.path(), fs::perms(01777));
  EXPECT_TRUE(Driver::Load(file_).ok());
}

TEST_F(PlaceTest, AFolderThatAGroupCanWrite) {
  if (geteuid() != 0) GTEST_SKIP() << "only root gives folders to groups";
  ASSERT_EQ(chown(inner_.c_str(), 0, 12345), 0);
  fs::permissions(inner_, fs::perms(0775));
  ExpectNotLoaded("/inner can be written by group 12345");
  ASSERT_EQ(chown(inner_.c_str(), 0, 0), 0);
  EXPECT_TRUE(Driver::Load(file_).ok());
}

TEST_F(PlaceTest, AFolderAboveOfAnotherUser) {
  if (geteuid() != 0) GTEST_SKIP() << "only root gives folders away";
  ASSERT_EQ(chown(folder_.path().c_str(), 12345, 12345), 0);
  ExpectNotLoaded(" belongs to user 12345");
}

TEST_F(PlaceTest, ALinkToSuchAFolder) {
  fs::permissions(inner_, fs::perms(0777));
  const std::string link = folder_.path() + "/link.so";
  fs::create_symlink(file_, link);
  ExpectRefused(link, absl::StatusCode::kPermissionDenied, "/inner can be written by everybody");
}

TEST_F(PlaceTest, AFileOfAnotherUser) {
  if (geteuid() != 0) GTEST_SKIP() << "only root gives files away";
  ASSERT_EQ(chown(file_.c_str(), 12345, 12345), 0);
  ExpectNotLoaded("libvexlens-memory.so belongs to user 12345");
}

TEST_F(PlaceTest, AFolderOfAnotherUser) {
  if (geteuid() != 0) GTEST_SKIP() << "only root gives folders away";
  ASSERT_EQ(chown(inner_.c_str(), 12345, 12345), 0);
  ExpectNotLoaded("/inner belongs to user 12345");
}

}  // namespace
}  // namespace vexlens
