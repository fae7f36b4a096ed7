// What a user of the workspace relies on, one thing a test.
#include "vexlens/workspace.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/vex_documents.h"

namespace vexlens {
namespace {

using testing::Vex;

constexpr std::string_view kCve = "CVE-2024-3094";
constexpr std::string_view kProduct = "pkg:deb/debian/xz-utils@5.6.0";

Instant At(std::string_view text) { return ParseInstant(text).value(); }

class WorkspaceTest : public ::testing::Test {
 protected:
  WorkspaceTest() { Open(); }

  void Open(RevisionListener* listener = nullptr) {
    workspace_ = nullptr;
    Workspace::Options options;
    options.clock = [this] { return now_; };
    options.listener = listener;
    workspace_ = Workspace::Open(folder_.path(), options).value();
  }

  IngestResult Ingest(std::string_view document, std::string_view tenant = "default") {
    now_.micros += 1'000'000;
    const Incoming documents[] = {document};
    const absl::StatusOr<IngestResult> result = workspace_->Ingest(tenant, documents);
    EXPECT_TRUE(result.ok()) << result.status();
    return result.value_or(IngestResult());
  }

  std::string State(const Moment& when = {}, std::string_view tenant = "default") {
    const absl::StatusOr<Answer> answer = workspace_->Get(tenant, Key(), when);
    if (!answer.ok()) return std::string(absl::StatusCodeToString(answer.status().code()));
    return std::string(StateName(answer->record.decision.state));
  }

  // Lists whoever speaks here, so that their all-clears count.
  void Believe() {
    const IssuerDirectory directory =
        IssuerDirectory::Parse(
            R"({"issuers":[{"id":"a","tier":"known"},{"id":"b","tier":"known"},{"id":"c","tier":"known"}]})")
            .value();
    ASSERT_TRUE(workspace_->SetDirectory(directory, {"ops", "known to us"}).ok());
  }

  static RecordKey Key() { return {std::string(kCve), std::string(kProduct), ""}; }

