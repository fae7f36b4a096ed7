#include "lib/workspace/statement_pack.h"

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "lib/workspace/outline.h"
#include "tests/support/evidence_copy.h"
#include "tests/support/generated_evidence.h"
#include "vexlens/reader.h"

namespace vexlens::workspace {
namespace {

using Group = std::pair<std::uint32_t, TextId>;  // document, vulnerability

std::map<Group, std::vector<std::uint32_t>> Groups(const Evidence& evidence) {
  std::map<Group, std::vector<std::uint32_t>> groups;
  for (std::uint32_t i = 0; i < evidence.statements().size(); ++i) {
    const Statement& statement = evidence.statements()[i];
    groups[{statement.document, statement.vulnerability}].push_back(i);
  }
  return groups;
}

Evidence Generated() { return testing::GenerateEvidence({.seed = 3, .statements = 2000}); }

TEST(StatementPackTest, GivesTheSameEvidenceAgain) {
  const Evidence evidence = Generated();
  Evidence again;
  for (std::uint32_t i = 0; i < evidence.documents().size(); ++i) testing::CopyDocument(evidence, i, again);
  for (const auto& [group, statements] : Groups(evidence)) {
    const std::string pack = PackStatements(evidence, statements);
    const TextId vulnerability = again.texts().Intern(evidence.Text(group.second));
    ASSERT_TRUE(UnpackStatements(pack, group.first, vulnerability, again));
  }
  std::string expected;
  WriteEvidence(evidence, expected);
  std::string found;
  WriteEvidence(again, found);
  EXPECT_EQ(found, expected);
}

TEST(StatementPackTest, TheSameStatementsGiveTheSameBytes) {
  const Evidence evidence = Generated();
  Evidence other;
  other.texts().Intern("a text that came before");
  for (const auto& [group, statements] : Groups(evidence)) {
    const auto first = static_cast<std::uint32_t>(other.statements().size());
    std::vector<std::uint32_t> copies;
    for (const std::uint32_t i : statements) {
      testing::CopyStatement(evidence, evidence.statements()[i], other);
      copies.push_back(first + static_cast<std::uint32_t>(copies.size()));
    }
    ASSERT_EQ(PackStatements(other, copies), PackStatements(evidence, statements));
    ASSERT_EQ(WriteOutline(other, copies), WriteOutline(evidence, statements));
  }
}

TEST(StatementPackTest, EveryBeginningIsRefused) {
  const Evidence evidence = Generated();
  const std::string pack = PackStatements(evidence, std::vector<std::uint32_t>{0, 1, 2});
  for (std::size_t size = 0; size < pack.size(); ++size) {
    Evidence into;
    EXPECT_FALSE(UnpackStatements(pack.substr(0, size), 0, 0, into)) << size;
  }
  Evidence into;
  EXPECT_FALSE(UnpackStatements(pack + '\0', 0, 0, into));
}

TEST(StatementPackTest, ChangedBytesAreRefused) {
  const Evidence evidence = Generated();
  const std::string pack = PackStatements(evidence, std::vector<std::uint32_t>{0, 1, 2});
  for (std::size_t bit = 0; bit < 8 * pack.size(); ++bit) {
    std::string bytes = pack;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ 1 << bit % 8);
    Evidence into;
    EXPECT_FALSE(UnpackStatements(bytes, 0, 0, into)) << bit;
  }
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = pack;
    for (int change = 0; change < 3; ++change) bytes[random() % bytes.size()] = static_cast<char>(random());
    Evidence into;
    EXPECT_EQ(UnpackStatements(bytes, 0, 0, into), bytes == pack);
  }
}

TEST(OutlineTest, MeetsWhatHasABaseInCommon) {
  Evidence evidence;
  const auto add = [&](std::string_view product, std::string_view component) {
    Statement statement;
    statement.product = evidence.InternIdentifier(product).value();
    if (!component.empty()) statement.component = evidence.InternIdentifier(component).value();
    evidence.AddStatement(statement);
    return WriteOutline(evidence,
                        std::vector<std::uint32_t>{static_cast<std::uint32_t>(evidence.statements().size() - 1)});
  };
  const std::string left = add("pkg:npm/left@1.0", "");
  const std::string inside = add("pkg:oci/app", "pkg:npm/left@2.0");
  const std::string other = add("pkg:npm/right@1.0", "");
  std::vector<std::uint32_t> bases;
  Outline(left).AppendBases(bases);
  EXPECT_TRUE(Outline(inside).Meets(bases));
  EXPECT_FALSE(Outline(other).Meets(bases));
  EXPECT_FALSE(Outline(left).open());
  EXPECT_FALSE(Outline(left).ties());
  EXPECT_TRUE(Outline(add("cpe:2.3:o:linux*:linux_kernel:*:*:*:*:*:*:*:*", "")).open());
  EXPECT_FALSE(Outline(add("cpe:2.3:o:*:linux_kernel:*:*:*:*:*:*:*:*", "")).open());  // speaks about its own text alone
  EXPECT_TRUE(Outline(add("cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#lib", "")).open());
}

TEST(OutlineTest, MalformedBytesLeaveNothingOut) {
  for (const std::string_view bytes : {"", "ab", "abc", "abcd"}) {
    EXPECT_TRUE(Outline(bytes).open());
    EXPECT_TRUE(Outline(bytes).ties());
  }
}

}  // namespace
}  // namespace vexlens::workspace
