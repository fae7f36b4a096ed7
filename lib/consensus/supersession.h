// Supersession: statements that a newer one of the same issuer replaces.
#ifndef VEXLENS_LIB_CONSENSUS_SUPERSESSION_H_
#define VEXLENS_LIB_CONSENSUS_SUPERSESSION_H_

#include <span>

#include "lib/consensus/grouping.h"
#include "lib/consensus/speakers.h"
#include "lib/consensus/weighing.h"
#include "vexlens/evidence.h"

namespace vexlens::consensus {

// Marks statements as superseded, in `worths` and in `grouping`, that a newer statement of the same issuer about the
// same thing replaces: in any equal spelling, within the same enclosure, and of formats with
// Supersession::kByStatement. Undated statements neither replace nor are replaced.
void SupersedeStatements(const Evidence& evidence, const Speakers& speakers, const Links& links,
                         const Weighing& weighing, std::span<Worth> worths, Grouping& grouping);

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_SUPERSESSION_H_
