// What became of records: revisions, points in time, withdrawals, and worlds that might be.
#include <string>
#include <string_view>
#include <vector>

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
constexpr std::string_view kProduct = "pkg:npm/a@1";
constexpr std::string_view kKey = "CVE-2024-3094 pkg:npm/a@1";

class HistoryTest : public testing::StellaWorkspaceTest {
 protected:
  Result Ingest(std::string_view document) const {
    return Stella(absl::StrCat("ingest ", Save("document.json", document)));
  }

  std::vector<std::string> Lines(std::string_view arguments) const {
    const Result result = Stella(arguments);
    EXPECT_EQ(result.code, 0) << arguments << result.err;
    return absl::StrSplit(result.out, '\n', absl::SkipEmpty());
  }

  // List gives the issuer of these documents a tier, so that it may clear.
  void List() const {
    const std::string lab = Save("lab.json", R"({"id":"lab","tier":"known"})");
    ASSERT_EQ(Trust(absl::StrCat("issuers set --global --actor ann --reason known ", lab)).code, 0);
  }

  // ChangeOfMind is two words of one issuer: affected, then fixed.
  void ChangeOfMind() const {
    List();
    ASSERT_EQ(Ingest(Vex("lab", kCve, kProduct, "affected", "2024-05-01T00:00:00Z")).code, 0);
    ASSERT_EQ(Ingest(Vex("lab", kCve, kProduct, "fixed", "2024-05-20T00:00:00Z")).code, 0);
  }
};

TEST_F(HistoryTest, GetsTheRecordOfAKey) {
  ChangeOfMind();
  const Result record = Stella(absl::StrCat("get ", kKey));
  EXPECT_EQ(record.code, 0) << record.err;
  EXPECT_TRUE(absl::StartsWith(record.out, R"({"advisoryKey":"CVE-2024-3094",)")) << record.out;
  EXPECT_TRUE(absl::StrContains(record.out, R"("state":"FIXED")")) << record.out;
  EXPECT_EQ(Stella("get --vulnerability cve-2024-3094 --product pkg:npm/a@1").out, record.out);
  EXPECT_EQ(Stella(absl::StrCat("consensus --output ndjson")).out, record.out);
  EXPECT_TRUE(absl::StrContains(Row(Stella(absl::StrCat("get --output table ", kKey)).out, kCve), "FIXED"));
  const Result silence = Stella("get CVE-2024-3094 pkg:npm/unheard-of");
  EXPECT_EQ(silence.code, 4);
  EXPECT_EQ(silence.out, "");
  EXPECT_EQ(Stella("get CVE-2024-3094 pkg:npm").code, 2);
}

TEST_F(HistoryTest, ListsAndRecallsRevisions) {
  ChangeOfMind();
  const std::vector<std::string> revisions = Lines(absl::StrCat("get --history --output ndjson ", kKey));
  ASSERT_EQ(revisions.size(), 2U);
  EXPECT_EQ(Member(revisions[0], "state"), "AFFECTED");
  EXPECT_EQ(Member(revisions[1], "state"), "FIXED");
  EXPECT_EQ(Member(revisions[1], "previousDigest"), Member(revisions[0], "consensusDigest"));
  EXPECT_EQ(Lines("events"), revisions);

  const Result table = Stella(absl::StrCat("get --history ", kKey));
  EXPECT_TRUE(absl::StrContains(Row(table.out, "REVISION"), "  RULES")) << table.out;
  EXPECT_TRUE(absl::StrContains(Row(table.out, "       1  "), "  ingestion_delta  ")) << table.out;
  EXPECT_TRUE(absl::StrContains(Row(table.out, "       2  "), "  FIXED  ")) << table.out;

  const Result first = Stella(absl::StrCat("get --revision 1 ", kKey));
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(Member(first.out, "consensusDigest"), Member(revisions[0], "consensusDigest"));
  const std::string then = absl::StrCat(" --known-at ", Member(revisions[0], "recordedAt"), " ");
  EXPECT_EQ(Stella(absl::StrCat("get ", kKey, then)).out, first.out);
  EXPECT_EQ(Stella(absl::StrCat("consensus --output ndjson ", then)).out, first.out);
  const std::string explained = Stella(absl::StrCat("explain --output json ", kKey, then)).out;
  const std::string_view record = std::string_view(first.out).substr(0, first.out.size() - 1);
  EXPECT_TRUE(absl::StartsWith(explained, absl::StrCat(R"({"nearMisses":[],"record":)", record, R"(,"words":[{)")))
      << explained;
  EXPECT_EQ(Member(Stella(absl::StrCat("get --as-of 2024-05-10T00:00:00Z ", kKey)).out, "state"), "AFFECTED");

  const Result missing = Stella(absl::StrCat("get --revision 3 ", kKey));
  EXPECT_EQ(missing.code, 4);
  EXPECT_TRUE(absl::StrContains(missing.err, "there is no revision 3: the last one is 2")) << missing.err;
  EXPECT_EQ(Stella("get --history CVE-2024-3094 pkg:npm/unheard-of").code, 4);
}

