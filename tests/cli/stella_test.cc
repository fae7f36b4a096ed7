// The stella command as a user meets it: real files, real exit codes, what stands on which stream.
#include "tests/cli/stella.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "tests/support/corpora.h"

namespace vexlens {
namespace {

namespace fs = std::filesystem;
using testing::ReadBytes;
using testing::Result;
using testing::StellaTest;

constexpr char kExamples[] = "--input examples/documents --issuers examples/issuers.json --as-of 2026-06-01T00:00:00Z";

std::string OpenVex(std::string_view statements, std::string_view author = "lab") {
  return absl::StrCat(R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://lab.example.com/1","author":")",
                      author, R"(","timestamp":"2026-05-01T00:00:00Z","version":1,"statements":[)", statements, "]}");
}

std::string Affected(std::string_view product, std::string_view more = "") {
  return absl::StrCat(R"({"vulnerability":{"name":"CVE-2024-3094"},"products":[{"@id":")", product,
                      R"("}],"status":"affected","action_statement":"update")", more, "}");
}

TEST_F(StellaTest, AnswersOnStandardOutputAndTalksOnStandardError) {
  const Result result = Run(absl::StrCat("vex consensus ", kExamples, " --output ndjson"));
  EXPECT_EQ(result.code, 0) << result.err;
  for (const std::string_view line : absl::StrSplit(result.out, '\n', absl::SkipEmpty())) {
    EXPECT_TRUE(absl::StartsWith(line, "{\"advisoryKey\":")) << line;
  }
  EXPECT_TRUE(absl::StrContains(result.err, "6 files: 6 accepted"));
  EXPECT_FALSE(absl::StrContains(result.out, "\x1b")) << "colours are for terminals";
  EXPECT_FALSE(absl::StrContains(result.err, "\x1b"));
}

TEST_F(StellaTest, JsonIsOneArrayOfTheSameRecords) {
  const std::string lines = Run(absl::StrCat("vex consensus ", kExamples, " --output ndjson")).out;
  const std::string array = Run(absl::StrCat("vex consensus ", kExamples, " --output json")).out;
  std::vector<std::string> records = absl::StrSplit(lines, '\n', absl::SkipEmpty());
  std::string joined = "[\n";
  for (std::size_t i = 0; i < records.size(); ++i) absl::StrAppend(&joined, i == 0 ? "" : ",\n", records[i]);
  EXPECT_EQ(array, absl::StrCat(joined, "\n]\n"));
}

TEST_F(StellaTest, OrderAndThreadsNeverChangeAByte) {
  const std::string expected = Run(absl::StrCat("vex consensus ", kExamples, " --output ndjson")).out;
  ASSERT_FALSE(expected.empty());
  std::vector<fs::path> files = testing::FilesIn("examples/documents");
  std::mt19937 random(3);
  for (int round = 0; round < 10; ++round) {
    std::shuffle(files.begin(), files.end(), random);
    std::string inputs;
    for (std::size_t i = 0; i < files.size(); ++i) {
      const fs::path copy = folder_ / absl::StrCat("round", round) / absl::StrCat(random() % 1000, "-", i, ".json");
      fs::create_directories(copy.parent_path());
      fs::copy_file(files[i], copy);
      absl::StrAppend(&inputs, " --input ", copy.string());
    }
    EXPECT_EQ(Run(absl::StrCat("vex consensus --issuers examples/issuers.json --as-of 2026-06-01T00:00:00Z --output "
                               "ndjson --threads ",
                               1 + round % 2, inputs))
                  .out,
              expected);
  }
}

TEST_F(StellaTest, EvidenceGoesOutAndComesBack) {
  const Result written = Run("vex evidence --input examples/documents");
  ASSERT_EQ(written.code, 0) << written.err;
  Save("evidence.json", written.out);
  const std::string direct = Run(absl::StrCat("vex consensus ", kExamples, " --output ndjson")).out;
  EXPECT_EQ(
      Run(absl::StrCat("vex consensus --issuers examples/issuers.json --as-of 2026-06-01T00:00:00Z --output ndjson "
                       "--evidence ",
                       Path("evidence.json")))
          .out,
      direct);
}

