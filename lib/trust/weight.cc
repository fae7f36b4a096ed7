#include "lib/trust/weight.h"

#include <algorithm>

namespace vexlens {

Millionths Policy::IssuerWeight(const Issuer* issuer) const {
  if (issuer == nullptr) return MultiplyHalfEven(TierWeight(Tier::kUnknown), unknown_issuer_factor);
  return issuer->weight.value_or(TierWeight(issuer->tier));
}

}  // namespace vexlens

namespace vexlens::trust {

Standing StandingOf(const Issuer& issuer, std::span<const Subject> product, const Policy& policy, Instant as_of) {
  return StandingByAuthority(issuer, issuer.HasAuthorityOver(product), policy, as_of);
}

Standing StandingByAuthority(const Issuer& issuer, bool has_authority, const Policy& policy, Instant as_of) {
  Standing standing{issuer.tier, policy.IssuerWeight(&issuer)};
  if (!has_authority) {
    standing.tier = std::min(issuer.tier, Tier::kUnknown);
    standing.factor = std::min(standing.factor, policy.TierWeight(standing.tier));
  }
  if (issuer.RevokedAt(as_of)) standing.factor = 0;
  return standing;
}

Standing StandingOfCrowd(const Issuer* claimed, const Policy& policy, Instant as_of) {
  const bool revoked = claimed != nullptr && claimed->RevokedAt(as_of);
  return {Tier::kUnknown, revoked ? 0 : policy.IssuerWeight(nullptr)};
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

}  // namespace vexlens::trust
