#include "tests/support/recording_vfs.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/counted_rows.h"
#include "tests/support/crash_replay.h"
#include "tests/support/temporary_folder.h"

namespace vexlens::testing {
namespace {

using Kind = VfsOperation::Kind;

// Execute runs statements over a connection of their own.
void Execute(const std::filesystem::path& file, const char* vfs, const char* sql) {
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open_v2(file.c_str(), &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(connection, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(connection);
  EXPECT_EQ(sqlite3_close(connection), SQLITE_OK);
}

void AddRows(const std::filesystem::path& file, int count) {
  CountedRows rows(file, "recording", "FULL");
  for (int i = 0; i < count; ++i) ASSERT_EQ(rows.Add(), SQLITE_OK);
}

// Outline is the order of the operations, without repetitions.
std::vector<std::string> Outline(const Recording& recording) {
  constexpr std::string_view kSigns = "+wts!-";
  std::vector<std::string> outline;
  for (const VfsOperation& operation : recording.operations) {
    std::string step = std::string(1, kSigns[static_cast<std::size_t>(operation.kind)]) + operation.file;
    if (operation.syncs_folder) step += " and names";
    if (outline.empty() || outline.back() != step) outline.push_back(step);
  }
  return outline;
}

// What SQLite documents about a transaction with a rollback journal (atomiccommit.html, section 3), here with a
// database that is new. The journal is synced twice: its header counts pages that must be there.
TEST(RecordingVfs, SeesATransactionWithARollbackJournal) {
  const TemporaryFolder folder;
  RecordingVfs vfs(folder.path());
  Execute(folder.path() + "/db", "recording", "CREATE TABLE t(x)");
  EXPECT_EQ(Outline(vfs.recording()),
            (std::vector<std::string>{"+db", "+db-journal", "wdb-journal", "sdb-journal and names", "wdb-journal",
                                      "sdb-journal", "wdb", "sdb", "-db-journal"}));
}

// Followed is what the recording leaves in the folder, nothing lost.
Files Followed(const Recording& recording) {
  Disk disk(recording.before);
  for (const VfsOperation& operation : recording.operations) disk.Apply(operation);
  return disk.AfterPowerLoss(1);
}

TEST(RecordingVfs, SeesEveryByte) {
  const TemporaryFolder folder;
  RecordingVfs vfs(folder.path());
  AddRows(folder.path() + "/db", 7);
  Execute(folder.path() + "/db", "recording", "PRAGMA journal_mode=DELETE; DELETE FROM counted WHERE n > 1; VACUUM");
  AddRows(folder.path() + "/db", 3);
  EXPECT_EQ(Followed(vfs.recording()), ReadFiles(folder.path()));
}

TEST(RecordingVfs, SeesEveryByteOfTwoThreads) {
  const TemporaryFolder folder;
  RecordingVfs vfs(folder.path());
  std::thread other([&] { AddRows(folder.path() + "/db2", 20); });
  AddRows(folder.path() + "/db1", 20);
  other.join();
  EXPECT_EQ(Followed(vfs.recording()), ReadFiles(folder.path()));
}

int folders_opened = 0;
int (*open_folder)(const char*, int*) = nullptr;
int CountOpenedFolder(const char* path, int* descriptor) {
  ++folders_opened;
  return open_folder(path, descriptor);
}

// The unix VFS opens a folder only to sync it.
TEST(RecordingVfs, KnowsWhenTheFolderIsSynced) {
  const TemporaryFolder folder;
  sqlite3_vfs* const unix_vfs = sqlite3_vfs_find(nullptr);
  open_folder = reinterpret_cast<decltype(open_folder)>(unix_vfs->xGetSystemCall(unix_vfs, "openDirectory"));
  unix_vfs->xSetSystemCall(unix_vfs, "openDirectory", reinterpret_cast<sqlite3_syscall_ptr>(CountOpenedFolder));
  RecordingVfs vfs(folder.path());
  AddRows(folder.path() + "/db", 3);
  AddRows(folder.path() + "/db", 3);
  Execute(folder.path() + "/db", "recording",
          "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; DELETE FROM counted");
  unix_vfs->xSetSystemCall(unix_vfs, "openDirectory", nullptr);

  const auto& operations = vfs.recording().operations;
  EXPECT_EQ(std::count_if(operations.begin(), operations.end(), [](const auto& each) { return each.syncs_folder; }),
            folders_opened);
  EXPECT_GE(folders_opened, 5);
}

TEST(RecordingVfs, BeginsWithTheFilesThatAreThere) {
  const TemporaryFolder folder;
  CountedRows open(folder.path() + "/db", nullptr, "FULL");
  ASSERT_EQ(open.Add(), SQLITE_OK);
  RecordingVfs vfs(folder.path());
  const Files& before = vfs.recording().before;
  EXPECT_EQ(before.size(), 2u);
  EXPECT_EQ(before.count("db-wal"), 1u);
  EXPECT_EQ(before.at("db").size(), std::filesystem::file_size(folder.path() + "/db"));
  AddRows(folder.path() + "/db", 1);
  EXPECT_EQ(Outline(vfs.recording()).front(), "wdb-wal");
  EXPECT_EQ(Followed(vfs.recording()), ReadFiles(folder.path()));
}

TEST(RecordingVfs, LeavesOtherFoldersAlone) {
  const TemporaryFolder folder;
  const std::string other = folder.path() + "/other";
  std::filesystem::create_directory(other);
  RecordingVfs vfs(folder.path());
  Execute(other + "/db", "recording", "CREATE TABLE t(x); CREATE TEMP TABLE u(x); INSERT INTO u VALUES (1)");
  EXPECT_TRUE(vfs.recording().operations.empty());
  EXPECT_TRUE(std::filesystem::exists(other + "/db"));
}

TEST(RecordingVfs, IsTheDefaultWhenAskedAndWhileItLives) {
  const TemporaryFolder folder;
  sqlite3_vfs* const unix_vfs = sqlite3_vfs_find(nullptr);
  {
    RecordingVfs vfs(folder.path());
    EXPECT_EQ(sqlite3_vfs_find(nullptr), unix_vfs);
    vfs.MakeDefault();
    Execute(folder.path() + "/db", nullptr, "CREATE TABLE t(x)");
    EXPECT_FALSE(vfs.recording().operations.empty());
  }
  EXPECT_EQ(sqlite3_vfs_find(nullptr), unix_vfs);
  EXPECT_EQ(sqlite3_vfs_find("recording"), nullptr);
}

// Each of these would let a file grow past the recording.
TEST(RecordingVfs, RefusesHintsAndMappings) {
  const TemporaryFolder folder;
  RecordingVfs vfs(folder.path());
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open_v2((folder.path() + "/db").c_str(), &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                            "recording"),
            SQLITE_OK);
  for (const int request : {SQLITE_FCNTL_CHUNK_SIZE, SQLITE_FCNTL_MMAP_SIZE, SQLITE_FCNTL_SIZE_HINT}) {
    sqlite3_int64 size = 1 << 20;
    EXPECT_EQ(sqlite3_file_control(connection, "main", request, &size), SQLITE_NOTFOUND);
  }
  sqlite3_close(connection);
}

TEST(RecordingVfs, KeepsAcknowledgementsInTheirPlace) {
  const TemporaryFolder folder;
  RecordingVfs vfs(folder.path());
  CountedRows rows(folder.path() + "/db", "recording", "FULL");
  ASSERT_EQ(rows.Add(), SQLITE_OK);
  const std::size_t before = vfs.recording().operations.size();
  vfs.Acknowledge(1);
  ASSERT_EQ(rows.Add(), SQLITE_OK);
  const std::size_t after = vfs.recording().operations.size();
  vfs.Acknowledge(2);
  EXPECT_EQ(vfs.recording().AcknowledgedBy(before - 1), 0);
  EXPECT_EQ(vfs.recording().AcknowledgedBy(before), 1);
  EXPECT_EQ(vfs.recording().AcknowledgedBy(after - 1), 1);
  EXPECT_EQ(vfs.recording().AcknowledgedBy(after), 2);
}

}  // namespace
}  // namespace vexlens::testing
