// Holding: which of the words about a component of an SBOM hold there.
#ifndef VEXLENS_LIB_CONSENSUS_HOLDING_H_
#define VEXLENS_LIB_CONSENSUS_HOLDING_H_

#include <cstdint>
#include <vector>

#include "lib/consensus/index.h"
#include "lib/consensus/sbom_place.h"
#include "vexlens/sbom.h"

namespace vexlens {

// KeepWhatHolds keeps of what is heard about `component` the warnings, and the all-clears that hold on every path.
// Those of one issuer count together: it is enough that every path passes what encloses one that the issuer stands by
// there.
void KeepWhatHolds(const Consensus::Index& index, const Sbom& sbom, std::uint32_t component, std::vector<Heard>& heard);

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_HOLDING_H_
