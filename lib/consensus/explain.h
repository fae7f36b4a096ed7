// Explain: a counted key as a record, with its rationale and conflicts.
#ifndef VEXLENS_LIB_CONSENSUS_EXPLAIN_H_
#define VEXLENS_LIB_CONSENSUS_EXPLAIN_H_

#include "lib/consensus/tally.h"
#include "vexlens/consensus.h"

namespace vexlens {

// FillRecord adds to `record`, whose key texts and decision are set, all that follows from the counted `tally`.
void FillRecord(const Tally& tally, const Evidence& evidence, const Speakers& speakers, const Weighing& weighing,
                const StatementIds& ids, Record& record);

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_EXPLAIN_H_
