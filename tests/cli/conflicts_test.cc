// The queue of conflicts as an operator works it off.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "tests/cli/stella.h"
#include "tests/workspace/vex_documents.h"

namespace vexlens {
namespace {

using testing::Result;
using testing::Vex;

constexpr std::string_view kCve = "CVE-2024-3094";
constexpr std::string_view kOperator = R"({"id":"blue-team","names":["The blue team"],"tier":"known","operator":true})";

class ConflictsTest : public testing::StellaWorkspaceTest {
 protected:
  void SetUp() override {
    const std::string issuers =
        Save("issuers.json",
             absl::StrCat(R"({"issuers":[{"id":"a","tier":"known"},)", R"({"id":"b","tier":"known"}],)",
                          R"("tenants":{"default":{"issuers":[)", kOperator,
                          R"(,{"id":"keyed","tier":"known","operator":true,)",
                          R"("keys":[{"keyId":"k","algorithm":"ed25519",)", R"("publicKey":"x","notBefore":)",
                          R"("2020-01-01T00:00:00Z","notAfter":)", R"("9999-01-01T00:00:00Z"}]}]}}})"));
    ASSERT_EQ(Trust(absl::StrCat("issuers import --actor ann --reason start ", issuers)).code, 0);
  }

  void Disagree(std::string_view product, std::string_view day = "01") const {
    const std::string date = absl::StrCat("2024-05-", day, "T00:00:00Z");
    Save("in/1.json", Vex("a", kCve, product, "affected", date));
    Save("in/2.json", Vex("b", kCve, product, "not_affected", date));
    ASSERT_EQ(Stella(absl::StrCat("ingest ", Path("in"))).code, 0);
  }

  // Bom says of a range of versions, of a component in a product or of a product, that it is so.
  static std::string Bom(std::string_view author, std::string_view state, std::string_view metadata = "",
                         std::string_view vulnerability = kCve) {
    return absl::StrCat(R"({"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"metadata":{"timestamp":)",
                        R"("2024-05-01T00:00:00Z","supplier":{"name":")", author, "\"}", metadata,
                        R"(},"components":[{"type":"library","name":"w","bom-ref":"w","purl":"pkg:npm/widget"}],)",
                        R"("vulnerabilities":[{"id":")", vulnerability, R"(","analysis":{"state":")", state,
                        R"("},"affects":[{"ref":"w","versions":[{"range":"vers:npm/<2.0.0","status":")",
                        state == "not_affected" ? "unaffected" : "affected", R"("}]}]}]})");
  }

  void DisagreeOnRange(std::string_view metadata = "", std::string_view vulnerability = kCve) const {
    Save("in/1.json", Bom("a", "exploitable", metadata, vulnerability));
    Save("in/2.json", Bom("b", "not_affected", metadata, vulnerability));
    ASSERT_EQ(Stella(absl::StrCat("ingest ", Path("in"))).code, 0);
  }

  std::vector<std::string> Queue() const {
    const Result result = Stella("conflicts list --output ndjson");
    EXPECT_EQ(result.code, 0) << result.err;
    return absl::StrSplit(result.out, '\n', absl::SkipEmpty());
  }

  std::string First() const {
    const std::vector<std::string> queue = Queue();
    return queue.empty() ? "none" : Member(queue[0], "conflictId");
  }
};

