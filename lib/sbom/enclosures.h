// Joint cuts: whether every path to a component passes one of several enclosures.
#ifndef VEXLENS_LIB_SBOM_ENCLOSURES_H_
#define VEXLENS_LIB_SBOM_ENCLOSURES_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "lib/sbom/dominators.h"
#include "lib/sbom/neighbours.h"
#include "vexlens/sbom.h"

namespace vexlens::sbom {

// The number of steps after which a search among several enclosures ends and returns false. A step is one enclosure in
// one state of the search.
inline constexpr std::size_t kStepsPerEdge = 16;  // and per component
inline constexpr std::size_t kFewSteps = 65'536;

// Implements Sbom::EveryPathPasses.
bool EveryPathPasses(const Neighbours& parents, const Dominators& dominators, std::uint32_t i,
                     std::span<const Enclosure> any_of);

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_ENCLOSURES_H_