TEST_F(StellaTest, ExplainShowsWhoSaidWhat) {
  const Result result = Run(absl::StrCat("vex explain ", kExamples,
                                         " --vulnerability CVE-2021-44228 --product "
                                         "pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0 "
                                         "--component pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"));
  EXPECT_EQ(result.code, 0) << result.err;
  for (const char* word : {"DISPUTED", "lanternfish", "quillback", "FRESHNESS", "status_disagreement"}) {
    EXPECT_TRUE(absl::StrContains(result.out, word)) << word;
  }
}

TEST_F(StellaTest, AnswersForAnSbom) {
  const std::string arguments = absl::StrCat("vex consensus ", kExamples, " --sbom examples/sbom.json --near-misses ");
  const Result table = Run(arguments);
  EXPECT_EQ(table.code, 0) << table.err;
  EXPECT_TRUE(absl::StrContains(table.out, "audit-trail  CVE-2021-44228  DISPUTED")) << table.out;
  EXPECT_TRUE(absl::StrContains(table.out, "the statement has arch=amd64, asked was arch=arm64")) << table.out;
  EXPECT_TRUE(absl::StrContains(table.err, "3 components are spoken about; about 3 nobody says anything")) << table.err;

  const Result lines = Run(arguments + "--output ndjson");
  const std::vector<std::string> components = absl::StrSplit(lines.out, '\n', absl::SkipEmpty());
  EXPECT_EQ(components.size(), 6u);
  int silent = 0;
  for (const std::string& component : components) {
    EXPECT_TRUE(absl::StartsWith(component, R"({"component":{"identifiers":[)")) << component;
    silent += absl::EndsWith(component, R"("records":[]})");
  }
  EXPECT_EQ(silent, 3);
}

TEST_F(StellaTest, ABadSbomIsNamed) {
  const std::string path = Save("sbom.json", R"({"bomFormat":"CycloneDX","specVersion":"1.6","components":[)");
  const Result result = Run(absl::StrCat("vex consensus ", kExamples, " --sbom ", path));
  EXPECT_EQ(result.code, 2);
  EXPECT_TRUE(absl::StrContains(result.err, absl::StrCat("stella: ", path, ": "))) << result.err;
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(Run(absl::StrCat("vex consensus ", kExamples, " --sbom ", path, " --product pkg:npm/x")).code, 2);
  for (const std::string_view words : {"--near-misses", "--sbom examples/sbom.json --near-misses -1",
                                       "--sbom examples/sbom.json --near-misses many"}) {
    EXPECT_EQ(Run(absl::StrCat("vex consensus ", kExamples, " ", words)).code, 2) << words;
  }
}

TEST_F(StellaTest, ExplainShowsWhatAlmostMatched) {
  const std::string arguments =
      absl::StrCat("vex explain ", kExamples,
                   " --vulnerability CVE-2024-3094 --product 'pkg:deb/tarnfell/xz-utils@5.6.1-1?arch=arm64' ");
  const Result table = Run(arguments);
  EXPECT_EQ(table.code, 4);
  EXPECT_TRUE(absl::StrContains(table.out, "the statement has arch=amd64, asked was arch=arm64")) << table.out;
  const Result json = Run(arguments + "--near-misses 1 --output json");
  EXPECT_EQ(json.code, 4);
  EXPECT_TRUE(absl::StartsWith(json.out, R"({"nearMisses":[{"asked":"arm64","attribute":"arch",)")) << json.out;
  EXPECT_TRUE(absl::EndsWith(json.out, "}],\"record\":null,\"words\":[]}\n")) << json.out;
}

TEST_F(StellaTest, SilenceIsNotFound) {
  const Result result =
      Run(absl::StrCat("vex explain ", kExamples, " --vulnerability CVE-2021-44228 --product pkg:npm/unheard-of@1"));
  EXPECT_EQ(result.code, 4);
  EXPECT_EQ(result.out, "");
  EXPECT_TRUE(absl::StrContains(result.err, "no statement about CVE-2021-44228 speaks about pkg:npm/unheard-of@1"));
  EXPECT_EQ(Run(absl::StrCat("vex consensus ", kExamples, " --vulnerability CVE-1999-0001")).code, 4);
}

