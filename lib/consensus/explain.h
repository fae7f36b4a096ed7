// Explain: a counted key as a record, with its rationale and conflicts.
#ifndef VEXLENS_LIB_CONSENSUS_EXPLAIN_H_
#define VEXLENS_LIB_CONSENSUS_EXPLAIN_H_

#include "lib/consensus/tally.h"
#include "vexlens/consensus.h"

namespace vexlens::consensus {

// Sources are what a record's explanation is made from.
struct Sources {
  const Evidence& evidence;
  const Speakers& speakers;
  const Links& links;
  const Weighing& weighing;
  const StatementIds& ids;
};

// Adds to `record` its id, rationale and conflicts. Requires: its key texts and its decision are set, `tally` is
// counted and introduced.
void FillRecord(const Tally& tally, const Sources& sources, Record& record);

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_EXPLAIN_H_
