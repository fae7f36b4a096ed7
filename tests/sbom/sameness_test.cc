// Which entries of an SBOM are one component, whatever their order.
#include "lib/sbom/sameness.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace vexlens::sbom {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

// EntriesOf makes entries of identifiers that are separated by blanks.
std::vector<SbomComponent> EntriesOf(const std::vector<std::string>& texts) {
  std::vector<SbomComponent> entries(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    entries[i].identifiers = absl::StrSplit(std::string_view(texts[i]), ' ', absl::SkipEmpty());
  }
  return entries;
}

// Said is what is found, in names of the entries, in an order that does not depend on theirs.
std::set<std::string> Said(const std::vector<std::string>& names, const std::vector<std::string>& texts) {
  const Sameness sameness = SamenessOf(EntriesOf(texts));
  std::set<std::string> said;
  const auto members = [&](std::uint32_t first) {
    std::vector<std::string> found;
    for (std::uint32_t i = 0; i < names.size(); ++i) {
      if (sameness.first[i] == first) found.push_back(names[i]);
    }
    std::sort(found.begin(), found.end());
    return absl::StrJoin(found, "");
  };
  for (const std::uint32_t first : sameness.first) said.insert(members(first));
  for (const auto& [a, b] : sameness.perhaps_same) {
    said.insert(absl::StrCat(std::min(members(a), members(b)), "~", std::max(members(a), members(b))));
  }
  return said;
}