  testing::TemporaryFolder folder_;
  Instant now_ = At("2024-06-01T10:00:00Z");
  std::unique_ptr<Workspace> workspace_;
};

TEST_F(WorkspaceTest, AnswersForWhatWasIngested) {
  EXPECT_EQ(State(), "NOT_FOUND");
  const IngestResult first = Ingest(Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z"));
  ASSERT_EQ(first.documents.size(), 1U);
  EXPECT_TRUE(first.documents[0].added);
  EXPECT_EQ(first.recomputed.revisions, 1U);
  EXPECT_EQ(State(), "AFFECTED");
}

TEST_F(WorkspaceTest, KnowsADocumentAgain) {
  const std::string document = Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z");
  Ingest(document);
  const IngestResult again = Ingest(document);
  EXPECT_FALSE(again.documents[0].added);
  EXPECT_EQ(again.recomputed.records, 0U);
  EXPECT_EQ(workspace_->Documents("default")->size(), 1U);
}

TEST_F(WorkspaceTest, IsThereAfterReopening) {
  const std::string document = Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z");
  Ingest(document);
  Open();
  EXPECT_EQ(State(), "AFFECTED");
  const std::vector<StoredDocument> documents = workspace_->Documents("default").value();
  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(workspace_->DocumentBytes("default", documents[0].digest).value(), document);
}

TEST_F(WorkspaceTest, ABadDocumentHidesNoOther) {
  const std::string good = Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z");
  const Incoming documents[] = {"{", good, R"({"not":"vex"})"};
  const IngestResult result = workspace_->Ingest("default", documents).value();
  EXPECT_EQ(result.documents[0].report.outcome, Outcome::kRejected);
  EXPECT_TRUE(result.documents[1].added);
  EXPECT_EQ(result.documents[2].report.outcome, Outcome::kSkipped);
  EXPECT_EQ(State(), "AFFECTED");
}

TEST_F(WorkspaceTest, AWithdrawnDocumentCountsNoLonger) {
  Ingest(Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z"));
  const Digest digest = workspace_->Documents("default").value()[0].digest;
  EXPECT_EQ(workspace_->Withdraw("default", digest)->revisions, 1U);
  EXPECT_EQ(State(), "INCONCLUSIVE");
  EXPECT_TRUE(workspace_->Documents("default").value()[0].withdrawn);
  EXPECT_EQ(workspace_->Withdraw("default", Digest()).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(WorkspaceTest, TenantsNeverMix) {
  Believe();
  Ingest(Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z"));
  Ingest(Vex("b", kCve, kProduct, "fixed", "2024-05-01T00:00:00Z"), "acme");
  EXPECT_EQ(State({}, "default"), "AFFECTED");
  EXPECT_EQ(State({}, "acme"), "FIXED");
  EXPECT_EQ(State({}, "nobody"), "NOT_FOUND");
  const Digest of_default = workspace_->Documents("default").value()[0].digest;
  EXPECT_EQ(workspace_->DocumentBytes("acme", of_default).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(workspace_->Withdraw("acme", of_default).status().code(), absl::StatusCode::kNotFound);
  ASSERT_TRUE(workspace_->SetPolicy("acme", Policy::Parse(R"({"minimumQuorum":2})").value(), {"me", "strict"}).ok());
  EXPECT_EQ(State({}, "acme"), "INCONCLUSIVE");
  EXPECT_EQ(State({}, "default"), "AFFECTED");
}

TEST_F(WorkspaceTest, RefusesATenantThatCannotBeOne) {
  const std::string document = Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z");
  const Incoming documents[] = {document};
  for (const std::string& tenant : {std::string("a/b"), std::string(10'000, 'x'), std::string()}) {
    EXPECT_EQ(workspace_->Ingest(tenant, documents).status().code(), absl::StatusCode::kInvalidArgument);
  }
}

TEST_F(WorkspaceTest, RemembersWhatItKnewWhen) {
  Believe();
  Ingest(Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z"));
  const Instant before = now_;
  Ingest(Vex("a", kCve, kProduct, "fixed", "2024-05-20T00:00:00Z"));
  EXPECT_EQ(State(), "FIXED");
  EXPECT_EQ(State({std::nullopt, before}), "AFFECTED");
  EXPECT_EQ(State({At("2024-05-10T00:00:00Z"), std::nullopt}), "AFFECTED");
  // Before the first statement nobody had said anything.
  EXPECT_EQ(State({At("2024-04-30T00:00:00Z"), std::nullopt}), "NOT_FOUND");
  EXPECT_EQ(State({std::nullopt, At("1969-01-01T00:00:00Z")}), "NOT_FOUND");
}

TEST_F(WorkspaceTest, KnowsThePolicyOfThen) {
  Believe();
  Ingest(Vex("a", kCve, kProduct, "fixed", "2024-05-01T00:00:00Z"));
  const Instant before = now_;
  now_.micros += 1'000'000;
  const Policy strict = Policy::Parse(R"({"minimumQuorum":2})").value();
  EXPECT_EQ(workspace_->SetPolicy("", strict, {"ops", "two must agree"})->revisions, 1U);
  EXPECT_EQ(State(), "INCONCLUSIVE");
  EXPECT_EQ(State({std::nullopt, before}), "FIXED");
  const std::vector<TrustRevision> revisions = workspace_->TrustRevisions().value();
  ASSERT_EQ(revisions.size(), 2U);
  EXPECT_EQ(revisions[1].subject, "policy");
  EXPECT_EQ(revisions[1].audit.actor, "ops");
  EXPECT_EQ(revisions[1].digest, Sha256(strict.CanonicalJson()));
}

TEST_F(WorkspaceTest, ChangesOfTrustNeedAnAuthorAndAReason) {
  for (const Audit& audit : {Audit{"", "why"}, Audit{"who", ""}}) {
    EXPECT_EQ(workspace_->SetPolicy("", Policy(), audit).status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(workspace_->SetDirectory(IssuerDirectory::Starter(), audit).status().code(),
              absl::StatusCode::kInvalidArgument);
  }
  EXPECT_TRUE(workspace_->TrustRevisions()->empty());
}

TEST_F(WorkspaceTest, HistoryTellsEachChangeOnce) {
  Believe();
  Ingest(Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z"));
  Ingest(Vex("a", kCve, kProduct, "fixed", "2024-05-20T00:00:00Z"));
  // Figures fade; that is no revision.
  EXPECT_EQ(workspace_->SetAsOf(At("2024-06-20T00:00:00Z"))->revisions, 0U);
  const std::vector<Revision> history = workspace_->History("default", Key()).value();
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].state, "AFFECTED");
  EXPECT_EQ(history[1].state, "FIXED");
  EXPECT_EQ(history[1].previous_digest, history[0].digest);
  for (const Revision& revision : history) {
    const absl::StatusOr<std::string> record = workspace_->Recall(revision);
    ASSERT_TRUE(record.ok()) << record.status();
    EXPECT_NE(record->find("\"state\":\"" + revision.state + "\""), std::string::npos);
    EXPECT_EQ(revision.rules, kRules);
  }
}

TEST_F(WorkspaceTest, ARenamedKeySaysWhereItWent) {
  const IssuerDirectory directory =
      IssuerDirectory::Parse(R"({"issuers":[{"id":"a","names":["vendor"],"tier":"trusted"}]})").value();
  ASSERT_TRUE(workspace_->SetDirectory(directory, {"me", "test"}).ok());
  Ingest(Vex("b", "GHSA-aaaa-bbbb-cccc", kProduct, "affected", "2024-05-01T00:00:00Z"));
  std::string document = Vex("vendor", kCve, kProduct, "affected", "2024-05-02T00:00:00Z");
  document.insert(document.find("\"},\"products\""), R"(","aliases":["GHSA-aaaa-bbbb-cccc"],"x":")");
  Ingest(document);
  const RecordKey old{"GHSA-aaaa-bbbb-cccc", std::string(kProduct), ""};
  const std::vector<Revision> history = workspace_->History("default", old).value();
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].directory_digest, directory.Digest());
  EXPECT_EQ(history[1].state, "");
  EXPECT_EQ(history[1].renamed_to, kCve);
  // Any member of the class finds it.
  EXPECT_EQ(workspace_->Get("default", old, {})->Json(), workspace_->Get("default", Key(), {})->Json());
}

class Listener : public RevisionListener {
 public:
  void OnRevision(const Revision& revision) override { heard.push_back(revision); }
  std::vector<Revision> heard;
};

TEST_F(WorkspaceTest, AListenerHearsEachRevisionOnce) {
  Believe();
  Ingest(Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z"));
  Listener listener;
  Open(&listener);  // what happened without one
  ASSERT_EQ(listener.heard.size(), 1U);
  Ingest(Vex("a", kCve, kProduct, "fixed", "2024-05-20T00:00:00Z"));
  ASSERT_EQ(listener.heard.size(), 2U);
  EXPECT_EQ(listener.heard[1].state, "FIXED");
  EXPECT_NE(listener.heard[1].Json().find(R"("eventType":"vex.consensus.updated")"), std::string::npos);
  Listener next;
  Open(&next);
  EXPECT_TRUE(next.heard.empty());
}

TEST_F(WorkspaceTest, ConflictsWaitUntilSomebodyDecides) {
  const IssuerDirectory directory = IssuerDirectory::Parse(
                                        R"({"issuers":[],"tenants":{"default":{"issuers":[
          {"id":"b","tier":"known"},
          {"id":"desk","names":["desk"],"tier":"trusted","operator":true}]}}})")
                                        .value();
  ASSERT_TRUE(workspace_->SetDirectory(directory, {"me", "test"}).ok());
  Ingest(Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z"));
  EXPECT_TRUE(workspace_->Conflicts("default")->empty());
  Ingest(Vex("b", kCve, kProduct, "fixed", "2024-05-02T00:00:00Z"));
  const std::vector<QueuedConflict> queue = workspace_->Conflicts("default").value();
  ASSERT_EQ(queue.size(), 1U);
  EXPECT_EQ(queue[0].key, Key());
  EXPECT_EQ(queue[0].reason, "status_disagreement");
  EXPECT_EQ(queue[0].since, At("2024-05-02T00:00:00Z"));
  EXPECT_TRUE(workspace_->Conflicts("acme")->empty());

  const std::string decision =
      Vex("desk", kCve, kProduct, "not_affected", "2024-05-03T00:00:00Z", R"(,"impact_statement":"patched here")");
  ASSERT_TRUE(workspace_->IngestDecision("default", decision, {"ann", "looked"}).ok());
  EXPECT_TRUE(workspace_->Conflicts("default")->empty());
  EXPECT_EQ(State(), "NOT_AFFECTED");
}

TEST_F(WorkspaceTest, OnlyBothSidesWaitForSomebody) {
  Believe();
  Ingest(Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z"));
  Ingest(Vex("b", kCve, kProduct, "under_investigation", "2024-05-02T00:00:00Z"));
  EXPECT_TRUE(workspace_->Conflicts("default")->empty()) << "both say that one must act";
  Ingest(Vex("c", kCve, kProduct, "fixed", "2024-05-02T00:00:00Z"));
  EXPECT_EQ(workspace_->Conflicts("default")->size(), 1U);
  EXPECT_TRUE(workspace_->Rebuild(true)->equal());
}

TEST_F(WorkspaceTest, WhoDecidesMakesNoRevisionByItself) {
  const auto directory = [](std::string_view more) {
    return IssuerDirectory::Parse(absl::StrCat(R"({"issuers":[],"tenants":{"default":{"issuers":[)",
                                               R"({"id":"desk","tier":"trusted")", more, "}]}}}"))
        .value();
  };
  const IssuerDirectory deciding = directory(R"(,"operator":true)");
  ASSERT_TRUE(workspace_->SetDirectory(deciding, {"me", "test"}).ok());
  Ingest(Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z"));
  const std::string decision =
      Vex("desk", kCve, kProduct, "not_affected", "2024-05-31T00:00:00Z", R"(,"impact_statement":"patched here")");
  ASSERT_TRUE(workspace_->IngestDecision("default", decision, {"ann", "looked"}).ok());
  ASSERT_EQ(State(), "NOT_AFFECTED");
  EXPECT_TRUE(workspace_->Conflicts("default")->empty());
  EXPECT_EQ(workspace_->SetDirectory(directory(""), {"me", "test"})->revisions, 0U);
  ASSERT_EQ(State(), "NOT_AFFECTED");
  EXPECT_EQ(workspace_->Conflicts("default")->size(), 1U);
  EXPECT_EQ(workspace_->SetDirectory(deciding, {"me", "test"})->revisions, 0U);
  EXPECT_TRUE(workspace_->Conflicts("default")->empty());
  EXPECT_TRUE(workspace_->Rebuild(true)->equal());
}

TEST_F(WorkspaceTest, AnEditOfWhatAnotherHasChangedIsRefused) {
  const Audit audit{"me", "test"};
  const IssuerDirectory first = workspace_->Directory(std::nullopt).value();
  const IssuerDirectory theirs = first.WithTrusted("they", Tier::kTrusted).value();
  const IssuerDirectory mine = first.WithTrusted("we", Tier::kTrusted).value();
  ASSERT_TRUE(workspace_->SetDirectory(theirs, audit, first.Digest()).ok());
  const absl::Status late = workspace_->SetDirectory(mine, audit, first.Digest()).status();
  EXPECT_EQ(late.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(late.message(), absl::StrCat("the directory was changed meanwhile: it is ", DigestText(theirs.Digest()),
                                         " now; look at it and edit that"));
  EXPECT_EQ(workspace_->Directory(std::nullopt)->Digest(), theirs.Digest());
  EXPECT_EQ(workspace_->TrustRevisions()->size(), 1U) << "nothing was recorded";
  ASSERT_TRUE(workspace_->SetDirectory(mine, audit, theirs.Digest()).ok());

  const Digest policy = Sha256(workspace_->PolicyOf("default", std::nullopt)->CanonicalJson());
  Policy stricter;
  stricter.minimum_quorum = 2;
  ASSERT_TRUE(workspace_->SetPolicy("", stricter, audit, policy).ok());
  EXPECT_EQ(workspace_->SetPolicy("default", Policy(), audit, policy).status().code(), absl::StatusCode::kAborted)
      << "the global one was in force";
  ASSERT_TRUE(workspace_->SetPolicy("default", Policy(), audit, Sha256(stricter.CanonicalJson())).ok());
}

TEST_F(WorkspaceTest, AWaiverHoldsUntilItExpires) {
  Believe();
  Ingest(Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z"));
  Ingest(Vex("b", kCve, kProduct, "fixed", "2024-05-02T00:00:00Z"));
  const Digest conflict = workspace_->Conflicts("default").value()[0].id;
  const Instant until{now_.micros + 60'000'000};
  EXPECT_EQ(workspace_->Waive("acme", conflict, until, {"me", "known"}).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(workspace_->Waive("default", conflict, until, {"me", ""}).code(), absl::StatusCode::kInvalidArgument);
  ASSERT_TRUE(workspace_->Waive("default", conflict, until, {"me", "known"}).ok());
  EXPECT_TRUE(workspace_->Conflicts("default")->empty());
  EXPECT_EQ(workspace_->Waivers("default")->size(), 1U);
  ASSERT_EQ(workspace_->WaivedConflicts("default")->size(), 1U);
  EXPECT_EQ(workspace_->WaivedConflicts("default").value()[0].id, conflict);
  EXPECT_TRUE(workspace_->WaivedConflicts("acme")->empty());
  now_ = until;
  EXPECT_TRUE(workspace_->WaivedConflicts("default")->empty());
  EXPECT_EQ(workspace_->Conflicts("default")->size(), 1U);
}

TEST_F(WorkspaceTest, SimulationShowsAndWritesNothing) {
  Believe();
  Ingest(Vex("a", kCve, kProduct, "fixed", "2024-05-01T00:00:00Z"));
  const auto simulate = [&](const Simulation& simulation) {
    std::vector<Delta> deltas;
    const absl::Status status = workspace_->Simulate("default", simulation, [&](const Delta& delta) {
      deltas.push_back(delta);
      return true;
    });
    EXPECT_TRUE(status.ok()) << status;
    return deltas;
  };
  Simulation stricter;
  stricter.policy = Policy::Parse(R"({"minimumQuorum":2})").value();
  std::vector<Delta> deltas = simulate(stricter);
  ASSERT_EQ(deltas.size(), 1U);
  EXPECT_EQ(deltas[0].kind, Delta::Kind::kStatusChanged);
  EXPECT_EQ(deltas[0].after.state, State::kInconclusive);

  const std::string more = Vex("b", kCve, "pkg:deb/debian/other@1", "fixed", "2024-05-02T00:00:00Z");
  Simulation added;
  added.documents = {more};
  deltas = simulate(added);
  ASSERT_EQ(deltas.size(), 1U);
  EXPECT_EQ(deltas[0].kind, Delta::Kind::kAdded);
  EXPECT_EQ(deltas[0].key.product, "pkg:deb/debian/other@1");

  EXPECT_EQ(workspace_->Documents("default")->size(), 1U);
  EXPECT_EQ(workspace_->Revisions(0, 10)->size(), 1U);
  EXPECT_EQ(Ingest(more).recomputed.revisions, 1U);
}

TEST_F(WorkspaceTest, DiffComparesTwoPointsInTime) {
  Believe();
  Ingest(Vex("a", kCve, kProduct, "affected", "2024-05-01T00:00:00Z"));
  const Instant before = now_;
  Ingest(Vex("a", kCve, kProduct, "fixed", "2024-05-20T00:00:00Z"));
  std::vector<Delta> deltas;
  ASSERT_TRUE(workspace_
                  ->Diff("default", {std::nullopt, before}, {},
                         [&](const Delta& delta) {
                           deltas.push_back(delta);
                           return true;
                         })
                  .ok());
  ASSERT_EQ(deltas.size(), 1U);
  EXPECT_EQ(deltas[0].before.state, vexlens::State::kAffected);
  EXPECT_EQ(deltas[0].after.state, vexlens::State::kFixed);
}

TEST_F(WorkspaceTest, AClockThatStandsStillOrderChangesAllTheSame) {
  const Instant frozen = now_;
  for (int i = 0; i < 3; ++i) {
    now_ = frozen;
    const std::string document =
        Vex("a", kCve, kProduct, "affected", "2024-05-0" + std::to_string(i + 1) + "T00:00:00Z");
    const Incoming documents[] = {document};
    ASSERT_TRUE(workspace_->Ingest("default", documents).ok());
  }
  const std::vector<StoredDocument> documents = workspace_->Documents("default").value();
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_LT(documents[0].recorded_at, documents[1].recorded_at);
  EXPECT_LT(documents[1].recorded_at, documents[2].recorded_at);
}

TEST(WorkspaceOpenTest, SaysWhatIsWrongWithAFolder) {
  testing::TemporaryFolder folder;
  Workspace::Options reading;
  reading.create = false;
  EXPECT_EQ(Workspace::Open(folder.path(), reading).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Workspace::Open(folder.path() + "/missing", reading).status().code(), absl::StatusCode::kNotFound);
  EXPECT_TRUE(Workspace::Open(folder.path() + "/new/one", {}).ok());
}

TEST(WorkspaceOpenTest, AClockBefore1970) {
  testing::TemporaryFolder folder;
  Workspace::Options options;
  options.clock = [] { return At("1969-07-20T20:17:40Z"); };
  const auto workspace = Workspace::Open(folder.path(), options);
  ASSERT_TRUE(workspace.ok()) << workspace.status();
  EXPECT_EQ((*workspace)->AsOf().value(), At("1969-07-20T23:59:59.999999Z"));
}

}  // namespace
}  // namespace vexlens
