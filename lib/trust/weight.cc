#include "lib/trust/weight.h"

#include <algorithm>

namespace vexlens {

Millionths Policy::IssuerWeight(const Issuer* issuer) const {
  const auto tier_weight = [&](Tier tier) { return tiers[static_cast<std::size_t>(tier)]; };
  if (issuer == nullptr) return MultiplyHalfEven(tier_weight(Tier::kUnknown), unknown_issuer_factor);
  return issuer->weight.value_or(tier_weight(issuer->tier));
}

Standing StandingOf(const Issuer* issuer, std::string_view identifier, std::string_view base, const Policy& policy,
                    Instant as_of) {
  if (issuer == nullptr) return {Tier::kUnknown, policy.IssuerWeight(nullptr)};
  Standing standing{issuer->tier, policy.IssuerWeight(issuer)};
  if (!issuer->HasAuthorityOver(identifier, base)) {
    standing.tier = std::min(issuer->tier, Tier::kKnown);
    standing.factor = std::min(standing.factor, policy.tiers[static_cast<std::size_t>(standing.tier)]);
  }
  if (issuer->RevokedAt(as_of)) standing.factor = 0;
  return standing;
}

Millionths JustificationFactor(VexStatus status, std::string_view label, std::string_view impact,
                               const Policy& policy) {
  if (status != VexStatus::kNotAffected) return kOne;
  if (!label.empty()) {
    const auto own = policy.justification.find(label);
    return own == policy.justification.end() ? kOne : own->second;
  }
  return impact.empty() ? policy.no_justification : policy.impact;
}

Millionths Product(const Factors& factors, std::size_t count) {
  Millionths weight = kOne;
  for (std::size_t i = 0; i < count; ++i) weight = MultiplyHalfEven(weight, factors[i]);
  return weight;
}

}  // namespace vexlens