TEST_F(ConflictsTest, TheOldestComesFirst) {
  EXPECT_EQ(Stella("conflicts list --output json").out, "[]\n");
  Disagree("pkg:npm/young@1", "20");
  Disagree("pkg:npm/old@1", "02");
  const std::vector<std::string> queue = Queue();
  ASSERT_EQ(queue.size(), 2U);
  EXPECT_EQ(Member(queue[0], "artifactKey"), "pkg:npm/old@1");
  EXPECT_EQ(Member(queue[0], "since"), "2024-05-02T00:00:00Z");
  EXPECT_TRUE(absl::EndsWith(queue[0], R"("issuers":["a","b"],"reason":"status_disagreement",)"
                                       R"("since":"2024-05-02T00:00:00Z","statuses":["affected","not_affected"]})"))
      << queue[0];
  const Result table = Stella("conflicts list --limit 1");
  EXPECT_TRUE(absl::StrContains(table.out, "pkg:npm/old@1")) << table.out;
  EXPECT_TRUE(absl::StrContains(table.out, "affected against not_affected")) << table.out;
  EXPECT_FALSE(absl::StrContains(table.out, "pkg:npm/young@1")) << table.out;
  EXPECT_EQ(table.err, "2 conflicts in the queue, the oldest since 2024-05-02T00:00:00Z\n");
}

// Whoever still investigates does not speak against whoever knows: that waits for nobody.
TEST_F(ConflictsTest, OnlyTheTwoSidesAgainstEachOtherWait) {
  Save("in/1.json", Vex("a", kCve, "pkg:npm/a@1", "affected", "2024-05-01T00:00:00Z"));
  Save("in/2.json", Vex("b", kCve, "pkg:npm/a@1", "under_investigation", "2024-05-01T00:00:00Z"));
  ASSERT_EQ(Stella(absl::StrCat("ingest ", Path("in"))).code, 0);
  EXPECT_TRUE(Queue().empty());
  EXPECT_TRUE(absl::StrContains(Stella("get CVE-2024-3094 pkg:npm/a@1").out, "status_disagreement"))
      << "the record shows it";
  Disagree("pkg:npm/b@1");
  EXPECT_EQ(Queue().size(), 1U);
}

TEST_F(ConflictsTest, AnOperatorDecides) {
  Disagree("pkg:npm/a@1");
  const std::string id = First();
  const Result resolved = Stella(absl::StrCat("conflicts resolve ", id.substr(7, 8),
                                              " --status not_affected --justification vulnerable_code_not_present "
                                              "--issuer 'The blue team' --reason 'we \"looked\"'"));
  EXPECT_EQ(resolved.code, 0) << resolved.err;
  EXPECT_TRUE(absl::StrContains(Row(resolved.out, kCve), "not_affected (operator)")) << resolved.out;
  EXPECT_TRUE(absl::StrContains(resolved.err, "1 record computed, 1 revision\n")) << resolved.err;
  EXPECT_TRUE(Queue().empty());
  EXPECT_EQ(Stella(absl::StrCat("conflicts resolve ", id, " --status fixed --issuer blue-team --reason r")).code, 4);
  const std::string documents = Stella("documents --output ndjson").out;
  EXPECT_TRUE(absl::StrContains(documents, R"("format":"openvex","issuer":"blue-team")")) << documents;
}

TEST_F(ConflictsTest, EachStatusCanBeTheDecision) {
  int day = 10;
  for (const char* words :
       {"--status affected --action 'update it' --output json", "--status fixed --output json",
        "--status under_investigation --output json", "--status not_affected --impact 'not reached' --output json"}) {
    Disagree(absl::StrCat("pkg:npm/p@", day), absl::StrCat(day));
    ++day;
    const Result resolved =
        Stella(absl::StrCat("conflicts resolve ", First(), " --issuer blue-team --reason r ", words));
    EXPECT_EQ(resolved.code, 0) << resolved.err;
    EXPECT_TRUE(absl::StrContains(resolved.out, R"("reason":"operator")")) << resolved.out;
    const std::string status(words, 9, std::string_view(words).find(' ', 9) - 9);
    EXPECT_TRUE(absl::StrContains(resolved.out, absl::StrCat("\"status\":\"", status, "\",\"strength\"")))
        << resolved.out;
  }
  EXPECT_TRUE(Queue().empty());
}

