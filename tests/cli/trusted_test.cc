// Whom a run trusts beside its directory, and whose all-clears count for nothing.
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/cli/stella.h"
#include "tests/workspace/vex_documents.h"

namespace vexlens {
namespace {

using testing::Result;
using testing::Vex;

class TrustedTest : public testing::StellaTest {
 protected:
  // Cleared has `author` (as JSON has it) clear `count` products; the result are the words that read it.
  void Cleared(const std::string& author, int count) const {
    for (int i = 0; i < count; ++i) {
      const std::string name = absl::StrCat("vex/", cleared_++, ".json");
      Save(name, Vex(author, "CVE-2024-3094", absl::StrCat("pkg:npm/a@", i), "not_affected", "2024-05-01T00:00:00Z"));
    }
  }

  std::string Ask() const {
    return absl::StrCat("vex consensus --as-of 2026-06-01T00:00:00Z --input ", Path("vex"), " ");
  }

  std::string State(const std::string& options) const {
    return Member(Run(absl::StrCat(Ask(), options, " --output ndjson")).out, "state");
  }

  // Unlisted is the line of the summary about them.
  std::string Unlisted(const std::string& command) const {
    const Result result = Run(command);
    const std::size_t at = result.err.find(" for nothing");
    if (at == std::string::npos) return "";
    const std::size_t start = result.err.rfind('\n', at) + 1;
    return result.err.substr(start, result.err.find('\n', at) - start);
  }

