// Near statements: what almost speaks about a query.
#ifndef VEXLENS_LIB_CONSENSUS_NEAR_STATEMENTS_H_
#define VEXLENS_LIB_CONSENSUS_NEAR_STATEMENTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/consensus/links.h"
#include "lib/consensus/statement_ids.h"
#include "vexlens/consensus.h"

namespace vexlens::consensus {

// Sorts near misses by nearness, then by statementId, and drops all after the first `limit`.
void KeepNearest(const StatementIds& ids, std::size_t limit, std::vector<NearStatement>& misses);

// Appends a near miss as canonical JSON.
void AppendNearStatement(const NearStatement& near, const Evidence& evidence, const About& about,
                         const StatementIds& ids, std::string_view issuer, std::string& out);

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_NEAR_STATEMENTS_H_