TEST_F(ConflictsTest, ARangeIsDecidedByCycloneDx) {
  int number = 1000;
  for (const char* words : {"not_affected --justification component_not_present", "not_affected --impact 'not reached'",
                            "not_affected --justification inline_mitigations_already_exist",
                            "not_affected --justification vulnerable_code_cannot_be_controlled_by_adversary",
                            "not_affected --justification vulnerable_code_not_in_execute_path --impact 'not reached'",
                            "not_affected --justification vulnerable_code_not_present", "affected --action 'update it'",
                            "fixed", "under_investigation"}) {
    const std::string vulnerability = absl::StrCat("CVE-2024-", ++number);
    DisagreeOnRange("", vulnerability);
    ASSERT_EQ(Queue().size(), 1U) << words;
    EXPECT_EQ(Member(Queue()[0], "artifactKey"), "pkg:npm/widget vers:npm/<2.0.0");
    const Result resolved =
        Stella(absl::StrCat("conflicts resolve ", First(), " --issuer blue-team --reason r --status ", words));
    EXPECT_EQ(resolved.code, 0) << words << resolved.err;
    const std::string_view status = std::string_view(words).substr(0, std::string_view(words).find(' '));
    EXPECT_TRUE(absl::StrContains(Row(resolved.out, vulnerability), absl::StrCat(status, " (operator)")))
        << resolved.out;
  }
  const std::string documents = Stella("documents --output ndjson").out;
  EXPECT_TRUE(absl::StrContains(documents, R"("format":"cyclonedx","issuer":"blue-team")")) << documents;
}

TEST_F(ConflictsTest, ARangeOfAComponentIsDecidedInItsProduct) {
  DisagreeOnRange(R"(,"component":{"type":"application","name":"p","bom-ref":"p","purl":"pkg:npm/product@1"})");
  ASSERT_EQ(Queue().size(), 1U);
  EXPECT_EQ(Member(Queue()[0], "artifactKey"), "pkg:npm/product@1");
  const Result resolved =
      Stella(absl::StrCat("conflicts resolve ", First(), " --status fixed --issuer blue-team --reason r"));
  EXPECT_EQ(resolved.code, 0) << resolved.err;
  EXPECT_TRUE(absl::StrContains(Row(resolved.out, kCve), "fixed (operator)")) << resolved.out;
  EXPECT_TRUE(Queue().empty());
}

