#include "lib/consensus/scope.h"

#include <utility>

#include "absl/strings/match.h"
#include "lib/consensus/spellings.h"

namespace vexlens {
namespace {

// NamesMeet tells whether a name of the statement is one of the key: without that nothing is near, and most statements
// need no closer look.
bool NamesMeet(const Spoken& said, const KeySubjects& key) {
  const auto meets = [&](const Subject& subject) {
    const std::string_view name = NameOf(subject);
    return absl::EqualsIgnoreCase(name, NameOf(key.product.parsed())) ||
           (key.has_component() && absl::EqualsIgnoreCase(name, NameOf(key.component.parsed())));
  };
  return meets(said.product) || (said.has_component() && meets(said.component));
}

// WithAsked calls `visit` with a key as the relation takes it.
template <typename Visit>
auto WithAsked(const KeySubjects& key, Visit visit) {
  const auto surroundings = [&]() -> const Surroundings& { return key.surroundings(); };
  return visit(
      Asked{key.product.parsed(), key.has_component() ? &key.component.parsed() : nullptr, surroundings});
}

}  // namespace

const Surroundings& KeySubjects::surroundings() const {
  if (!named.has_value()) named = SurroundingsOf(product.parsed(), has_component() ? &component.parsed() : nullptr);
  return *named;
}

StatementScopes::StatementScopes(const Evidence& evidence, const Speakers& speakers, const Links& links)
    : evidence_(evidence), speakers_(speakers), links_(links) {
  for (const Claim& claim : evidence.table().claims()) {
    bare_claims_.push_back(SpeaksForBareComponent(evidence.Text(claim.relationship)));
  }
}

bool StatementScopes::HasSay(const Issuer* issuer, const Subject& subject) {
  return issuer == nullptr || !issuer->authority.has_value() || issuer->HasAuthorityOver(EqualSpellings(subject));
}

Hearing StatementScopes::Hear(std::uint32_t reading, const KeySubjects& key) const {
  return WithSpoken(reading, links_.Of(reading), [&](const Spoken& said) {
    return WithAsked(key, [&](const Asked& asked) { return vexlens::Hear(said, asked); });
  });
}

std::optional<NearMiss> StatementScopes::WhyNot(std::uint32_t reading, const KeySubjects& key) const {
  return WithSpoken(reading, links_.Of(reading), [&](const Spoken& said) -> std::optional<NearMiss> {
    if (!NamesMeet(said, key)) return std::nullopt;
    return WithAsked(key, [&](const Asked& asked) -> std::optional<NearMiss> {
      if (vexlens::Hear(said, asked).level != 0) return std::nullopt;
      NearMiss why = vexlens::WhyNot(said, asked);
      return why.near() ? std::optional(std::move(why)) : std::nullopt;
    });
  });
}

}  // namespace vexlens
