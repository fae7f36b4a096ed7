// Sameness: which entries of an SBOM are one component.
#ifndef VEXLENS_LIB_SBOM_SAMENESS_H_
#define VEXLENS_LIB_SBOM_SAMENESS_H_

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "vexlens/sbom.h"

namespace vexlens::sbom {

// Sameness divides the entries of one purl (their first) by their digests. Digests of one algorithm contradict each
// other when they differ; an entry that names several must share one with all others that name any.
//
//   entries of pkg:npm/a@1        components          perhaps the same
//   sha256:1 | sha1:5 | none      all three are one
//   sha256:1 | sha256:2           two
//   sha256:1 | none | sha256:2    three               the second and each other
//   sha256:1 | sha256:1 sha1:5 | sha256:2             the first two are one, the third another
//
// Where nothing contradicts, all are one. Else those are one that share a digest, if that leaves no contradiction
// among them, or else those with all digests equal. The order of the entries decides nothing but who is first.
struct Sameness {
  using Pair = std::pair<std::uint32_t, std::uint32_t>;

  std::vector<std::uint32_t> first;  // by entry: the first one of its component
  std::vector<Pair> namesakes;       // first entries of a further component of a purl, and of that purl's first one
  std::vector<Pair> perhaps_same;    // first entries of components that no digest tells apart
};

// Returns the sameness of `entries`, whose identifiers are in order of rank and none of them opaque. Linear time, up
// to a logarithm. For n components of one purl at most n - 1 pairs are perhaps the same: one is paired with all others.
Sameness SamenessOf(std::span<const SbomComponent> entries);

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_SAMENESS_H_
