// Trust that a workspace keeps: edits, what they touch, and the audit of them.
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "tests/cli/stella.h"
#include "tests/support/corpora.h"
#include "tests/workspace/vex_documents.h"

namespace vexlens {
namespace {

using testing::Result;
using testing::Vex;

constexpr std::string_view kAudit = " --actor ann --reason 'a reason' ";

class WorkspaceTrustTest : public testing::StellaWorkspaceTest {
 protected:
  Result Edit(std::string_view arguments) const { return Trust(absl::StrCat(arguments, kAudit)); }

  Result Set(std::string_view entry, std::string_view whose = "") const {
    return Edit(absl::StrCat("issuers set ", Save("entry.json", entry), " ", whose));
  }

  std::vector<std::string> Lines(std::string_view arguments) const {
    const Result result = Trust(absl::StrCat(arguments, " --output ndjson"));
    EXPECT_EQ(result.code, 0) << arguments << result.err;
    return absl::StrSplit(result.out, '\n', absl::SkipEmpty());
  }
};

TEST_F(WorkspaceTrustTest, SettingAnEntryTellsWhatItTouched) {
  const Result set = Set(R"({"id":"lab","tier":"trusted"})", "--global");
  EXPECT_EQ(set.code, 0) << set.err;
  EXPECT_EQ(set.out, "");
  EXPECT_TRUE(absl::StrContains(Row(set.err, "(global)  lab"), "unknown → trusted  0.3 → 0.8")) << set.err;
  EXPECT_TRUE(absl::StrContains(set.err, "0 records computed, 0 revisions\n")) << set.err;
  const std::string document =
      Save("1.json", Vex("lab", "CVE-2024-3094", "pkg:npm/a@1", "affected", "2024-05-01T00:00:00Z"));
  ASSERT_EQ(Stella(absl::StrCat("ingest ", document)).code, 0);
  const Result weaker = Set(R"({"id":"lab","tier":"untrusted"})", "--tenant default");
  EXPECT_TRUE(absl::StrContains(Row(weaker.err, "default  lab"), "trusted → untrusted  0.8 → 0.1")) << weaker.err;
  EXPECT_TRUE(absl::StrContains(weaker.err, "1 record computed, ")) << weaker.err;
  EXPECT_TRUE(absl::StrContains(Stella("get CVE-2024-3094 pkg:npm/a@1").out, R"("tier":"untrusted")"));
  const Result same = Set(R"({"id":"lab","tier":"untrusted"})");
  EXPECT_EQ(same.code, 0);
  EXPECT_TRUE(absl::StrContains(same.err, "nothing to change")) << same.err;
  EXPECT_EQ(Lines("issuers history").size(), 2U);
}

TEST_F(WorkspaceTrustTest, EntriesComeFromStandardInput) {
  const std::string command =
      absl::StrCat(R"(echo '{"id":"lab","tier":"known"}' | cli/stella trust issuers set - --workspace )", Path("ws"),
                   kAudit, " 2>", Path("err"));
  EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 0) << testing::ReadBytes(Path("err"));
  EXPECT_EQ(Member(Trust("issuers show lab --output json").out, "tier"), "known");
  const std::string bad =
      absl::StrCat("echo '{}' | cli/stella trust issuers set - --workspace ", Path("ws"), kAudit, " 2>", Path("err"));
  EXPECT_EQ(WEXITSTATUS(std::system(bad.c_str())), 2);
  EXPECT_TRUE(absl::StartsWith(testing::ReadBytes(Path("err")), "stella: standard input: /id: "))
      << testing::ReadBytes(Path("err"));
}

TEST_F(WorkspaceTrustTest, FilesMayBePipes) {
  const std::string command =
      absl::StrCat(R"(echo '{"minimumQuorum":2}' | cli/stella trust policy set /dev/stdin --workspace )", Path("ws"),
                   kAudit, " 2>", Path("err"));
  EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 0) << testing::ReadBytes(Path("err"));
  EXPECT_TRUE(absl::StrContains(Trust("policy show --output json").out, R"("minimumQuorum":2)"));
}

