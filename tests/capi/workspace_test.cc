#include <vector>

#include "tests/capi/calling.h"
#include "tests/support/temporary_folder.h"
#include "vexlens_decision.h"

namespace vexlens::testing {
namespace {

const vexlens_audit kAudit = {Str("ana"), Str("we know them")};

class WorkspaceTest : public ::testing::Test {
 protected:
  static Owned<vexlens_workspace> Open(const std::string& path, std::vector<std::string>* events = nullptr) {
    vexlens_workspace_options options{};
    options.struct_size = sizeof(options);
    if (events != nullptr) {
      options.user_data = events;
      options.on_revision = [](vexlens_str event, void* user_data) {
        static_cast<std::vector<std::string>*>(user_data)->push_back(Text(event));
      };
    }
    return Made<vexlens_workspace>([&](auto** out) { return vexlens_workspace_open(Str(path), &options, out); });
  }

  void SetUp() override {
    workspace_ = Open(folder_.path(), &events_);
    ASSERT_NE(workspace_, nullptr);
    const std::string issuers = ExampleIssuers();
    ASSERT_TRUE(Succeeds(vexlens_workspace_set_issuers(workspace_.get(), Str(issuers), &kAudit, {}, nullptr)));
    ASSERT_TRUE(Succeeds(vexlens_workspace_set_as_of(workspace_.get(), Str(kAsOf), nullptr)));
    const std::vector<std::string> documents = ExampleDocuments();
    const std::vector<vexlens_str> strs = Strs(documents);
    ASSERT_TRUE(Succeeds(
        vexlens_workspace_ingest(workspace_.get(), Str("t"), strs.data(), strs.size(), nullptr, nullptr, &revisions_)));
  }

  Owned<vexlens_record> Get(std::string_view tenant = "t") {
    return Made<vexlens_record>(
        [&](auto** out) { return vexlens_workspace_get(workspace_.get(), Str(tenant), &kDisputedKey, nullptr, out); });
  }

