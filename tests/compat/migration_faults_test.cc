// A migration is done or not begun, whatever happens to the process, the disk or the list of migrations.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/sqlite/workspace_schema.h"
#include "sqlite3.h"
#include "tests/compat/old_workspace.h"
#include "tests/support/faulty_vfs.h"
#include "tests/support/kill.h"
#include "tests/support/recording_vfs.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/workspace_file.h"
#include "vexlens/workspace.h"

namespace vexlens::testing {
namespace {

std::string Records(Workspace& workspace) {
  std::string records;
  const absl::Status status = workspace.ForEachRecord("default", {}, [&](std::string_view record) {
    absl::StrAppend(&records, record, "\n");
    return true;
  });
  EXPECT_TRUE(status.ok()) << status;
  return records;
}

class MigrationFaultsTest : public ::testing::Test {
 protected:
  MigrationFaultsTest() {
    const TemporaryFolder sound;
    LayWorkspace1(sound.path());
    old_ = ReadFiles(sound.path());
    expected_ = Records(*Workspace::Open(sound.path(), {}).value());
  }

  void Lay() const {
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      std::filesystem::remove_all(entry.path());
    }
    for (const auto& [name, bytes] : old_) std::ofstream(folder_.path() + "/" + name, std::ios::binary) << bytes;
  }

  // ExpectGoesOn opens what a failure left, as the next process does.
  void ExpectGoesOn() const {
    const auto workspace = Workspace::Open(folder_.path(), {});
    ASSERT_TRUE(workspace.ok()) << workspace.status();
    EXPECT_EQ(Records(**workspace), expected_);
    EXPECT_TRUE((*workspace)->Rebuild(true)->equal());
  }

  // ExpectRefused expects that nothing is touched, and that the reason names both sides.
  void ExpectRefused(std::string_view has, std::string_view knows) const {
    const Files before = ReadFiles(folder_.path());
    for (const bool create : {true, false}) {
      Workspace::Options options;
      options.create = create;
      const absl::Status status = Workspace::Open(folder_.path(), options).status();
      EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
      for (const std::string_view words : {std::string_view(folder_.path()), has, knows}) {
        EXPECT_TRUE(absl::StrContains(status.message(), words)) << status;
      }
    }
    EXPECT_EQ(ReadFiles(folder_.path()), before);
  }

  // Migrated has a workspace of this version in the folder, changed by a script.
  void Migrated(const std::string& sql) const {
    Lay();
    ASSERT_TRUE(Workspace::Open(folder_.path(), {}).ok());
    Sql(folder_.path(), sql);
  }

  const TemporaryFolder folder_;
  Files old_;
  std::string expected_;
};

TEST_F(MigrationFaultsTest, DeathAtAnyOperation) {
  const auto open = [&](const Acknowledge&) { return Workspace::Open(folder_.path(), {}).ok() ? 0 : 1; };
  int kills = 0;
  for (std::int64_t n = 1;; n += 1 + n / 8) {
    SCOPED_TRACE(n);
    Lay();
    const ChildRun run = KillAtOperation(n, folder_.path(), open);
    ASSERT_NO_FATAL_FAILURE(ExpectGoesOn());
    if (!run.killed) break;
    ++kills;
  }
  EXPECT_GT(kills, 10);
}

TEST_F(MigrationFaultsTest, AFullDisk) {
  int told = 0;
  for (std::int64_t room = 0;; room += 10'000) {
    SCOPED_TRACE(room);
    Lay();
    {
      FaultyVfs vfs(folder_.path());
      vfs.FillAfter(room);
      const absl::Status status = OpenThrough("faulty", folder_.path(), {}).status();
      if (vfs.failures() == 0) break;
      if (!status.ok()) {
        ++told;
        EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted) << status;
        EXPECT_TRUE(absl::StrContains(status.message(), folder_.path())) << status;
      }
    }
    ASSERT_NO_FATAL_FAILURE(ExpectGoesOn());
  }
  EXPECT_GT(told, 5);
}

