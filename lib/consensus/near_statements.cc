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

std::optional<NearMiss> NearMissOf(const Evidence& evidence, const Statement& statement, const Scope& query) {
  Assertion assertion;
  assertion.scope.product = evidence.ParsedSubject(statement.product);
  if (statement.component != 0) assertion.scope.component = evidence.ParsedSubject(statement.component);
  if (!NamesMeet(assertion.scope, query)) return std::nullopt;
  assertion.relationship = evidence.Text(statement.relationship);
  assertion.fixed = statement.status == VexStatus::kFixed;
  if (ScopeLevel(assertion, query) != 0) return std::nullopt;
  NearMiss why = WhyNot(assertion, query);
  if (!why.near()) return std::nullopt;
  return why;
}

void KeepNearest(const StatementIds& ids, std::size_t limit, std::vector<NearStatement>& misses) {
  const auto nearer = [&](const NearStatement& a, const NearStatement& b) {
    if (a.why.miss != b.why.miss) return a.why.miss > b.why.miss;
    return ids.Of(a.statement) < ids.Of(b.statement);
  };
  const std::size_t kept = std::min(limit, misses.size());
  std::partial_sort(misses.begin(), misses.begin() + static_cast<std::ptrdiff_t>(kept), misses.end(), nearer);
  misses.erase(misses.begin() + static_cast<std::ptrdiff_t>(kept), misses.end());
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
