// Envelopes as a store has them, which no ingestion would leave.
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "lib/workspace/memory_store.h"
#include "tests/workspace/vex_documents.h"
#include "vexlens/digest.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {
namespace {

constexpr std::string_view kTenant = "default";

// Returns a store with one document, which came in an envelope that is none.
std::unique_ptr<Store> StoreWith(const std::string& document, const std::string& envelope) {
  auto store = std::make_unique<MemoryStore>();
  const std::unique_ptr<Edit> edit = store->Write().value();
  const RowId tenant = edit->Intern(NameKind::kTenant, 0, {&kTenant, 1}).value()[0];
  Seen seen;
  seen.document = edit->AddDocument(tenant, Sha256(document), Instant{1}).value();
  seen.sightings = {{Instant{1}, false, SignatureState::kFailed, "", "", ""}};
  seen.envelopes = {{Sha256(envelope), Instant{1}, std::nullopt}};
  EXPECT_TRUE(edit->PutRaw(Sha256(document), document).ok());
  EXPECT_TRUE(edit->PutRaw(Sha256(envelope), envelope).ok());
  EXPECT_TRUE(edit->AddSeen(seen).ok());
  EXPECT_TRUE(edit->Commit().ok());
  return store;
}

TEST(EnvelopesTest, OneThatCannotBeOpenedIsNamedAndLeftOut) {
  const std::string document = testing::Vex("lab", "CVE-2024-3094", "pkg:npm/a@1", "affected", "2024-05-01T00:00:00Z");
  const std::string envelope = "no envelope";
  const auto workspace = Workspace::Over(StoreWith(document, envelope), {}).value();
  const absl::StatusOr<RebuildReport> report = workspace->Rebuild(/*check_only=*/false);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->documents, 1U);
  ASSERT_EQ(report->damaged.size(), 1U);
  EXPECT_EQ(report->damaged[0].tenant, kTenant);
  EXPECT_EQ(report->damaged[0].digest, Sha256(envelope));
  EXPECT_TRUE(absl::StrContains(report->damaged[0].status.message(), "was opened once"));
  const RecordKey key{"CVE-2024-3094", "pkg:npm/a@1", ""};
  EXPECT_TRUE(workspace->Get(kTenant, key, {}).ok()) << "its document is there all the same";
}

}  // namespace
}  // namespace vexlens::workspace
