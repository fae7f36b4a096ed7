// Supersession: statements that a newer one of the same issuer replaces.
#ifndef VEXLENS_LIB_CONSENSUS_SUPERSESSION_H_
#define VEXLENS_LIB_CONSENSUS_SUPERSESSION_H_

#include <span>

#include "lib/consensus/grouping.h"
#include "lib/consensus/speakers.h"
#include "lib/consensus/weighing.h"
#include "vexlens/evidence.h"

namespace vexlens {

// SupersedeStatements lets OpenVEX statements replace older ones of the same issuer about the same thing, in any equal
// spelling, within the same enclosure: both among `worths` and in the groups. What is undated replaces nothing and is
// replaced by nothing.
void SupersedeStatements(const Evidence& evidence, const Speakers& speakers, const Links& links,
                         const Weighing& weighing, std::span<Worth> worths, Grouping& grouping);

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_SUPERSESSION_H_
