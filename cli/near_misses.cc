#include "cli/near_misses.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/words.h"

namespace vexlens::cli {

NearMissTable::NearMissTable(const Slice& slice)
    : slice_(slice), table_({"COMPONENT", "VULNERABILITY", "ISSUER", "SAYS", "ABOUT", "BUT"}) {}

void NearMissTable::Add(std::span<const NearStatement> misses, std::string component) {
  const Evidence& evidence = slice_.evidence();
  for (const NearStatement& miss : misses) {
    const Statement& statement = evidence.statements()[miss.statement];
    std::string about(evidence.KeyText(statement.component != 0 ? statement.component : statement.product));
    if (statement.component != 0) absl::StrAppend(&about, " in ", evidence.KeyText(statement.product));
    table_.Add({{component},
                {std::string(slice_.consensus().AdvisoryKeyOf(miss.statement))},
                {std::string(slice_.consensus().IssuerOf(miss.statement))},
                {std::string(StatusName(statement.status))},
                {std::move(about)},
                {MissText(miss.why), Style::kYellow}});
  }
}

}  // namespace vexlens::cli