TEST_F(MigrationFaultsTest, AnotherWriterIsWaitedFor) {
  Lay();
  sqlite3* writer = nullptr;
  ASSERT_EQ(sqlite3_open((folder_.path() + "/vexlens.db").c_str(), &writer), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(writer, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  Workspace::Options options;
  options.patience = std::chrono::milliseconds(30);
  const absl::Status status = Workspace::Open(folder_.path(), options).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable) << status;
  sqlite3_close(writer);
  EXPECT_EQ(VersionOf(folder_.path()), 1);
  ExpectGoesOn();
}

TEST_F(MigrationFaultsTest, AnotherChecksumIsRefused) {
  Migrated("UPDATE migration SET digest = zeroblob(32) WHERE number = 2");
  ExpectRefused(
      absl::StrCat("migration 2 (rules_and_boms) of the workspace has the checksum sha256:", std::string(64, '0')),
      absl::StrCat("has ", DigestText(Sha256(sqlite::WorkspaceSchema().migrations[1].sql))));
}

TEST_F(MigrationFaultsTest, AGapIsRefused) {
  Migrated("DELETE FROM migration WHERE number = 1");
  ExpectRefused("migration 2 (rules_and_boms)", "after migration 0");
  Migrated("DELETE FROM migration WHERE number > 1");
  ExpectRefused("version 3", "lists 1 migrations");
}

TEST_F(MigrationFaultsTest, ANewerNumberIsRefused) {
  Migrated("INSERT INTO migration VALUES(4, 'later', zeroblob(32), 0)");
  ExpectRefused("migration 4", "knows 3");
  Migrated("PRAGMA user_version = 4");
  ExpectRefused("version 4", "knows 3");
  Migrated("UPDATE meta SET value = 1000 WHERE name = 'rules'");
  ExpectRefused("rules 1000", absl::StrCat("knows ", kRules));
}

TEST_F(MigrationFaultsTest, AProgramLeftBehindChangesNothing) {
  Lay();
  const auto workspace = Workspace::Open(folder_.path(), {}).value();
  Sql(folder_.path(), "PRAGMA user_version = 4");
  for (const absl::Status& status : {workspace->AsOf().status(), workspace->SetAsOf(Instant{0}).status()}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    EXPECT_TRUE(absl::StrContains(status.message(), "use a newer one")) << status;
  }
}

// What was stored by older rules is formed again, and is no damage.
TEST_F(MigrationFaultsTest, AnswersOfOlderRulesAreFormedAgain) {
  Migrated(
      "UPDATE meta SET value = 0 WHERE name = 'rules'; UPDATE revision SET rules = 0;"
      "UPDATE record SET fingerprint = zeroblob(16) WHERE fingerprint != x''");
  const auto workspace = Workspace::Open(folder_.path(), {}).value();
  std::size_t formed = 0;
  const std::vector<Revision> revisions = workspace->Revisions(0, SIZE_MAX).value();
  for (const Revision& revision : revisions) {
    if (revision.rules == 0) continue;
    ++formed;
    EXPECT_EQ(revision.trigger, Trigger::kPolicyChange);
    EXPECT_TRUE(workspace->Get(revision.tenant, revision.key, {}).ok());
  }
  EXPECT_GT(formed, 15U);
  EXPECT_EQ(Records(*workspace), expected_);
}

// A script that was released never changes.
TEST(MigrationScriptsTest, AreAsTheyWereReleased) {
  const std::vector<std::string> released = {
      "sha256:807fa69b523ea4f731a2a9ea681a69a24c7afb046be834b844a3aa7d0ddf1ae5",
      "sha256:29fc0a27c61156939fe327598a3c6fce53c4d5fb491a84db6c24e3b9ed0bf8ff",
      "sha256:2e46a422a7e7567342b5aeca2ad9ad9cd6576bb91ac3ccbf101164a9d690cff8",
  };
  ASSERT_EQ(sqlite::WorkspaceSchema().migrations.size(), released.size());
  for (std::size_t i = 0; i < released.size(); ++i) {
    EXPECT_EQ(sqlite::WorkspaceSchema().migrations[i].number, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(DigestText(Sha256(sqlite::WorkspaceSchema().migrations[i].sql)), released[i]);
  }
}

}  // namespace
}  // namespace vexlens::testing
