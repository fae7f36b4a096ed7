// The OASIS validator suite: tests of CSAF 6.1 whose breach changes what a document means.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "lib/json/document.h"
#include "tests/support/corpora.h"
#include "vexlens/reader.h"

namespace vexlens {
namespace {

constexpr std::string_view kTests[] = {"6.1.1", "6.1.2",  "6.1.3",  "6.1.4", "6.1.5",
                                       "6.1.6", "6.1.29", "6.1.32", "6.1.33"};

struct Case {
  std::string code;
  std::filesystem::path file;
  bool fails = false;
};

void PrintTo(const Case& test, std::ostream* out) { *out << test.code << " " << test.file.filename(); }

std::filesystem::path DataFolder() { return testing::CorporaFolder() / "csaf/oasis-2.0/test/validator/data"; }

std::vector<Case> Cases() {
  std::vector<Case> cases;
  if (testing::CorporaFolder().empty()) return cases;
  const std::string text = testing::ReadBytes(DataFolder() / "testcases.json");
  json::Parser parser;
  json::Value root;
  if (parser.Parse(text, {text.size(), 64}, 0, root)) return cases;
  for (const json::Value test : root["tests"].elements()) {
    if (std::ranges::find(kTests, test["id"].text()) == std::end(kTests)) continue;
    for (const char* list : {"failures", "valid"}) {
      for (const json::Value file : test[list].elements()) {
        cases.push_back(
            {std::string(test["id"].text()), DataFolder() / file["name"].text(), list == std::string_view("failures")});
      }
    }
  }
  return cases;
}

class CsafOasisTest : public ::testing::TestWithParam<Case> {};

TEST_P(CsafOasisTest, AgreesWithTheSuite) {
  const Case& test = GetParam();
  Evidence evidence;
  const Report report = ReadDocument(testing::ReadBytes(test.file), {}, evidence);
  EXPECT_TRUE(report.status.ok()) << report.status;
  const auto found = std::ranges::count(report.findings, test.code, &Finding::code);
  EXPECT_EQ(found > 0, test.fails);
}

INSTANTIATE_TEST_SUITE_P(Suite, CsafOasisTest, ::testing::ValuesIn(Cases()), [](const auto& test) {
  std::string name = test.param.file.stem().string();
  std::ranges::replace_if(
      name, [](char c) { return c == '-' || c == '.'; }, '_');
  return name;
});
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(CsafOasisTest);

TEST(CsafOasisSuiteTest, IsComplete) {
  VEXLENS_NEEDS_CORPORA();
  EXPECT_EQ(Cases().size(), 28u);
}

TEST(CsafOasisSuiteTest, EveryFileIsAccepted) {
  VEXLENS_NEEDS_CORPORA();
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(DataFolder())) {
    if (entry.path().extension() != ".json" || entry.path().filename() == "testcases.json") continue;
    Evidence evidence;
    const Report report = ReadDocument(testing::ReadBytes(entry.path()), {}, evidence);
    EXPECT_TRUE(report.status.ok()) << entry.path() << ": " << report.status;
    ++files;
  }
  EXPECT_GT(files, 100u);
}

}  // namespace
}  // namespace vexlens
