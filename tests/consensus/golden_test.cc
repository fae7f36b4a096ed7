// The golden cases: evidence in, records out, byte for byte; and the same bytes from any order of the evidence.
#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/consensus/evidence_parts.h"
#include "tests/support/corpora.h"
#include "vexlens/consensus.h"
#include "vexlens/reader.h"

namespace vexlens {
namespace {

namespace fs = std::filesystem;
using testing::ReadBytes;

const fs::path kGoldenFolder = "tests/consensus/golden";

// Case is one expected file with the folder it stands in.
struct Case {
  fs::path folder;
  fs::path expected;
};

std::vector<Case> Cases() {
  std::vector<Case> cases;
  for (const auto& folder : fs::directory_iterator(kGoldenFolder)) {
    if (!folder.is_directory()) continue;
    for (const fs::path& file : testing::FilesIn(folder.path())) {
      if (file.extension() == ".ndjson") cases.push_back({folder.path(), file});
    }
  }
  std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return a.expected < b.expected; });
  return cases;
}

// PolicyOf is the case's policy, with the mode that "expected-<mode>.ndjson" names.
Policy PolicyOf(const Case& golden) {
  Policy policy = Policy::Parse(ReadBytes(golden.folder / "policy.json")).value();
  const std::string stem = golden.expected.stem().string();
  for (int mode = 0; mode <= static_cast<int>(Mode::kMostRecent); ++mode) {
    if (stem == absl::StrCat("expected-", ModeName(static_cast<Mode>(mode)))) policy.mode = static_cast<Mode>(mode);
  }
  return policy;
}

std::string Records(const Evidence& evidence, const Case& golden) {
  const IssuerDirectory directory = IssuerDirectory::Parse(ReadBytes(golden.folder / "issuers.json")).value();
  const Policy policy = PolicyOf(golden);
  const std::string as_of(absl::StripAsciiWhitespace(ReadBytes(golden.folder / "as_of.txt")));
  const Consensus consensus = Consensus::Build(evidence, directory, policy, ParseInstant(as_of).value());
  std::string out;
  for (std::size_t i = 0; i < consensus.size(); ++i) {
    consensus.AppendRecord(i, out);
    out += '\n';
  }
  return out;
}

class GoldenTest : public ::testing::TestWithParam<Case> {
 protected:
  static Evidence Read(const Case& golden) {
    Evidence evidence;
    const absl::Status status = ReadEvidence(ReadBytes(golden.folder / "evidence.json"), ReadOptions{}, evidence);
    EXPECT_TRUE(status.ok()) << status;
    return evidence;
  }
};

TEST_P(GoldenTest, RecordsAreExact) {
  EXPECT_EQ(Records(Read(GetParam()), GetParam()), ReadBytes(GetParam().expected));
}

TEST_P(GoldenTest, OrderAndRepetitionMeanNothing) {
  const Evidence evidence = Read(GetParam());
  std::mt19937 random(7);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(Records(testing::Shuffled(evidence, 4, random), GetParam()), ReadBytes(GetParam().expected));
  }
}

TEST_P(GoldenTest, NormalFormComesBack) {
  std::string first;
  WriteEvidence(Read(GetParam()), first);
  Evidence again;
  ASSERT_TRUE(ReadEvidence(first, ReadOptions{}, again).ok());
  std::string second;
  WriteEvidence(again, second);
  EXPECT_EQ(first, second);
  EXPECT_EQ(Records(again, GetParam()), ReadBytes(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(Cases, GoldenTest, ::testing::ValuesIn(Cases()), [](const auto& golden) {
  std::string name = absl::StrCat(golden.param.folder.filename().string(), "_", golden.param.expected.stem().string());
  for (char& c : name) c = absl::ascii_isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return name;
});

}  // namespace
}  // namespace vexlens