TEST_F(StellaTest, OneBadFileHidesNoOther) {
  Save("in/good.json", OpenVex(Affected("pkg:npm/a@1")));
  Save("in/truncated.json", OpenVex(Affected("pkg:npm/b@1")).substr(0, 150));
  Save("in/garbage.json", R"({"@context":"https://openvex.dev/ns/v0.2.0","skip":[01,tru,"\ud800"]})");
  Save("in/twice.json", R"({"@context":"https://openvex.dev/ns/v0.2.0","author":"a","author":"b"})");
  Save("in/nul.json", std::string_view("{\"@context\":\0}", 14));
  Save("in/README", "no JSON, and not called so");
  const Result result = Run(absl::StrCat("vex consensus --input ", Path("in"), " --output ndjson"));
  EXPECT_EQ(result.code, 2);
  EXPECT_TRUE(absl::StrContains(result.out, "pkg:npm/a@1"));
  for (const char* message : {"truncated.json: byte 140 in /version: the string does not end",
                              "garbage.json: byte 52 in /skip/0: a number with a leading zero",
                              "twice.json: byte 57 in /author: the name \"author\" stands twice",
                              "nul.json: byte 12 in /@context: not a JSON value", "1 skipped, 4 rejected"}) {
    EXPECT_TRUE(absl::StrContains(result.err, message)) << message << "\n" << result.err;
  }
}

TEST_F(StellaTest, OddDatesAreReadAsTheyMean) {
  const std::string future = R"(,"timestamp":"9999-12-31T00:00:00Z")";
  const std::string zoneless = R"(,"timestamp":"2026-05-01T00:00:00")";
  Save("in/1.json",
       OpenVex(absl::StrCat(Affected("pkg:npm/future@1", future), ",", Affected("pkg:npm/now@1", zoneless))));
  const Result now = Run(absl::StrCat("vex consensus --input ", Path("in"), " --as-of 2026-06-01T00:00:00Z --verbose"));
  EXPECT_EQ(now.code, 0);
  EXPECT_FALSE(absl::StrContains(now.out, "pkg:npm/future@1"));
  EXPECT_TRUE(absl::StrContains(now.out, "pkg:npm/now@1"));
  EXPECT_TRUE(absl::StrContains(now.err, "/statements/1/timestamp")) << now.err;
  const Result then = Run(absl::StrCat("vex consensus --input ", Path("in"), " --as-of 9999-12-31T00:00:00Z"));
  EXPECT_TRUE(absl::StrContains(then.out, "pkg:npm/future@1"));
}

TEST_F(StellaTest, TwoDocumentsOfOneIdAndVersionBothLiveWithOneWarning) {
  const auto bom = [](std::string_view state) {
    return absl::StrCat(R"({"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":)"
                        R"("urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79","version":1,"metadata":{"timestamp":)"
                        R"("2026-05-01T00:00:00Z","supplier":{"name":"lab"},"component":{"type":"library","name":"a",)"
                        R"("bom-ref":"a","purl":"pkg:npm/a@1"}},"vulnerabilities":[{"id":"CVE-2024-3094","analysis":)"
                        R"({"state":")",
                        state, R"("},"affects":[{"ref":"a"}]}]})");
  };
  Save("in/1.json", bom("exploitable"));
  Save("in/2.json", bom("in_triage"));
  const Result result =
      Run(absl::StrCat("vex consensus --input ", Path("in"), " --output ndjson --as-of 2026-06-01T00:00:00Z"));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_TRUE(absl::StrContains(result.out, "\"status\":\"affected\""));
  EXPECT_TRUE(absl::StrContains(result.out, "under_investigation"));
  const std::size_t first = result.err.find("warning: several documents");
  EXPECT_NE(first, std::string::npos) << result.err;
  EXPECT_EQ(result.err.find("warning: several documents", first + 1), std::string::npos);
}

