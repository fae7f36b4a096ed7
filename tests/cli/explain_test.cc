// The page of `explain`: what counted and why, in whose words, and what only almost speaks about the question.
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "tests/cli/stella.h"
#include "tests/workspace/vex_documents.h"

namespace vexlens {
namespace {

using testing::Result;
using testing::Vex;

constexpr char kExamples[] = "--input examples/documents --issuers examples/issuers.json --as-of 2026-06-01T00:00:00Z";
constexpr char kDispute[] =
    " CVE-2021-44228 pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0 "
    "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1 ";

class ExplainTest : public testing::StellaTest {
 protected:
  // Section is what stands under a heading of the page.
  static std::string Section(std::string_view page, std::string_view heading) {
    const std::string start = absl::StrCat("\n", heading, "\n");
    const std::size_t at = page.find(start);
    if (at == std::string_view::npos) return "";
    const std::string_view rest = page.substr(at + start.size());
    return std::string(rest.substr(0, rest.find("\n\n")));
  }

  std::string Explained(std::string_view options) const {
    return Run(absl::StrCat("vex explain CVE-2024-3094 pkg:npm/a@1 --as-of 2026-06-01T00:00:00Z --input ", Path("vex"),
                            " ", options))
        .out;
  }

  // Says saves a document that says something about the product.
  void Says(std::string_view author, std::string_view status, std::string_view more = "",
            std::string_view date = "2026-05-01T00:00:00Z") const {
    Save(absl::StrCat("vex/", count_++, ".json"), Vex(author, "CVE-2024-3094", "pkg:npm/a@1", status, date, more));
  }

