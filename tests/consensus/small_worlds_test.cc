// The laws of a consensus in small worlds, in which almost everything has to do with everything else, links of BOMs
// included.
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/consensus/evidence_parts.h"
#include "tests/consensus/evidence_world.h"
#include "vexlens/consensus.h"
#include "vexlens/reader.h"

namespace vexlens::testing {
namespace {

std::string Written(const Evidence& evidence) {
  std::string out;
  WriteEvidence(evidence, out);
  return out;
}

TEST(SmallWorldTest, OrderBatchesAndRepetitionMeanNothing) {
  const IssuerDirectory directory = IssuerDirectory::Parse(EvidenceWorld::Directory()).value();
  std::size_t links = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    EvidenceWorld world(seed);
    Policy policy;
    policy.mode = static_cast<Mode>(seed % 5);
    const auto records = [&](const Evidence& evidence) {
      const Consensus consensus = Consensus::Build(evidence, directory, policy, EvidenceWorld::AsOf());
      std::string out;
      for (std::size_t i = 0; i < consensus.size(); ++i) consensus.AppendRecord(i, out);
      for (const AmbiguousLink& link : consensus.ambiguous_links()) absl::StrAppend(&out, link.link);
      for (const AmbiguousAlias& alias : consensus.ambiguous_aliases()) absl::StrAppend(&out, alias.identifier);
      links += consensus.ambiguous_links().size();
      return out;
    };
    world.Add(WhoSpeaks::kAnybody, 60);
    world.AddBoms(WhoSpeaks::kAnybody, 6);
    const std::string expected = records(world.evidence());
    std::mt19937 random(static_cast<unsigned>(seed));
    for (const std::size_t batch_count : {std::size_t{1}, std::size_t{3}}) {
      const Evidence again = Shuffled(world.evidence(), batch_count, random);
      ASSERT_TRUE(Written(again) == Written(world.evidence())) << "world " << seed;
      ASSERT_TRUE(records(again) == expected) << "world " << seed;
    }
  }
  EXPECT_GT(links, 0u);
}

TEST(SmallWorldTest, QueryGivesTheBytesOfTheEnumeration) {
  const IssuerDirectory directory = IssuerDirectory::Parse(EvidenceWorld::Directory()).value();
  std::size_t keys = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    EvidenceWorld world(seed);
    world.Add(WhoSpeaks::kAnybody, 60);
    world.AddBoms(WhoSpeaks::kAnybody, 6);
    const Policy policy;
    const Consensus consensus = Consensus::Build(world.evidence(), directory, policy, EvidenceWorld::AsOf());
    for (std::size_t i = 0; i < consensus.size(); ++i) {
      const auto key = consensus.KeyOf(i);
      std::string enumerated, queried;
      consensus.AppendRecord(i, enumerated);
      const auto asked = consensus.Get(key.tenant, key.vulnerability, key.product, key.component);
      ASSERT_TRUE(asked.ok()) << asked.status() << " for " << enumerated;
      consensus.Append(*asked, queried);
      ASSERT_EQ(queried, enumerated) << "world " << seed;
      ++keys;
    }
  }
  EXPECT_GT(keys, 500u);
}

}  // namespace
}  // namespace vexlens::testing
