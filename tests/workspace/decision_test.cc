// What the workspace itself records for an operator is verified; nothing that comes from outside can say so.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/signed_documents.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/vex_documents.h"
#include "vexlens/workspace.h"

namespace vexlens {
namespace {

using testing::Vex;

constexpr std::string_view kCve = "CVE-2024-3094";
constexpr std::string_view kProduct = "pkg:npm/a@1";
constexpr std::string_view kDirectory = R"({"issuers":[{"id":"vendor","tier":"trusted"}],
    "tenants":{"default":{"issuers":[{"id":"desk","names":["The desk"],"tier":"trusted","operator":true}]}}})";

class DecisionTest : public ::testing::Test {
 protected:
  DecisionTest() {
    Open();
    EXPECT_TRUE(workspace_->SetDirectory(IssuerDirectory::Parse(kDirectory).value(), {"me", "test"}).ok());
  }

  void Open() {
    workspace_ = nullptr;
    Workspace::Options options;
    options.clock = [this] { return Instant{now_.micros += 1'000'000}; };
    workspace_ = Workspace::Open(folder_.path(), options).value();
  }

  static std::string Word(std::string_view author) {
    return Vex(author, kCve, kProduct, "not_affected", "2024-05-03T00:00:00Z", R"(,"impact_statement":"not reached")");
  }

  void Ingest(const std::string& document) {
    const Incoming documents[] = {document};
    ASSERT_TRUE(workspace_->Ingest("default", documents).ok());
  }

  absl::StatusOr<IngestResult> Decide(std::string_view document) {
    return workspace_->IngestDecision("default", document, {"ann", "looked at it"});
  }

  StoredDocument Only() {
    const std::vector<StoredDocument> documents = workspace_->Documents("default").value();
    EXPECT_EQ(documents.size(), 1U);
    return documents.front();
  }

  std::string Record(const Moment& when = {}) {
    return workspace_->Get("default", {std::string(kCve), std::string(kProduct), ""}, when).value().Json();
  }

  testing::TemporaryFolder folder_;
  Instant now_ = ParseInstant("2024-06-01T10:00:00Z").value();
  std::unique_ptr<Workspace> workspace_;
};

TEST_F(DecisionTest, IsVerifiedAndSaysWhoRecordedIt) {
  const absl::StatusOr<IngestResult> result = Decide(Word("The desk"));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_TRUE(result->documents.at(0).added);
  EXPECT_EQ(result->recomputed.revisions, 1U);
  for (const bool again : {false, true}) {
    if (again) Open();
    const StoredDocument document = Only();
    EXPECT_EQ(document.signature, SignatureState::kVerified);
    EXPECT_EQ(document.decision.actor, "ann");
    EXPECT_EQ(document.decision.reason, "looked at it");
    EXPECT_TRUE(absl::StrContains(document.Json(), R"("reason":"looked at it")")) << document.Json();
    EXPECT_TRUE(absl::StrContains(Record(), R"("reason":"operator")")) << Record();
  }
  const std::unique_ptr<Slice> slice = workspace_->Build("default", kCve, {}).value();
  const Document& document = slice->evidence().documents().front();
  EXPECT_EQ(slice->evidence().Text(document.signature_reason), "recorded_here");
  EXPECT_TRUE(workspace_->Rebuild(true)->equal());
}

TEST_F(DecisionTest, WhatComesFromOutsideIsNotVerified) {
  Ingest(Word("The desk"));
  EXPECT_EQ(Only().signature, SignatureState::kMissing);
  EXPECT_EQ(Only().decision.actor, "");
}

TEST_F(DecisionTest, MakesAKnownDocumentVerifiedAndNoLaterSightingUndoesIt) {
  Ingest(Word("The desk"));
  const Instant before = now_;
  const absl::StatusOr<IngestResult> result = Decide(Word("The desk"));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_FALSE(result->documents.at(0).added);
  EXPECT_EQ(result->recomputed.records, 1U);
  EXPECT_EQ(Only().signature, SignatureState::kVerified);
  Ingest(Word("The desk"));
  Ingest(testing::Signed(Word("The desk"), "ed25519", "application/json"));
  EXPECT_EQ(Only().signature, SignatureState::kVerified);
  EXPECT_NE(Record({std::nullopt, before}), Record()) << "then it was not known to be";
  EXPECT_TRUE(workspace_->Rebuild(true)->equal());
}

TEST_F(DecisionTest, CanBeWithdrawn) {
  ASSERT_TRUE(Decide(Word("The desk")).ok());
  ASSERT_TRUE(workspace_->Withdraw("default", Only().digest).ok());
  EXPECT_TRUE(Only().withdrawn);
  EXPECT_TRUE(absl::StrContains(Record(), R"("state":"INCONCLUSIVE")"));
}

TEST_F(DecisionTest, IsAnOperatorsOnly) {
  for (const std::string_view author : {"vendor", "nobody"}) {
    const absl::Status status = Decide(Word(author)).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    EXPECT_TRUE(absl::StrContains(status.message(), author)) << status;
  }
  EXPECT_EQ(workspace_->IngestDecision("acme", Word("The desk"), {"ann", "r"}).status().code(),
            absl::StatusCode::kFailedPrecondition)
      << "of another tenant";
  const IssuerDirectory directory = IssuerDirectory::Parse(kDirectory).value();
  ASSERT_TRUE(workspace_->SetDirectory(directory.WithRevoked("default", "desk", {}).value(), {"me", "gone"}).ok());
  EXPECT_EQ(Decide(Word("The desk")).status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(workspace_->Documents("default")->empty());
}

TEST_F(DecisionTest, IsOneDocumentByItselfWithAnAuthor) {
  const std::string signed_word = testing::Signed(Word("The desk"), "ed25519", "application/json");
  for (const std::string& document : {std::string("{"), std::string(R"({"not":"vex"})"), signed_word}) {
    EXPECT_EQ(Decide(document).status().code(), absl::StatusCode::kInvalidArgument) << document;
  }
  for (const Audit& audit : {Audit{"", "why"}, Audit{"who", ""}}) {
    EXPECT_EQ(workspace_->IngestDecision("default", Word("The desk"), audit).status().code(),
              absl::StatusCode::kInvalidArgument);
  }
  EXPECT_TRUE(workspace_->Documents("default")->empty());
}

}  // namespace
}  // namespace vexlens
