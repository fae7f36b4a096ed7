// The law of the workspace: whatever was changed in whatever order, it answers as if it had read everything at once.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/generated_documents.h"
#include "tests/support/signed_documents.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/read_at_once.h"
#include "vexlens/signature.h"
#include "vexlens/workspace.h"

namespace vexlens {
namespace {

using testing::DocumentGenerator;

constexpr int kSteps = 60;
constexpr std::string_view kTenants[] = {"default", "acme"};

bool HasBothSides(const Conflict& conflict) {
  const std::set<VexStatus> statuses(conflict.statuses.begin(), conflict.statuses.end());
  const bool warns = statuses.contains(VexStatus::kAffected) || statuses.contains(VexStatus::kUnderInvestigation);
  return warns && (statuses.contains(VexStatus::kNotAffected) || statuses.contains(VexStatus::kFixed));
}

// Script changes a workspace at random, and keeps by itself what it should know.
class Script {
 public:
  explicit Script(std::uint32_t seed) : generator_(seed) {
    Workspace::Options options;
    options.clock = [this] { return Instant{now_ += 1'000'000}; };
    workspace_ = Workspace::Open(folder_.path(), options).value();
    as_of_ = workspace_->AsOf().value();
  }

  Workspace& workspace() { return *workspace_; }

  void Step() {
    const std::size_t tenant = generator_.Below(2);
    switch (generator_.Below(10)) {
      case 0:
        as_of_ = generator_.AsOf();
        ASSERT_TRUE(workspace_->SetAsOf(as_of_).ok());
        return;
      case 1:
        policies_[tenant] = Policy::Parse(generator_.Policy()).value();
        ASSERT_TRUE(workspace_->SetPolicy(kTenants[tenant], policies_[tenant], {"tester", "a step"}).ok());
        return;
      case 2:
        directory_ = WithKeys(IssuerDirectory::Parse(generator_.Directory()).value());
        ASSERT_TRUE(workspace_->SetDirectory(directory_, {"tester", "a step"}).ok());
        return;
      case 3:
        return Withdraw(tenant);
      default:
        return Ingest(tenant);
    }
  }

  // Check compares the workspace with everything read at once.
  void Check(std::size_t tenant) {
    const std::vector<DsseVerifier> keys = VerifiersOf(directory_);
    Evidence evidence = testing::ReadAtOnce(kTenants[tenant], documents_[tenant], withdrawn_[tenant], keys);
    JudgeSignatures(directory_, as_of_, evidence);
    const Consensus expected = Consensus::Build(evidence, directory_, policies_[tenant], as_of_);
    std::vector<std::string> records;
    for (std::size_t i = 0; i < expected.size(); ++i) expected.AppendRecord(i, records.emplace_back());
    std::vector<std::string> stored;
    ASSERT_TRUE(workspace_
                    ->ForEachRecord(kTenants[tenant], {},
                                    [&](std::string_view record) {
                                      stored.emplace_back(record);
                                      return true;
                                    })
                    .ok());
    ASSERT_EQ(stored, records);
    std::set<std::string> conflicts;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const KeyTexts key = expected.KeyOf(i);
      const RecordKey owned{std::string(key.vulnerability), std::string(key.product), std::string(key.component)};
      // Get also compares the answer with what was stored when it last changed.
      const absl::StatusOr<Answer> record = workspace_->Get(kTenants[tenant], owned, {});
      ASSERT_TRUE(record.ok()) << record.status();
      ASSERT_EQ(record->Json(), records[i]);
      const Record explained = expected.Explain(i);
      for (const Conflict& conflict : explained.conflicts) {
        if (explained.decision.reason != "operator" && HasBothSides(conflict)) {
          conflicts.insert(DigestText(conflict.id) + FormatInstant(conflict.since));
        }
      }
    }
    std::set<std::string> queued;
    const std::vector<QueuedConflict> queue = workspace_->Conflicts(kTenants[tenant]).value();
    for (const QueuedConflict& conflict : queue) {
      queued.insert(DigestText(conflict.id) + FormatInstant(conflict.since));
    }
    EXPECT_EQ(queued, conflicts);
  }

