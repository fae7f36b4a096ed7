// Conflicts: the disagreements among a key's voices, as results.
#ifndef VEXLENS_LIB_CONSENSUS_CONFLICTS_H_
#define VEXLENS_LIB_CONSENSUS_CONFLICTS_H_

#include <vector>

#include "lib/consensus/speakers.h"
#include "lib/consensus/statement_ids.h"
#include "lib/consensus/tally.h"
#include "vexlens/consensus.h"

namespace vexlens::consensus {

// Returns the conflicts of a counted key: a status_disagreement for each level at which statuses differ, then
// scope_mismatch, then missing_provenance.
std::vector<Conflict> FindConflicts(const std::vector<Candidate>& candidates, const Digest& consensus_id,
                                    const StatementIds& ids, const Speakers& speakers);

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_CONFLICTS_H_
