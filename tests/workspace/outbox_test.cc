// The outbox is the history in one order: what it says of conflicts is the queue, and nothing is said twice.
#include "vexlens/outbox.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "sqlite3.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/change_script.h"

namespace vexlens::testing {
namespace {

constexpr std::string_view kTenants[] = {"default", "acme"};
constexpr std::size_t kSteps = 60;

std::vector<OutboxEntry> EntriesOf(Workspace& workspace, std::string_view tenant, std::size_t limit = 1000) {
  std::vector<OutboxEntry> entries;
  OutboxPosition position;
  while (true) {
    absl::StatusOr<OutboxPage> page = workspace.Outbox(tenant, position, limit);
    if (absl::IsNotFound(page.status())) return {};
    EXPECT_TRUE(page.ok()) << page.status();
    if (!page.ok() || page->next == position) return entries;
    position = page->next;
    entries.insert(entries.end(), page->entries.begin(), page->entries.end());
  }
}

// Returns what an entry is, and when.
std::string LineOf(const OutboxEntry& entry) {
  if (const auto* const revision = std::get_if<Revision>(&entry)) return revision->Json();
  if (const auto* const change = std::get_if<ConflictChange>(&entry)) {
    return absl::StrCat(FormatInstant(change->recorded_at), " ", ConflictStepName(change->step), " ", change->sequence,
                        " ", change->tenant, " ", DigestText(change->conflict.id));
  }
  const auto& [revision, entries] = std::get<TrustEdit>(entry);
  std::string line = absl::StrCat(FormatInstant(revision.recorded_at), " trust ", revision.revision);
  for (const DirectoryChange& change : entries) absl::StrAppend(&line, " ", change.tenant, "/", change.id);
  return line;
}

std::vector<std::string> LinesOf(const std::vector<OutboxEntry>& entries) {
  std::vector<std::string> lines;
  for (const OutboxEntry& entry : entries) lines.push_back(LineOf(entry));
  return lines;
}

// Returns the ids that were opened and not closed; none is opened or closed twice in a row.
std::set<Digest> OpenIn(const std::vector<OutboxEntry>& entries) {
  std::set<Digest> open;
  for (const OutboxEntry& entry : entries) {
    const auto* const change = std::get_if<ConflictChange>(&entry);
    if (change == nullptr || change->step == ConflictStep::kWaived) continue;
    const bool changed = change->step == ConflictStep::kOpened ? open.insert(change->conflict.id).second
                                                               : open.erase(change->conflict.id) == 1;
    EXPECT_TRUE(changed) << LineOf(entry);
  }
  return open;
}

std::set<Digest> QueueOf(Workspace& workspace, std::string_view tenant) {
  std::set<Digest> ids;
  const std::vector<QueuedConflict> queue = workspace.Conflicts(tenant).value();
  for (const QueuedConflict& conflict : queue) ids.insert(conflict.id);
  return ids;
}

void Sql(const std::string& folder, const char* sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open((folder + "/vexlens.db").c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
  sqlite3_close(database);
}

class OutboxTest : public ::testing::TestWithParam<std::uint32_t> {
 protected:
  OutboxTest() : script_(GetParam(), kSteps) {}

  std::unique_ptr<Workspace> Open() { return script_.Open(folder_.path()).value(); }

  const TemporaryFolder folder_;
  const ChangeScript script_;
};

TEST_P(OutboxTest, SaysOfConflictsWhatTheQueueHas) {
  const auto workspace = Open();
  std::size_t most = 0;
  for (std::size_t i = 0; i < script_.size(); ++i) {
    SCOPED_TRACE(i);
    ASSERT_EQ(script_.Apply(i, *workspace), absl::OkStatus());
    for (const std::string_view tenant : kTenants) {
      const std::set<Digest> queue = QueueOf(*workspace, tenant);
      ASSERT_EQ(OpenIn(EntriesOf(*workspace, tenant)), queue);
      most = std::max(most, queue.size());
    }
  }
  EXPECT_GT(most, 0U);
}

TEST_P(OutboxTest, HasEveryRevisionOfATenantInOrder) {
  const auto workspace = Open();
  ASSERT_EQ(script_.ApplyAll(0, script_.size(), *workspace), absl::OkStatus());
  const std::vector<Revision> revisions = workspace->Revisions(0, SIZE_MAX).value();
  for (const std::string_view tenant : kTenants) {
    const std::vector<OutboxEntry> entries = EntriesOf(*workspace, tenant);
    std::vector<std::string> found;
    std::tuple<Instant, std::size_t> last;
    for (const OutboxEntry& entry : entries) {
      const Instant at = std::visit(
          [](const auto& each) {
            if constexpr (requires { each.recorded_at; })
              return each.recorded_at;
            else
              return each.revision.recorded_at;
          },
          entry);
      EXPECT_LE(last, std::tuple(at, entry.index())) << LineOf(entry);
      last = {at, entry.index()};
      if (std::holds_alternative<Revision>(entry)) found.push_back(LineOf(entry));
    }
    std::vector<std::string> expected;
    for (const Revision& revision : revisions) {
      if (revision.tenant == tenant) expected.push_back(revision.Json());
    }
    EXPECT_EQ(found, expected);
    EXPECT_GT(entries.size(), found.size());
    for (const std::size_t limit : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
      EXPECT_EQ(LinesOf(EntriesOf(*workspace, tenant, limit)), LinesOf(entries)) << limit;
    }
  }
}

TEST_P(OutboxTest, ARebuildOfALostQueueSaysNothing) {
  std::vector<std::string> before;
  {
    const auto workspace = Open();
    ASSERT_EQ(script_.ApplyAll(0, script_.size(), *workspace), absl::OkStatus());
    before = LinesOf(EntriesOf(*workspace, "default"));
  }
  Sql(folder_.path(), "DELETE FROM conflict; UPDATE record SET queued = 0");
  const auto workspace = Open();
  ASSERT_TRUE(workspace->Rebuild(false).ok());
  EXPECT_EQ(LinesOf(EntriesOf(*workspace, "default")), before);
  EXPECT_EQ(OpenIn(EntriesOf(*workspace, "default")), QueueOf(*workspace, "default"));
}

INSTANTIATE_TEST_SUITE_P(Seeds, OutboxTest, ::testing::Values(3U, 4U, 5U));

}  // namespace
}  // namespace vexlens::testing
