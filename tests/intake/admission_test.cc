// On what terms documents come in, by engines and workspaces alike.
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
#include "vexlens/engine.h"
#include "vexlens/workspace.h"

namespace vexlens {
namespace {

constexpr std::string_view kCve = "CVE-2024-3094";
constexpr std::string_view kProduct = "pkg:npm/a@1";
constexpr std::string_view kArmored = "-----BEGIN PGP SIGNATURE-----\n\niHUE\n-----END PGP SIGNATURE-----\n";

std::string Bare(std::string_view status = "affected", std::string_view date = "2024-05-01T00:00:00Z") {
  return testing::Vex("lab", kCve, kProduct, status, date);
}

std::string Envelope(std::string_view document) { return testing::Signed(document, "ed25519", "application/json"); }

IssuerDirectory Directory(bool with_key = true) {
  return IssuerDirectory::Parse(
             absl::StrCat(R"({"issuers":[{"id":"lab","tier":"trusted")",
                          with_key ? absl::StrCat(R"(,"keys":[)", testing::KeyEntry("ed25519", "lab-1"), "]") : "",
                          "}]}"))
      .value();
}

IngestOptions Required() {
  IngestOptions options;
  options.admission.require_verified = true;
  return options;
}

class AdmissionTest : public ::testing::Test {
 protected:
  std::unique_ptr<Workspace> Open() {
    Workspace::Options options;
    options.clock = [this] { return Instant{now_.micros += 1'000'000}; };
    return Workspace::Open(folder_.path(), options).value();
  }

  static void Trust(Workspace& workspace, const IssuerDirectory& directory) {
    ASSERT_TRUE(workspace.SetDirectory(directory, {"me", "test"}).ok());
  }

  static std::string Record(Workspace& workspace) {
    return workspace.Get("default", {std::string(kCve), std::string(kProduct), ""}, {}).value().Json();
  }

