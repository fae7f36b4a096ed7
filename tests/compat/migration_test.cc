// A workspace of the version before opens, and answers as if all had been given to this version.
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <variant>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/compat/old_workspace.h"
#include "tests/support/recording_vfs.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/without_privileges.h"
#include "vexlens/outbox.h"
#include "vexlens/workspace.h"

namespace vexlens::testing {
namespace {

constexpr std::string_view kTenants[] = {"default", "acme"};
// kLinked is about what a BOM-Link stands for: whether it does is for a consensus to decide.
constexpr std::string_view kLinked = "CVE-2023-45853";

std::string RecordsOf(Workspace& workspace, std::string_view tenant) {
  std::string records;
  const absl::Status status = workspace.ForEachRecord(tenant, {}, [&](std::string_view record) {
    absl::StrAppend(&records, record, "\n");
    return true;
  });
  EXPECT_TRUE(status.ok()) << status;
  return records;
}

// QueueOf is every conflict that waits, or that a waiver keeps from waiting.
std::set<Digest> QueueOf(Workspace& workspace, std::string_view tenant) {
  const std::vector<QueuedConflict> waiting = workspace.Conflicts(tenant).value();
  const std::vector<QueuedConflict> waived = workspace.WaivedConflicts(tenant).value();
  std::set<Digest> ids;
  for (const QueuedConflict& conflict : waiting) ids.insert(conflict.id);
  for (const QueuedConflict& conflict : waived) ids.insert(conflict.id);
  return ids;
}

class MigrationTest : public ::testing::Test {
 protected:
  MigrationTest() { LayWorkspace1(folder_.path()); }

  std::unique_ptr<Workspace> Open() {
    absl::StatusOr<std::unique_ptr<Workspace>> workspace = Workspace::Open(folder_.path(), {});
    EXPECT_TRUE(workspace.ok()) << workspace.status();
    return workspace.ok() ? *std::move(workspace) : nullptr;
  }

  // GiveAll gives a new workspace all that the old one was given.
  static void GiveAll(Workspace& from, const std::string& folder, Workspace& to) {
    const Audit audit{"tester", "the same again"};
    ASSERT_TRUE(to.SetDirectory(from.Directory(std::nullopt).value(), audit).ok());
    for (const std::string_view tenant : kTenants) {
      ASSERT_TRUE(to.SetPolicy(tenant, from.PolicyOf(tenant, std::nullopt).value(), audit).ok());
      for (const std::string& hex :
           Sql(folder, absl::StrCat("SELECT hex(bytes) FROM raw WHERE digest IN (SELECT e.digest FROM envelope e"
                                    " JOIN document d ON d.id = e.document JOIN tenant t ON t.id = d.tenant"
                                    " WHERE t.name = '",
                                    tenant, "' UNION SELECT d.digest FROM document d JOIN tenant t ON t.id = d.tenant",
                                    " JOIN sighting s ON s.document = d.id WHERE s.signature = 1 AND t.name = '",
                                    tenant, "')"))) {
        std::string bytes;
        for (std::size_t i = 0; i < hex.size(); i += 2) {
          bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
        }
        const Incoming documents[] = {bytes};
        ASSERT_TRUE(to.Ingest(tenant, documents).ok());
      }
      const std::vector<StoredDocument> documents = from.Documents(tenant).value();
      for (const StoredDocument& document : documents) {
        if (!document.withdrawn) continue;
        ASSERT_TRUE(to.Withdraw(tenant, document.digest).ok());
      }
    }
    ASSERT_TRUE(to.SetAsOf(from.AsOf().value()).ok());
  }

