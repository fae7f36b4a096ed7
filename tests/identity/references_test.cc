// Each order against the ecosystem's own program, on 10 000 pairs of versions.
#include <sys/wait.h>

#include <compare>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/identity/version_patterns.h"
#include "tests/support/corpora.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

constexpr int kPairs = 10'000;
// What a script ends with that lacks its library, and the shell without the program.
constexpr int kNoLibrary = 77;
constexpr int kNoProgram = 127;

struct Reference {
  std::string_view scheme;
  std::string_view script;
};

void PrintTo(const Reference& reference, std::ostream* out) { *out << reference.scheme; }

char Sign(std::partial_ordering order) {
  if (order == std::partial_ordering::unordered) return '?';
  return order < 0 ? '<' : order > 0 ? '>' : '=';
}

class ReferencesTest : public ::testing::TestWithParam<Reference> {};

TEST_P(ReferencesTest, Agrees) {
  const auto& [scheme, script] = GetParam();
  testing::VersionGenerator versions(testing::VersionPattern(scheme), 20'240'101);
  std::vector<std::pair<std::string, std::string>> pairs;
  const std::filesystem::path folder = ::testing::TempDir();
  const auto questions = folder / absl::StrCat(scheme, ".pairs");
  const auto answers = folder / absl::StrCat(scheme, ".answers");
  std::ofstream out(questions);
  while (pairs.size() < kPairs) {
    const auto& [first, second] = pairs.emplace_back(versions.NextPair());
    out << first << ' ' << second << '\n';
  }
  out.close();

  const int status = std::system(
      absl::StrCat("tests/identity/references/", script, " < '", questions.string(), "' > '", answers.string(), "'")
          .c_str());
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == kNoLibrary || WEXITSTATUS(status) == kNoProgram) {
    if (testing::OnCi()) FAIL() << script << " misses what tools/setup --with=references installs";
    GTEST_SKIP() << script << " misses what tools/setup --with=references installs";
  }
  ASSERT_EQ(WEXITSTATUS(status), 0);

  std::ifstream in(answers);
  int unequal = 0;
  for (const auto& [first, second] : pairs) {
    std::string sign;
    ASSERT_TRUE(std::getline(in, sign)) << "answers are missing";
    ASSERT_EQ(sign.size(), 1u) << sign;
    EXPECT_EQ(Sign(CompareVersions(scheme, first, second)), sign[0]) << first << " " << second;
    ASSERT_LT(::testing::UnitTest::GetInstance()->current_test_info()->result()->total_part_count(), 10);
    if (sign[0] != '=') ++unequal;
  }
  EXPECT_GT(unequal, kPairs / 2);
}

INSTANTIATE_TEST_SUITE_P(All, ReferencesTest,
                         ::testing::Values(Reference{"alpm", "alpm.py"}, Reference{"cargo", "npm.js"},
                                           Reference{"composer", "composer.php"}, Reference{"deb", "deb.pl"},
                                           Reference{"gem", "gem.rb"}, Reference{"golang", "npm.js"},
                                           Reference{"maven", "maven.sh"}, Reference{"npm", "npm.js"},
                                           Reference{"pypi", "pypi.py"}, Reference{"rpm", "rpm.py"}),
                         [](const auto& parameter) { return std::string(parameter.param.scheme); });

}  // namespace
}  // namespace vexlens
