// Holding: which statements about a component of an SBOM hold there.
#ifndef VEXLENS_LIB_CONSENSUS_HOLDING_H_
#define VEXLENS_LIB_CONSENSUS_HOLDING_H_

#include <cstdint>
#include <vector>

#include "lib/consensus/index.h"
#include "lib/consensus/sbom_place.h"
#include "vexlens/sbom.h"

namespace vexlens::consensus {

// Drops from `heard` the all-clears that do not hold on every path to `component`; warnings stay. The all-clears of one
// issuer count together: each path must pass what encloses one of them that no warning of the issuer overrules there.
void KeepWhatHolds(const Consensus::Index& index, const Sbom& sbom, std::uint32_t component, std::vector<Heard>& heard);

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_HOLDING_H_
