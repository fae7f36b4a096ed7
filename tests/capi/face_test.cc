// vexlens.hpp: every function once, what it throws, and who owns what.
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/capi/face_unit.h"
#include "vexlens.hpp"

static_assert(__cplusplus == 201703L, "the face is held to C++17");

namespace {

constexpr std::string_view kAsOf = "2026-06-01T00:00:00Z";
constexpr vexlens::Key kDispute = {"CVE-2021-44228", "pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0",
                                   "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"};
constexpr std::string_view kPublicKey =
    "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
    "-----END PUBLIC KEY-----\n";
// The first key of RFC 8032, section 7.1.
constexpr std::string_view kPrivateKey =
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";

std::string Read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Code is that of what `call` throws, 0 when it throws nothing.
template <typename Call>
int32_t Code(Call call) {
  try {
    call();
  } catch (const vexlens::Error& error) {
    EXPECT_STRNE(error.what(), "");
    return error.code();
  }
  return 0;
}

bool Has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

int64_t Rows(vexlens::Stream stream) {
  int64_t rows = 0;
  for (;;) {
    ArrowArray batch = {};
    EXPECT_EQ(stream.get()->get_next(stream.get(), &batch), 0);
    if (batch.release == nullptr) return rows;
    rows += batch.length;
    batch.release(&batch);
  }
}

class FaceTest : public ::testing::Test {
 protected:
  FaceTest() : issuers_(Read("examples/issuers.json")), policy_(Read("examples/policy.json")) {
    for (const char* name : {"fernhollow.cdx", "lanternfish-1.openvex", "lanternfish-2.openvex",
                             "quillback-lab.openvex", "sweep-bot.cdx", "tarnfell-linux.csaf"}) {
      texts_.push_back(Read("examples/documents/" + std::string(name) + ".json"));
    }
    documents_.assign(texts_.begin(), texts_.end());
  }

  vexlens::Engine Filled() {
    vexlens::Engine engine({"default", issuers_});
    engine.Ingest(documents_);
    return engine;
  }

  vexlens::Consensus Answers() { return Filled().Build({kAsOf, {}, {}}); }

