// Near statements: what almost speaks about a query.
#ifndef VEXLENS_LIB_CONSENSUS_NEAR_STATEMENTS_H_
#define VEXLENS_LIB_CONSENSUS_NEAR_STATEMENTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/consensus/statement_ids.h"
#include "vexlens/consensus.h"

namespace vexlens {

// NearMissOf is why `statement` does not speak about `query`; nothing when it does, or when it is about something
// else altogether.
std::optional<NearMiss> NearMissOf(const Evidence& evidence, std::uint32_t statement, const Scope& query);

// KeepNearest sorts by nearness, then by statementId, and drops all beyond `limit`.
void KeepNearest(const StatementIds& ids, std::size_t limit, std::vector<NearStatement>& misses);

// AppendNearStatement writes one as canonical JSON.
void AppendNearStatement(const NearStatement& near, const Evidence& evidence, const StatementIds& ids,
                         std::string_view issuer, std::string& out);

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_NEAR_STATEMENTS_H_
