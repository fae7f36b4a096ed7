#include "lib/trust/weight.h"

#include <algorithm>

namespace vexlens {

Standing StandingOf(const Issuer* issuer, std::string_view identifier, std::string_view base, const Policy& policy,
                    Instant as_of) {
  const auto tier_weight = [&](Tier tier) { return policy.tiers[static_cast<std::size_t>(tier)]; };
  if (issuer == nullptr) {
    return {Tier::kUnknown, MultiplyHalfEven(tier_weight(Tier::kUnknown), policy.unknown_issuer_factor)};
  }
  Standing standing{issuer->tier, issuer->weight.value_or(tier_weight(issuer->tier))};
  if (!issuer->HasAuthorityOver(identifier, base)) {
    standing.tier = std::min(issuer->tier, Tier::kKnown);
    standing.factor = std::min(standing.factor, tier_weight(standing.tier));
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