  std::string issuers_;
  std::string policy_;
  std::vector<std::string> texts_;
  std::vector<std::string_view> documents_;
};

TEST_F(FaceTest, TellsVersions) {
  EXPECT_EQ(vexlens::AbiVersion(), uint32_t{VEXLENS_ABI_VERSION});
  EXPECT_STRNE(vexlens::Version(), "");
}

TEST_F(FaceTest, IngestsAndReports) {
  vexlens::Engine engine;
  std::vector<uint64_t> heard;
  const vexlens::Bytes report = engine.Ingest(documents_, {[&](uint64_t done, uint64_t count) {
                                                EXPECT_EQ(count, 6u);
                                                heard.push_back(done);
                                                return true;
                                              }});
  EXPECT_TRUE(Has(report.view(), R"("format":"cyclonedx")")) << report.view();
  ASSERT_FALSE(heard.empty());
  EXPECT_EQ(heard.back(), 6u);
}

TEST_F(FaceTest, AnswersWithRecords) {
  const vexlens::Consensus consensus = Answers();
  ASSERT_EQ(consensus.size(), 8u);
  const vexlens::Record record = consensus.Get(kDispute);
  const vexlens_decision decision = record.decision();
  EXPECT_EQ(decision.state, VEXLENS_STATE_DISPUTED);
  EXPECT_EQ(vexlens::StateName(decision.state), "DISPUTED");
  EXPECT_EQ(vexlens::StatusName(decision.status), "affected");
  EXPECT_EQ(decision.confidence, 345678);
  EXPECT_EQ(decision.conflicts, 2u);
  EXPECT_EQ(record.key().component, kDispute.component);
  EXPECT_EQ(record.Json(), consensus.At(1).Json());
  EXPECT_TRUE(Has(record.Json(), R"("state":"DISPUTED")"));
}

TEST_F(FaceTest, AnswersOutliveWhatTheyAreAskedOf) {
  const vexlens::Record record = Answers().Get(kDispute);
  EXPECT_EQ(record.decision().state, VEXLENS_STATE_DISPUTED);
  EXPECT_EQ(Rows(Answers().Table(VEXLENS_TABLE_RECORDS)), 8);
}

TEST_F(FaceTest, HandsOutTablesAndLists) {
  const vexlens::Consensus consensus = Answers();
  EXPECT_EQ(Rows(consensus.Table(VEXLENS_TABLE_STATEMENTS)), 12);
  EXPECT_EQ(Rows(consensus.Table(VEXLENS_TABLE_CONFLICTS)), 3);
  EXPECT_GT(Rows(consensus.Table(VEXLENS_TABLE_RATIONALE)), 8);
  EXPECT_EQ(Code([&] { consensus.Table(99); }), VEXLENS_UNIMPLEMENTED);

  EXPECT_TRUE(Has(consensus.Align(Read("examples/sbom.json"), "CVE-2021-44228", 1).view(), "DISPUTED"));
  const vexlens::Key arm = {"CVE-2024-3094", "pkg:deb/tarnfell/xz-utils@5.4.1-1?arch=arm64"};
  EXPECT_TRUE(Has(consensus.NearMisses(arm, 3).view(), "arch"));
  const vexlens::Attestation attestation = consensus.Attest("Fernhollow");
  EXPECT_TRUE(Has(attestation.statement.view(), "in-toto"));
  EXPECT_EQ(attestation.losses.view().front(), '[');
}

TEST_F(FaceTest, TrustsWhomItIsTold) {
  vexlens::Engine engine({"default", R"({"issuers":[]})"});
  engine.Ingest(documents_);
  const vexlens::Consensus strict = engine.Build({kAsOf, {}, {}});
  EXPECT_TRUE(Has(strict.UnlistedClearers().view(), "Fernhollow Product Security"));
  const std::vector<std::string_view> trust = {"Fernhollow Product Security=trusted"};
  const vexlens::Consensus asked = engine.Build({kAsOf, {}, {}, trust});
  EXPECT_FALSE(Has(asked.UnlistedClearers().view(), "Fernhollow Product Security"));
  vexlens::Engine trusting({"default", R"({"issuers":[]})", trust});
  trusting.Ingest(documents_);
  EXPECT_EQ(Rows(trusting.Build({kAsOf, {}, {}}).Diff(asked)), 0);
  EXPECT_GT(Rows(strict.Diff(asked)), 0);
  EXPECT_EQ(Code([&] { vexlens::Engine({"default", {}, {"=known"}}); }), VEXLENS_INVALID_ARGUMENT);
}

TEST_F(FaceTest, GivesTheWordsBehindARecord) {
  EXPECT_TRUE(Has(Answers().Get(kDispute).Words().view(), "The server logs constant patterns only"));
}

TEST_F(FaceTest, ComparesTwoConsensuses) {
  vexlens::Engine engine = Filled();
  const vexlens::Consensus before = engine.Build({kAsOf, {}, {}});
  const vexlens::Consensus after = engine.Build({kAsOf, policy_, {}});
  EXPECT_EQ(Rows(before.Diff(before)), 0);
  EXPECT_GT(Rows(before.Diff(after)), 0);
}

TEST_F(FaceTest, ThrowsCodesAndWords) {
  vexlens::Engine engine = Filled();
  EXPECT_EQ(Code([&] { engine.Build({"yesterday", {}, {}}); }), VEXLENS_INVALID_ARGUMENT);
  EXPECT_EQ(Code([&] { vexlens::Engine({"default", "{"}); }), VEXLENS_INVALID_ARGUMENT);
  const vexlens::Consensus consensus = engine.Build();
  EXPECT_EQ(Code([&] { consensus.Get({"CVE-1999-0001", "pkg:generic/silence"}); }), VEXLENS_NOT_FOUND);
  EXPECT_EQ(Code([&] { consensus.At(consensus.size()); }), VEXLENS_NOT_FOUND);
  try {
    vexlens::PolicyCanonical(R"({"mood":1})");
    ADD_FAILURE() << "an unknown member is an error";
  } catch (const std::runtime_error& error) {
    EXPECT_TRUE(Has(error.what(), "mood")) << error.what();
  }
}

TEST_F(FaceTest, MovesWhatItOwns) {
  static_assert(!std::is_copy_constructible_v<vexlens::Engine>);
  static_assert(!std::is_copy_constructible_v<vexlens::Stream>);
  static_assert(std::is_nothrow_move_constructible_v<vexlens::Stream>);
  static_assert(std::is_nothrow_move_assignable_v<vexlens::Workspace>);
  vexlens::Consensus consensus = Answers();
  vexlens::Consensus moved = std::move(consensus);
  vexlens::Stream stream = moved.Table(VEXLENS_TABLE_RECORDS);
  vexlens::Stream other = moved.Table(VEXLENS_TABLE_CONFLICTS);
  other = std::move(stream);
  EXPECT_EQ(Rows(std::move(other)), 8);
  vexlens::Record record = moved.At(0);
  record = moved.At(1);
  EXPECT_EQ(record.decision().state, VEXLENS_STATE_DISPUTED);
}

TEST_F(FaceTest, StopsWhenProgressSaysSoOrThrows) {
  vexlens::Engine engine({"default", issuers_});
  EXPECT_EQ(Code([&] { engine.Ingest(documents_, {[](uint64_t, uint64_t) { return false; }}); }), VEXLENS_CANCELLED);
  EXPECT_THROW(engine.Ingest(documents_, {[](uint64_t, uint64_t) -> bool { throw std::logic_error("enough"); }}),
               std::logic_error);
  EXPECT_EQ(engine.Build({kAsOf, {}, {}}).size(), 0u);
}

TEST_F(FaceTest, JudgesDocumentsAndTrust) {
  EXPECT_TRUE(Has(vexlens::Verify(texts_[3], {"default", issuers_, kAsOf}).view(), R"("state":"missing")"));
  EXPECT_TRUE(Has(vexlens::PolicyCanonical().view(), R"("mode":"weighted_vote")"));
  EXPECT_TRUE(Has(vexlens::IssuersCanonical(issuers_).view(), "quillback"));
}

TEST_F(FaceTest, SignsWhatItVerifies) {
  const vexlens::Bytes envelope = vexlens::DsseSign("text/plain", "told", {kPrivateKey});
  const vexlens::Payload payload = vexlens::DsseVerify(envelope.view(), {kPublicKey});
  EXPECT_EQ(payload.bytes.view(), "told");
  EXPECT_EQ(payload.type.view(), "text/plain");
  EXPECT_EQ(Code([&] { vexlens::DsseVerify(envelope.view(), {kPublicKey}, 2); }), VEXLENS_UNAUTHENTICATED);
  EXPECT_EQ(vexlens::Sha256(""), "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(vexlens::CanonicalJson(R"({"b": 1.0, "a": 2})").view(), R"({"a":2,"b":1})");
}

TEST_F(FaceTest, TakesTablesOfStatements) {
  // A table of answers lacks the columns of statements: the error names one, and the stream is released.
  ArrowArrayStream rows = Answers().Table(VEXLENS_TABLE_CONFLICTS).Take();
  EXPECT_EQ(Code([&] { vexlens::OpenVex(&rows, {"Fernhollow", kAsOf}); }), VEXLENS_INVALID_ARGUMENT);
  EXPECT_EQ(rows.release, nullptr);
}

TEST_F(FaceTest, ServesTwoUnits) { EXPECT_EQ(OtherUnitDigest("a"), vexlens::Sha256("a")); }

class FaceWorkspaceTest : public FaceTest {
 protected:
  FaceWorkspaceTest() : folder_(::testing::TempDir() + "/face-XXXXXX") {
    if (mkdtemp(folder_.data()) == nullptr) ADD_FAILURE() << "no temporary folder at " << folder_;
  }
  ~FaceWorkspaceTest() override { std::filesystem::remove_all(folder_); }

  vexlens::Workspace Filled(vexlens::WorkspaceOptions options = {}) {
    vexlens::Workspace workspace(folder_ + "/workspace", std::move(options));
    workspace.SetAsOf(kAsOf);
    workspace.SetIssuers(issuers_, {"ada", "our directory"});
    workspace.Ingest("default", documents_);
    return workspace;
  }

  std::string folder_;
};

TEST_F(FaceWorkspaceTest, KeepsDocumentsAndAnswers) {
  vexlens::Workspace workspace = Filled();
  EXPECT_EQ(workspace.AsOf().view(), kAsOf);
  const std::string digest = vexlens::Sha256(texts_[4]);
  EXPECT_TRUE(Has(workspace.Documents("default").view(), digest));
  EXPECT_EQ(workspace.Document("default", digest).view(), texts_[4]);
  EXPECT_EQ(workspace.Get("default", kDispute).Json(), Answers().Get(kDispute).Json());
  EXPECT_EQ(workspace.Get("default", kDispute, {"2026-04-01T00:00:00Z", {}}).decision().state,
            VEXLENS_STATE_NOT_AFFECTED);
  EXPECT_EQ(workspace.Build("default", kDispute.vulnerability).size(), 2u);
  EXPECT_EQ(Rows(workspace.Table("default", VEXLENS_TABLE_RECORDS)), 8);
  EXPECT_GT(workspace.Withdraw("default", digest), 0u);
  EXPECT_TRUE(Has(workspace.Rebuild(true).view(), R"("equal":true)"));
  EXPECT_EQ(Code([&] { workspace.Document("default", "sha256:00"); }), VEXLENS_INVALID_ARGUMENT);
  EXPECT_EQ(Code([&] { workspace.Document("nobody", digest); }), VEXLENS_NOT_FOUND);
}

TEST_F(FaceWorkspaceTest, RemembersWhatBecameOfThem) {
  vexlens::Workspace workspace = Filled();
  const std::string first(workspace.Get("default", kDispute).Json());
  workspace.Withdraw("default", vexlens::Sha256(texts_[3]));
  EXPECT_TRUE(Has(workspace.History("default", kDispute).view(), R"("revision":2)"));
  EXPECT_EQ(workspace.Recall("default", kDispute, 1).view(), first);
  EXPECT_TRUE(Has(workspace.Events(0, 1).view(), R"("eventType":"vex.consensus.updated")"));
  EXPECT_GT(Rows(workspace.Diff("default", {"2026-04-01T00:00:00Z", {}}, {})), 0);
}

TEST_F(FaceWorkspaceTest, ChangesTrustWithAnAudit) {
  vexlens::Workspace workspace = Filled();
  EXPECT_GT(Rows(workspace.Simulate("default", {policy_, {}, {}})), 0);
  EXPECT_GT(workspace.SetPolicy("default", policy_, {"ada", "age counts"}), 0u);
  EXPECT_EQ(workspace.Policy("default").view(), vexlens::PolicyCanonical(policy_).view());
  EXPECT_EQ(workspace.Issuers().view(), vexlens::IssuersCanonical(issuers_).view());
  EXPECT_TRUE(Has(workspace.TrustChanges().view(), "age counts"));
  EXPECT_EQ(Code([&] { workspace.SetPolicy("default", "", {"", ""}); }), VEXLENS_INVALID_ARGUMENT);
}

TEST_F(FaceWorkspaceTest, RecordsDecisions) {
  vexlens::Workspace workspace = Filled();
  EXPECT_EQ(Code([&] {
              workspace.IngestDecision("default", texts_[3], {"ada", "seen"});
            }),
            VEXLENS_FAILED_PRECONDITION);
  const std::string operators =
      issuers_.substr(0, issuers_.rfind('}')) +
      R"(,"tenants":{"default":{"issuers":)"
      R"([{"id":"quillback","names":["Quillback Security Lab"],"tier":"trusted","operator":true}]}}})";
  workspace.SetIssuers(operators, {"ada", "they decide"});
  EXPECT_GT(Rows(workspace.Simulate("default", {{}, {}, {}, {"sweep-bot=trusted"}})), 0);
  EXPECT_GT(workspace.IngestDecision("default", texts_[3], {"ada", "seen"}).revisions, 0u);
  EXPECT_TRUE(Has(workspace.Documents("default").view(), R"("reason":"seen")"));
}

TEST_F(FaceWorkspaceTest, QueuesAndWaivesConflicts) {
  vexlens::Workspace workspace = Filled();
  const std::string queue(workspace.Conflicts("default").view());
  const size_t at = queue.find(R"("conflictId":")");
  ASSERT_NE(at, std::string::npos) << queue;
  const std::string id = queue.substr(at + 14, 71);
  workspace.Waive("default", id, "2100-01-01T00:00:00Z", {"ada", "known"});
  EXPECT_TRUE(Has(workspace.Conflicts("default").view(), R"("waived":true)"));
  EXPECT_EQ(Code([&] {
              workspace.Waive("default", vexlens::Sha256("x"), "2100-01-01T00:00:00Z", {"ada", "known"});
            }),
            VEXLENS_NOT_FOUND);
}

TEST_F(FaceWorkspaceTest, DecidesConflicts) {
  vexlens::Workspace workspace = Filled();
  const std::string operators =
      issuers_.substr(0, issuers_.rfind('}')) +
      R"(,"tenants":{"default":{"issuers":[{"id":"us","tier":"authoritative","operator":true}]}}})";
  workspace.SetIssuers(operators, {"ada", "we decide"});
  const std::string queue(workspace.Conflicts("default").view());
  const std::string id = queue.substr(queue.find(R"("conflictId":")") + 14, 71);
  vexlens::Judgement judgement;
  judgement.status = VEXLENS_STATUS_AFFECTED;
  judgement.issuer = "us";
  judgement.action = "update";
  judgement.decided_at = "2026-05-31T00:00:00Z";
  EXPECT_EQ(workspace.Decide("default", id, judgement, {"ada", "seen"}).revisions, 1u);
  EXPECT_FALSE(Has(workspace.Conflicts("default").view(), id));
}

TEST_F(FaceWorkspaceTest, OpensOnlyWhatIsThereWhenAsked) {
  vexlens::WorkspaceOptions options;
  options.must_exist = true;
  EXPECT_EQ(Code([&] { vexlens::Workspace(folder_ + "/none", options); }), VEXLENS_NOT_FOUND);
}

TEST_F(FaceWorkspaceTest, TakesNothingWhenProgressStops) {
  vexlens::Workspace workspace(folder_ + "/workspace");
  const auto stop = [](uint64_t, uint64_t) -> bool { throw std::logic_error("enough"); };
  EXPECT_THROW(workspace.Ingest("default", documents_, {stop}), std::logic_error);
  EXPECT_EQ(workspace.Documents("default").view(), "[]");
}

TEST_F(FaceWorkspaceTest, TellsRevisionsAlsoAfterOneThrew) {
  std::vector<std::string> events;
  vexlens::WorkspaceOptions options;
  options.on_revision = [&](std::string_view event) {
    events.emplace_back(event);
    if (events.size() == 1) throw std::logic_error("not this one");
  };
  vexlens::Workspace workspace(folder_ + "/workspace", std::move(options));
  EXPECT_THROW(workspace.Ingest("default", documents_), std::logic_error);
  EXPECT_GT(events.size(), 1u);
  const size_t told = events.size();
  workspace = vexlens::Workspace(folder_ + "/workspace");
  workspace.Withdraw("default", vexlens::Sha256(texts_[4]));
  EXPECT_EQ(events.size(), told);
}

}  // namespace