 private:
  mutable int count_ = 0;
};

TEST_F(ExplainTest, WhyTellsWhoseWordsItRestsOn) {
  const Result result = Run(absl::StrCat("vex explain", kDispute, kExamples));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(Section(result.out, "Why"),
            "  lanternfish (0.400242) and fernhollow (0.351946) say not_affected: 0.752188 together.\n"
            "  quillback (0.482218) and sweep-bot (unlisted, 0.095823) say affected: 0.578041 together.\n"
            "  What clears is ahead by 0.174147 of 1.330229, less than 0.3 of it: disputed.\n"
            "  While that is so, who warns is heard: treat it as affected.");
  const Result settled = Run(absl::StrCat("vex explain", kDispute, kExamples, " --policy examples/policy.json"));
  EXPECT_TRUE(absl::StrContains(Section(settled.out, "Why"), "What warns is ahead by ")) << settled.out;
  EXPECT_TRUE(absl::StrContains(settled.out, "no justification, and the policy wants one")) << settled.out;
}

TEST_F(ExplainTest, InTheirWords) {
  const Result result = Run(absl::StrCat("vex explain", kDispute, kExamples));
  const std::string words = Section(result.out, "In their words");
  EXPECT_TRUE(absl::StrContains(words,
                                "  lanternfish\n"
                                "    not_affected: vulnerable_code_not_in_execute_path\n"
                                "      because: The server logs constant patterns only; message lookups are switched "
                                "off in its\n"
                                "        logging set-up.\n"
                                "    in https://lanternfish.example.org/vex/2026, version 1\n"
                                "      sha256:"))
      << words;
  EXPECT_TRUE(absl::StrContains(words, "\n      examples/documents/lanternfish-1.openvex.json\n")) << words;
  EXPECT_TRUE(absl::StrContains(words, "    affected\n      to do: Remove the audit plug-in, or")) << words;
  EXPECT_TRUE(absl::StrContains(words, "  fernhollow\n    not_affected, without a reason\n")) << words;
  for (const std::string_view line : absl::StrSplit(words, '\n')) EXPECT_LE(line.size(), 100U) << line;
}

TEST_F(ExplainTest, NothingIsSaidTwice) {
  const std::string text = R"(,"action_statement":"Update \u001b[2J soon.")";
  Says("lab", "affected", text);
  Says("lab", "affected", text, "2026-05-02T00:00:00Z");
  const std::string words = Section(Explained(""), "In their words");
  EXPECT_EQ(words.find("to do: Update \\x1b[2J soon."), words.rfind("to do:")) << words;
  EXPECT_TRUE(absl::StrContains(words, "vex/0.json")) << words;
  EXPECT_TRUE(absl::StrContains(words, "vex/1.json")) << words;
  EXPECT_EQ(words.find("  lab\n"), words.rfind("  lab\n")) << words;
}

TEST_F(ExplainTest, ARefusedAllClearSaysWhy) {
  Says("stranger", "not_affected");
  Says("lab", "not_affected");
  Says("shop", "not_affected");
  Says("maker", "not_affected");
  const std::string issuers =
      Save("issuers.json", R"({"issuers":[{"id":"lab","tier":"untrusted"},{"id":"shop","tier":"trusted","authority":)"
                           R"(["pkg:npm/shop/*"]},{"id":"maker","tier":"trusted","keys":[{"keyId":"k","algorithm":)"
                           R"("ed25519","publicKey":"x","notBefore":"","notAfter":""}]}]})");
  const std::string page = Explained(absl::StrCat("--issuers ", issuers));
  EXPECT_FALSE(absl::StrContains(page, "\nWeights\n")) << "there is nothing to compare\n" << page;
  std::string why = Section(page, "Why");
  // Lines are wrapped.
  why = absl::StrJoin(absl::StrSplit(why, absl::ByAnyChar(" \n"), absl::SkipEmpty()), " ");
  const std::string takes = " does not count: an all-clear takes at least the tier known, and ";
  for (const std::string& sentence :
       {absl::StrCat("Nobody has a vote, so nothing is known."),
        absl::StrCat("The not_affected of stranger", takes, "nobody lists that issuer."),
        absl::StrCat("The not_affected of lab", takes, "that issuer is untrusted."),
        absl::StrCat("The not_affected of shop about pkg:npm/a@1", takes,
                     "that issuer is trusted over pkg:npm/shop/*; elsewhere it is unknown."),
        absl::StrCat("The not_affected of unverified:maker", takes,
                     "without a signature by a key of maker it is a stranger's word.")}) {
    EXPECT_TRUE(absl::StrContains(why, sentence)) << sentence << "\n" << why;
  }
}

TEST_F(ExplainTest, ANearMissNamesWhatIsNotEstablished) {
  const std::string log4j = " pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1 ";
  const Result alone = Run(absl::StrCat("vex explain CVE-2021-44228", log4j, kExamples));
  EXPECT_EQ(alone.code, 4);
  EXPECT_TRUE(
      absl::StrContains(alone.out,
                        "  lanternfish says not_affected of pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1\n"
                        "    in pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0\n"
                        "    but the question does not say that the component is in there\n"))
      << alone.out;
  const Result other = Run(absl::StrCat("vex explain CVE-2021-44228 pkg:npm/other@1", log4j, kExamples));
  EXPECT_TRUE(absl::StrContains(other.out, "    but nothing says that the component is in there here\n")) << other.out;
  const Result beside = Run(absl::StrCat("vex consensus --sbom examples/portal.json --near-misses ", kExamples));
  EXPECT_TRUE(absl::StrContains(beside.out,
                                "nothing says that the component is only in "
                                "pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0 here\n"))
      << beside.out;
}

TEST_F(ExplainTest, JsonHasAlwaysTheSameMembers) {
  const Result found = Run(absl::StrCat("vex explain --output json", kDispute, kExamples));
  EXPECT_TRUE(absl::StartsWith(found.out, R"({"nearMisses":[],"record":{)")) << found.out;
  EXPECT_TRUE(absl::StrContains(
      found.out, R"("words":[{"action":"Remove the audit plug-in, or replace log4j-core by 2.17.1 or later.",)"
                 R"("documentDigest":"sha256:)"))
      << found.out;
  EXPECT_TRUE(absl::StrContains(found.out, R"("file":"examples/documents/quillback-lab.openvex.json")")) << found.out;
  const Result silent = Run(absl::StrCat("vex explain --output json CVE-2021-44228 pkg:npm/unheard-of@1 ", kExamples));
  EXPECT_EQ(silent.code, 4);
  EXPECT_EQ(silent.out, "{\"nearMisses\":[],\"record\":null,\"words\":[]}\n");
}

// An all-clear reaches no further than its author's word: in the server the dispute, in the portal that uses log4j
// beside the server the warnings alone; Tarnfell's word about its own build holds wherever that is.
TEST_F(ExplainTest, TheExamplesShowHowFarAnAllClearReaches) {
  const Result server = Run(absl::StrCat("vex consensus --sbom examples/sbom.json ", kExamples));
  EXPECT_TRUE(absl::StrContains(server.out, "audit-trail  CVE-2021-44228  DISPUTED")) << server.out;
  const Result portal = Run(absl::StrCat("vex consensus --sbom examples/portal.json ", kExamples));
  const std::string log4j = Row(portal.out, "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1");
  EXPECT_TRUE(absl::StrContains(log4j, "CVE-2021-44228  AFFECTED")) << portal.out;
  EXPECT_TRUE(absl::StrContains(Row(portal.out, "pkg:deb/tarnfell/xz-utils@5.4.1-1?arch=amd64"), "NOT_AFFECTED"))
      << portal.out;
  EXPECT_TRUE(absl::StrContains(portal.err, "statements almost speak about 2 components (--near-misses shows them)\n"))
      << portal.err;
}

}  // namespace
}  // namespace vexlens
