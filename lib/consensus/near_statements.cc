#include "lib/consensus/near_statements.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "lib/json/canonical.h"

namespace vexlens {
namespace {

// NamesMeet tells whether a name of the statement is one of the query: without that nothing is near, and most
// statements need no closer look.
bool NamesMeet(const Scope& said, const Scope& asked) {
  const auto meets = [&](const Subject& subject) {
    const std::string_view name = NameOf(subject);
    return absl::EqualsIgnoreCase(name, NameOf(asked.product)) ||
           (asked.has_component() && absl::EqualsIgnoreCase(name, NameOf(asked.component)));
  };
  return meets(said.product) || (said.has_component() && meets(said.component));
}

}  // namespace

std::optional<NearMiss> NearMissOf(const Evidence& evidence, std::uint32_t statement, const Scope& query) {
  const StatementTable& table = evidence.table();
  Assertion assertion;
  assertion.scope.product = evidence.ParsedSubject(table.product(statement));
  if (table.component(statement) != 0) assertion.scope.component = evidence.ParsedSubject(table.component(statement));
  if (!NamesMeet(assertion.scope, query)) return std::nullopt;
  assertion.relationship = evidence.Text(table.claim(statement).relationship);
  assertion.fixed = table.claim(statement).status == VexStatus::kFixed;
  if (ScopeLevel(assertion, query) != 0) return std::nullopt;
  NearMiss why = WhyNot(assertion, query);
  if (!why.near()) return std::nullopt;
  return why;
}

void KeepNearest(const StatementIds& ids, std::size_t limit, std::vector<NearStatement>& misses) {
  struct Ordered {
    NearStatement* near;
    Digest id;
  };
  std::vector<Ordered> order;
  order.reserve(misses.size());
  for (NearStatement& near : misses) order.push_back({&near, {}});
  if (limit < order.size()) {  // what is farther than the last one kept needs no id
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

void AppendNearStatement(const NearStatement& near, const Evidence& evidence, const StatementIds& ids,
                         std::string_view issuer, std::string& out) {
  const Statement& statement = evidence.statements()[near.statement];
  const auto text = [&out](std::string_view literal, std::string_view value) {
    out += literal;
    json::AppendString(value, out);
  };
  text("{\"asked\":", near.why.asked);
  text(",\"attribute\":", near.why.attribute);
  text(",\"component\":", evidence.KeyText(statement.component));
  text(",\"documentDigest\":", DigestText(evidence.documents()[statement.document].digest));
  text(",\"issuer\":", issuer);
  text(",\"location\":", evidence.LocationText(statement.location));
  text(",\"miss\":", MissName(near.why.miss));
  text(",\"product\":", evidence.KeyText(statement.product));
  text(",\"said\":", near.why.said);
  text(",\"statementId\":", DigestText(ids.Of(near.statement)));
  text(",\"status\":", StatusName(statement.status));
  text(",\"text\":", near.why.Text());
  text(",\"vulnerability\":", evidence.Text(statement.vulnerability));
  out += '}';
}

}  // namespace vexlens