  testing::TemporaryFolder folder_;
  Instant now_ = ParseInstant("2024-06-01T10:00:00Z").value();
};

// Checks what became of a bare document, a verified one, one signed by another's key, and one that is no VEX.
void ExpectAdmitted(const std::vector<Ingested>& ingested) {
  ASSERT_EQ(ingested.size(), 4u);
  EXPECT_EQ(ingested[0].report.outcome, Outcome::kRejected);
  EXPECT_EQ(ingested[0].report.status.code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(ingested[0].report.status.message(), "its signature is missing: there is no signature around it");
  EXPECT_EQ(ingested[0].failed_at, SignatureStage::kEnvelope);
  EXPECT_FALSE(ingested[0].added);
  EXPECT_TRUE(ingested[1].added) << ingested[1].report.status;
  EXPECT_EQ(ingested[1].failed_at, SignatureStage::kNone);
  EXPECT_EQ(ingested[2].failed_at, SignatureStage::kIssuer);
  EXPECT_EQ(ingested[3].report.outcome, Outcome::kSkipped);
  EXPECT_EQ(ingested[3].failed_at, SignatureStage::kNone);
}

TEST_F(AdmissionTest, OnlyWhatIsVerifiedWhereThatIsRequired) {
  const std::string bare = Bare(), good = Envelope(bare), forged = testing::Signed(bare, "p256", "application/json");
  const std::vector<Incoming> documents = {bare, good, forged, "{}"};
  const auto engine = Engine::Create("default", Directory()).value();
  ExpectAdmitted(engine->Ingest(documents, Required()).value());
  EXPECT_EQ(engine->Build(engine->DefaultBasis())->evidence().documents().size(), 1u);
  const std::unique_ptr<Workspace> workspace = Open();
  Trust(*workspace, Directory());
  ExpectAdmitted(workspace->Ingest("default", documents, Required())->documents);
  ASSERT_EQ(workspace->Documents("default")->size(), 1u);
  EXPECT_EQ(workspace->Documents("default")->front().signature, SignatureState::kVerified);
}

TEST_F(AdmissionTest, AnEngineAdmitsAsOfTheInstantThatIsGiven) {
  const std::string signed_word = Envelope(Bare());
  const IssuerDirectory expired =
      IssuerDirectory::Parse(
          absl::StrCat(R"({"issuers":[{"id":"lab","tier":"trusted","keys":[)",
                       testing::KeyEntry("ed25519", "lab-1",
                                         R"("notBefore":"","notAfter":"","revokedAt":"2024-06-01T00:00:00Z")"),
                       "]}]}"))
          .value();
  const std::vector<Incoming> documents = {signed_word};
  for (const auto& [as_of, admitted] : {std::pair("2024-05-31T00:00:00Z", true), {"2024-06-02T00:00:00Z", false}}) {
    const auto engine = Engine::Create("default", expired).value();
    IngestOptions options = Required();
    options.admission.as_of = ParseInstant(as_of).value();
    EXPECT_EQ(engine->Ingest(documents, options)->front().added, admitted) << as_of;
  }
}

TEST_F(AdmissionTest, TheSameDocumentsGiveTheSameBytesFromMemoryAndFromAWorkspace) {
  Policy policy = Policy::Parse(R"({"signature":{"unverifiable":0.2}})").value();
  const std::string bare = Bare(), good = Envelope(bare), later = Bare("fixed", "2024-05-03T00:00:00Z");
  for (const std::string_view signature : {std::string_view(), kArmored, std::string_view(good)}) {
    testing::TemporaryFolder folder;
    Workspace::Options options;
    options.clock = [this] { return Instant{now_.micros += 1'000'000}; };
    const auto workspace = Workspace::Open(folder.path(), options).value();
    Trust(*workspace, Directory());
    ASSERT_TRUE(workspace->SetPolicy("", policy, {"me", "test"}).ok());
    const auto engine = Engine::Create("default", Directory()).value();
    Incoming first(bare);
    first.signature = signature;
    const std::vector<Incoming> documents = {first, later};
    ASSERT_TRUE(workspace->Ingest("default", documents).ok());
    ASSERT_TRUE(engine->Ingest(documents).ok());
    Basis basis = engine->DefaultBasis();
    basis.as_of = workspace->AsOf().value();
    basis.policy = std::make_shared<const Policy>(policy);
    const auto slice = engine->Build(basis);
    std::string expected;
    slice->consensus().AppendRecord(0, expected);
    EXPECT_EQ(Record(*workspace), expected) << signature;
    EXPECT_TRUE(workspace->Rebuild(true)->equal());
    ASSERT_TRUE(workspace->Rebuild(false).ok());
    EXPECT_EQ(Record(*workspace), expected) << "after it was rebuilt";
  }
}

TEST_F(AdmissionTest, ASignatureThatComesLaterCountsFromThenOn) {
  const std::unique_ptr<Workspace> workspace = Open();
  Trust(*workspace, Directory());
  const std::string bare = Bare(), good = Envelope(bare);
  ASSERT_TRUE(workspace->Ingest("default", std::vector<Incoming>{bare}).ok());
  const std::string before = Record(*workspace);
  Incoming again(bare);
  again.signature = good;
  const IngestResult result = workspace->Ingest("default", std::span(&again, 1)).value();
  EXPECT_FALSE(result.documents[0].added);
  EXPECT_EQ(result.recomputed.records, 1u);
  EXPECT_EQ(workspace->Documents("default")->front().signature, SignatureState::kVerified);
  EXPECT_EQ(workspace->Ingest("default", std::span(&again, 1))->recomputed.records, 0u) << "it is known";
  EXPECT_NE(Record(*workspace), before);
}

TEST_F(AdmissionTest, AKeyThatTheDirectoryGetsLaterIsTriedOnWhatStoodBesideADocument) {
  const std::unique_ptr<Workspace> workspace = Open();
  Trust(*workspace, Directory(false));
  const std::string bare = Bare(), good = Envelope(bare);
  Incoming incoming(bare);
  incoming.signature = good;
  ASSERT_TRUE(workspace->Ingest("default", std::span(&incoming, 1)).ok());
  EXPECT_EQ(workspace->Documents("default")->front().signature, SignatureState::kUnverifiable);
  Trust(*workspace, Directory());
  EXPECT_EQ(workspace->Documents("default")->front().signature, SignatureState::kVerified);
}

// Documents are read before the transaction, by what was in force when the workspace last looked.
TEST_F(AdmissionTest, WhatAnotherProcessChangedMeanwhileIsInForce) {
  const std::unique_ptr<Workspace> one = Open(), other = Open();
  Trust(*one, Directory(false));
  const std::string first = Bare(), signed_word = Envelope(Bare("fixed", "2024-05-03T00:00:00Z"));
  ASSERT_TRUE(one->Ingest("default", std::vector<Incoming>{first}).ok());
  Trust(*other, Directory());
  const IngestResult admitted = one->Ingest("default", std::vector<Incoming>{signed_word}, Required()).value();
  EXPECT_TRUE(admitted.documents[0].added) << admitted.documents[0].report.status;
  EXPECT_EQ(one->Documents("default")->back().signature, SignatureState::kVerified);
  EXPECT_TRUE(one->Rebuild(true)->equal());
  Trust(*other, Directory(false));
  const std::string third = Envelope(Bare("fixed", "2024-05-04T00:00:00Z"));
  EXPECT_FALSE(one->Ingest("default", std::vector<Incoming>{third}, Required())->documents[0].added);
}

TEST_F(AdmissionTest, ThreadsShowInNoAnswer) {
  std::vector<std::string> texts;
  for (int i = 10; i < 60; ++i) {
    texts.push_back(testing::Vex(absl::StrCat("lab-", i), kCve, absl::StrCat("pkg:npm/a@", i), "affected",
                                 absl::StrCat("2024-05-01T00:00:", i, "Z")));
    if (i % 7 == 0) texts.push_back("{");
    if (i % 5 == 0) texts.push_back(texts.front());
  }
  const std::vector<Incoming> documents(texts.begin(), texts.end());
  std::vector<std::string> reports, answers;
  for (const unsigned threads : {1u, 4u, 0u}) {
    testing::TemporaryFolder folder;
    const auto workspace = Workspace::Open(folder.path(), {}).value();
    IngestOptions options;
    options.threads = threads;
    std::vector<std::size_t> heard;
    options.progress = [&](std::size_t done) {
      heard.push_back(done);
      return true;
    };
    const auto engine = Engine::Create("default", IssuerDirectory()).value();
    std::string report;
    const IngestResult result = workspace->Ingest("default", documents, options).value();
    for (const Ingested& each : result.documents) report += each.Json();
    EXPECT_TRUE(std::is_sorted(heard.begin(), heard.end()));
    EXPECT_EQ(heard.back(), documents.size());
    reports.push_back(report);
    report.clear();
    const std::vector<Ingested> ingested = engine->Ingest(documents, options).value();
    for (const Ingested& each : ingested) report += each.Json();
    reports.push_back(report);
    Basis basis = engine->DefaultBasis();
    basis.as_of = ParseInstant("2024-06-01T00:00:00Z").value();
    const auto slice = engine->Build(basis);
    std::string answer;
    for (std::size_t i = 0; i < slice->consensus().size(); ++i) slice->consensus().AppendRecord(i, answer);
    answers.push_back(answer);
  }
  for (const std::string& report : reports) EXPECT_EQ(report, reports[0]);
  for (const std::string& answer : answers) EXPECT_EQ(answer, answers[0]);
}

TEST_F(AdmissionTest, StoppedWorkHasDoneNothing) {
  const std::string first = Bare(), second = Bare("fixed", "2024-05-03T00:00:00Z");
  const std::vector<Incoming> documents = {first, second};
  for (const std::size_t at : {0u, 1u, 2u}) {
    IngestOptions options;
    options.progress = [at](std::size_t done) { return done < at; };
    const std::unique_ptr<Workspace> workspace = Open();
    EXPECT_EQ(workspace->Ingest("default", documents, options).status().code(), absl::StatusCode::kCancelled);
    EXPECT_TRUE(workspace->Documents("default")->empty());
    const auto engine = Engine::Create("default", IssuerDirectory()).value();
    EXPECT_EQ(engine->Ingest(documents, options).status().code(), absl::StatusCode::kCancelled);
    EXPECT_TRUE(engine->Build(engine->DefaultBasis())->evidence().documents().empty());
  }
}

}  // namespace
}  // namespace vexlens