// SaidInEveryOrder expects the same of all orders; entries are called a, b, c, and so on.
std::set<std::string> SaidInEveryOrder(const std::vector<std::string>& texts) {
  std::vector<std::size_t> order(texts.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::set<std::string> first;
  do {
    std::vector<std::string> names;
    std::vector<std::string> shuffled;
    for (const std::size_t i : order) {
      names.push_back(std::string(1, static_cast<char>('a' + i)));
      shuffled.push_back(absl::StrCat("pkg:npm/x ", texts[i]));
    }
    const std::set<std::string> said = Said(names, shuffled);
    if (first.empty()) first = said;
    EXPECT_EQ(said, first);
  } while (std::next_permutation(order.begin(), order.end()));
  return first;
}

using Words = std::set<std::string>;

TEST(SamenessTest, WithoutContradictionAllAreOne) {
  EXPECT_EQ(SaidInEveryOrder({"", "", ""}), Words({"abc"}));
  EXPECT_EQ(SaidInEveryOrder({"sha256:1", "sha1:5", ""}), Words({"abc"}));
  EXPECT_EQ(SaidInEveryOrder({"sha256:1 sha256:2", "sha256:1", "md5:7"}), Words({"abc"}));
}

TEST(SamenessTest, DifferentDigestsOfOneAlgorithmStayApart) {
  EXPECT_EQ(SaidInEveryOrder({"sha256:1", "sha256:2"}), Words({"a", "b"}));
  EXPECT_EQ(SaidInEveryOrder({"sha256:1 sha1:5", "sha256:1", "sha256:2"}), Words({"ab", "c"}));
  EXPECT_EQ(SaidInEveryOrder({"sha256:1", "sha256:1", "sha256:2", "sha256:2"}), Words({"ab", "cd"}));
}

TEST(SamenessTest, AnEntryWithoutDigestsDoesNotGlueOthersTogether) {
  EXPECT_EQ(SaidInEveryOrder({"sha256:1", "", "sha256:2"}), Words({"a", "b", "c", "a~b", "b~c"}));
  EXPECT_EQ(SaidInEveryOrder({"sha256:1", "", "sha256:2", ""}), Words({"a", "bd", "c", "a~bd", "bd~c"}));
  EXPECT_EQ(SaidInEveryOrder({"sha256:1", "md5:5", "sha256:2"}), Words({"a", "b", "c", "a~b", "b~c"}));
}

TEST(SamenessTest, NorDoesOneThatNamesTheDigestsOfSeveral) {
  EXPECT_EQ(SaidInEveryOrder({"sha256:1", "sha256:1 sha256:2", "sha256:2"}), Words({"a", "b", "c", "a~b", "a~c"}));
  // The second shares a digest with each, and what it shares with the third contradicts.
  EXPECT_EQ(SaidInEveryOrder({"sha256:1", "sha1:5 sha256:1", "sha1:5 sha256:2"}), Words({"a", "b", "c", "a~b", "b~c"}));
  // A chain whose ends contradict each other.
  EXPECT_EQ(SaidInEveryOrder({"md5:1 sha256:1", "md5:1 sha1:1", "sha1:1 sha256:2"}),
            Words({"a", "b", "c", "a~b", "b~c"}));
}

TEST(SamenessTest, OnlyTheFirstPurlCounts) {
  const Sameness sameness =
      SamenessOf(EntriesOf({"pkg:npm/a", "pkg:npm/b pkg:npm/a", "sha256:1", "sha256:1", "", "pkg:npm/a sha256:1"}));
  EXPECT_THAT(sameness.first, ElementsAre(0, 1, 2, 3, 4, 0));
  EXPECT_THAT(sameness.namesakes, IsEmpty());
  EXPECT_THAT(sameness.perhaps_same, IsEmpty());
}

TEST(SamenessTest, NamesakesAreToldInOrderOfTheEntries) {
  const Sameness sameness = SamenessOf(EntriesOf({"pkg:npm/b sha256:1", "pkg:npm/a sha256:1", "pkg:npm/a sha256:2",
                                                  "pkg:npm/b sha256:2", "pkg:npm/a", "pkg:npm/a sha256:2"}));
  EXPECT_THAT(sameness.first, ElementsAre(0, 1, 2, 3, 4, 2));
  EXPECT_THAT(sameness.namesakes, ElementsAre(Pair(3, 0), Pair(2, 1), Pair(4, 1)));
  EXPECT_THAT(sameness.perhaps_same, ElementsAre(Pair(4, 1), Pair(4, 2)));
}

// Contradict tells whether two lists of digests name some algorithm, and share no digest of it.
bool Contradict(const SbomComponent& a, const SbomComponent& b) {
  std::set<std::string_view> both;
  std::set<std::string_view> shared;
  for (const std::string_view x : a.identifiers) {
    for (const std::string_view y : b.identifiers) {
      const std::string_view algorithm = x.substr(0, x.find(':'));
      if (algorithm != y.substr(0, y.find(':')) || algorithm == "pkg") continue;
      both.insert(algorithm);
      if (x == y) shared.insert(algorithm);
    }
  }
  return both != shared;
}

TEST(SamenessTest, RandomEntriesNeverContradictWithinAComponent) {
  std::mt19937 random(17);
  int together = 0;
  int apart = 0;
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::string> texts(2 + random() % 5);
    std::vector<std::string> names;
    for (std::string& text : texts) {
      names.push_back(std::string(1, static_cast<char>('a' + names.size())));
      text = "pkg:npm/x";
      for (const std::string_view algorithm : {"md5", "sha256"}) {
        if (random() % 3 != 0) absl::StrAppend(&text, " ", algorithm, ":", random() % 2);
      }
    }
    const std::vector<SbomComponent> entries = EntriesOf(texts);
    const Sameness sameness = SamenessOf(entries);
    bool any = false;
    for (std::size_t a = 0; a < entries.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        const bool contradict = Contradict(entries[a], entries[b]);
        const bool same = sameness.first[a] == sameness.first[b];
        any = any || contradict;
        ASSERT_FALSE(contradict && same) << absl::StrJoin(texts, " | ");
        if (entries[a].identifiers == entries[b].identifiers) {
          ASSERT_TRUE(same) << absl::StrJoin(texts, " | ");
        }
        (same ? together : apart) += 1;
      }
    }
    const bool all_one = std::ranges::all_of(sameness.first, [](std::uint32_t first) { return first == 0; });
    ASSERT_EQ(all_one, !any) << absl::StrJoin(texts, " | ");
    const std::set<std::string> said = Said(names, texts);
    std::vector<std::size_t> order(texts.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::shuffle(order, random);
    std::vector<std::string> other_names;
    std::vector<std::string> other_texts;
    for (const std::size_t i : order) {
      other_names.push_back(names[i]);
      other_texts.push_back(texts[i]);
    }
    ASSERT_EQ(Said(other_names, other_texts), said) << absl::StrJoin(texts, " | ");
  }
  EXPECT_GT(together, 1000);
  EXPECT_GT(apart, 1000);
}

}  // namespace
}  // namespace vexlens::sbom