TEST_F(ConflictsTest, AKeyThatNoDocumentCanNameIsSaidToBe) {
  // A product without any identifier is called after its own BOM.
  ASSERT_EQ(Stella(absl::StrCat("ingest ",
                                Save("1.json", Bom("a", "exploitable", R"(,"component":{"name":"p","bom-ref":"p"})"))))
                .code,
            0);
  const std::string product = Member(Stella("consensus --output ndjson").out, "artifactKey");
  ASSERT_TRUE(absl::StartsWith(product, "cdx:sha256:")) << product;
  const std::string other =
      absl::StrReplaceAll(Vex("b", kCve, product, "not_affected", "2024-05-01T00:00:00Z"),
                          {{absl::StrCat("{\"@id\":\"", product, "\"}"),
                            absl::StrCat("{\"@id\":\"", product, R"(","subcomponents":[{"@id":"pkg:npm/widget"}]})")}});
  ASSERT_EQ(Stella(absl::StrCat("ingest ", Save("2.json", other))).code, 0);
  const std::vector<std::string> queue = Queue();
  ASSERT_EQ(queue.size(), 1U);
  EXPECT_EQ(Member(queue[0], "componentKey"), "pkg:npm/widget vers:npm/<2.0.0");
  const Result refused =
      Stella(absl::StrCat("conflicts resolve ", First(), " --status fixed --issuer blue-team --reason r"));
  EXPECT_EQ(refused.code, 2) << refused.err;
  EXPECT_TRUE(absl::StrContains(refused.err, "no CycloneDX document can speak about exactly")) << refused.err;
  EXPECT_EQ(Queue().size(), 1U);
}

TEST_F(ConflictsTest, WhoMayNotDecideIsTold) {
  Disagree("pkg:npm/a@1");
  const std::string resolve = absl::StrCat("conflicts resolve ", First(), " --status fixed --reason r ");
  const Result stranger = Stella(absl::StrCat(resolve, "--issuer nobody"));
  EXPECT_EQ(stranger.code, 2);
  EXPECT_TRUE(absl::StrContains(stranger.err,
                                "no issuer is called \"nobody\": give tenant \"default\" an entry with "
                                "\"operator\":true"))
      << stranger.err;
  const Result vendor = Stella(absl::StrCat(resolve, "--issuer a"));
  EXPECT_EQ(vendor.code, 2);
  EXPECT_TRUE(absl::StrContains(vendor.err, "no operator is \"a\"")) << vendor.err;
  ASSERT_EQ(Trust("issuers revoke blue-team --actor ann --reason gone").code, 0);
  EXPECT_TRUE(absl::StrContains(Stella(absl::StrCat(resolve, "--issuer blue-team")).err, "is revoked"));
  EXPECT_EQ(Stella("documents --output ndjson").out.find("blue-team"), std::string::npos);
  EXPECT_EQ(Queue().size(), 1U);
}

TEST_F(ConflictsTest, ADecisionIsVerifiedByTheWorkspaceItself) {
  Disagree("pkg:npm/a@1");
  const Result resolved = Stella(absl::StrCat("conflicts resolve ", First(), " --status fixed --issuer keyed",
                                              " --actor ann --reason 'looked at it'"));
  EXPECT_EQ(resolved.code, 0) << "an operator with keys needs no signature here" << resolved.err;
  const std::string documents = Stella("documents --output ndjson").out;
  const std::string line = Row(documents, R"({"actor":"ann",)");
  EXPECT_EQ(Member(line, "issuer"), "keyed") << documents;
  EXPECT_EQ(Member(line, "reason"), "looked at it");
  EXPECT_EQ(Member(line, "signature"), "verified");
  EXPECT_EQ(Member(Row(documents, R"({"actor":"",)"), "signature"), "missing") << documents;
}

TEST_F(ConflictsTest, WhatADecisionLacksIsTold) {
  Disagree("pkg:npm/a@1");
  const std::string resolve = absl::StrCat("conflicts resolve ", First(), " --issuer blue-team ");
  for (const auto& [words, message] : std::vector<std::pair<std::string, std::string>>{
           {"--status fixd --reason r", "--status: \"fixd\" is not affected"},
           {"--status affected --reason r", "affected needs an action"},
           {"--status fixed --action x --reason r", "an action goes with affected only"},
           {"--status not_affected --reason r", "not_affected needs a justification or an impact"},
           {"--status fixed --impact x --reason r", "go with not_affected only"},
           {"--status not_affected --justification lazy --reason r", "justification: \"lazy\" is none of "},
           {"--status fixed", "--reason is required"},
           {"--status fixed --reason ''", "--reason: is empty"},
           {"--status fixed --reason \"$(printf '\\377')\"", "--reason: is not UTF-8"}}) {
    const Result result = Stella(absl::StrCat(resolve, words));
    EXPECT_EQ(result.code, 2) << words;
    EXPECT_TRUE(absl::StrContains(result.err, message)) << result.err;
  }
  EXPECT_EQ(Queue().size(), 1U);
}

TEST_F(ConflictsTest, ADecisionOfTodayNeedsAnAsOfOfToday) {
  Disagree("pkg:npm/a@1");
  ASSERT_EQ(Stella("ingest --as-of 2024-06-01T00:00:00Z").code, 0);
  const std::string resolve =
      absl::StrCat("conflicts resolve ", First(), " --status fixed --issuer blue-team --reason r");
  const Result early = Stella(resolve);
  EXPECT_EQ(early.code, 2);
  EXPECT_TRUE(absl::StrContains(early.err, "asOf of the workspace is 2024-06-01T00:00:00Z")) << early.err;
  EXPECT_TRUE(absl::StrContains(early.err, "move asOf on first")) << early.err;
  ASSERT_EQ(Stella("ingest").code, 0);
  EXPECT_EQ(Stella(resolve).code, 0);
}

TEST_F(ConflictsTest, AWordThatDoesNotDecideIsTold) {
  Disagree("pkg:npm/a@1");
  constexpr std::string_view kSilent = R"({"id":"blue-team","tier":"known","operator":true,"weight":0})";
  ASSERT_EQ(Trust(absl::StrCat("issuers set --actor ann --reason silent ", Save("silent.json", kSilent))).code, 0);
  const Result result =
      Stella(absl::StrCat("conflicts resolve ", First(), " --status fixed --issuer blue-team --reason r"));
  EXPECT_EQ(result.code, 1) << result.err;
  EXPECT_TRUE(absl::StrContains(result.err, "does not decide")) << result.err;
}

TEST_F(ConflictsTest, AWaiverTakesOneOutOfTheQueue) {
  Disagree("pkg:npm/a@1");
  Disagree("pkg:npm/b@1", "02");
  const std::string id = First();
  const std::string waive = absl::StrCat("conflicts waive ", id.substr(7, 12), " --reason 'known' --actor ann ");
  EXPECT_EQ(Stella(absl::StrCat(waive, "--expires 2024-01-01T00:00:00Z")).code, 2);
  EXPECT_EQ(Stella(absl::StrCat(waive, "--expires tomorrow")).code, 2);
  EXPECT_EQ(Queue().size(), 2U);
  const Result waived = Stella(absl::StrCat(waive, "--expires 9999-01-01T00:00:00Z"));
  EXPECT_EQ(waived.code, 0) << waived.err;
  EXPECT_TRUE(
      absl::StrContains(waived.err, absl::StrCat("waived ", id, " until 9999-01-01T00:00:00Z by ann\n1 conflict")))
      << waived.err;
  ASSERT_EQ(Queue().size(), 1U);
  EXPECT_NE(First(), id);
  const Result waivers = Stella("conflicts waivers --output ndjson");
  EXPECT_TRUE(absl::StartsWith(waivers.out, absl::StrCat(R"({"actor":"ann","conflictId":")", id,
                                                         R"(","expiresAt":"9999-01-01T00:00:00Z","reason":"known",)")))
      << waivers.out;
  EXPECT_TRUE(absl::StrContains(Stella("conflicts waivers").out, id.substr(7, 12)));
  EXPECT_EQ(Stella(absl::StrCat(waive, "--expires 9999-12-31T00:00:00Z")).code, 0) << "it can be prolonged";
  EXPECT_TRUE(absl::StrContains(Stella("get CVE-2024-3094 pkg:npm/a@1").out, id)) << "the record goes on showing it";
  const Result resolved =
      Stella(absl::StrCat("conflicts resolve ", id, " --status fixed --issuer blue-team --reason 'seen to'"));
  EXPECT_EQ(resolved.code, 0) << resolved.err;
}

TEST_F(ConflictsTest, IdsMayBeShortened) {
  Disagree("pkg:npm/a@1");
  const std::string digits = First().substr(7);
  const auto waive = [&](std::string_view id) {
    return Stella(absl::StrCat("conflicts waive ", id, " --reason r --actor a --expires 9999-01-01T00:00:00Z"));
  };
  const Result shorter = waive(digits.substr(0, 7));
  EXPECT_EQ(shorter.code, 2);
  EXPECT_TRUE(absl::StrContains(shorter.err, "or at least its first 8 digits")) << shorter.err;
  EXPECT_EQ(waive("conflict").code, 2);
  EXPECT_EQ(waive(absl::StrCat(digits, "0")).code, 2);
  const Result unknown = waive("00000000");
  EXPECT_EQ(unknown.code, 4);
  EXPECT_TRUE(absl::StrContains(unknown.err, "no conflict in the queue begins with sha256:00000000")) << unknown.err;
  EXPECT_EQ(waive(absl::AsciiStrToUpper(digits.substr(0, 8))).code, 0);
}

}  // namespace
}  // namespace vexlens
