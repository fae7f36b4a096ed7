// Statements about products and components against queries about them.
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/identity/query_table.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

const Subject& Narrower(const Scope& scope) { return scope.has_component() ? scope.component : scope.product; }

// HearAs is how the statement is heard, were its status one that only warns, or also clears.
Hearing HearAs(const Assertion& statement, const Scope& query, bool clears, bool fixed) {
  const auto say = [&](const Subject& subject) { return statement.say == nullptr || statement.say(subject); };
  const Spoken spoken{statement.scope.product,
                      statement.scope.component,
                      statement.through,
                      SpeaksForBareComponent(statement.relationship),
                      clears,
                      fixed,
                      statement.crowd,
                      say};
  Surroundings surroundings;
  surroundings.NameBy(Narrower(query));
  if (query.has_component()) surroundings.products.push_back(query.product);
  return Hear(spoken, {query.product, query.has_component() ? &query.component : nullptr,
                       [&]() -> const Surroundings& { return surroundings; }});
}

NearMiss Because(Miss miss, std::string_view said = "", std::string_view asked = "") {
  return {miss, "", std::string(said), std::string(asked)};
}

// Missing is what of all that encloses the component the query does not establish, for people.
std::string Missing(const Assertion& statement, const Scope& query, bool product_given) {
  Surroundings surroundings;
  surroundings.NameBy(Narrower(query));
  std::string missing;
  const auto add = [&](const Subject& enclosing) {
    if (Establishes(surroundings, enclosing)) return;
    absl::StrAppend(&missing, missing.empty() ? "" : ", ", enclosing.identifier);
  };
  if (!product_given) add(statement.scope.product);
  for (const Subject& enclosing : statement.through) add(enclosing);
  return missing;
}

// Uncleared is for an all-clear that would be heard if it warned.
NearMiss Uncleared(const Assertion& statement, const Scope& query) {
  const Scope& said = statement.scope;
  if (statement.fixed && HearAs(statement, query, false, true).level == 0) {
    return Because(Miss::kFixedWithoutVersion, Narrower(said).identifier);
  }
  const Subject& asked = Narrower(query);
  const Meeting meeting = Meet(Narrower(said), asked);
  if (meeting.weak_digest) return Because(Miss::kWeakDigest, Narrower(said).digest);
  const bool has_say = statement.say == nullptr || statement.crowd || statement.say(asked);
  if (meeting.digest_alone && asked.kind != IdentifierKind::kDigest && !has_say) {
    return Because(Miss::kOtherName, Narrower(said).identifier, asked.identifier);
  }
  const bool product_given = MatchLevel(said.product, query.product) != 0;
  const Miss miss = !query.has_component() ? Miss::kProductNotGiven
                    : product_given        ? Miss::kOtherPath
                                           : Miss::kOtherProduct;
  return Because(miss, Missing(statement, query, product_given), product_given ? "" : query.product.identifier);
}

NearMiss Nearer(NearMiss a, NearMiss b) { return b.miss > a.miss ? b : a; }
NearMiss Farther(NearMiss a, NearMiss b) { return b.miss < a.miss ? b : a; }

NearMiss Between(const Subject& said, const Subject& asked, NearMiss when_equal) {
  return MatchLevel(said, asked) == 0 ? WhyNot(said, asked) : std::move(when_equal);
}

// PairsDiffer is for two pairs, at least one side of which does not match.
NearMiss PairsDiffer(const Scope& said, const Scope& asked) {
  const bool product = MatchLevel(said.product, asked.product) != 0;
  const bool component = MatchLevel(said.component, asked.component) != 0;
  if (product) return WhyNot(said.component, asked.component);
  NearMiss miss = WhyNot(said.product, asked.product);
  if (!component) return Farther(std::move(miss), WhyNot(said.component, asked.component));
  return miss.near() ? miss : Because(Miss::kOtherProduct, said.product.identifier, asked.product.identifier);
}

}  // namespace

int ScopeLevel(const Assertion& statement, const Scope& query) {
  return HearAs(statement, query, statement.clears || statement.fixed, statement.fixed).level;
}

NearMiss WhyNot(const Assertion& statement, const Scope& query) {
  const Scope& said = statement.scope;
  if (HearAs(statement, query, false, false).level != 0) return Uncleared(statement, query);
  if (said.has_component() && query.has_component()) return PairsDiffer(said, query);
  if (said.has_component()) {
    return Nearer(Between(said.component, query.product, Because(Miss::kProductNotGiven, said.product.identifier)),
                  Between(said.product, query.product, Because(Miss::kOnlyComponent)));
  }
  NearMiss miss = WhyNot(said.product, query.product);
  return query.has_component() ? Nearer(std::move(miss), WhyNot(said.product, query.component)) : miss;
}

}  // namespace vexlens
