// Why statements about products and components do not speak about a key, and the relation as a public function.
#include <string>
#include <utility>

#include "lib/identity/query_table.h"
#include "vexlens/identity.h"

namespace vexlens {

using identity::Asked;
using identity::Hear;
using identity::MeetLevel;
using identity::NotEstablished;
using identity::Say;
using identity::SpeaksForBareComponent;
using identity::Spoken;
using identity::Surroundings;
using identity::SurroundingsOf;
using identity::WhyNot;

namespace {

NearMiss Because(Miss miss, std::string_view said = "", std::string_view asked = "") {
  return {miss, "", std::string(said), std::string(asked)};
}

// Returns the level that the statement would have if its status were another.
int HeardAs(Spoken said, const Asked& asked, bool clears, bool fixed) {
  said.clears = clears;
  said.fixed = fixed;
  return Hear(said, asked).level;
}

// Returns why an all-clear does not speak. Requires: it would if it warned.
NearMiss Uncleared(const Spoken& said, const Asked& asked) {
  if (said.fixed && HeardAs(said, asked, false, true) == 0) {
    return Because(Miss::kFixedWithoutVersion, said.narrower().identifier);
  }
  for (const auto& [mine, theirs] :
       {std::pair(&said.narrower(), &asked.narrower()), std::pair(&said.product, &asked.product)}) {
    const Meeting meeting = Meet(*mine, *theirs);
    if (meeting.weak_digest) return Because(Miss::kWeakDigest, mine->digest);
    if (meeting.level != 0 && MeetLevel(said, *mine, *theirs) == 0) {
      return Because(Miss::kOtherName, mine->identifier, theirs->identifier);
    }
  }
  const bool product_given = Meet(said.product, asked.product).level != 0;
  const Miss miss = asked.component == nullptr ? Miss::kProductNotGiven
                    : product_given            ? Miss::kOtherPath
                                               : Miss::kOtherProduct;
  return Because(miss, NotEstablished(said, product_given, asked.surroundings()),
                 product_given ? "" : asked.product.identifier);
}

NearMiss Nearer(NearMiss a, NearMiss b) { return b.miss > a.miss ? b : a; }
NearMiss Farther(NearMiss a, NearMiss b) { return b.miss < a.miss ? b : a; }

NearMiss Between(const Subject& said, const Subject& asked, NearMiss when_equal) {
  return MatchLevel(said, asked) == 0 ? WhyNot(said, asked) : std::move(when_equal);
}

// Returns what differs between two pairs. Requires: product or component does not match.
NearMiss PairsDiffer(const Spoken& said, const Subject& product, const Subject& component) {
  const bool same_component = MatchLevel(*said.component, component) != 0;
  if (MatchLevel(said.product, product) != 0) return WhyNot(*said.component, component);
  NearMiss miss = WhyNot(said.product, product);
  if (!same_component) return Farther(std::move(miss), WhyNot(*said.component, component));
  return miss.near() ? miss : Because(Miss::kOtherProduct, said.product.identifier, product.identifier);
}

// Calls `visit` with the assertion and the query as query_table.h takes them.
template <typename Visit>
auto WithSpoken(const Assertion& statement, const Scope& query, Visit visit) {
  const auto say = [&](const Subject& subject) {
    if (statement.crowd) return Say::kNobody;
    return statement.say == nullptr || statement.say(subject) ? Say::kInside : Say::kOutside;
  };
  const Subject* const component = query.has_component() ? &query.component : nullptr;
  const Surroundings surroundings = SurroundingsOf(query.product, component);
  const auto named = [&]() -> const Surroundings& { return surroundings; };
  return visit(Spoken{statement.scope.product, statement.scope.has_component() ? &statement.scope.component : nullptr,
                      statement.through, SpeaksForBareComponent(statement.relationship),
                      statement.clears || statement.fixed, statement.fixed, say},
               Asked{query.product, component, named});
}

}  // namespace

NearMiss identity::WhyNot(const Spoken& said, const Asked& asked) {
  if (HeardAs(said, asked, false, false) != 0) return Uncleared(said, asked);
  if (said.has_component() && asked.component != nullptr) return PairsDiffer(said, asked.product, *asked.component);
  if (said.has_component()) {
    return Nearer(Between(*said.component, asked.product, Because(Miss::kProductNotGiven, said.product.identifier)),
                  Between(said.product, asked.product, Because(Miss::kOnlyComponent)));
  }
  NearMiss miss = WhyNot(said.product, asked.product);
  return asked.component != nullptr ? Nearer(std::move(miss), WhyNot(said.product, *asked.component)) : miss;
}

int ScopeLevel(const Assertion& statement, const Scope& query) {
  return WithSpoken(statement, query, [](const Spoken& said, const Asked& asked) { return Hear(said, asked).level; });
}

NearMiss WhyNot(const Assertion& statement, const Scope& query) {
  return WithSpoken(statement, query, [](const Spoken& said, const Asked& asked) { return WhyNot(said, asked); });
}

}  // namespace vexlens
