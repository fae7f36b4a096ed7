#include "tests/support/crash_replay.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/counted_rows.h"
#include "tests/support/faulty_vfs.h"
#include "tests/support/temporary_folder.h"

namespace vexlens::testing {
namespace {

using Kind = VfsOperation::Kind;

// States are all that a disk may hold after these operations, as far as many seeds find them.
std::set<Files> States(const Files& before, const std::vector<VfsOperation>& operations) {
  Disk disk(before);
  for (const VfsOperation& operation : operations) disk.Apply(operation);
  std::set<Files> states;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) states.insert(disk.AfterPowerLoss(seed));
  return states;
}

TEST(Disk, KeepsWhatWasSynced) {
  EXPECT_EQ(States({{"f", "old"}}, {{Kind::kWrite, "f", 3, "er"}, {Kind::kTruncate, "f", 4}, {Kind::kSync, "f"}}),
            (std::set<Files>{{{"f", "olde"}}}));
}

TEST(Disk, MayLoseWhatWasNot) {
  EXPECT_EQ(States({{"f", "old"}}, {{Kind::kWrite, "f", 0, "new"}, {Kind::kSync, "g"}}),
            (std::set<Files>{{{"f", "old"}}, {{"f", "new"}}}));
  EXPECT_EQ(States({{"f", "old"}}, {{Kind::kTruncate, "f", 0}}), (std::set<Files>{{{"f", ""}}, {{"f", "old"}}}));
}

TEST(Disk, LosesForGoodWhatASyncFailedToWrite) {
  EXPECT_EQ(
      States({{"f", "..."}},
             {{Kind::kWrite, "f", 0, "1"}, {Kind::kFailedSync, "f"}, {Kind::kWrite, "f", 1, "2"}, {Kind::kSync, "f"}}),
      (std::set<Files>{{{"f", ".2."}}}));
}

TEST(Disk, MayKeepALaterWriteAndLoseAnEarlierOne) {
  const auto states = States({{"f", "..."}}, {{Kind::kWrite, "f", 0, "1"}, {Kind::kWrite, "f", 1, "2"}});
  EXPECT_EQ(states, (std::set<Files>{{{"f", "..."}}, {{"f", "1.."}}, {{"f", ".2."}}, {{"f", "12."}}}));
}

// A write from 510 to 1026 touches three sectors: 2, 512 and 2 bytes.
TEST(Disk, TearsAWriteBetweenSectorsOfTheFile) {
  const std::string old(1100, 'o');
  const auto states = States({{"f", old}}, {{Kind::kWrite, "f", 510, std::string(516, 'n')}});
  std::set<Files> expected;
  for (int sectors = 0; sectors < 8; ++sectors) {
    std::string content = old;
    if (sectors & 1) content.replace(510, 2, 2, 'n');
    if (sectors & 2) content.replace(512, 512, 512, 'n');
    if (sectors & 4) content.replace(1024, 2, 2, 'n');
    expected.insert({{"f", content}});
  }
  EXPECT_EQ(states, expected);
}

TEST(Disk, MayGrowAFileBeforeItsBytes) {
  const std::string zeros(600, '\0'), full(600, 'x');
  EXPECT_EQ(States({{"f", ""}}, {{Kind::kWrite, "f", 0, full}}),
            (std::set<Files>{{{"f", ""}},
                             {{"f", full.substr(0, 512)}},
                             {{"f", zeros}},
                             {{"f", full}},
                             {{"f", full.substr(0, 512) + zeros.substr(512)}},
                             {{"f", zeros.substr(0, 512) + full.substr(512)}}}));
}

TEST(Disk, KeepsNamesWhenTheFolderIsSynced) {
  const VfsOperation create = {Kind::kCreate, "f"}, write = {Kind::kWrite, "f", 0, "x"}, sync = {Kind::kSync, "f"};
  const VfsOperation sync_all = {Kind::kSync, "f", 0, "", true}, remove = {Kind::kDelete, "f"};
  const VfsOperation remove_synced = {Kind::kDelete, "f", 0, "", true};
  EXPECT_EQ(States({}, {create, write, sync}), (std::set<Files>{{}, {{"f", "x"}}}));
  EXPECT_EQ(States({}, {create, write, sync_all}), (std::set<Files>{{{"f", "x"}}}));
  EXPECT_EQ(States({{"f", "old"}}, {remove}), (std::set<Files>{{}, {{"f", "old"}}}));
  EXPECT_EQ(States({{"f", "old"}}, {remove_synced}), (std::set<Files>{{}}));
  EXPECT_EQ(States({{"f", "old"}}, {remove, create, write, sync}), (std::set<Files>{{}, {{"f", "old"}}, {{"f", "x"}}}));
}

// Record adds rows in two sessions, with what SQLite does at the end of one between them.
Recording Record(std::string_view synchronous) {
  const TemporaryFolder folder;
  RecordingVfs vfs(folder.path());
  for (int session = 0; session < 2; ++session) {
    CountedRows rows(folder.path() + "/db", "recording", synchronous);
    for (int i = 0; i < 12; ++i) {
      EXPECT_EQ(rows.Add(), SQLITE_OK);
      vfs.Acknowledge(rows.last());
    }
  }
  return vfs.recording();
}

// Losses counts the states of the disk in which an acknowledged row was lost, or the database damaged.
struct Losses {
  int rows = 0;
  int soundness = 0;
  std::int64_t most_found = 0;
};

Losses Replay(const Recording& recording, std::size_t every = 1) {
  Losses losses;
  ForEachPowerLoss(recording, TemporaryFolder().path(), {.every = every, .seeds = 4}, [&](const PowerLoss& loss) {
    const RowsFound found = FindRows(loss.folder / "db");
    losses.rows += found.rows < loss.acknowledged;
    losses.soundness += !found.sound;
    losses.most_found = std::max(losses.most_found, found.rows);
  });
  return losses;
}

TEST(ForEachPowerLoss, FindsNothingLostWhenEveryCommitIsSynced) {
  const Losses losses = Replay(Record("FULL"));
  EXPECT_EQ(losses.rows, 0);
  EXPECT_EQ(losses.soundness, 0);
  EXPECT_EQ(losses.most_found, 24);
}

// SQLite promises a sound database then, and no more (pragma.html#pragma_synchronous).
TEST(ForEachPowerLoss, FindsLostRowsWhenOnlyCheckpointsAreSynced) {
  const Losses losses = Replay(Record("NORMAL"));
  EXPECT_GT(losses.rows, 0);
  EXPECT_EQ(losses.soundness, 0);
}

TEST(ForEachPowerLoss, FindsDamageWhenNothingIsSynced) {
  const Losses losses = Replay(Record("OFF"));
  EXPECT_GT(losses.rows, 0);
  EXPECT_GT(losses.soundness, 0);
}

TEST(ForEachPowerLoss, FindsLostRowsWhenTheFolderIsNotSynced) {
  Recording recording = Record("FULL");
  for (VfsOperation& operation : recording.operations) operation.syncs_folder = false;
  EXPECT_GT(Replay(recording).rows, 0);
}

// A row whose commit failed is tried once more, over the same connection.
TEST(ForEachPowerLoss, FindsNothingLostWhenASyncFailsOnce) {
  const TemporaryFolder folder;
  int failed = 0;
  ForEachFault(Kind::kSync, folder.path(), [&](FaultyVfs& faulty) {
    faulty.MakeDefault();
    RecordingVfs recording(folder.path());
    {
      CountedRows rows(folder.path() + "/db", "recording", "FULL");
      for (int i = 0; i < 12; ++i) {
        if (rows.Add() == SQLITE_OK) {
          recording.Acknowledge(rows.last());
        } else if (rows.last() > 0) {
          ++failed;
        }
      }
    }
    const Losses losses = Replay(recording.recording(), 5);
    EXPECT_EQ(losses.rows, 0);
    EXPECT_EQ(losses.soundness, 0);
  });
  EXPECT_GE(failed, 10);
}

TEST(ForEachPowerLoss, VisitsThePointsThatAreAskedFor) {
  const Recording recording = {{}, {{Kind::kCreate, "f"}, {Kind::kWrite, "f", 0, "x"}, {Kind::kSync, "f"}}, {{1, 7}}};
  std::vector<std::size_t> points;
  std::vector<std::int64_t> acknowledged;
  const TemporaryFolder folder;
  ForEachPowerLoss(recording, folder.path(), {.every = 2, .seeds = 2}, [&](const PowerLoss& loss) {
    points.push_back(loss.point);
    acknowledged.push_back(loss.acknowledged);
    const bool all = loss.point == 2 && loss.seed == 1;
    EXPECT_EQ(ReadFiles(loss.folder), all ? Files({{"f", "x"}}) : Files());
  });
  EXPECT_EQ(points, (std::vector<std::size_t>{0, 0, 2, 2}));
  EXPECT_EQ(acknowledged, (std::vector<std::int64_t>{0, 0, 7, 7}));
}

}  // namespace
}  // namespace vexlens::testing