TEST_F(WorkspaceTrustTest, RevokesAndRemoves) {
  ASSERT_EQ(Set(R"({"id":"lab","tier":"trusted"})", "--global").code, 0);
  const Result revoked = Edit("issuers revoke lab --since 2026-01-01T00:00:00Z --tenant blue");
  EXPECT_EQ(revoked.code, 0) << revoked.err;
  EXPECT_TRUE(absl::StrContains(Row(revoked.err, "blue"), "no → since 2026-01-01T00:00:00Z")) << revoked.err;
  EXPECT_TRUE(absl::StrContains(Trust("issuers show lab --tenant blue").out, "since 2026-01-01T00:00:00Z"));
  EXPECT_FALSE(absl::StrContains(Trust("issuers show lab").out, "since"));
  EXPECT_EQ(Edit("issuers remove lab --tenant blue").code, 0);
  EXPECT_FALSE(absl::StrContains(Trust("issuers show lab --tenant blue").out, "since"));
  EXPECT_EQ(Edit("issuers remove lab --tenant blue").code, 4);
  EXPECT_EQ(Edit("issuers revoke nobody --global").code, 4);
  EXPECT_EQ(Edit("issuers revoke lab --since never --global").code, 2);
  EXPECT_EQ(Edit("issuers remove lab --global --tenant blue").code, 2);
  EXPECT_EQ(Edit("issuers revoke lab --global").code, 0);
  EXPECT_TRUE(absl::StrContains(Trust("issuers show lab").out, "since ever"));
}

TEST_F(WorkspaceTrustTest, ImportReplacesTheDirectory) {
  ASSERT_EQ(Set(R"({"id":"lab","tier":"trusted"})").code, 0);
  EXPECT_EQ(Edit("issuers import examples/issuers.json").code, 0);
  EXPECT_EQ(Trust("issuers list --output json").out,
            Run("trust issuers list --output json --issuers examples/issuers.json").out);
  EXPECT_EQ(Trust("issuers show lab").code, 4);
  const Result bad = Edit(absl::StrCat("issuers import ", Save("bad.json", R"({"issuers":[{"id":"a"}]})")));
  EXPECT_EQ(bad.code, 2);
  EXPECT_TRUE(absl::StrContains(bad.err, "bad.json: /issuers/0/tier: missing")) << bad.err;
  EXPECT_EQ(Lines("issuers history").size(), 2U);
}

