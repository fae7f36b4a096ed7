// The tree and its notes against golang.org/x/mod/sumdb, which reads what it did not write.
#include <sys/wait.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "tests/signing/openssl_vectors.h"
#include "tests/timeline/grown_tree.h"
#include "vexlens/checkpoint.h"
#include "vexlens/merkle_tree.h"
#include "vexlens/note.h"

namespace vexlens {
namespace {

using testing::GrownTree;

// Returns the answers to `questions`, a line each; nothing, and the test skipped or failed, where there is no Go.
std::vector<std::string> Ask(const std::string& name, const std::string& questions) {
  const std::filesystem::path folder = ::testing::TempDir();
  const std::filesystem::path asked = folder / absl::StrCat(name, ".asked");
  const std::filesystem::path answered = folder / absl::StrCat(name, ".answered");
  std::ofstream(asked) << questions;
  const int status = std::system(
      absl::StrCat("tests/timeline/references/tlog.sh <'", asked.string(), "' >'", answered.string(), "'").c_str());
  EXPECT_TRUE(WIFEXITED(status));
  std::vector<std::string> lines;
  std::ifstream in(answered);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  if (WEXITSTATUS(status) == 77) {
    const char* const ci = std::getenv("CI");
    EXPECT_FALSE(ci != nullptr && std::string_view(ci) == "true") << "Go or golang.org/x/mod is missing";
    return {};
  }
  EXPECT_EQ(WEXITSTATUS(status), 0);
  return lines;
}

std::string Words(const std::vector<Digest>& digests) {
  return absl::StrJoin(
      digests, " ", [](std::string* out, const Digest& digest) { absl::StrAppend(out, DigestText(digest).substr(7)); });
}

TEST(TlogTest, AgreesAboutEverySizeUpToAThousandAndLargerOnes) {
  std::mt19937_64 random(4);
  std::set<std::uint64_t> sizes;
  for (std::uint64_t size = 1; size <= 1'000; ++size) sizes.insert(size);
  for (int i = 0; i < 100; ++i) sizes.insert(1 + random() % 10'000'000);
  GrownTree tree;
  std::string questions;
  std::vector<std::string> expected;
  for (const std::uint64_t size : sizes) {
    tree.GrowTo(size);
    const std::uint64_t index = random() % size;
    const std::uint64_t before = 1 + random() % size;
    absl::StrAppend(&questions, "root ", size, "\nleaf ", index, " ", size, "\ntree ", before, " ", size, "\n");
    expected.push_back(Words({tree.edge().Root()}));
    expected.push_back(Words(*InclusionProof(index, size, tree.reader())));
    expected.push_back(Words(*ConsistencyProof(before, size, tree.reader())));
  }
  const std::vector<std::string> answers = Ask("tree", questions);
  if (answers.empty() && !HasFailure()) GTEST_SKIP() << "Go or golang.org/x/mod is missing";
  ASSERT_EQ(answers.size(), expected.size());
  for (std::size_t i = 0; i < answers.size(); ++i) ASSERT_EQ(answers[i], expected[i]) << "question " << i;
}

TEST(TlogTest, OpensOurNotes) {
  const PrivateKey key = PrivateKey::FromPem(testing::OpensslText("privateKeys", "ed25519")).value();
  const std::string text = WriteCheckpoint({"example.org/timeline", 7, GrownTree::Leaf(7)}).value();
  const Note note = Note::Sign(text, "example.org/timeline", key).value();
  const NoteVerifier verifier = NoteVerifier::Make("example.org/timeline", key.public_key()).value();
  const auto answers = Ask("note", absl::StrCat("note\n", verifier.Text(), "\n", note.ToString()));
  if (answers.empty() && !HasFailure()) GTEST_SKIP() << "Go or golang.org/x/mod is missing";
  EXPECT_EQ(absl::StrCat(absl::StrJoin(answers, "\n"), "\n"), text);
}

}  // namespace
}  // namespace vexlens