  const TemporaryFolder folder_;
};

TEST_F(MigrationTest, AnswersAsIfAllHadBeenGivenToThisVersion) {
  const auto workspace = Open();
  ASSERT_NE(workspace, nullptr);
  const TemporaryFolder folder;
  const auto other = Workspace::Open(folder.path(), {}).value();
  ASSERT_NO_FATAL_FAILURE(GiveAll(*workspace, folder_.path(), *other));
  for (const std::string_view tenant : kTenants) {
    EXPECT_FALSE(RecordsOf(*workspace, tenant).empty());
    EXPECT_EQ(RecordsOf(*workspace, tenant), RecordsOf(*other, tenant));
    EXPECT_EQ(QueueOf(*workspace, tenant), QueueOf(*other, tenant));
  }
}

TEST_F(MigrationTest, EveryKeyStillHasAnAnswer) {
  const std::vector<std::string> keys =
      Sql(folder_.path(),
          "SELECT t.name || '|' || v.name || '|' || r.product || '|' || r.component FROM record r"
          " JOIN vulnerability v ON v.id = r.advisory JOIN tenant t ON t.id = v.tenant WHERE r.fingerprint != x''");
  ASSERT_GT(keys.size(), 15U);
  const auto workspace = Open();
  for (const std::string& line : keys) {
    std::vector<std::string> texts;
    for (std::size_t at = 0; at <= line.size(); at = std::min(line.find('|', at), line.size()) + 1) {
      texts.push_back(line.substr(at, line.find('|', at) - at));
    }
    texts.resize(4);
    if (texts[1] == kLinked) continue;
    const auto record = workspace->Get(texts[0], {texts[1], texts[2], texts[3]}, {});
    EXPECT_TRUE(record.ok()) << line << ": " << record.status();
  }
}

TEST_F(MigrationTest, HistoryIsThereAndSaysByWhichRules) {
  const std::size_t before = Sql(folder_.path(), "SELECT sequence FROM revision").size();
  const std::string last = Sql(folder_.path(), "SELECT max(recorded_at) FROM revision")[0];
  const auto workspace = Open();
  const std::vector<Revision> revisions = workspace->Revisions(0, SIZE_MAX).value();
  ASSERT_GE(revisions.size(), before);
  ASSERT_GT(before, 30U);
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    EXPECT_EQ(revisions[i].rules, i < before ? 0U : kRules);
    EXPECT_TRUE(absl::StrContains(revisions[i].Json(), absl::StrCat("\"rules\":", revisions[i].rules)));
    if (i < before) continue;
    EXPECT_EQ(revisions[i].trigger, Trigger::kPolicyChange);
    EXPECT_GT(revisions[i].recorded_at.micros, std::stoll(last));
    if (!revisions[i].digest.has_value()) continue;
    EXPECT_TRUE(workspace->Recall(revisions[i]).ok());
  }
}

TEST_F(MigrationTest, ARevisionOfOtherRulesIsNotRecalled) {
  const auto workspace = Open();
  const std::vector<Revision> revisions = workspace->Revisions(0, SIZE_MAX).value();
  std::size_t refused = 0;
  for (const Revision& revision : revisions) {
    if (revision.rules == kRules || !revision.digest.has_value() || revision.key.vulnerability == kLinked) continue;
    const absl::Status status = workspace->Recall(revision).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    const std::string words = absl::StrCat("rules 0, and this program forms answers by rules ", kRules);
    EXPECT_TRUE(absl::StrContains(status.message(), words)) << status;
    const std::string when =
        absl::StrCat("--as-of ", FormatInstant(revision.as_of), " --known-at ", FormatInstant(revision.recorded_at));
    EXPECT_TRUE(absl::StrContains(status.message(), when)) << status;
    // What it advises gives an answer.
    const auto record = workspace->Get(revision.tenant, revision.key, {revision.as_of, revision.recorded_at});
    EXPECT_TRUE(record.ok()) << record.status();
    ++refused;
  }
  EXPECT_GT(refused, 25U);
}

TEST_F(MigrationTest, WhatIsDerivedIsAsTheDocumentsGiveIt) {
  const RebuildReport report = Open()->Rebuild(true).value();
  EXPECT_TRUE(report.equal()) << report.Json();
  EXPECT_EQ(report.documents, Sql(folder_.path(), "SELECT id FROM document").size());
}

TEST_F(MigrationTest, ASecondOpeningDoesNothing) {
  Open();
  const Files once = ReadFiles(folder_.path());
  Open();
  EXPECT_EQ(ReadFiles(folder_.path()), once);
}

TEST_F(MigrationTest, ABomIsADocumentLikeAnyOther) {
  const auto workspace = Open();
  const std::vector<StoredDocument> documents = workspace->Documents("default").value();
  std::optional<StoredDocument> bom;
  for (const StoredDocument& document : documents) {
    if (absl::StrContains(document.id, "6f1c2a34-0b7e-4d59-9a63-2f1e0c5d7b81")) bom = document;
  }
  ASSERT_TRUE(bom.has_value());
  EXPECT_EQ(bom->format, Format::kCycloneDx);
  EXPECT_EQ(bom->signature, SignatureState::kMissing);
  EXPECT_FALSE(bom->withdrawn);
  ASSERT_TRUE(workspace->Withdraw("default", bom->digest).ok());
  ASSERT_TRUE(workspace->Rebuild(true)->equal());
}

TEST_F(MigrationTest, WhatWasGivenByHandIsKept) {
  const auto workspace = Open();
  EXPECT_EQ(workspace->TrustRevisions()->size(), 4U);
  EXPECT_EQ(workspace->Waivers("default")->size(), 1U);
  EXPECT_EQ(workspace->PolicyOf("acme", std::nullopt)->minimum_quorum, 2U);
  EXPECT_EQ(FormatInstant(workspace->AsOf().value()), "2026-12-31T00:00:00Z");
  std::size_t withdrawn = 0;
  std::size_t verified = 0;
  const std::vector<StoredDocument> documents = workspace->Documents("default").value();
  for (const StoredDocument& document : documents) {
    withdrawn += document.withdrawn;
    verified += document.signature == SignatureState::kVerified;
  }
  EXPECT_EQ(withdrawn, 1U);
  EXPECT_EQ(verified, 1U);
}

TEST_F(MigrationTest, TheTablesAreThoseOfANewWorkspace) {
  Open();
  const TemporaryFolder folder;
  ASSERT_TRUE(Workspace::Open(folder.path(), {}).ok());
  const std::string tables = "SELECT name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY name";
  EXPECT_EQ(Sql(folder_.path(), tables), Sql(folder.path(), tables));
  const std::string migrations = "SELECT number || ' ' || name || ' ' || hex(digest) FROM migration ORDER BY number";
  EXPECT_EQ(Sql(folder_.path(), migrations), Sql(folder.path(), migrations));
  EXPECT_EQ(VersionOf(folder_.path()), VersionOf(folder.path()));
}

TEST_F(MigrationTest, OneOfSeveralMigratesAndTheOthersWait) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { EXPECT_EQ(Workspace::Open(folder_.path(), {}).status(), absl::OkStatus()); });
  }
  for (std::thread& thread : threads) thread.join();
  const auto workspace = Open();
  EXPECT_TRUE(workspace->Rebuild(true)->equal());
  std::set<std::int64_t> instants;
  const std::vector<Revision> revisions = workspace->Revisions(0, SIZE_MAX).value();
  for (const Revision& revision : revisions) {
    if (revision.rules == kRules) instants.insert(revision.recorded_at.micros);
  }
  EXPECT_LE(instants.size(), 1U) << "it was brought up to date more than once";
}