TEST_F(HistoryTest, ARevisionOfOtherRulesSaysHowToAsk) {
  ChangeOfMind();
  Sql("UPDATE revision SET rules = 0 WHERE revision = 1");
  const std::vector<std::string> revisions = Lines(absl::StrCat("get --history --output ndjson ", kKey));
  EXPECT_TRUE(absl::StrContains(revisions.at(0), R"("rules":0)")) << revisions[0];
  EXPECT_TRUE(absl::StrContains(revisions.at(1), R"("rules":1)")) << revisions[1];
  const Result recalled = Stella(absl::StrCat("get --revision 1 ", kKey));
  EXPECT_EQ(recalled.code, 2) << recalled.err;
  EXPECT_EQ(recalled.out, "");
  const std::string when =
      absl::StrCat("--as-of ", Member(revisions[0], "asOf"), " --known-at ", Member(revisions[0], "recordedAt"));
  EXPECT_TRUE(absl::StrContains(recalled.err, absl::StrCat("`stella vex get … ", when, "`"))) << recalled.err;
  EXPECT_EQ(Member(Stella(absl::StrCat("get ", kKey, " ", when)).out, "state"), "AFFECTED");
  EXPECT_EQ(Stella(absl::StrCat("get --revision 2 ", kKey)).code, 0);
  EXPECT_EQ(Stella(absl::StrCat("get ", kKey)).code, 0) << "other rules are no damage";
}

TEST_F(HistoryTest, ARenamedKeyKeepsItsHistory) {
  constexpr std::string_view kGhsa = "GHSA-rxwq-x6h5-x525";
  List();
  ASSERT_EQ(Ingest(Vex("lab", kGhsa, kProduct, "affected", "2024-05-01T00:00:00Z")).code, 0);
  ASSERT_EQ(Ingest(absl::StrReplaceAll(Vex("lab", kCve, "pkg:npm/b@1", "affected", "2024-05-02T00:00:00Z"),
                                       {{R"("name":"CVE-2024-3094")",
                                         absl::StrCat(R"("name":"CVE-2024-3094","aliases":[")", kGhsa, R"("])")}}))
                .code,
            0);
  const Result old_name = Stella(absl::StrCat("get --history ", kGhsa, " ", kProduct));
  EXPECT_TRUE(absl::StrContains(Row(old_name.out, "       2  "), "  gone  ")) << old_name.out;
  EXPECT_TRUE(absl::StrContains(Row(old_name.out, "       2  "), kCve)) << old_name.out;
  EXPECT_EQ(Stella(absl::StrCat("get --revision 2 ", kGhsa, " ", kProduct)).code, 4);
  EXPECT_EQ(Stella(absl::StrCat("get ", kGhsa, " ", kProduct)).out, Stella(absl::StrCat("get ", kKey)).out);
  // A key that never went by the old name is found by it all the same.
  EXPECT_EQ(Lines(absl::StrCat("get --history --output ndjson ", kGhsa, " pkg:npm/b@1")).size(), 1U);
}

TEST_F(HistoryTest, EventsComeInPieces) {
  ChangeOfMind();
  ASSERT_EQ(Stella(absl::StrCat("ingest --tenant acme ", Path("document.json"))).code, 0);
  const std::vector<std::string> all = Lines("events");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(Member(all[2], "tenant"), "acme");
  const Result first = Stella("events --limit 2");
  EXPECT_EQ(first.out, absl::StrCat(all[0], "\n", all[1], "\n"));
  ASSERT_TRUE(absl::StartsWith(first.err, "what comes next: --after ")) << first.err;
  const std::string next = first.err.substr(first.err.find("--after"));
  EXPECT_EQ(Stella(absl::StrCat("events ", next.substr(0, next.size() - 1))).out, all[2] + "\n");
  EXPECT_EQ(Stella("events --after 18446744073709551615").out, "");
  EXPECT_EQ(Stella("events --limit 0").out, "");
}

TEST_F(HistoryTest, AWithdrawnDocumentCountsNoMore) {
  ChangeOfMind();
  const std::vector<std::string> documents = Lines("documents --output ndjson");
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(Member(documents[0], "issuer"), "lab");
  const std::string digest = Member(documents[1], "documentDigest");
  const Result withdrawn = Stella(absl::StrCat("withdraw ", digest.substr(7, 8)));
  EXPECT_EQ(withdrawn.code, 0) << withdrawn.err;
  EXPECT_TRUE(absl::StartsWith(withdrawn.err, absl::StrCat("withdrawn ", digest, " (https://example.com/lab/")))
      << withdrawn.err;
  EXPECT_TRUE(absl::StrContains(withdrawn.err, "1 record computed, 1 revision\n")) << withdrawn.err;
  EXPECT_EQ(Member(Stella(absl::StrCat("get ", kKey)).out, "state"), "INCONCLUSIVE") << "it has replaced the older one";
  EXPECT_TRUE(absl::StrContains(Lines("documents --output ndjson")[1], R"("withdrawn":true)"));
  const Result again = Stella(absl::StrCat("withdraw ", digest));
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_TRUE(absl::StartsWith(again.err, "already withdrawn: ")) << again.err;
}