TEST_F(WorkspaceTrustTest, TheHistorySaysWhoDidWhatAndWhy) {
  ASSERT_EQ(Set(R"({"id":"lab","tier":"trusted"})", "--global").code, 0);
  ASSERT_EQ(Trust("issuers revoke lab --global --actor 'bob \x1B[2J' --reason 'they were \"wrong\"'").code, 0);
  const std::vector<std::string> history = Lines("issuers history");
  ASSERT_EQ(history.size(), 2U);
  EXPECT_TRUE(
      absl::StartsWith(history[0], R"({"actor":"ann","changes":[{"change":"added","id":"lab","members":["tier"],)"))
      << history[0];
  EXPECT_TRUE(absl::StrContains(history[0], R"("weightAfter":0.8,"weightBefore":0.3)")) << history[0];
  EXPECT_TRUE(absl::StartsWith(history[1], R"({"actor":"bob \u001b[2J","changes":[{"change":"replaced","id":"lab",)"))
      << history[1];
  EXPECT_TRUE(absl::StrContains(history[1], R"("reason":"they were \"wrong\"")")) << history[1];
  const std::string table = Trust("issuers history").out;
  EXPECT_TRUE(absl::StrContains(table, "bob \\x1b[2J")) << table;
  EXPECT_TRUE(absl::StrContains(table, "no → since ever")) << table;
  const std::string then = absl::StrCat("--known-at ", Member(history[0], "recordedAt"));
  EXPECT_FALSE(absl::StrContains(Trust(absl::StrCat("issuers show lab ", then)).out, "since ever"));
  EXPECT_EQ(Trust("issuers list --issuers examples/issuers.json").code, 2);
}

TEST_F(WorkspaceTrustTest, NobodyChangesTrustWithoutAName) {
  const std::string entry = Save("entry.json", R"({"id":"lab","tier":"known"})");
  const auto set = [&](std::string_view environment, std::string_view audit) {
    const std::string command = absl::StrCat("env ", environment, " cli/stella trust issuers set ", entry, " ", audit,
                                             " --workspace ", Path("ws"), " 2>", Path("err"));
    return WEXITSTATUS(std::system(command.c_str()));
  };
  EXPECT_EQ(set("-u USER", "--reason r"), 2);
  EXPECT_TRUE(absl::StrContains(testing::ReadBytes(Path("err")), "give --actor, or set USER"));
  EXPECT_EQ(set("USER=", "--reason r"), 2);
  EXPECT_EQ(set("USER=carol", "--reason ''"), 2);
  EXPECT_EQ(set("USER=carol", "--actor '' --reason r"), 2);
  EXPECT_EQ(set("USER=carol", ""), 2);
  EXPECT_EQ(set("USER=carol", "--reason r"), 0);
  EXPECT_EQ(Member(Lines("issuers history")[0], "actor"), "carol");
}

TEST_F(WorkspaceTrustTest, OfTwoEditsAtOnceNoneIsLost) {
  std::string command;
  for (int i = 0; i < 8; ++i) {
    const std::string entry = Save(absl::StrCat(i, ".json"), absl::StrCat(R"({"id":"lab)", i, R"(","tier":"known"})"));
    absl::StrAppend(&command, "cli/stella trust issuers set ", entry, kAudit, " --workspace ", Path("ws"), " 2>>",
                    Path("err"), " & ");
  }
  ASSERT_EQ(std::system((command + " wait").c_str()), 0);
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(Trust(absl::StrCat("issuers show lab", i)).code, 0) << testing::ReadBytes(Path("err"));
  }
}

TEST_F(WorkspaceTrustTest, PoliciesAreSetShownAndUnset) {
  ASSERT_EQ(Stella("ingest examples/documents").code, 0);
  const Result set = Edit("policy set examples/policy.json");
  EXPECT_EQ(set.code, 0) << set.err;
  EXPECT_TRUE(absl::StrContains(set.err, "requireJustificationForNotAffected  false  →  true")) << set.err;
  EXPECT_TRUE(absl::StrContains(set.err, "9 records computed, ")) << set.err;
  EXPECT_TRUE(absl::StrContains(Edit("policy set examples/policy.json").err, "nothing to change"));
  const std::string shown = Run("trust policy show --output json --policy examples/policy.json").out;
  EXPECT_EQ(Trust("policy show --output json").out, shown);
  const std::string built_in = Run("trust policy show --output json").out;
  EXPECT_EQ(Trust("policy show --output json --tenant other").out, built_in);
  EXPECT_EQ(Trust("policy show --output json --global").out, built_in);
  EXPECT_EQ(Edit(absl::StrCat("policy set --global ", Save("lattice.json", R"({"mode":"lattice"})"))).code, 0);
  EXPECT_TRUE(absl::StrContains(Trust("policy show --output json --tenant other").out, R"("mode":"lattice")"));
  EXPECT_EQ(Trust("policy show --output json").out, shown) << "its own counts";

  const Result unset = Edit("policy unset");
  EXPECT_EQ(unset.code, 0) << unset.err;
  EXPECT_TRUE(absl::StrContains(Trust("policy show --output json").out, R"("mode":"lattice")"));
  EXPECT_EQ(Edit("policy unset").code, 4);
  const std::vector<std::string> history = Lines("policy history");
  ASSERT_EQ(history.size(), 3U);
  EXPECT_TRUE(absl::StrContains(history[0], R"({"member":"freshness.halfLifeDays","new":30,"old":90})")) << history[0];
  EXPECT_EQ(Member(history[0], "tenant"), "default");
  EXPECT_EQ(Member(history[1], "tenant"), "");
  EXPECT_TRUE(absl::StrContains(Row(Trust("policy history").out, "       3  "), "  unset  ")) << history[2];
  EXPECT_EQ(Edit(absl::StrCat("policy set ", Save("bad.json", R"({"modus":1})"))).code, 2);
}

}  // namespace
}  // namespace vexlens