 private:
  mutable int cleared_ = 0;
};

TEST_F(TrustedTest, AnIssuerIsListedForOneRun) {
  Cleared("lab", 1);
  EXPECT_EQ(State(""), "INCONCLUSIVE");
  EXPECT_EQ(State("--trust lab"), "NOT_AFFECTED");
  EXPECT_EQ(State("--trust lab=known"), "NOT_AFFECTED");
  EXPECT_EQ(State("--trust lab=unknown"), "INCONCLUSIVE");
  EXPECT_EQ(State("--trust other --trust lab"), "NOT_AFFECTED");
  const std::string issuers = Save("issuers.json", R"({"issuers":[{"id":"l","names":["lab"],"tier":"untrusted"}]})");
  EXPECT_EQ(State(absl::StrCat("--issuers ", issuers)), "INCONCLUSIVE");
  EXPECT_EQ(State(absl::StrCat("--trust lab --issuers ", issuers)), "NOT_AFFECTED");
  const Result explained = Run(absl::StrCat("vex explain CVE-2024-3094 pkg:npm/a@0 --trust lab=authoritative --input ",
                                            Path("vex"), " --as-of 2026-06-01T00:00:00Z"));
  EXPECT_TRUE(absl::StrContains(explained.out, "authoritative")) << explained.out;
  for (const char* command : {"vex attest --author me", "vex evidence", "vex inspect"}) {
    const Result result = Run(absl::StrCat(command, " --trust lab --input ", Path("vex")));
    EXPECT_EQ(result.code, 0) << command << result.err;
  }
  EXPECT_EQ(Run(absl::StrCat("vex verify --trust lab ", Path("vex"))).code, 6);
}

TEST_F(TrustedTest, ErrorsAreOneLine) {
  Cleared("lab", 1);
  const std::string issuers =
      Save("issuers.json", R"({"issuers":[],"tenants":{"red":{"issuers":[{"id":"a","names":["lab"],"tier":"known"}]},)"
                           R"("blue":{"issuers":[{"id":"b","names":["lab"],"tier":"known"}]}}})");
  const Result two = Run(absl::StrCat(Ask(), "--trust lab --issuers ", issuers));
  EXPECT_EQ(two.code, 2);
  EXPECT_EQ(two.out, "");
  EXPECT_EQ(two.err, "stella: --trust: \"lab\" is a name of two issuers: \"b\" and \"a\"\n");
  const Result none = Run(Ask() + "--trust =known");
  EXPECT_EQ(none.code, 2);
  EXPECT_TRUE(absl::StrContains(none.err, "--trust: \"=known\" names no issuer\n")) << none.err;
  EXPECT_EQ(Run(Ask() + "--trust \"$(printf 'a\\377')\"").code, 2);
  const Result workspace = Run(absl::StrCat("vex consensus --trust lab --workspace ", Path("ws")));
  EXPECT_EQ(workspace.code, 2);
  EXPECT_TRUE(absl::StrContains(workspace.err, "excludes")) << workspace.err;
}

TEST_F(TrustedTest, WhatCountsForNothingIsSaid) {
  Cleared("lab", 1);
  EXPECT_EQ(Unlisted(Ask()),
            "1 all-clear counts for nothing, because nobody lists who gives it: \"lab\" (1). To list one for this run: "
            "--trust 'lab'");
  Cleared("Rancher's team", 3);
  const std::string two =
      "4 all-clears count for nothing, because nobody lists who gives them: \"Rancher's team\" (3), \"lab\" (1). To "
      "list one for this run: --trust 'Rancher'\\''s team'";
  EXPECT_EQ(Unlisted(Ask()), two);
  EXPECT_EQ(Unlisted(absl::StrCat("vex attest --author me --input ", Path("vex"))), two);
  EXPECT_EQ(State("--trust 'Rancher'\\''s team'"), "NOT_AFFECTED");
  for (const char* name : {"c", "d", "e", "f", "g"}) Cleared(name, 1);
  EXPECT_TRUE(absl::StrContains(Unlisted(Ask()), "\"c\" (1), \"d\" (1), \"e\" (1), \"f\" (1) and 2 more."))
      << Unlisted(Ask());
  EXPECT_TRUE(
      absl::StrContains(Run(absl::StrCat("vex ingest ", Path("vex"), " --workspace ", Path("ws"))).err, "added"));
  const std::string stored =
      Unlisted(absl::StrCat("vex consensus --vulnerability CVE-2024-3094 --workspace ", Path("ws")));
  EXPECT_TRUE(absl::EndsWith(stored, "and 2 more. To list one: stella trust issuers set")) << stored;
}

// explain speaks of what the record holds, and of no other all-clear.
TEST_F(TrustedTest, ExplainSaysItOfItsRecord) {
  Cleared("Rancher's team", 3);
  Cleared("lab", 1);
  const std::string explain =
      absl::StrCat("vex explain --as-of 2026-06-01T00:00:00Z --input ", Path("vex"), " CVE-2024-3094 ");
  EXPECT_EQ(
      Unlisted(explain + "pkg:npm/a@2"),
      "1 all-clear counts for nothing, because nobody lists who gives it: \"Rancher's team\" (1). To list one for "
      "this run: --trust 'Rancher'\\''s team'");
  EXPECT_TRUE(absl::StartsWith(Unlisted(explain + "pkg:npm/a@0"), "2 all-clears count for nothing")) << explain;
  EXPECT_EQ(Unlisted(explain + "pkg:npm/a@0 --trust lab --trust 'Rancher'\\''s team'"), "");
}

TEST_F(TrustedTest, HostileNamesAreShownAndQuoted) {
  Cleared("evil \\u001b[2J", 2);
  const std::string line = Unlisted(Ask());
  EXPECT_TRUE(absl::StrContains(line, "\"evil \\x1b[2J\" (2). To list one for this run: --trust NAME")) << line;
  Cleared("$(touch x); it=known", 1);
  EXPECT_TRUE(absl::EndsWith(Unlisted(Ask()), "--trust '$(touch x); it=known=known'")) << Unlisted(Ask());
  Cleared("--help", 3);
  EXPECT_TRUE(absl::EndsWith(Unlisted(Ask()), "--trust='--help'")) << Unlisted(Ask());
  EXPECT_EQ(State("--trust='--help'"), "NOT_AFFECTED");
  EXPECT_FALSE(absl::StrContains(Unlisted(Ask() + "--trust '$(touch x); it=known=known'"), "touch"));
}

}  // namespace
}  // namespace vexlens