 private:
  // WithKeys gives some issuers a key or two, of which some are out of date, revoked, or another's too.
  IssuerDirectory WithKeys(IssuerDirectory directory) {
    for (const Issuer* entry : directory.Own("")) {
      Issuer issuer = *entry;
      for (const std::string_view name : {"ed25519", "p256"}) {
        if (generator_.Below(3) != 0) continue;
        IssuerKey& key = issuer.keys.emplace_back();
        key.key_id = name;
        key.algorithm = name;
        key.public_key = testing::SigningKey(name).public_key().Pem();
        if (generator_.Below(3) == 0) key.not_after = generator_.AsOf();
        if (generator_.Below(3) == 0) key.revoked_at = generator_.AsOf();
      }
      directory = directory.With("", issuer).value();
    }
    return directory;
  }

  // Enveloped signs a document, well or badly.
  std::string Enveloped(const std::string& document) {
    std::string envelope = testing::Signed(document, generator_.Below(2) == 0 ? "ed25519" : "p256", "application/json");
    if (generator_.Below(4) != 0) return envelope;
    const std::string other = testing::Signed("{}", "ed25519");
    const auto signatures = [](const std::string& text) { return text.find("\"signatures\""); };
    return envelope.substr(0, signatures(envelope)) + other.substr(signatures(other));
  }

  void Ingest(std::size_t tenant) {
    std::vector<std::string> documents;
    for (std::uint32_t i = 0; i <= generator_.Below(3); ++i) {
      if (!documents_[tenant].empty() && generator_.Below(6) == 0) {
        documents.push_back(
            documents_[tenant][generator_.Below(static_cast<std::uint32_t>(documents_[tenant].size()))]);
      } else {
        documents.push_back(generator_.Document());
      }
      if (documents.back().find("payloadType") == std::string::npos && generator_.Below(3) == 0) {
        documents.push_back(Enveloped(documents.back()));
        if (generator_.Below(2) == 0) documents.erase(documents.end() - 2);
      }
    }
    const std::vector<Incoming> views(documents.begin(), documents.end());
    const absl::StatusOr<IngestResult> result = workspace_->Ingest(kTenants[tenant], views);
    ASSERT_TRUE(result.ok()) << result.status();
    documents_[tenant].insert(documents_[tenant].end(), documents.begin(), documents.end());
  }

  void Withdraw(std::size_t tenant) {
    const std::vector<StoredDocument> documents = workspace_->Documents(kTenants[tenant]).value();
    if (documents.empty()) return;
    const Digest digest = documents[generator_.Below(static_cast<std::uint32_t>(documents.size()))].digest;
    ASSERT_TRUE(workspace_->Withdraw(kTenants[tenant], digest).ok());
    withdrawn_[tenant].insert(digest);
  }

  DocumentGenerator generator_;
  testing::TemporaryFolder folder_;
  std::int64_t now_ = 1'717'200'000'000'000;
  std::unique_ptr<Workspace> workspace_;
  Instant as_of_;
  IssuerDirectory directory_ = IssuerDirectory::Starter();
  Policy policies_[2];
  std::vector<std::string> documents_[2];
  std::set<Digest> withdrawn_[2];
};

class IncrementalTest : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(IncrementalTest, EqualsFullAfterEveryStep) {
  Script script(GetParam());
  for (int step = 0; step < kSteps; ++step) {
    ASSERT_NO_FATAL_FAILURE(script.Step());
    ASSERT_NO_FATAL_FAILURE(script.Check(0)) << "step " << step;
    ASSERT_NO_FATAL_FAILURE(script.Check(1)) << "step " << step;
  }
  const absl::StatusOr<RebuildReport> rebuilt = script.workspace().Rebuild(true);
  ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
  EXPECT_EQ(rebuilt->differing, std::vector<std::string>());
  EXPECT_TRUE(rebuilt->equal());
}

TEST_P(IncrementalTest, EveryRevisionCanBeRecalled) {
  Script script(GetParam() + 1000);
  for (int step = 0; step < kSteps; ++step) ASSERT_NO_FATAL_FAILURE(script.Step());
  const std::vector<Revision> revisions = script.workspace().Revisions(0, SIZE_MAX).value();
  ASSERT_FALSE(revisions.empty());
  for (const Revision& revision : revisions) {
    if (!revision.digest.has_value()) continue;
    const absl::StatusOr<std::string> record = script.workspace().Recall(revision);
    ASSERT_TRUE(record.ok()) << record.status() << " " << revision.Json();
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, IncrementalTest, ::testing::Range(1U, 41U));

}  // namespace
}  // namespace vexlens
