#include "lib/consensus/scope.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "lib/consensus/spellings.h"

namespace vexlens::consensus {

using identity::Asked;
using identity::Hearing;
using identity::Say;
using identity::SpeaksForBareComponent;
using identity::Spoken;
using identity::Surroundings;
using identity::SurroundingsOf;

namespace {

// Reports whether a name of the statement is one of the key's: if not, it is no near miss. Few statements get past
// this.
bool NamesMeet(const Spoken& said, const KeySubjects& key) {
  const auto meets = [&](const Subject& subject) {
    const std::string_view name = NameOf(subject);
    return absl::EqualsIgnoreCase(name, NameOf(key.product.parsed())) ||
           (key.has_component() && absl::EqualsIgnoreCase(name, NameOf(key.component.parsed())));
  };
  return meets(said.product) || (said.has_component() && meets(*said.component));
}

// Calls `visit` with a subject taken apart, reusing the key's own where it is the same.
template <typename Visit>
auto WithParsed(const KeySubjects& key, SubjectId id, const Evidence& evidence, Visit visit) {
  if (id == key.product.id()) return visit(key.product.parsed());
  if (key.has_component() && id == key.component.id()) return visit(key.component.parsed());
  const Subject parsed = evidence.ParsedSubject(id);
  return visit(parsed);
}

// Calls `visit` with a key as lib/identity/query_table.h takes it.
template <typename Visit>
auto WithAsked(const KeySubjects& key, Visit visit) {
  const auto surroundings = [&]() -> const Surroundings& { return key.surroundings(); };
  return visit(Asked{key.product.parsed(), key.has_component() ? &key.component.parsed() : nullptr, surroundings});
}

}  // namespace

const Surroundings& KeySubjects::surroundings() const {
  if (!named.has_value()) named = SurroundingsOf(product.parsed(), has_component() ? &component.parsed() : nullptr);
  return *named;
}

StatementScopes::StatementScopes(const Evidence& evidence, const Speakers& speakers, const Links& links)
    : evidence_(evidence), speakers_(speakers), links_(links), bare_(evidence.table().size()) {
  std::vector<bool> bare_claims;
  for (const Claim& claim : evidence.table().claims()) {
    bare_claims.push_back(SpeaksForBareComponent(evidence.Text(claim.relationship)));
  }
  if (std::find(bare_claims.begin(), bare_claims.end(), true) == bare_claims.end()) return;
  for (std::uint32_t i = 0; i < bare_.size(); ++i) bare_[i] = bare_claims[evidence.table().claim_id(i)];
}

Say StatementScopes::SayOf(std::uint32_t reading, const Subject& subject) const {
  const Issuer* const issuer = speakers_.issuer(speakers_.of_document(links_.OccasionOf(reading).document).speaker);
  if (issuer == nullptr) return Say::kNobody;
  const bool inside = !issuer->authority.has_value() || issuer->HasAuthorityOver(EqualSpellings(subject));
  return inside ? Say::kInside : Say::kOutside;
}

Hearing StatementScopes::Hear(std::uint32_t reading, VexStatus status, const KeySubjects& key) const {
  const About about = links_.Of(reading);
  const std::uint32_t through = Clears(status) ? about.through : 0;  // a warning does not depend on what lies between
  const auto hear = [&](const Subject& product, const Subject* component) {
    return WithSubjects(reading, status, through, product, component, [&](const Spoken& said) {
      return WithAsked(key, [&](const Asked& asked) { return vexlens::identity::Hear(said, asked); });
    });
  };
  return WithParsed(key, about.product, evidence_, [&](const Subject& product) {
    if (about.component == 0) return hear(product, nullptr);
    return WithParsed(key, about.component, evidence_,
                      [&](const Subject& component) { return hear(product, &component); });
  });
}

std::optional<NearMiss> StatementScopes::WhyNot(std::uint32_t reading, VexStatus status, const KeySubjects& key) const {
  return WithSpoken(reading, status, links_.Of(reading), [&](const Spoken& said) -> std::optional<NearMiss> {
    if (!NamesMeet(said, key)) return std::nullopt;
    return WithAsked(key, [&](const Asked& asked) -> std::optional<NearMiss> {
      if (vexlens::identity::Hear(said, asked).level != 0) return std::nullopt;
      NearMiss why = vexlens::identity::WhyNot(said, asked);
      return why.near() ? std::optional(std::move(why)) : std::nullopt;
    });
  });
}

}  // namespace vexlens::consensus
