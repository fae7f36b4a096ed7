#include "lib/consensus/near_statements.h"

#include <algorithm>
#include <utility>

#include "lib/json/canonical.h"

namespace vexlens::consensus {
void KeepNearest(const StatementIds& ids, std::size_t limit, std::vector<NearStatement>& misses) {
  struct Ordered {
    NearStatement* near;
    Digest id;
  };
  std::vector<Ordered> order;
  order.reserve(misses.size());
  for (NearStatement& near : misses) order.push_back({&near, {}});
  if (limit < order.size()) {  // what is farther away than the last that is kept needs no id
    const auto nearer = [](const Ordered& a, const Ordered& b) { return a.near->why.miss > b.near->why.miss; };
    std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(limit), order.end(), nearer);
    const Ordered bar = order[limit];
    std::erase_if(order, [&](const Ordered& of) { return nearer(bar, of); });
  }
  for (Ordered& of : order) of.id = ids.Of(of.near->statement);
  const std::size_t kept = std::min(limit, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                    [](const Ordered& a, const Ordered& b) {
                      return a.near->why.miss != b.near->why.miss ? a.near->why.miss > b.near->why.miss : a.id < b.id;
                    });
  order.resize(kept);
  std::vector<NearStatement> nearest;
  nearest.reserve(order.size());
  for (const Ordered& of : order) nearest.push_back(std::move(*of.near));
  misses = std::move(nearest);
}

void AppendNearStatement(const NearStatement& near, const Evidence& evidence, const About& about,
                         const StatementIds& ids, std::string_view issuer, std::string& out) {
  const Statement& statement = evidence.statements()[near.statement];
  const auto text = [&out](std::string_view literal, std::string_view value) {
    out += literal;
    json::AppendString(value, out);
  };
  text("{\"asked\":", near.why.asked);
  text(",\"attribute\":", near.why.attribute);
  text(",\"component\":", evidence.KeyText(about.component));
  text(",\"documentDigest\":", DigestText(evidence.documents()[statement.document].digest));
  text(",\"issuer\":", issuer);
  text(",\"location\":", evidence.LocationText(statement.location));
  text(",\"miss\":", MissName(near.why.miss));
  text(",\"product\":", evidence.KeyText(about.product));
  text(",\"said\":", near.why.said);
  text(",\"statementId\":", DigestText(ids.Of(near.statement)));
  text(",\"status\":", StatusName(statement.status));
  text(",\"text\":", near.why.Text());
  text(",\"vulnerability\":", evidence.Text(statement.vulnerability));
  out += '}';
}

}  // namespace vexlens::consensus
