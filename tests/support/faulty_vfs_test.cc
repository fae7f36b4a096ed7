#include "tests/support/faulty_vfs.h"

#include <algorithm>

#include "gtest/gtest.h"
#include "tests/support/counted_rows.h"
#include "tests/support/temporary_folder.h"

namespace vexlens::testing {
namespace {

using Kind = VfsOperation::Kind;

constexpr int kRows = 12;

// AddRows stops at the first error, which it tells; `last` is the last row that was committed.
int AddRows(const std::filesystem::path& file, std::int64_t& last) {
  CountedRows rows(file, "faulty", "FULL");
  int result = SQLITE_OK;
  while (result == SQLITE_OK && rows.last() < kRows) result = rows.Add();
  last = rows.last();
  return result;
}

TEST(FaultyVfs, FailsNothingUnasked) {
  const TemporaryFolder folder;
  FaultyVfs vfs(folder.path());
  std::int64_t last = 0;
  EXPECT_EQ(AddRows(folder.path() + "/db", last), SQLITE_OK);
  EXPECT_EQ(vfs.failures(), 0);
}

TEST(FaultyVfs, AFullDiskKeepsWhatWasCommitted) {
  bool fitted = false;
  std::int64_t most = 0;
  for (std::int64_t room = 0; !fitted; room += 10'000) {
    SCOPED_TRACE(room);
    const TemporaryFolder folder;
    FaultyVfs vfs(folder.path());
    vfs.FillAfter(room);
    std::int64_t last = 0;
    const int result = AddRows(folder.path() + "/db", last);
    fitted = vfs.failures() == 0;
    EXPECT_EQ(result == SQLITE_FULL, last < kRows);
    vfs.Repair();
    const RowsFound found = FindRows(folder.path() + "/db");
    EXPECT_TRUE(found.sound);
    EXPECT_EQ(found.rows, last);
    if (!fitted) most = std::max(most, last);
  }
  EXPECT_GT(most, 3);
}

TEST(FaultyVfs, AFullDiskGoesOnAfterItsRepair) {
  const TemporaryFolder folder;
  FaultyVfs vfs(folder.path());
  CountedRows rows(folder.path() + "/db", "faulty", "FULL");
  ASSERT_EQ(rows.Add(), SQLITE_OK);
  vfs.FillAfter(5000);
  EXPECT_EQ(rows.Add(), SQLITE_FULL);
  vfs.Repair();
  EXPECT_EQ(rows.Add(), SQLITE_OK);
  EXPECT_EQ(FindRows(folder.path() + "/db").rows, 2);
}

// FailEach lets every operation of this kind fail in turn, and counts how often SQLite told it. It need not when all
// rows are safe: a log that cannot be taken over into the database stays.
int FailEach(Kind kind, int code) {
  int told = 0;
  const TemporaryFolder folder;
  ForEachFault(kind, folder.path(), [&](FaultyVfs& vfs) {
    std::int64_t last = 0;
    const int result = AddRows(folder.path() + "/db", last);
    EXPECT_EQ(result, last == kRows ? SQLITE_OK : code);
    EXPECT_LE(vfs.failures(), 1);
    told += result != SQLITE_OK;
    const RowsFound found = FindRows(folder.path() + "/db");
    EXPECT_TRUE(found.sound);
    EXPECT_EQ(found.rows, last);
  });
  return told;
}

TEST(FaultyVfs, AnyWriteMayFail) { EXPECT_GT(FailEach(Kind::kWrite, SQLITE_IOERR_WRITE), 2 * kRows); }

TEST(FaultyVfs, AnySyncMayFail) { EXPECT_GT(FailEach(Kind::kSync, SQLITE_IOERR_FSYNC), kRows); }

// The database, its journal and its log are created; the journal is deleted when the log takes its place.
TEST(FaultyVfs, AnyCreationOrDeletionMayFail) {
  EXPECT_EQ(FailEach(Kind::kCreate, SQLITE_CANTOPEN), 3);
  EXPECT_EQ(FailEach(Kind::kDelete, SQLITE_IOERR_DELETE), 1);
}

}  // namespace
}  // namespace vexlens::testing
