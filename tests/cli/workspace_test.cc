// A workspace as a user fills it and asks it: what goes in, what comes out, and what is said when it cannot.
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "tests/cli/stella.h"
#include "tests/support/corpora.h"
#include "tests/workspace/vex_documents.h"

namespace vexlens {
namespace {

namespace fs = std::filesystem;
using testing::Result;
using testing::Vex;

constexpr std::string_view kCve = "CVE-2024-3094";
constexpr std::string_view kDate = "2024-05-01T00:00:00Z";

class WorkspaceTest : public testing::StellaWorkspaceTest {
 protected:
  // SaveMany puts documents into a folder, each about a product of its own.
  std::string SaveMany(const std::string& folder, int count) const {
    for (int i = 0; i < count; ++i) {
      Save(absl::StrCat(folder, "/", i, ".json"),
           Vex("lab", kCve, absl::StrCat("pkg:npm/", folder, i, "@1"), "affected", kDate));
    }
    return Path(folder);
  }

  static std::size_t Lines(std::string_view text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  }
};

TEST_F(WorkspaceTest, ADocumentIsAddedOnce) {
  const Result first = Stella("ingest examples/documents");
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(first.out, "");
  EXPECT_TRUE(absl::StrContains(first.err, "6 files: 6 added, 0 known, 0 skipped, 0 rejected\n")) << first.err;
  EXPECT_TRUE(absl::StrContains(first.err, "12 statements, 0 refused")) << first.err;
  EXPECT_TRUE(absl::StrContains(first.err, "9 records computed, 9 revisions\n")) << first.err;
  const Result second = Stella("ingest examples/documents --verbose");
  EXPECT_EQ(second.code, 0) << second.err;
  EXPECT_TRUE(absl::StrContains(second.err, "6 files: 0 added, 6 known, 0 skipped, 0 rejected\n")) << second.err;
  EXPECT_TRUE(absl::StrContains(second.err, "known examples/documents/")) << second.err;
  EXPECT_TRUE(absl::StrContains(second.err, "0 records computed, 0 revisions\n")) << second.err;
}

TEST_F(WorkspaceTest, OneBadFileHidesNoOther) {
  const std::string good = Vex("lab", kCve, "pkg:npm/a@1", "affected", kDate);
  Save("in/1.json", good);
  Save("in/2.json", good.substr(0, 150));
  Save("in/deep/3.json", "{}");
  Save("in/deep/README", "no JSON, and not called so");
  const Result result = Stella(absl::StrCat("ingest ", Path("in"), " ", Path("missing")));
  EXPECT_EQ(result.code, 2) << result.err;
  EXPECT_TRUE(absl::StrContains(result.err, absl::StrCat("rejected ", Path("in/2.json"), ": byte "))) << result.err;
  EXPECT_TRUE(absl::StrContains(result.err, absl::StrCat("rejected ", Path("missing"), ": cannot read: ")))
      << result.err;
  EXPECT_TRUE(absl::StrContains(result.err, "5 files: 1 added, 0 known, 2 skipped, 2 rejected\n")) << result.err;
  EXPECT_EQ(Lines(Stella("consensus --output ndjson").out), 1U);
}

TEST_F(WorkspaceTest, AFolderOfSeveralBatchesIsAllThere) {
  const Result result = Stella(absl::StrCat("ingest ", SaveMany("a", 600)));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_TRUE(absl::StrContains(result.err, "600 files: 600 added")) << result.err;
  EXPECT_TRUE(absl::StrContains(result.err, "600 records computed, 600 revisions\n")) << result.err;
  EXPECT_EQ(Lines(Stella("consensus --output ndjson").out), 600U);
  EXPECT_EQ(Lines(Stella("documents --output ndjson").out), 600U);
}

TEST_F(WorkspaceTest, TwoProcessesTakeTurns) {
  const std::string command = absl::StrCat("cli/stella vex ingest ", SaveMany("a", 300), " --workspace ", Path("ws"),
                                           " 2>", Path("a.err"), " & cli/stella vex ingest ", SaveMany("b", 300),
                                           " --workspace ", Path("ws"), " 2>", Path("b.err"), " && wait $!");
  const int status = std::system(command.c_str());
  const std::string said = absl::StrCat(testing::ReadBytes(Path("a.err")), testing::ReadBytes(Path("b.err")));
  EXPECT_EQ(WEXITSTATUS(status), 0) << said;
  EXPECT_EQ(Lines(Stella("consensus --output ndjson").out), 600U) << said;
  EXPECT_EQ(Stella("rebuild --check").code, 0);
}

TEST_F(WorkspaceTest, ReadingWaitsForNobody) {
  ASSERT_EQ(Stella("ingest examples/documents").code, 0);
  const std::string expected = Stella("consensus --output ndjson").out;
  const std::string program = Save("writer.py", absl::StrCat(R"(
import sqlite3, subprocess, sys
writer = sqlite3.connect(')",
                                                             Path("ws"), R"(/vexlens.db', isolation_level=None)
writer.execute('BEGIN IMMEDIATE')
writer.execute("DELETE FROM record")
sys.exit(subprocess.call(['cli/stella', 'vex', 'consensus', '--output', 'ndjson', '--workspace', ')",
                                                             Path("ws"), R"(']))
)"));
  const std::string command = absl::StrCat("/usr/bin/python3 ", program, " >", Path("out"), " 2>", Path("err"));
  EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 0) << testing::ReadBytes(Path("err"));
  EXPECT_EQ(testing::ReadBytes(Path("out")), expected);
}

TEST_F(WorkspaceTest, ALongTableComesInPieces) {
  constexpr int kProducts = 10'050;
  std::string products;
  for (int i = 0; i < kProducts; ++i) {
    absl::StrAppend(&products, i == 0 ? "" : ",", R"({"@id":"pkg:npm/p)", 100'000 + i, "@1",
                    i == 10'040 ? ".0.0-long" : "", R"("})");
  }
  const std::string document =
      absl::StrReplaceAll(Vex("lab", kCve, "P", "affected", kDate), {{R"({"@id":"P"})", products}});
  ASSERT_EQ(Stella(absl::StrCat("ingest ", Save("1.json", document))).code, 0);
  std::vector<std::size_t> states;  // columns in which they stand
  std::size_t headers = 0;
  for (const std::string_view line : absl::StrSplit(Stella("consensus").out, '\n', absl::SkipEmpty())) {
    headers += absl::StartsWith(line, "VULNERABILITY");
    const std::size_t column = line.find(absl::StartsWith(line, "VULNERABILITY") ? "STATE" : "AFFECTED");
    states.push_back(column);
  }
  EXPECT_EQ(headers, 2U) << "the long name moves the columns of the last piece";
  ASSERT_EQ(states.size(), kProducts + headers);
  EXPECT_EQ(static_cast<std::size_t>(std::count(states.begin(), states.end(), states.front())), 10'001U);
  EXPECT_EQ(static_cast<std::size_t>(std::count(states.begin(), states.end(), states.back())), 51U);
}

TEST_F(WorkspaceTest, AnswersAsTheFilesDo) {
  ASSERT_EQ(Stella("ingest examples/documents").code, 0);
  ASSERT_EQ(Trust("issuers import examples/issuers.json --actor ann --reason start").code, 0);
  const std::string as_of = " --as-of 2026-06-01T00:00:00Z ";
  const std::string files = absl::StrCat(" --input examples/documents --issuers examples/issuers.json ", as_of);
  const std::string log4j =
      " --vulnerability CVE-2021-44228 --product pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0 "
      "--component pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1 ";
  const std::string near = " CVE-2024-3094 'pkg:deb/tarnfell/xz-utils@5.6.1-1?arch=arm64' ";
  const std::string questions[] = {"consensus",
                                   "consensus --output json",
                                   "consensus --output ndjson",
                                   "consensus --output ndjson --vulnerability GHSA-jfh8-c2jp-5v3q",
                                   "consensus --output ndjson --product pkg:golang/lanternfish.example.org/edge",
                                   "consensus --vulnerability CVE-1999-0001",
                                   "consensus --product pkg:npm/unheard-of",
                                   absl::StrCat("consensus ", log4j),
                                   "consensus --sbom examples/sbom.json --vulnerability CVE-2021-44228 --output ndjson",
                                   absl::StrCat("explain ", log4j),
                                   absl::StrCat("explain --output json ", log4j),
                                   absl::StrCat("explain ", near),
                                   absl::StrCat("explain --near-misses 1 --output json ", near)};
  // A workspace keeps documents, and not the files that they came from.
  const auto without_files = [](const std::string& text) {
    return std::regex_replace(text, std::regex("\n      examples/documents/[^\n]*|examples/documents/[^\"]*(?=\")"),
                              "");
  };
  for (const std::string& question : questions) {
    const Result expected = Run(absl::StrCat("vex ", question, files));
    const Result result = Stella(absl::StrCat(question, as_of));
    EXPECT_EQ(result.code, expected.code) << question << result.err;
    EXPECT_EQ(result.out, without_files(expected.out)) << question;
  }
}

TEST_F(WorkspaceTest, TenantsSeeTheirOwn) {
  const std::string document = Save("1.json", Vex("lab", kCve, "pkg:npm/a@1", "affected", kDate));
  ASSERT_EQ(Stella(absl::StrCat("ingest --tenant acme ", document)).code, 0);
  EXPECT_EQ(Stella("consensus --output ndjson").out, "");
  EXPECT_EQ(Stella("documents --output ndjson").out, "");
  EXPECT_EQ(Stella("get CVE-2024-3094 pkg:npm/a@1").code, 4);
  EXPECT_EQ(Stella("get CVE-2024-3094 pkg:npm/a@1 --tenant acme").code, 0);
  EXPECT_EQ(Stella(absl::StrCat("withdraw ", document)).code, 4);
}

TEST_F(WorkspaceTest, AsOfMovesOnAndTellsSo) {
  const std::string old = Save("1.json", Vex("lab", kCve, "pkg:npm/a@1", "affected", kDate));
  const Result past = Stella(absl::StrCat("ingest --as-of 2024-01-01T00:00:00Z ", old));
  EXPECT_EQ(past.code, 0) << past.err;
  EXPECT_TRUE(absl::StrContains(past.err, " to 2024-01-01T00:00:00Z: 0 records computed")) << past.err;
  EXPECT_EQ(Stella("consensus --output ndjson").out, "") << "it is dated later";
  const Result moved = Stella("ingest");
  EXPECT_EQ(moved.code, 0) << moved.err;
  EXPECT_TRUE(absl::StartsWith(moved.err, "asOf moved from 2024-01-01T00:00:00Z to ")) << moved.err;
  EXPECT_TRUE(absl::StrContains(moved.err, "T23:59:59.999999Z: 1 record computed, 1 revision\n")) << moved.err;
  EXPECT_EQ(Lines(Stella("consensus --output ndjson").out), 1U);
  EXPECT_EQ(Stella("ingest").err, "");
  EXPECT_EQ(Stella("ingest --as-of 9999-01-01T00:00:00Z").code, 0);
  EXPECT_EQ(Stella("ingest").err, "") << "it never goes back by itself";
  const Result bad = Stella("ingest --as-of tomorrow");
  EXPECT_EQ(bad.code, 2);
  EXPECT_TRUE(absl::StrContains(bad.err, "--as-of: \"tomorrow\" is not an RFC 3339")) << bad.err;
}

TEST_F(WorkspaceTest, ReadingMakesNoWorkspace) {
  for (const char* question :
       {"vex consensus", "vex explain CVE-2024-3094 pkg:npm/a", "vex get CVE-2024-3094 pkg:npm/a",
        "vex get CVE-2024-3094 pkg:npm/a --history", "vex documents", "vex events", "vex withdraw abc",
        "vex conflicts list", "vex conflicts waivers",
        "vex conflicts waive 01234567 --reason r --actor a --expires "
        "9999-01-01T00:00:00Z",
        "vex conflicts resolve 01234567 --status fixed --issuer a --reason r",
        "vex simulate --policy examples/policy.json", "vex diff --from 2024-01-01T00:00:00Z", "vex rebuild",
        "trust issuers list", "trust issuers history", "trust issuers remove a --actor a --reason r",
        "trust policy show", "trust policy unset --actor a --reason r"}) {
    const Result result = Run(absl::StrCat(question, " --workspace ", Path("ws")));
    EXPECT_EQ(result.code, 2) << question;
    EXPECT_EQ(result.out, "") << question;
    EXPECT_EQ(result.err,
              absl::StrCat("stella: --workspace: ", Path("ws"), " holds no workspace (stella vex ingest makes one)\n"))
        << question;
    EXPECT_FALSE(fs::exists(folder_ / "ws")) << question;
  }
  EXPECT_EQ(Stella(absl::StrCat("ingest ", Path("missing"))).code, 2);
  EXPECT_FALSE(fs::exists(folder_ / "ws")) << "nor does a name that is spelt wrong";
}

TEST_F(WorkspaceTest, WhatIsNoWorkspaceIsNamed) {
  const std::string file = Save("file", "text");
  EXPECT_EQ(Run(absl::StrCat("vex ingest examples/documents --workspace ", file)).code, 3);
  EXPECT_EQ(testing::ReadBytes(file), "text");

  Save("ws/vexlens.db",
       "This is the diary of somebody, who called it so by chance. It has more than 100 bytes; that is "
       "how long the head of a database is.");
  for (const char* question : {"consensus", "ingest examples/documents"}) {
    const Result result = Stella(question);
    EXPECT_NE(result.code, 0) << question;
    EXPECT_TRUE(absl::StrContains(result.err, "ws/vexlens.db: ")) << result.err;
  }
  EXPECT_TRUE(absl::StartsWith(testing::ReadBytes(Path("ws/vexlens.db")), "This is the diary"));
}

TEST_F(WorkspaceTest, ANewerWorkspaceIsLeftAlone) {
  ASSERT_EQ(Stella("ingest examples/documents").code, 0);
  Sql("PRAGMA user_version = 999");
  for (const char* question : {"consensus", "ingest examples/documents", "rebuild --check"}) {
    const Result result = Stella(question);
    EXPECT_EQ(result.code, 2) << question;
    EXPECT_EQ(result.out, "") << question;
    EXPECT_TRUE(absl::StrContains(result.err, "vexlens.db: the workspace has version 999, this program knows "))
        << result.err;
  }
}

TEST_F(WorkspaceTest, WhatCannotBeWrittenCanBeRead) {
  ASSERT_EQ(Stella("ingest examples/documents").code, 0);
  const std::string expected = Stella("consensus --output ndjson").out;
  fs::permissions(folder_ / "ws", fs::perms::owner_read | fs::perms::owner_exec);
  // Root may write everything, unless it gives that up first.
  const std::string humbly = geteuid() == 0 ? "setpriv --inh-caps=-dac_override --bounding-set=-dac_override " : "";
  const auto run = [&](std::string_view arguments) {
    const std::string command = absl::StrCat(humbly, "cli/stella vex ", arguments, " --workspace ", Path("ws"), " >",
                                             Path("out"), " 2>", Path("err"));
    const int status = std::system(command.c_str());
    return Result{WEXITSTATUS(status), testing::ReadBytes(Path("out")), testing::ReadBytes(Path("err"))};
  };
  const Result read = run("consensus --output ndjson");
  const Result written = run("ingest examples/documents");
  fs::permissions(folder_ / "ws", fs::perms::all);
  EXPECT_EQ(read.code, 0) << read.err;
  EXPECT_EQ(read.out, expected);
  EXPECT_EQ(written.code, 3) << written.err;
  EXPECT_TRUE(absl::StrContains(written.err, "vexlens.db: ")) << written.err;
}

TEST_F(WorkspaceTest, DamageIsNamedAndMended) {
  const std::string document = Save("1.json", Vex("lab", kCve, "pkg:npm/a@1", "affected", kDate));
  ASSERT_EQ(Stella(absl::StrCat("ingest examples/documents ", document)).code, 0);
  const Result sound = Stella("rebuild --check");
  EXPECT_EQ(sound.code, 0) << sound.err;
  EXPECT_EQ(sound.out, "7 documents read again: all is as they say\n");
  const std::string digest = Member(Stella("documents --output json").out.substr(2), "documentDigest");

  Sql("UPDATE document SET issuer = NULL WHERE id = 1");
  const Result differs = Stella("rebuild --check --output json");
  EXPECT_EQ(differs.code, 6) << differs.err;
  EXPECT_EQ(differs.out, "{\"damaged\":[],\"differing\":[\"documents\"],\"documents\":7,\"equal\":false}\n");
  EXPECT_EQ(Stella("rebuild").code, 6);
  EXPECT_EQ(Stella("rebuild --check").code, 0) << "it was mended";

  Sql("UPDATE raw SET bytes = cast('x' AS BLOB) WHERE id = 1");
  const Result damaged = Stella("rebuild --check");
  EXPECT_EQ(damaged.code, 6) << damaged.err;
  EXPECT_TRUE(absl::StartsWith(damaged.out, absl::StrCat("damaged, tenant default: document ", digest))) << damaged.out;
  ASSERT_EQ(Stella(absl::StrCat("ingest examples/documents ", document)).code, 0);
  EXPECT_EQ(Stella("rebuild --check").code, 0);
}

TEST_F(WorkspaceTest, AFullDiskIsAnErrorNotAShortAnswer) {
  ASSERT_EQ(Stella("ingest examples/documents").code, 0);
  for (const char* question : {"consensus", "documents", "events", "diff --from 2020-01-01T00:00:00Z"}) {
    const int status = std::system(
        absl::StrCat("cli/stella vex ", question, " --workspace ", Path("ws"), " >/dev/full 2>", Path("err")).c_str());
    EXPECT_EQ(WEXITSTATUS(status), 1) << question;
    EXPECT_TRUE(absl::StrContains(testing::ReadBytes(Path("err")), "cannot write the answer: No space left on device"))
        << question;
  }
}

TEST_F(WorkspaceTest, WordsThatDoNotGoTogetherAreRefused) {
  ASSERT_EQ(Stella("ingest examples/documents").code, 0);
  for (const char* question :
       {"consensus --input examples/documents", "consensus --policy examples/policy.json",
        "consensus --issuers examples/issuers.json", "consensus --sbom examples/sbom.json", "get CVE-2024-3094",
        "get CVE-2024-3094 p --history --as-of 2026-06-01T00:00:00Z", "get CVE-2024-3094 p --revision 0",
        "get CVE-2024-3094 p --as-of now", "get CVE-2024-3094 p --known-at now", "simulate", "diff",
        "diff --from yesterday", "diff --from 2026-06-01T00:00:00Z --to today", "withdraw", "events --after x",
        "events --limit -1", "documents extra"}) {
    const Result result = Stella(question);
    EXPECT_EQ(result.code, 2) << question << result.err;
    EXPECT_EQ(result.out, "") << question;
    EXPECT_NE(result.err, "") << question;
  }
  EXPECT_EQ(Run("vex consensus --input examples/documents --known-at 2026-06-01T00:00:00Z").code, 2);
  EXPECT_EQ(Run("vex ingest examples/documents").code, 2);
}

TEST_F(WorkspaceTest, ATenantsNameIsChecked) {
  const std::string long_name(10'240, 'a');
  for (const std::string& name : {std::string("''"), std::string("red/blue"), std::string(".."), long_name,
                                  std::string("\"$(printf 'a\\302\\233b')\"")}) {
    for (const char* command : {"ingest examples/documents", "consensus", "documents", "conflicts list"}) {
      const Result result = Stella(absl::StrCat(command, " --tenant ", name));
      EXPECT_EQ(result.code, 2) << command;
      EXPECT_EQ(result.out, "") << command;
      EXPECT_TRUE(absl::StartsWith(result.err, "--tenant: a tenant's name ")) << result.err.substr(0, 200);
    }
  }
  EXPECT_FALSE(fs::exists(folder_ / "ws"));
}

TEST_F(WorkspaceTest, InputNeverDrivesTheTerminal) {
  const std::string evil =
      "evil \\u001b[2J \xC2\x9B"
      "2J \xE2\x80\xAEtxt";
  const std::string path = Save("1\x1B[2J.json", Vex(evil, kCve, "pkg:npm/a@1", "affected", kDate));
  Save("2\x1B[2J.json", "{");
  std::string said;
  for (const std::string& question :
       {absl::StrCat("ingest --verbose ", Path("1*"), " ", Path("2*")), std::string("documents"),
        std::string("explain CVE-2024-3094 pkg:npm/a@1"), std::string("get \"$(printf '\\033[2J')\" pkg:npm/a@1"),
        std::string("withdraw \"$(printf '\\033[2J\\377')\""), std::string("\"$(printf '\\033[2J')\"")}) {
    const Result result = Stella(question);
    absl::StrAppend(&said, result.out, result.err);
  }
  EXPECT_TRUE(absl::StrContains(said, "evil \\x1b[2J \\xc2\\x9b2J \\u202etxt")) << said;
  EXPECT_TRUE(absl::StrContains(said, "1\\x1b[2J.json")) << said;
  EXPECT_TRUE(absl::StrContains(said, "\\x1b[2J\\xff")) << said;
  for (const char* raw : {"\x1B", "\xC2\x9B", "\xE2\x80\xAE", "\xFF"})
    EXPECT_FALSE(absl::StrContains(said, raw)) << said;
}

}  // namespace
}  // namespace vexlens
