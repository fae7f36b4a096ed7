// Bytes of a workspace's file are lost while it is closed.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/random.h"
#include "tests/support/recording_vfs.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/change_script.h"
#include "tests/workspace/pages.h"

namespace vexlens::testing {
namespace {

constexpr std::size_t kSteps = 25;
constexpr int kDamages = 100;
constexpr std::string_view kTenants[] = {"default", "acme"};

// DamageTest has a closed workspace, and all that it answered.
class DamageTest : public ::testing::Test {
 protected:
  DamageTest() : script_(31, kSteps) {
    {
      const auto workspace = script_.Open(folder_.path()).value();
      EXPECT_EQ(script_.ApplyAll(0, kSteps, *workspace), absl::OkStatus());
      Remember(*workspace);
    }
    sound_ = ReadFiles(folder_.path()).at("vexlens.db");
    trees_ = PagesOfTrees(File(), sound_);
  }

  std::string File() const { return folder_.path() + "/vexlens.db"; }

  void Write(std::string_view bytes) {
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      std::filesystem::remove(entry.path());
    }
    std::ofstream(File(), std::ios::binary) << bytes;
  }

  absl::StatusOr<std::unique_ptr<Workspace>> Open() { return script_.Open(folder_.path()); }

  void Remember(Workspace& workspace) {
    for (const std::string_view tenant : kTenants) {
      const std::vector<StoredDocument> documents = workspace.Documents(tenant).value();
      for (const StoredDocument& document : documents) documents_.emplace_back(tenant, document.digest);
    }
    revisions_ = workspace.Revisions(0, SIZE_MAX).value();
    std::set<std::pair<std::string, RecordKey>> keys;
    for (const Revision& revision : revisions_) keys.emplace(revision.tenant, revision.key);
    for (const auto& [tenant, key] : keys) {
      const absl::StatusOr<Answer> record = workspace.Get(tenant, key, {});
      if (record.ok()) records_.push_back({tenant, key, record->Json()});
    }
  }

  // Note takes any answer that a damaged file may give.
  void Note(const absl::Status& status) {
    ++answers_[status.code()];
    switch (status.code()) {
      case absl::StatusCode::kOk:
      case absl::StatusCode::kDataLoss:
      case absl::StatusCode::kNotFound:
      case absl::StatusCode::kFailedPrecondition:
        break;
      default:
        ADD_FAILURE() << status;
    }
    EXPECT_FALSE(absl::StrContains(status.message(), '\n')) << status;
  }

  void AskForRecords(Workspace& workspace) {
    for (const StoredRecord& stored : records_) {
      const absl::StatusOr<Answer> record = workspace.Get(stored.tenant, stored.key, {});
      Note(record.status());
      others_ += record.ok() && record->Json() != stored.json;
    }
  }

  void AskForEverything(Workspace& workspace) {
    Note(workspace.AsOf().status());
    for (const auto& [tenant, digest] : documents_) Note(workspace.DocumentBytes(tenant, digest).status());
    AskForRecords(workspace);
    for (std::size_t i = 0; i < revisions_.size(); i += 7) {
      Note(workspace.History(revisions_[i].tenant, revisions_[i].key).status());
      Note(workspace.Recall(revisions_[i]).status());
      Note(workspace.Build(revisions_[i].tenant, revisions_[i].key.vulnerability, {}).status());
    }
    Answers(workspace);
    for (const std::string_view tenant : kTenants) {
      Note(workspace.ForEachRecord(tenant, {}, [](std::string_view) { return true; }));
      Note(workspace.Diff(tenant, {}, {Instant{1'704'100'000'000'000}, {}}, [](const Delta&) { return true; }));
      Note(workspace.Documents(tenant).status());
      Note(workspace.Conflicts(tenant).status());
      Note(workspace.Waivers(tenant).status());
    }
    Note(workspace.TrustRevisions().status());
    Note(workspace.Rebuild(true).status());
  }

  void ChangeEverything(Workspace& workspace) {
    for (std::size_t i = 0; i < kSteps; ++i) Note(script_.Apply(i, workspace));
    Note(workspace.Rebuild(false).status());
    AskForEverything(workspace);
  }

  // Examine damages the file so, and does all that can be done with it.
  void Examine(std::string_view bytes) {
    Write(bytes);
    const auto workspace = Open();
    Note(workspace.status());
    if (!workspace.ok()) return;
    AskForEverything(**workspace);
    wrong_ += others_;
    ChangeEverything(**workspace);
    others_ = 0;  // a change may have failed
  }

  struct StoredRecord {
    std::string tenant;
    RecordKey key;
    std::string json;
  };

  const TemporaryFolder folder_;
  const ChangeScript script_;
  std::string sound_;
  std::map<std::string, std::vector<std::size_t>> trees_;
  std::vector<std::pair<std::string, Digest>> documents_;
  std::vector<Revision> revisions_;
  std::vector<StoredRecord> records_;
  std::map<absl::StatusCode, int> answers_;
  int others_ = 0;  // records that are not as before
  int wrong_ = 0;   // of these, before anything was changed
};

TEST_F(DamageTest, OfAnyBytesCrashesNothing) {
  Random random(32);
  for (int i = 0; i < kDamages; ++i) {
    SCOPED_TRACE(i);
    std::string bytes = sound_;
    std::size_t at = random.Below(bytes.size());
    while (bytes[at] == 0) at = random.Below(bytes.size());  // most of what is zero is not used
    const std::size_t size = std::min(1 + random.Below(1 << random.Below(10)), bytes.size() - at);
    for (std::size_t j = at; j < at + size; ++j) bytes[j] = static_cast<char>(random.Below(256));
    Examine(bytes);
  }
  EXPECT_GT(answers_[absl::StatusCode::kDataLoss], 100);
  EXPECT_EQ(wrong_, 0);
}

TEST_F(DamageTest, OfAnyPageCrashesNothing) {
  for (const auto& [name, pages] : trees_) {
    for (const char fill : {'\0', '\xff', 'x'}) {
      SCOPED_TRACE(absl::StrCat(name, " filled with ", static_cast<int>(fill)));
      std::string bytes = sound_;
      for (const std::size_t page : pages) std::memset(&bytes[page * kPageSize], fill, kPageSize);
      Examine(bytes);
    }
  }
  EXPECT_GT(answers_[absl::StatusCode::kDataLoss], 100);
  EXPECT_EQ(wrong_, 0);
}

}  // namespace
}  // namespace vexlens::testing
