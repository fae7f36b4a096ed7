// What the observer of a workspace is told, and when.
#include "vexlens/observer.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/workspace/memory_store.h"
#include "tests/support/noting_observer.h"
#include "tests/support/signed_documents.h"
#include "tests/workspace/failing_store.h"
#include "tests/workspace/vex_documents.h"
#include "vexlens/digest.h"
#include "vexlens/workspace.h"

namespace vexlens::testing {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kDirectory =
    R"({"issuers":[{"id":"acme","names":["Acme"],"tier":"authoritative","keys":[KEY]},
                   {"id":"beta","names":["Beta"],"tier":"trusted"},
                   {"id":"gamma","names":["Gamma"],"tier":"trusted"}]})";

std::string Acme(std::string_view status) {
  return Vex("Acme", "CVE-2026-1", "pkg:npm/a@1", status, "2026-01-01T00:00:00Z");
}
std::string Beta(std::string_view status) {
  return Vex("Beta", "CVE-2026-1", "pkg:npm/a@1", status, "2026-01-01T00:00:00Z");
}

std::string Gamma(std::string_view status, std::string_view date) {
  return Vex("Gamma", "CVE-2026-1", "pkg:npm/a@1", status, date);
}

class ObserverTest : public ::testing::Test {
 protected:
  ObserverTest() {
    Workspace::Options options;
    options.clock = [] { return Instant{1'780'000'000'000'000}; };
    options.monotonic = [this] { return std::chrono::milliseconds(ticks_ += 10); };
    options.observer = &observer_;
    workspace_ = Workspace::Over(std::make_unique<workspace::MemoryStore>(), std::move(options)).value();
    EXPECT_THAT(observer_.TakeLines(), IsEmpty());
  }

  static IssuerDirectory Directory() {
    std::string json(kDirectory);
    json.replace(json.find("KEY"), 3, KeyEntry("p256", "acme-1"));
    return IssuerDirectory::Parse(json).value();
  }

  void Trust() {
    ASSERT_TRUE(workspace_->SetDirectory(Directory(), {"tester", "to begin with"}).ok());
    observer_.TakeLines();
  }

  void Take(const std::string& document) {
    ASSERT_TRUE(workspace_->Ingest("t", {{document}}).ok());
    observer_.TakeLines();
  }

  int ticks_ = 0;
  NotingObserver observer_;
  std::unique_ptr<Workspace> workspace_;
};

TEST_F(ObserverTest, Ingestion) {
  const std::string vex = Acme("affected");
  IngestOptions options;
  options.threads = 3;
  options.trace = {"request 7", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"};
  const std::vector<Incoming> documents = {vex, vex, "no VEX"};
  ASSERT_TRUE(workspace_->Ingest("t", documents, options).ok());
  constexpr std::string_view kTrace = " [request 7 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01]";
  EXPECT_THAT(
      observer_.TakeLines(),
      ElementsAre(absl::StrCat("begin 1 ingest in 0", kTrace), absl::StrCat("begin 2 read in 1", kTrace), "end 2",
                  absl::StrCat("begin 3 write in 1", kTrace), "end 3", absl::StrCat("begin 4 recompute in 1", kTrace),
                  "end 4", absl::StrCat("begin 5 commit in 1", kTrace), "end 5",
                  absl::StrCat("document t openvex accepted with warnings added, statements 1", kTrace),
                  absl::StrCat("document t openvex accepted with warnings known, statements 1", kTrace),
                  absl::StrCat("document t  rejected known, statements 0", kTrace),
                  absl::StrCat("recompute t ingestion_delta, records 1, revisions 1", kTrace), "end 1"));
  EXPECT_EQ(observer_.TakeDigests()[0], DigestText(Sha256(vex)));
  // From the call to what is durable, and the recompute: by the clock that was given.
  using std::chrono::milliseconds;
  EXPECT_THAT(observer_.TakeElapsed(),
              ElementsAre(milliseconds(30), milliseconds(30), milliseconds(30), milliseconds(10)));
}

TEST_F(ObserverTest, Conflicts) {
  Trust();
  Take(Gamma("affected", "2026-01-01T00:00:00Z"));
  ASSERT_TRUE(workspace_->Ingest("t", {{Beta("not_affected")}}).ok());
  const std::vector<std::string> lines = observer_.TakeLines();
  EXPECT_THAT(lines, Contains("found t status_disagreement 1"));
  EXPECT_THAT(lines, Contains("conflicts t, queued 1, waived 0"));

  const Digest conflict = workspace_->Conflicts("t").value()[0].id;
  const Instant later{1'790'000'000'000'000};
  ASSERT_TRUE(workspace_->Waive("t", conflict, later, {"tester", "later"}).ok());
  EXPECT_THAT(observer_.TakeLines(), Contains("conflicts t, queued 0, waived 1"));

  // Between other statuses it is another conflict, which nobody waived; and then there is none.
  ASSERT_TRUE(workspace_->Ingest("t", {{Gamma("under_investigation", "2026-02-01T00:00:00Z")}}).ok());
  EXPECT_THAT(observer_.TakeLines(),
              ::testing::IsSupersetOf({"found t status_disagreement 1", "conflicts t, queued 1, waived 0"}));
  ASSERT_TRUE(workspace_->Ingest("t", {{Gamma("not_affected", "2026-03-01T00:00:00Z")}}).ok());
  EXPECT_THAT(observer_.TakeLines(), Contains("conflicts t, queued 0, waived 0"));
  // What does not touch the queue does not count it.
  ASSERT_TRUE(workspace_->Ingest("t", {{Vex("Acme", "CVE-2026-2", "pkg:npm/b@1", "affected", "")}}).ok());
  EXPECT_THAT(observer_.TakeLines(), Not(Contains(HasSubstr("conflicts"))));
}

TEST_F(ObserverTest, Signatures) {
  Trust();
  const std::string good = Signed(Acme("affected"), "p256", "application/vnd.openvex+json");
  ASSERT_TRUE(workspace_->Ingest("t", {{good}}).ok());
  EXPECT_THAT(observer_.TakeLines(), Not(Contains(HasSubstr("signature"))));

  // By a key of another issuer: taken, and worth nothing.
  const std::string foreign = Signed(Beta("affected"), "p256", "application/vnd.openvex+json");
  ASSERT_TRUE(workspace_->Ingest("t", {{foreign}}).ok());
  EXPECT_THAT(observer_.TakeLines(), Contains("signature t issuer"));

  IngestOptions strict;
  strict.admission.require_verified = true;
  ASSERT_TRUE(workspace_->Ingest("t", {{Acme("fixed")}}, strict).ok());
  const std::vector<std::string> lines = observer_.TakeLines();
  EXPECT_THAT(lines, Contains("signature t envelope"));
  EXPECT_THAT(lines, Contains("document t openvex rejected known, statements 0"));
}

TEST_F(ObserverTest, TrustOfIssuers) {
  ASSERT_TRUE(workspace_->SetDirectory(Directory(), {"tester", "to begin with"}).ok());
  observer_.TakeLines();
  Take(Acme("affected"));
  const IssuerDirectory directory = Directory();
  Issuer acme = *directory.Find("", "acme");
  acme.tier = Tier::kKnown;
  const IssuerDirectory edited =
      directory.With("", acme)->Without("", "beta")->WithRevoked("", "acme", Instant{1'780'000'000'000'000}).value();
  ASSERT_TRUE(workspace_->SetDirectory(edited, {"jo", "a leaked key"}).ok());
  EXPECT_THAT(
      observer_.TakeLines(),
      ElementsAre("begin 8 set_directory in 0", "begin 9 recompute in 8", "end 9", "begin 10 commit in 8", "end 10",
                  "trust /issuers acme authoritative 1000000 -> known 500000 revoked by jo: a leaked key",
                  "trust /issuers beta trusted 800000 -> unknown 300000 by jo: a leaked key",
                  "recompute t issuer_update, records 1, revisions 1", "end 8"));
}

TEST_F(ObserverTest, TrustByPolicy) {
  Take(Acme("affected"));
  Policy policy;
  policy.minimum_quorum = 2;
  ASSERT_TRUE(workspace_->SetPolicy("t", policy, {"jo", "two at least"}).ok());
  const std::vector<std::string> lines = observer_.TakeLines();
  EXPECT_THAT(lines, Contains("trust t/policy   0 ->  0 by jo: two at least"));
  EXPECT_THAT(lines, Contains(HasSubstr("recompute t policy_change, records 1")));
}

TEST_F(ObserverTest, WhatChangesNothingIsNotTold) {
  Take(Acme("affected"));
  ASSERT_TRUE(workspace_->SetPolicy("t", Policy(), {"jo", "as it was"}).ok());
  ASSERT_TRUE(workspace_->SetDirectory(IssuerDirectory::Starter(), {"jo", "as it was"}).ok());
  EXPECT_THAT(observer_.TakeLines(), Each(::testing::AnyOf(HasSubstr("begin"), HasSubstr("end"))));
}

TEST_F(ObserverTest, AConflictThatComesBesideAnotherIsNamed) {
  Trust();
  const auto about = [](std::string_view author, std::string_view product, std::string_view status) {
    return Vex(author, "CVE-2026-1", product, status, "2026-01-01T00:00:00Z");
  };
  Take(about("Beta", "pkg:npm/a", "affected"));
  ASSERT_TRUE(workspace_->Ingest("t", {{about("Gamma", "pkg:npm/a@1", "not_affected")}}).ok());
  EXPECT_THAT(observer_.TakeLines(), Contains("found t scope_mismatch 1"));
  ASSERT_TRUE(workspace_->Ingest("t", {{about("Stranger", "pkg:npm/a@1", "affected")}}).ok());
  EXPECT_THAT(observer_.TakeLines(), Contains("found t status_disagreement 1"));
}

TEST_F(ObserverTest, OtherChanges) {
  Take(Acme("affected"));
  ASSERT_TRUE(workspace_->SetAsOf(Instant{1'790'000'000'000'000}).ok());
  EXPECT_THAT(observer_.TakeLines(), Contains(HasSubstr("recompute t as_of_change, records 1")));
  ASSERT_TRUE(workspace_->Withdraw("t", Sha256(Acme("affected"))).ok());
  EXPECT_THAT(observer_.TakeLines(), Contains(HasSubstr(" withdraw in 0")));
  ASSERT_TRUE(workspace_->Rebuild(false).ok());
  EXPECT_THAT(observer_.TakeLines(), Contains(HasSubstr(" rebuild in 0")));
}

TEST_F(ObserverTest, WhatIsOnlySupposedIsNotTold) {
  Take(Acme("affected"));
  Simulation simulation;
  const std::string vex = Beta("not_affected");
  simulation.documents = {vex};
  ASSERT_TRUE(workspace_->Simulate("t", simulation, [](const Delta&) { return true; }).ok());
  ASSERT_TRUE(workspace_->Rebuild(true).ok());
  EXPECT_THAT(observer_.TakeLines(), IsEmpty());
}

TEST_F(ObserverTest, OfAFailureOnlyTheSpansAreTold) {
  EXPECT_FALSE(workspace_->SetDirectory(Directory(), {"jo", "late"}, Digest{}).ok());
  EXPECT_THAT(observer_.TakeLines(), ElementsAre("begin 1 set_directory in 0", "end 1 failed"));
  IngestOptions options;
  options.progress = [](std::size_t) { return false; };
  EXPECT_FALSE(workspace_->Ingest("t", {{Acme("affected")}}, options).ok());
  EXPECT_THAT(observer_.TakeLines(),
              ElementsAre("begin 2 ingest in 0", "begin 3 read in 2", "end 3 failed", "end 2 failed"));
}

TEST(FailingObserverTest, WhatIsNotDurableIsNotTold) {
  NotingObserver observer;
  Workspace::Options options;
  options.observer = &observer;
  Faults faults;
  const auto workspace = Workspace::Over(std::make_unique<FailingStore>(faults), std::move(options)).value();
  const std::string vex = Acme("affected");
  for (std::size_t calls = 0;; ++calls) {
    faults.FailAfter(calls);
    const bool ok = workspace->Ingest("t", {{vex}}).ok();
    if (ok) break;
    EXPECT_THAT(observer.TakeLines(), Each(::testing::AnyOf(HasSubstr("begin"), HasSubstr("end")))) << calls;
  }
  EXPECT_THAT(observer.TakeLines(), Contains("document t openvex accepted with warnings added, statements 1"));
}

}  // namespace
}  // namespace vexlens::testing
