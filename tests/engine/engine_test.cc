// Engines: how documents come in, what later ones change, and how much evidence of others is believed.
#include "vexlens/engine.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/noting_observer.h"
#include "tests/support/signed_documents.h"
#include "tests/workspace/vex_documents.h"

namespace vexlens {
namespace {

constexpr std::string_view kCve = "CVE-2024-3094";
constexpr std::string_view kJune = "2024-06-01T00:00:00Z";

std::string Word(std::string_view status = "affected", std::string_view date = "2024-05-01T00:00:00Z") {
  return testing::Vex("lab", kCve, "pkg:npm/a@1", status, date,
                      status == "affected" ? R"(,"action_statement":"x")" : "");
}

std::string SignedWord() { return testing::Signed(Word(), "ed25519", "application/json"); }

IssuerDirectory Directory(std::string_view dates = testing::kOpenDates) {
  return IssuerDirectory::Parse(absl::StrCat(R"({"issuers":[{"id":"lab","tier":"trusted","keys":[)",
                                             testing::KeyEntry("ed25519", "lab-1", dates), "]}]}"))
      .value();
}

std::unique_ptr<Engine> NewEngine(IssuerDirectory directory, const EngineOptions& options = {}) {
  return Engine::Create("default", std::move(directory), options).value();
}

Basis AsOf(const Engine& engine, std::string_view as_of) {
  Basis basis = engine.DefaultBasis();
  basis.as_of = ParseInstant(as_of).value();
  return basis;
}

void Ingest(Engine& engine, const std::string& document) {
  const Incoming documents[] = {document};
  ASSERT_TRUE(engine.Ingest(documents).ok());
}

std::string Records(const Slice& slice) {
  std::string records;
  for (std::size_t i = 0; i < slice.consensus().size(); ++i) slice.consensus().AppendRecord(i, records);
  return records;
}

SignatureState StateOf(const Evidence& evidence) { return evidence.documents()[0].signature; }

TEST(EngineTest, LoadsNoMoreDocumentsAtOnceThanThreadsRead) {
  constexpr unsigned kThreads = 3;
  constexpr std::size_t kUnread = 5;
  std::vector<std::string> texts;
  for (int i = 10; i < 60; ++i) texts.push_back(Word("affected", absl::StrCat("2024-05-01T00:00:", i, "Z")));
  std::atomic<unsigned> held{0};
  std::atomic<unsigned> most{0};
  const Loader load = [&](std::size_t i) -> std::variant<Loaded, Report> {
    if (i == kUnread) {
      Report report;
      report.outcome = Outcome::kRejected;
      report.status = absl::InvalidArgumentError("cannot open");
      return report;
    }
    const unsigned now = ++held;
    for (unsigned before = most; before < now && !most.compare_exchange_weak(before, now);) {
    }
    const std::shared_ptr<const std::string> owner(new std::string(texts[i]), [&held](const std::string* text) {
      --held;
      delete text;
    });
    return Loaded{*owner, owner};
  };
  const std::unique_ptr<Engine> engine = NewEngine({});
  IngestOptions options;
  options.threads = kThreads;
  const std::vector<Ingested> ingested = engine->Ingest(texts.size(), load, options).value();
  EXPECT_LE(most, kThreads);
  EXPECT_EQ(held, 0U);
  for (std::size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(ingested[i].added, i != kUnread) << i;
  EXPECT_EQ(ingested[kUnread].report.status.message(), "cannot open");

  texts.erase(texts.begin() + kUnread);
  const std::unique_ptr<Engine> other = NewEngine({});
  ASSERT_TRUE(other->Ingest(std::vector<Incoming>(texts.begin(), texts.end())).ok());
  EXPECT_EQ(Records(*engine->Build(AsOf(*engine, kJune))), Records(*other->Build(AsOf(*other, kJune))));
}

TEST(EngineTest, AnAnswerKeepsWhatItSaw) {
  const std::unique_ptr<Engine> engine = NewEngine(Directory());
  const Basis basis = AsOf(*engine, kJune);
  EXPECT_TRUE(engine->Build(basis)->evidence().documents().empty());
  Ingest(*engine, SignedWord());
  const std::shared_ptr<const Slice> first = engine->Build(basis);
  const std::string records = Records(*first);
  EXPECT_EQ(StateOf(first->evidence()), SignatureState::kVerified);
  EXPECT_EQ(engine->EvidenceBy(basis).get(), &first->evidence()) << "nothing came since";
  Ingest(*engine, Word("fixed", "2024-05-02T00:00:00Z"));
  Ingest(*engine, Word());
  const std::shared_ptr<const Slice> second = engine->Build(basis);
  EXPECT_EQ(second->evidence().documents().size(), 2U);
  EXPECT_EQ(StateOf(second->evidence()), SignatureState::kVerified);
  EXPECT_NE(Records(*second), records);
  EXPECT_EQ(first->evidence().documents().size(), 1U);
  EXPECT_EQ(Records(*first), records);
}

TEST(EngineTest, JudgesByTheInstantOfTheQuestion) {
  const std::unique_ptr<Engine> engine =
      NewEngine(Directory(R"("notBefore":"","notAfter":"","revokedAt":"2024-07-01T00:00:00Z")"));
  Ingest(*engine, SignedWord());
  const std::shared_ptr<const Slice> before = engine->Build(AsOf(*engine, kJune));
  const std::shared_ptr<const Slice> after = engine->Build(AsOf(*engine, "2024-08-01T00:00:00Z"));
  EXPECT_EQ(StateOf(before->evidence()), SignatureState::kVerified);
  EXPECT_EQ(StateOf(after->evidence()), SignatureState::kUnverifiable);
  EXPECT_EQ(after->basis().as_of, ParseInstant("2024-08-01T00:00:00Z").value());
}

TEST(EngineTest, AnotherDirectoryTriesItsKeysOnWhatWasKept) {
  const std::unique_ptr<Engine> engine = NewEngine({});
  Ingest(*engine, SignedWord());
  Basis basis = AsOf(*engine, kJune);
  EXPECT_EQ(StateOf(*engine->EvidenceBy(basis)), SignatureState::kUnverifiable);
  basis.directory = std::make_shared<const IssuerDirectory>(Directory());
  EXPECT_EQ(StateOf(*engine->EvidenceBy(basis)), SignatureState::kVerified);
}

TEST(EngineTest, ItsOwnDirectoryNeedsNothingKept) {
  const std::unique_ptr<Engine> engine = NewEngine(Directory(), {.keep_signed = false});
  Ingest(*engine, SignedWord());
  for (const std::string_view as_of : {std::string_view("2024-08-01T00:00:00Z"), kJune}) {
    EXPECT_EQ(StateOf(*engine->EvidenceBy(AsOf(*engine, as_of))), SignatureState::kVerified);
  }
}

TEST(EngineTest, WhatWasNotAdmittedIsInNoAnswer) {
  const std::unique_ptr<Engine> engine = NewEngine({});
  const std::string signed_word = SignedWord();
  const Incoming documents[] = {signed_word};
  IngestOptions options;
  options.admission.require_verified = true;
  EXPECT_FALSE(engine->Ingest(documents, options)->front().added);
  Basis basis = engine->DefaultBasis();
  basis.directory = std::make_shared<const IssuerDirectory>(Directory());
  EXPECT_TRUE(engine->EvidenceBy(basis)->documents().empty());
}

// Told is evidence in normal form: a document of `tenant`, and a claim that somebody verified and withdrew it.
Evidence Told(std::string_view document, std::string_view tenant = "default") {
  Evidence evidence;
  ReadOptions options;
  options.tenant = tenant;
  ReadDocument(document, options, evidence);
  Document claimed = evidence.documents()[0];
  claimed.withdrawn = true;
  evidence.AddDocument(claimed);
  evidence.SetSignature(0, SignatureState::kVerified, "lab-1", "lab", "");
  return evidence;
}

TEST(EngineTest, EvidenceIsBelievedWhenThatIsAskedFor) {
  for (const bool believe : {false, true}) {
    const std::unique_ptr<Engine> engine = NewEngine({});
    const AddedEvidence added = engine->AddEvidence(Told(Word()), {.believe = believe, .require_verified = false});
    EXPECT_EQ(added.documents, std::vector<Digest>{Sha256(Word())});
    EXPECT_EQ(added.set_aside.signatures, believe ? 0U : 1U);
    EXPECT_EQ(added.set_aside.withdrawals, believe ? 0U : 1U);
    EXPECT_TRUE(added.report.status.ok());
    const std::shared_ptr<const Evidence> evidence = engine->EvidenceBy(engine->DefaultBasis());
    ASSERT_EQ(evidence->documents().size(), 1U);
    EXPECT_EQ(evidence->documents()[0].withdrawn, believe);
    EXPECT_EQ(StateOf(*evidence), believe ? SignatureState::kVerified : SignatureState::kMissing);
    EXPECT_EQ(evidence->statements().size(), 1U);
  }
}

TEST(EngineTest, EvidenceSaysNothingOfADocumentThatWasIngested) {
  const std::unique_ptr<Engine> engine = NewEngine({});
  Ingest(*engine, Word());
  const Evidence told = Told(Word());
  EXPECT_TRUE(engine->AddEvidence(told).documents.empty());
  EXPECT_EQ(engine->AddEvidence(Told(Word(), "acme")).documents.size(), 1U) << "of another tenant";
  EXPECT_EQ(engine->EvidenceBy(engine->DefaultBasis())->documents().size(), 2U);
  EXPECT_EQ(engine->AddEvidence(told, {.believe = true, .require_verified = true}).documents.size(), 1U);
  EXPECT_TRUE(engine->EvidenceBy(engine->DefaultBasis())->documents()[0].withdrawn);
}

TEST(EngineTest, EvidenceThatIsNotVerifiedIsRefusedWhereThatIsRequired) {
  const std::unique_ptr<Engine> engine = NewEngine({});
  const AddedEvidence added = engine->AddEvidence(Told(Word()), {.believe = false, .require_verified = true});
  EXPECT_TRUE(added.documents.empty());
  EXPECT_EQ(added.report.outcome, Outcome::kRejected);
  EXPECT_EQ(added.report.status.message(), "1 of 1 documents not verified");
  EXPECT_EQ(added.failures.count(SignatureStage::kEnvelope), 1U);
  ASSERT_EQ(added.report.findings.size(), 1U);
  EXPECT_EQ(added.report.findings[0].location, "/documents/0");
  EXPECT_TRUE(absl::StrContains(added.report.findings[0].message, "its signature is missing"));
  EXPECT_TRUE(engine->EvidenceBy(engine->DefaultBasis())->documents().empty());
}

// What the observer of an engine is told.
TEST(EngineTest, IsObserved) {
  testing::NotingObserver observer;
  EngineOptions options;
  options.observer = &observer;
  int ticks = 0;
  options.monotonic = [&] { return std::chrono::milliseconds(ticks += 10); };
  const auto engine = Engine::Create("t", IssuerDirectory::Starter(), options).value();
  const std::string vex = testing::Vex("Acme", "CVE-2026-1", "pkg:npm/a@1", "affected", "2026-01-01T00:00:00Z");
  const std::string forged = testing::Signed(vex, "p256", "application/vnd.openvex+json");
  IngestOptions strict;
  strict.admission.require_verified = true;
  strict.trace.correlation_id = "7";
  strict.threads = 2;
  ASSERT_TRUE(engine->Ingest({{vex}}).ok());
  ASSERT_TRUE(engine->Ingest({{forged}}, strict).ok());
  engine->Build(engine->DefaultBasis());
  EXPECT_THAT(observer.TakeLines(),
              ::testing::ElementsAre("begin 1 ingest in 0", "begin 2 read in 1", "end 2", "end 1",
                                     "document t openvex accepted with warnings added, statements 1",
                                     "begin 3 ingest in 0 [7 ]", "begin 4 read in 3 [7 ]", "end 4", "end 3",
                                     "signature t issuer [7 ]", "document t openvex rejected known, statements 0 [7 ]",
                                     "begin 5 build in 0", "end 5"));
  EXPECT_THAT(observer.TakeElapsed(), ::testing::Each(std::chrono::milliseconds(10)));
}

}  // namespace
}  // namespace vexlens