  TemporaryFolder folder_;
  std::vector<std::string> events_;
  uint64_t revisions_ = 0;
  Owned<vexlens_workspace> workspace_;
};

TEST_F(WorkspaceTest, AnswersAsAnEngineDoes) {
  EXPECT_EQ(revisions_, 8U);
  EXPECT_EQ(events_.size(), 8U);
  const std::string record = JsonOf(Get().get());
  EXPECT_NE(record.find(R"("state":"DISPUTED")"), std::string::npos);
  const auto consensus = Made<vexlens_consensus>([&](auto** out) {
    return vexlens_workspace_consensus(workspace_.get(), Str("t"), Str("CVE-2021-44228"), nullptr, out);
  });
  const auto found =
      Made<vexlens_record>([&](auto** out) { return vexlens_consensus_get(consensus.get(), &kDisputedKey, out); });
  EXPECT_EQ(JsonOf(found.get()), record);
  EXPECT_EQ(
      TextOf([&](auto** out) { return vexlens_workspace_recall(workspace_.get(), Str("t"), &kDisputedKey, 1, out); }),
      record);
}

TEST_F(WorkspaceTest, TenantsSeeNothingOfOneAnother) {
  vexlens_record* record = nullptr;
  EXPECT_TRUE(
      Fails(vexlens_workspace_get(workspace_.get(), Str("u"), &kDisputedKey, nullptr, &record), VEXLENS_NOT_FOUND, ""));
  EXPECT_EQ(TextOf([&](auto** out) { return vexlens_workspace_documents(workspace_.get(), Str("u"), out); }), "[]");
  EXPECT_EQ(TextOf([&](auto** out) { return vexlens_workspace_conflicts(workspace_.get(), Str("u"), out); }), "[]");
  EXPECT_TRUE(Fails(vexlens_workspace_ingest(workspace_.get(), Str("../t"), nullptr, 0, nullptr, nullptr, nullptr),
                    VEXLENS_INVALID_ARGUMENT, ""));
}

TEST_F(WorkspaceTest, KeepsDocumentsByDigest) {
  const std::vector<std::string> documents = ExampleDocuments();
  char digest[71];
  ASSERT_TRUE(Succeeds(vexlens_sha256(Str(documents[0]), digest)));
  const vexlens_str name{digest, sizeof(digest)};
  EXPECT_EQ(TextOf([&](auto** out) { return vexlens_workspace_document(workspace_.get(), Str("t"), name, out); }),
            documents[0]);
  const std::string list =
      TextOf([&](auto** out) { return vexlens_workspace_documents(workspace_.get(), Str("t"), out); });
  EXPECT_NE(list.find(Text(name)), std::string::npos);
  uint64_t revisions = 0;
  ASSERT_TRUE(Succeeds(vexlens_workspace_withdraw(workspace_.get(), Str("t"), name, &revisions)));
  EXPECT_GT(revisions, 0U);
  EXPECT_TRUE(Fails(vexlens_workspace_withdraw(workspace_.get(), Str("u"), name, nullptr), VEXLENS_NOT_FOUND, ""));
  EXPECT_TRUE(Fails(vexlens_workspace_withdraw(workspace_.get(), Str("t"), Str("sha256:12"), nullptr),
                    VEXLENS_INVALID_ARGUMENT, "digest"));
}

TEST_F(WorkspaceTest, TellsEventsInOrder) {
  std::string expected = "[";
  for (std::size_t i = 0; i < events_.size(); ++i) {
    expected += (i == 0 ? "" : ",") + ("{\"event\":" + events_[i]) + ",\"sequence\":" + std::to_string(i + 1) + "}";
  }
  EXPECT_EQ(TextOf([&](auto** out) { return vexlens_workspace_events(workspace_.get(), 0, 100, out); }),
            expected + "]");
  const std::string history =
      TextOf([&](auto** out) { return vexlens_workspace_history(workspace_.get(), Str("t"), &kDisputedKey, out); });
  EXPECT_NE(history.find(R"("revision":1,"rules":1,"state":"DISPUTED")"), std::string::npos) << history;
  EXPECT_TRUE(Fails(vexlens_workspace_recall(workspace_.get(), Str("t"), &kDisputedKey, 2, nullptr),
                    VEXLENS_INVALID_ARGUMENT, "json"));
  vexlens_bytes* json = nullptr;
  EXPECT_TRUE(Fails(vexlens_workspace_recall(workspace_.get(), Str("t"), &kDisputedKey, 2, &json), VEXLENS_NOT_FOUND,
                    "revision 2"));
}

TEST_F(WorkspaceTest, AMomentIsAnotherAnswer) {
  vexlens_moment moment{};
  moment.struct_size = sizeof(moment);
  moment.as_of = Str("2020-01-01T00:00:00Z");
  vexlens_record* record = nullptr;
  EXPECT_TRUE(
      Fails(vexlens_workspace_get(workspace_.get(), Str("t"), &kDisputedKey, &moment, &record), VEXLENS_NOT_FOUND, ""));
  moment.as_of = Str("yesterday");
  EXPECT_TRUE(Fails(vexlens_workspace_get(workspace_.get(), Str("t"), &kDisputedKey, &moment, &record),
                    VEXLENS_INVALID_ARGUMENT, "moment.as_of"));
  EXPECT_EQ(TextOf([&](auto** out) { return vexlens_workspace_as_of(workspace_.get(), out); }), kAsOf);
}

TEST_F(WorkspaceTest, AWaivedConflictStaysVisible) {
  const auto queue = [&] {
    return TextOf([&](auto** out) { return vexlens_workspace_conflicts(workspace_.get(), Str("t"), out); });
  };
  const std::string before = queue();
  const std::size_t at = before.find("sha256:");
  ASSERT_NE(at, std::string::npos) << before;
  const std::string id = before.substr(at, 71);
  ASSERT_TRUE(
      Succeeds(vexlens_workspace_waive(workspace_.get(), Str("t"), Str(id), Str("2999-01-01T00:00:00Z"), &kAudit)));
  const std::string after = queue();
  EXPECT_NE(after.find(R"("waived":true)"), std::string::npos) << after;
  EXPECT_EQ(after.size() + 1, before.size()) << "one false became true";
  const vexlens_audit nobody = {Str(""), Str("why")};
  EXPECT_TRUE(Fails(vexlens_workspace_waive(workspace_.get(), Str("t"), Str(id), Str("2999-01-01T00:00:00Z"), &nobody),
                    VEXLENS_INVALID_ARGUMENT, ""));
}

TEST_F(WorkspaceTest, TrustIsReplacedAndAudited) {
  const std::string policy = ReadBytes("examples/policy.json");
  uint64_t revisions = 0;
  ASSERT_TRUE(Succeeds(vexlens_workspace_set_policy(workspace_.get(), Str("t"), Str(policy), &kAudit, {}, &revisions)));
  EXPECT_GT(revisions, 0U);
  const std::string canonical = TextOf([&](auto** out) { return vexlens_policy_canonical(Str(policy), out); });
  const auto in_force = [&](std::string_view tenant) {
    return TextOf([&](auto** out) { return vexlens_workspace_policy(workspace_.get(), Str(tenant), {}, out); });
  };
  EXPECT_EQ(in_force("t"), canonical);
  EXPECT_EQ(in_force("u"), TextOf([](auto** out) { return vexlens_policy_canonical({}, out); }));
  ASSERT_TRUE(Succeeds(vexlens_workspace_set_policy(workspace_.get(), Str("t"), {}, &kAudit, {}, nullptr)));
  EXPECT_EQ(in_force("t"), in_force("u"));
  const std::string changes =
      TextOf([&](auto** out) { return vexlens_workspace_trust_changes(workspace_.get(), out); });
  EXPECT_NE(changes.find(R"("actor":"ana")"), std::string::npos);
  EXPECT_NE(changes.find(R"("subject":"policy/t")"), std::string::npos);
  const std::string issuers = ExampleIssuers();
  EXPECT_EQ(TextOf([&](auto** out) { return vexlens_workspace_issuers(workspace_.get(), {}, out); }),
            TextOf([&](auto** out) { return vexlens_issuers_canonical(Str(issuers), out); }));
}

TEST_F(WorkspaceTest, RefusesEditsOfWhatIsNoLongerInForce) {
  const std::string seen = TextOf([&](auto** out) { return vexlens_workspace_issuers(workspace_.get(), {}, out); });
  std::string digest(71, ' ');
  ASSERT_TRUE(Succeeds(vexlens_sha256(Str(seen), digest.data())));
  const std::string other = R"({"issuers":[]})";
  EXPECT_TRUE(Fails(vexlens_workspace_set_issuers(workspace_.get(), Str(other), &kAudit, Str("sha256:00"), nullptr),
                    VEXLENS_INVALID_ARGUMENT, "seen"));
  ASSERT_TRUE(Succeeds(vexlens_workspace_set_issuers(workspace_.get(), Str(other), &kAudit, Str(digest), nullptr)));
  EXPECT_TRUE(Fails(vexlens_workspace_set_issuers(workspace_.get(), Str(seen), &kAudit, Str(digest), nullptr),
                    VEXLENS_ABORTED, "the directory was changed meanwhile"));
  EXPECT_TRUE(Fails(vexlens_workspace_set_policy(workspace_.get(), Str("t"), {}, &kAudit, Str(digest), nullptr),
                    VEXLENS_ABORTED, "the policy was changed meanwhile"));
}

TEST_F(WorkspaceTest, RecordsWhatAnOperatorDecides) {
  const std::string decision =
      R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://us.example/1","author":"us","version":1,)"
      R"("timestamp":"2026-05-31T00:00:00Z","statements":[{"vulnerability":{"name":"CVE-2021-44228"},)"
      R"("products":[{"@id":"pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0","subcomponents":)"
      R"([{"@id":"pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"}]}],"status":"not_affected",)"
      R"("justification":"vulnerable_code_not_in_execute_path"}]})";
  vexlens_bytes* report = nullptr;
  EXPECT_TRUE(
      Fails(vexlens_workspace_ingest_decision(workspace_.get(), Str("t"), Str(decision), &kAudit, &report, nullptr),
            VEXLENS_FAILED_PRECONDITION, "us"));
  EXPECT_EQ(report, nullptr);
  const std::string issuers = ExampleIssuers();
  const std::string operators = issuers.substr(0, issuers.rfind('}')) +
                                R"(,"tenants":{"t":{"issuers":[{"id":"us","tier":"authoritative","operator":true}]}}})";
  ASSERT_TRUE(Succeeds(vexlens_workspace_set_issuers(workspace_.get(), Str(operators), &kAudit, {}, nullptr)));
  const vexlens_audit nobody = {Str(""), Str("why")};
  EXPECT_TRUE(
      Fails(vexlens_workspace_ingest_decision(workspace_.get(), Str("t"), Str(decision), &nobody, &report, nullptr),
            VEXLENS_INVALID_ARGUMENT, ""));
  EXPECT_TRUE(
      Fails(vexlens_workspace_ingest_decision(workspace_.get(), Str("t"), Str(decision), nullptr, &report, nullptr),
            VEXLENS_INVALID_ARGUMENT, "audit"));
  EXPECT_TRUE(Fails(vexlens_workspace_ingest_decision(workspace_.get(), Str("t"), Str("{}"), &kAudit, &report, nullptr),
                    VEXLENS_INVALID_ARGUMENT, ""));
  uint64_t revisions = 0;
  ASSERT_TRUE(Succeeds(
      vexlens_workspace_ingest_decision(workspace_.get(), Str("t"), Str(decision), &kAudit, &report, &revisions)));
  EXPECT_EQ(revisions, 1U);
  EXPECT_EQ(Text(vexlens_bytes_view(report)).find(R"([{"added":true,)"), 0U);
  vexlens_bytes_free(report);
  vexlens_decision decided{};
  decided.struct_size = sizeof(decided);
  vexlens_record_decision(Get().get(), &decided);
  EXPECT_EQ(decided.state, VEXLENS_STATE_NOT_AFFECTED);
  EXPECT_EQ(Text(decided.reason), "operator");
  const std::string documents =
      TextOf([&](auto** out) { return vexlens_workspace_documents(workspace_.get(), Str("t"), out); });
  EXPECT_NE(documents.find(R"({"actor":"ana",)"), std::string::npos) << documents;
  const std::string history =
      TextOf([&](auto** out) { return vexlens_workspace_history(workspace_.get(), Str("t"), &kDisputedKey, out); });
  EXPECT_NE(history.find(R"("revision":2,"rules":1,)"), std::string::npos) << history;
}

TEST_F(WorkspaceTest, SimulatesTrust) {
  const auto changes = [&](const vexlens_simulation& simulation) {
    ArrowArrayStream stream{};
    EXPECT_TRUE(Succeeds(vexlens_workspace_simulate(workspace_.get(), Str("t"), &simulation, &stream)));
    int64_t rows = 0;
    for (;;) {
      ArrowArray batch{};
      EXPECT_EQ(stream.get_next(&stream, &batch), 0);
      if (batch.release == nullptr) break;
      rows += batch.length;
      batch.release(&batch);
    }
    stream.release(&stream);
    return rows;
  };
  vexlens_simulation simulation{};
  simulation.struct_size = sizeof(simulation);
  EXPECT_EQ(changes(simulation), 0);
  const vexlens_str sweep_bot = Str("sweep-bot=trusted");
  simulation.trust = &sweep_bot;
  simulation.trust_count = 1;
  EXPECT_GT(changes(simulation), 0);
  const std::string issuers = ExampleIssuers();
  simulation.issuers = Str(issuers);
  EXPECT_GT(changes(simulation), 0);
  const vexlens_str unnamed = Str("=known");
  simulation.trust = &unnamed;
  ArrowArrayStream stream{};
  EXPECT_TRUE(Fails(vexlens_workspace_simulate(workspace_.get(), Str("t"), &simulation, &stream),
                    VEXLENS_INVALID_ARGUMENT, "simulation.trust[0]"));
}

TEST_F(WorkspaceTest, ACancelledIngestionChangesNothing) {
  const auto documents = [&](std::string_view tenant) {
    return TextOf([&](auto** out) { return vexlens_workspace_documents(workspace_.get(), Str(tenant), out); });
  };
  const std::vector<std::string> texts = ExampleDocuments();
  const std::vector<vexlens_str> strs = Strs(texts);
  // Every question that is asked is answered with no, once: at each document, and when records are computed.
  int questions = 0;
  for (int allowed = 0;; ++allowed) {
    struct {
      int allowed;
      int* questions;
    } state{allowed, &(questions = 0)};
    vexlens_ingest_options options{};
    options.struct_size = sizeof(options);
    options.user_data = &state;
    options.progress = [](uint64_t, uint64_t, void* user_data) -> int32_t {
      auto& asked = *static_cast<decltype(state)*>(user_data);
      return (*asked.questions)++ == asked.allowed ? 1 : 0;
    };
    uint64_t revisions = 99;
    const Outcome outcome = Of(
        vexlens_workspace_ingest(workspace_.get(), Str("v"), strs.data(), strs.size(), &options, nullptr, &revisions));
    if (outcome.code == 0) break;
    ASSERT_EQ(outcome.code, VEXLENS_CANCELLED) << outcome;
    EXPECT_EQ(revisions, 99U);
    EXPECT_EQ(documents("v"), "[]");
    EXPECT_EQ(events_.size(), 8U);
  }
  EXPECT_GT(questions, 6) << "while records are computed nobody is asked";
  EXPECT_EQ(events_.size(), 16U);
  EXPECT_NE(
      TextOf([&](auto** out) { return vexlens_workspace_rebuild(workspace_.get(), 1, out); }).find(R"("equal":true)"),
      std::string::npos);
}

TEST_F(WorkspaceTest, DecidesAConflict) {
  const std::string queue =
      TextOf([&](auto** out) { return vexlens_workspace_conflicts(workspace_.get(), Str("t"), out); });
  const std::string id = queue.substr(queue.find(R"("conflictId":")") + 14, 71);
  vexlens_judgement judgement{};
  judgement.struct_size = sizeof(judgement);
  judgement.issuer = Str("us");
  judgement.status = VEXLENS_STATUS_NOT_AFFECTED;
  judgement.decided_at = Str("2026-05-31T00:00:00Z");
  uint64_t revisions = 99;
  const auto decide = [&](std::string_view conflict) {
    return vexlens_workspace_decide(workspace_.get(), Str("t"), Str(conflict), &judgement, &kAudit, nullptr,
                                    &revisions);
  };
  EXPECT_TRUE(Fails(decide(id), VEXLENS_INVALID_ARGUMENT, "justification"));
  judgement.justification = Str("vulnerable_code_not_present");
  EXPECT_TRUE(Fails(decide(id), VEXLENS_FAILED_PRECONDITION, "us"));
  const std::string issuers = ExampleIssuers();
  const std::string operators = issuers.substr(0, issuers.rfind('}')) +
                                R"(,"tenants":{"t":{"issuers":[{"id":"us","tier":"authoritative","operator":true}]}}})";
  ASSERT_TRUE(Succeeds(vexlens_workspace_set_issuers(workspace_.get(), Str(operators), &kAudit, {}, nullptr)));
  EXPECT_TRUE(Fails(decide("sha256:" + std::string(64, '0')), VEXLENS_NOT_FOUND, "no open conflict"));
  EXPECT_TRUE(Fails(decide("x"), VEXLENS_INVALID_ARGUMENT, "conflict_id"));
  judgement.status = 5;
  EXPECT_TRUE(Fails(decide(id), VEXLENS_INVALID_ARGUMENT, "judgement.status"));
  judgement.status = VEXLENS_STATUS_NOT_AFFECTED;
  judgement.decided_at = Str("2027-05-31T00:00:00Z");
  EXPECT_TRUE(Fails(decide(id), VEXLENS_FAILED_PRECONDITION, ""));
  EXPECT_EQ(revisions, 99U);

  judgement.decided_at = Str("2026-05-31T00:00:00Z");
  ASSERT_TRUE(Succeeds(decide(id)));
  EXPECT_EQ(revisions, 1U);
  EXPECT_EQ(TextOf([&](auto** out) { return vexlens_workspace_conflicts(workspace_.get(), Str("t"), out); }).find(id),
            std::string::npos);
}

TEST_F(WorkspaceTest, OpensOnlyWhatIsOne) {
  vexlens_workspace_options options{};
  options.struct_size = sizeof(options);
  options.must_exist = 1;
  vexlens_workspace* workspace = nullptr;
  const std::string missing = folder_.path() + "/missing";
  EXPECT_TRUE(Fails(vexlens_workspace_open(Str(missing), &options, &workspace), VEXLENS_NOT_FOUND, "missing"));
  EXPECT_TRUE(Fails(vexlens_workspace_open(Str(std::string_view("a\0b", 3)), &options, &workspace),
                    VEXLENS_INVALID_ARGUMENT, "directory"));
  options.must_exist = 2;
  EXPECT_TRUE(Fails(vexlens_workspace_open(Str(missing), &options, &workspace), VEXLENS_UNIMPLEMENTED, "must_exist"));
  EXPECT_TRUE(Fails(vexlens_workspace_open({}, nullptr, &workspace), VEXLENS_INVALID_ARGUMENT, "directory"));
  EXPECT_EQ(workspace, nullptr);
}

TEST_F(WorkspaceTest, ASecondHandleSeesTheSame) {
  const auto second = Open(folder_.path());
  const auto record = Made<vexlens_record>(
      [&](auto** out) { return vexlens_workspace_get(second.get(), Str("t"), &kDisputedKey, nullptr, out); });
  workspace_.reset();
  EXPECT_NE(JsonOf(record.get()).find("DISPUTED"), std::string::npos);
}

}  // namespace
}  // namespace vexlens::testing