TEST_F(StellaTest, LinksThatLeadInCirclesEnd) {
  Save("in/deep/1.json", OpenVex(Affected("pkg:npm/a@1")));
  fs::create_directory_symlink(folder_ / "in", folder_ / "in" / "deep" / "loop");
  fs::create_symlink("self", folder_ / "in" / "self");
  const Result result = Run(absl::StrCat("vex inspect --input ", Path("in")));
  EXPECT_EQ(result.code, 2);
  EXPECT_TRUE(absl::StrContains(result.err, "in/self: cannot read: Too many levels of symbolic links")) << result.err;
  EXPECT_TRUE(absl::StrContains(result.err, "2 files: 1 accepted")) << result.err;
}

TEST_F(StellaTest, AFolderWithoutPermissionIsNamed) {
  Save("in/open.json", OpenVex(Affected("pkg:npm/a@1")));
  Save("in/closed/1.json", OpenVex(Affected("pkg:npm/b@1")));
  fs::permissions(folder_ / "in" / "closed", fs::perms::none);
  // Root may read everything, unless it gives that up first.
  const std::string humbly =
      geteuid() == 0
          ? "setpriv --inh-caps=-dac_override,-dac_read_search --bounding-set=-dac_override,-dac_read_search "
          : "";
  const std::string command =
      absl::StrCat(humbly, "cli/stella vex inspect --input ", Path("in"), " >", Path("out"), " 2>", Path("err"));
  const int status = std::system(command.c_str());
  fs::permissions(folder_ / "in" / "closed", fs::perms::all);
  const std::string err = ReadBytes(Path("err"));
  EXPECT_EQ(WEXITSTATUS(status), 2);
  EXPECT_TRUE(absl::StrContains(err, "in/closed: cannot list the folder: Permission denied")) << err;
}

TEST_F(StellaTest, BadWordsAreNamed) {
  EXPECT_EQ(Run("vex consensus --input /no/such/file").code, 2);
  EXPECT_EQ(Run("vex consensus").code, 2);
  EXPECT_EQ(Run("vex dance").code, 2);
  EXPECT_EQ(Run("").code, 2);
  EXPECT_EQ(Run("--help").code, 0);
  const Result as_of = Run("vex consensus --input examples/documents --as-of yesterday");
  EXPECT_EQ(as_of.code, 2);
  EXPECT_TRUE(absl::StrContains(as_of.err, "--as-of: \"yesterday\" is not an RFC 3339 date-time"));
  const std::string policy = Save("policy.json", R"({"modus":"lattice"})");
  const Result bad_policy = Run(absl::StrCat("vex consensus --input examples/documents --policy ", policy));
  EXPECT_EQ(bad_policy.code, 2);
  EXPECT_TRUE(absl::StrContains(bad_policy.err, absl::StrCat(policy, ": /modus: unknown member")));
  const Result product =
      Run(absl::StrCat("vex explain ", kExamples, " --vulnerability CVE-2021-44228 --product pkg:npm"));
  EXPECT_EQ(product.code, 2) << product.err;
}

TEST_F(StellaTest, AFullDiskIsAnErrorNotAShortAnswer) {
  const int status = std::system(
      absl::StrCat("cli/stella vex consensus ", kExamples, " --output ndjson >/dev/full 2>", Path("err")).c_str());
  EXPECT_EQ(WEXITSTATUS(status), 1);
  EXPECT_TRUE(absl::StrContains(ReadBytes(Path("err")), "cannot write the answer: No space left on device"));
}

TEST_F(StellaTest, InputNeverDrivesTheTerminal) {
  Save("in/1.json", OpenVex(Affected("pkg:npm/a@1"), "evil \\u001b[2J"));
  const Result result =
      Run(absl::StrCat("vex explain --input ", Path("in"),
                       " --as-of 2026-06-01T00:00:00Z --vulnerability CVE-2024-3094 --product pkg:npm/a@1"));
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_TRUE(absl::StrContains(result.out, "evil \\x1b[2J")) << result.out;
  const Result options = Run("trust policy show \"$(printf '\\033 \\302\\233 \\377 \\342\\200\\256 \\303\\266')\"");
  EXPECT_EQ(options.code, 2);
  EXPECT_TRUE(absl::StrContains(options.err, "\\x1b \\xc2\\x9b \\xff \\u202e \xC3\xB6\n")) << options.err;
}

}  // namespace
}  // namespace vexlens