TEST_F(MigrationTest, WhatCannotBeWrittenCannotBeBroughtUpToDate) {
  namespace fs = std::filesystem;
  const std::string before = ReadFiles(folder_.path()).at("vexlens.db");
  for (const std::string& path : {folder_.path(), folder_.path() + "/vexlens.db"}) {
    fs::permissions(path, fs::perms::owner_write, fs::perm_options::remove);
    WithoutPrivileges([&] {
      for (const bool create : {true, false}) {
        Workspace::Options options;
        options.create = create;
        const absl::Status status = Workspace::Open(folder_.path(), options).status();
        EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
        EXPECT_TRUE(absl::StrContains(status.message(), folder_.path())) << status;
        EXPECT_TRUE(absl::StrContains(status.message(), "has version 1, this program knows 3: open it once where"))
            << status;
      }
    });
    fs::permissions(path, fs::perms::owner_all);
  }
  EXPECT_EQ(ReadFiles(folder_.path()).at("vexlens.db"), before);
}

// What waits in the queue is in the log of conflicts; nothing is derived again, and nothing came or went.
TEST_F(MigrationTest, AWorkspaceOfVersion2GetsALogOfItsConflicts) {
  ASSERT_NE(Open(), nullptr);
  Sql(folder_.path(),
      "DROP TABLE conflict_step; DROP TABLE relayed; ALTER TABLE trust DROP COLUMN replaced;"
      "DELETE FROM migration WHERE number = 3; PRAGMA user_version = 2");
  const auto workspace = Open();
  ASSERT_NE(workspace, nullptr);
  EXPECT_EQ(VersionOf(folder_.path()), 3);
  ASSERT_TRUE(workspace->Rebuild(false).ok());
  std::size_t opened = 0;
  for (const std::string_view tenant : kTenants) {
    const OutboxPage page = workspace->Outbox(tenant, {}, 10'000).value();
    std::multiset<Digest> ids;
    Instant last;
    for (const OutboxEntry& entry : page.entries) {
      const auto* const change = std::get_if<ConflictChange>(&entry);
      if (change == nullptr) continue;
      EXPECT_NE(change->step, ConflictStep::kClosed);
      EXPECT_LE(last, change->recorded_at);
      last = change->recorded_at;
      if (change->step == ConflictStep::kOpened) ids.insert(change->conflict.id);
    }
    const std::set<Digest> queue = QueueOf(*workspace, tenant);
    EXPECT_EQ(ids, std::multiset<Digest>(queue.begin(), queue.end())) << tenant;
    opened += ids.size();
  }
  EXPECT_GT(opened, 0U);
  EXPECT_EQ(Sql(folder_.path(), "SELECT count(*) FROM waiver"),
            Sql(folder_.path(), "SELECT count(*) FROM conflict_step WHERE step = 2"));
}

}  // namespace
}  // namespace vexlens::testing
