// Two consensuses differ where a user would have to look again, and keys belong to a tenant and a range of names.
#include "vexlens/compare.h"

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/generated_evidence.h"
#include "tests/support/slice_of.h"
#include "vexlens/slice.h"

namespace vexlens {
namespace {

const testing::GeneratorOptions kOptions{.seed = 3, .statements = 4'000, .issuers = 12, .tenants = 2};

class CompareTest : public ::testing::Test {
 protected:
  static std::vector<Delta> Compare(const Consensus& before, const Consensus& after, std::string_view tenant,
                                    const NameRange& names = {}) {
    std::vector<Delta> deltas;
    const auto keep = [&](const Delta& delta) {
      deltas.push_back(delta);
      return true;
    };
    EXPECT_TRUE(CompareConsensus(before, after, tenant, keep, names));
    return deltas;
  }

  const Evidence evidence_ = testing::GenerateEvidence(kOptions);
  const IssuerDirectory directory_ = IssuerDirectory::Parse(testing::GenerateDirectory(kOptions)).value();
  const Policy policy_;
  const Policy other_policy_ = Policy::Parse(R"({"mode":"most_recent"})").value();
  const Instant year_before_{testing::GeneratedAsOf().micros - 365 * std::int64_t{86'400'000'000}};
  const Consensus before_ = Consensus::Build(evidence_, directory_, policy_, year_before_);
  const Consensus after_ = Consensus::Build(evidence_, directory_, other_policy_, testing::GeneratedAsOf());
};

using Key = std::tuple<std::string_view, std::string_view, std::string_view>;
using Decisions = std::map<Key, Decision>;

// Seen is what of a decision makes a difference.
std::tuple<State, VexStatus, Millionths> Seen(const Decision& decision) {
  return {decision.state, decision.status, decision.confidence};
}

Decisions DecisionsOf(const Consensus& consensus, std::string_view tenant) {
  Decisions decisions;
  for (std::size_t i = 0; i < consensus.size(); ++i) {
    const KeyTexts key = consensus.KeyOf(i);
    if (key.tenant == tenant) decisions[{key.vulnerability, key.product, key.component}] = consensus.Decide(i);
  }
  return decisions;
}

TEST_F(CompareTest, GivesEachDifferenceOnceInOrder) {
  std::set<Delta::Kind> kinds;
  for (const std::string_view tenant : {"default", "acme"}) {
    for (const auto& [from, to] : {std::tie(before_, after_), std::tie(after_, before_)}) {
      Decisions before = DecisionsOf(from, tenant);
      Decisions after = DecisionsOf(to, tenant);
      const std::vector<Delta> deltas = Compare(from, to, tenant);
      for (std::size_t i = 0; i < deltas.size(); ++i) {
        const Delta& delta = deltas[i];
        EXPECT_TRUE(i == 0 || deltas[i - 1].key < delta.key);
        kinds.insert(delta.kind);
        const Key key = {delta.key.vulnerability, delta.key.product, delta.key.component};
        EXPECT_EQ(before.erase(key) == 1, delta.kind != Delta::Kind::kAdded);
        EXPECT_EQ(after.erase(key) == 1, delta.kind != Delta::Kind::kRemoved);
        const bool in_both = delta.kind != Delta::Kind::kAdded && delta.kind != Delta::Kind::kRemoved;
        EXPECT_TRUE(!in_both || Seen(delta.before) != Seen(delta.after));
      }
      ASSERT_EQ(before.size(), after.size());
      for (const auto& [key, decision] : before) EXPECT_EQ(Seen(decision), Seen(after.at(key)));
    }
  }
  EXPECT_EQ(kinds.size(), 5U);
}

TEST_F(CompareTest, StopsWhenTold) {
  int seen = 0;
  EXPECT_FALSE(CompareConsensus(before_, after_, "default", [&](const Delta&) { return ++seen < 3; }));
  EXPECT_EQ(seen, 3);
}

TEST_F(CompareTest, RangesOfNamesPartTheDifferences) {
  const std::vector<Delta> all = Compare(before_, after_, "default");
  const std::string middle = all[all.size() / 2].key.vulnerability;
  std::vector<Delta> parts = Compare(before_, after_, "default", {"", middle});
  for (const Delta& delta : parts) EXPECT_LE(delta.key.vulnerability, middle);
  for (Delta& delta : Compare(before_, after_, "default", {middle + '\0', std::nullopt}))
    parts.push_back(std::move(delta));
  ASSERT_EQ(parts.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(parts[i].key, all[i].key);
}

TEST_F(CompareTest, OneSliceHoldsEveryKeyOfATenant) {
  const auto slice = testing::SliceOf(testing::GenerateEvidence(kOptions), directory_, policy_, year_before_);
  const std::unique_ptr<Slices> slices = OneSlice(slice);
  const SlicePart part = slices->Next().value().value();
  EXPECT_FALSE(slices->Next().value().has_value());
  const KeyRun acme = KeysOf(part.slice->consensus(), "acme", part.names);
  const KeyRun other = KeysOf(part.slice->consensus(), "default", part.names);
  EXPECT_EQ(acme.first, 0U);
  EXPECT_EQ(acme.end, other.first);
  EXPECT_EQ(other.end, before_.size());
  EXPECT_GT(acme.end, 0U);
  EXPECT_GT(other.end, other.first);
}

}  // namespace
}  // namespace vexlens
