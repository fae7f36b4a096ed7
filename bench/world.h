// World: evidence with everything that a consensus needs beside it.
#ifndef VEXLENS_BENCH_WORLD_H_
#define VEXLENS_BENCH_WORLD_H_

#include <cstddef>

#include "tests/support/generated_evidence.h"
#include "vexlens/consensus.h"

namespace vexlens::bench {

struct World {
  Evidence evidence;
  IssuerDirectory directory;
  Policy policy;
  Instant as_of;

  Consensus Build() const { return Consensus::Build(evidence, directory, policy, as_of); }
};

// GeneratedOf is generated evidence of thirty issuers, Generated the size that rows of several programs share.
inline World GeneratedOf(std::size_t statements) {
  const testing::GeneratorOptions options{.seed = 7, .statements = statements, .issuers = 30};
  return {testing::GenerateEvidence(options), IssuerDirectory::Parse(testing::GenerateDirectory(options)).value(),
          Policy(), testing::GeneratedAsOf()};
}
inline World Generated() { return GeneratedOf(300'000); }

}  // namespace vexlens::bench

#endif  // VEXLENS_BENCH_WORLD_H_
