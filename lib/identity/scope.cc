// Statements about products and components against queries about them.
#include <utility>

#include "lib/identity/query_table.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

const Subject& Of(const Scope& scope, Side side) { return side == Side::kProduct ? scope.product : scope.component; }

const Subject& Narrower(const Scope& scope) { return scope.has_component() ? scope.component : scope.product; }

// ClearsTooMuch tells of a `fixed` that would clear the vulnerable versions of what has one.
bool ClearsTooMuch(const Assertion& statement, const Scope& query) {
  return statement.fixed && IsPinned(Narrower(query)) && !IsPinned(Narrower(statement.scope));
}

int TableLevel(const Assertion& statement, const Scope& query) {
  return QueryTableLevel(
      statement.scope.has_component(), SpeaksForBareComponent(statement.relationship), query.has_component(),
      [&](Side said, Side asked) { return MatchLevel(Of(statement.scope, said), Of(query, asked)); });
}

NearMiss Nearer(NearMiss a, NearMiss b) { return b.miss > a.miss ? b : a; }
NearMiss Farther(NearMiss a, NearMiss b) { return b.miss < a.miss ? b : a; }

NearMiss Between(const Subject& said, const Subject& asked, Miss when_equal) {
  if (MatchLevel(said, asked) == 0) return WhyNot(said, asked);
  NearMiss miss;
  miss.miss = when_equal;
  return miss;
}

// PairsDiffer is for two pairs, at least one side of which does not match.
NearMiss PairsDiffer(const Scope& said, const Scope& asked) {
  const bool product = MatchLevel(said.product, asked.product) != 0;
  const bool component = MatchLevel(said.component, asked.component) != 0;
  if (product) return WhyNot(said.component, asked.component);
  NearMiss miss = WhyNot(said.product, asked.product);
  if (!component) return Farther(std::move(miss), WhyNot(said.component, asked.component));
  if (!miss.near()) {
    miss.miss = Miss::kOtherProduct;
    miss.said = said.product.identifier;
    miss.asked = asked.product.identifier;
  }
  return miss;
}

}  // namespace

int ScopeLevel(const Assertion& statement, const Scope& query) {
  return ClearsTooMuch(statement, query) ? 0 : TableLevel(statement, query);
}

NearMiss WhyNot(const Assertion& statement, const Scope& query) {
  const Scope& said = statement.scope;
  if (TableLevel(statement, query) != 0) {
    NearMiss miss;
    miss.miss = Miss::kFixedWithoutVersion;
    miss.said = Narrower(said).identifier;
    return miss;
  }
  if (said.has_component() && query.has_component()) return PairsDiffer(said, query);
  if (said.has_component()) {
    return Nearer(Between(said.component, query.product, Miss::kProductNotGiven),
                  Between(said.product, query.product, Miss::kOnlyComponent));
  }
  NearMiss miss = WhyNot(said.product, query.product);
  return query.has_component() ? Nearer(std::move(miss), WhyNot(said.product, query.component)) : miss;
}

}  // namespace vexlens
