// Explain: a counted key as a record, with its rationale and conflicts.
#ifndef VEXLENS_LIB_CONSENSUS_EXPLAIN_H_
#define VEXLENS_LIB_CONSENSUS_EXPLAIN_H_

#include "lib/consensus/tally.h"
#include "vexlens/consensus.h"

namespace vexlens {

// Sources are where a record's explanation is taken from.
struct Sources {
  const Evidence& evidence;
  const Speakers& speakers;
  const Links& links;
  const Weighing& weighing;
  const StatementIds& ids;
};

// FillRecord adds to `record`, whose key texts and decision are set, all that follows from the counted `tally`.
void FillRecord(const Tally& tally, const Sources& sources, Record& record);

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_EXPLAIN_H_
