// Sameness: which entries of an SBOM are one component.
#ifndef VEXLENS_LIB_SBOM_SAMENESS_H_
#define VEXLENS_LIB_SBOM_SAMENESS_H_

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "vexlens/sbom.h"

namespace vexlens::sbom {

// Sameness divides the entries with one first purl by their digests. Different digests by one algorithm contradict each
// other; an entry with several of them must share one with each other entry that has any.
//
//   entries of pkg:npm/a@1        components          perhaps the same
//   sha256:1 | sha1:5 | none      all three are one
//   sha256:1 | sha256:2           two
//   sha256:1 | none | sha256:2    three               the second and each other
//   sha256:1 | sha256:1 sha1:5 | sha256:2             the first two are one, the third another
//
// Without a contradiction all are one. Else those that share a digest are one, if there is no contradiction among them,
// or else those with equal sets of digests. The order of entries decides only which is first.
struct Sameness {
  using Pair = std::pair<std::uint32_t, std::uint32_t>;

  std::vector<std::uint32_t> first;  // by entry: the first one of its component
  std::vector<Pair> namesakes;       // first entries of a further component with a purl, and of the first with it
  std::vector<Pair> perhaps_same;    // first entries of components that digests do not distinguish
};

// Returns the sameness of `entries`. For n components with one purl at most n - 1 pairs are perhaps the same, as one is
// paired with all others. Requires: identifiers are in order of rank, none is opaque. Time: linear, with a logarithm.
Sameness SamenessOf(std::span<const SbomComponent> entries);

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_SAMENESS_H_