TEST_F(HistoryTest, ADocumentIsWithdrawnByItsIdWhenThatNamesOne) {
  const std::string one = Vex("lab", kCve, kProduct, "affected", "2024-05-01T00:00:00Z");
  const std::string id = Member(one, "@id");
  ASSERT_EQ(Ingest(one).code, 0);
  ASSERT_EQ(Ingest(absl::StrReplaceAll(one, {{R"("version":1)", R"("version":2)"}})).code, 0);
  const Result both = Stella(absl::StrCat("withdraw ", id));
  EXPECT_EQ(both.code, 2);
  for (const std::string& document : Lines("documents --output ndjson")) {
    EXPECT_TRUE(absl::StrContains(both.err, Member(document, "documentDigest"))) << both.err;
  }
  EXPECT_EQ(Stella(absl::StrCat("withdraw --document-version 3 ", id)).code, 4);
  EXPECT_EQ(Stella(absl::StrCat("withdraw --document-version 2 ", id)).code, 0);
  EXPECT_EQ(Stella(absl::StrCat("withdraw ", id)).code, 0) << "the other is the only one left";
  EXPECT_EQ(Stella("withdraw https://example.com/unheard-of").code, 4);
  EXPECT_EQ(Stella("withdraw 0123456789abcdef").code, 4);
  const Result mixed = Stella(absl::StrCat("withdraw ", id, " 0123456789abcdef"));
  EXPECT_EQ(mixed.code, 4) << "nothing is done when a name is unknown";
  EXPECT_FALSE(absl::StrContains(mixed.err, "withdrawn")) << mixed.err;
}

TEST_F(HistoryTest, SimulationsWriteNothing) {
  List();
  ASSERT_EQ(Ingest(Vex("lab", kCve, kProduct, "fixed", "2024-05-01T00:00:00Z")).code, 0);
  const std::string before = Stella("events").out;
  const std::string policy = Save("policy.json", R"({"minimumQuorum":2})");
  const Result stricter = Stella(absl::StrCat("simulate --output ndjson --policy ", policy));
  EXPECT_EQ(stricter.code, 0) << stricter.err;
  EXPECT_TRUE(absl::StrContains(stricter.out, R"("change":"status_changed")")) << stricter.out;
  EXPECT_TRUE(absl::StrContains(stricter.out, R"("reason":"quorum","state":"INCONCLUSIVE")")) << stricter.out;
  EXPECT_EQ(stricter.err, "0 added, 0 removed, 1 status_changed, 0 confidence_up, 0 confidence_down\n");

  const std::string issuers = Save("issuers.json", R"({"issuers":[{"id":"lab","tier":"trusted"}]})");
  EXPECT_TRUE(absl::StrContains(Stella(absl::StrCat("simulate --issuers ", issuers)).out, "confidence_up")) << issuers;

  Save("in/1.json", Vex("lab", kCve, "pkg:npm/b@1", "affected", "2024-05-01T00:00:00Z"));
  Save("in/2.json", "{");
  const Result added = Stella(absl::StrCat("simulate --output json --input ", Path("in")));
  EXPECT_EQ(added.code, 2) << "one was rejected";
  EXPECT_TRUE(absl::StrContains(added.err, absl::StrCat("rejected ", Path("in/2.json")))) << added.err;
  EXPECT_TRUE(absl::StartsWith(added.out, "[\n{\"advisoryKey\":\"CVE-2024-3094\",\"after\":{")) << added.out;
  EXPECT_TRUE(absl::StrContains(added.out, R"("artifactKey":"pkg:npm/b@1","before":null,"change":"added")"))
      << added.out;
  EXPECT_EQ(Stella("events").out, before);
  EXPECT_EQ(Lines("documents --output ndjson").size(), 1U);
  EXPECT_EQ(Stella(absl::StrCat("simulate --policy ", Save("bad.json", R"({"modus":1})"))).code, 2);
}

TEST_F(HistoryTest, DiffTellsWhatTimeHasChanged) {
  ChangeOfMind();
  const std::string recorded = Member(Lines("documents --output ndjson")[0], "recordedAt");
  // What is known then, and as of then: both words are older.
  const Result since = Stella(absl::StrCat("diff --output ndjson --from ", recorded));
  EXPECT_EQ(since.code, 0) << since.err;
  EXPECT_TRUE(absl::StrContains(since.out, R"("change":"status_changed")")) << since.out;
  EXPECT_TRUE(absl::StrContains(since.err, "1 status_changed")) << since.err;
  EXPECT_EQ(Stella(absl::StrCat("diff --output ndjson --known --from ", recorded)).out, since.out);
  const std::string nothing = Stella(absl::StrCat("diff --from ", recorded, " --to ", recorded)).out;
  EXPECT_EQ(nothing, "");
  // Long before, nothing was known, whatever is dated then.
  const Result early = Stella("diff --from 2024-05-10T00:00:00Z");
  EXPECT_TRUE(absl::StrContains(early.out, "added")) << early.out;
  EXPECT_TRUE(absl::StrContains(early.out, "FIXED: fixed")) << early.out;
}

}  // namespace
}  // namespace vexlens
