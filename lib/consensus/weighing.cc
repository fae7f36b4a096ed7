#include "lib/consensus/weighing.h"

#include "lib/identity/query_table.h"

namespace vexlens {

Worth::Worth(Millionths weight, std::optional<Tier> tier, Reason refusal, VexStatus status, bool by_operator, bool bare)
    : bits_(static_cast<std::uint32_t>(weight) |
            (tier.has_value() ? static_cast<std::uint32_t>(*tier) : kCrowd) << kTierShift |
            static_cast<std::uint32_t>(refusal) << kRefusalShift | static_cast<std::uint32_t>(status) << kStatusShift |
            (by_operator ? kByOperator : 0) | (bare ? kBare : 0)) {}

void Worth::Supersede() {
  if (refusal() == Reason::kWithdrawn) return;
  bits_ = (bits_ & ~(7U << kRefusalShift)) | static_cast<std::uint32_t>(Reason::kSuperseded) << kRefusalShift;
}

Weighing::Weighing(const Evidence& evidence, const Speakers& speakers, const Policy& policy, Instant as_of)
    : evidence_(evidence), speakers_(speakers), policy_(policy), as_of_(as_of) {
  freshness_.reserve(evidence.table().occasions().size());
  for (const Occasion& occasion : evidence.table().occasions()) {
    const bool exists = occasion.updated_at <= as_of;
    freshness_.push_back(exists ? static_cast<std::uint32_t>(
                                      FreshnessAt(as_of, occasion.updated_at, policy.half_life_days, policy.floor))
                                : 0);
  }
}

LargeVector<Worth> Weighing::Worths() const {
  const StatementTable& table = evidence_.table();
  // What a claim alone decides, once for all who make it.
  struct OfClaim {
    Millionths factor;
    bool bare;
  };
  std::vector<OfClaim> of_claims;
  of_claims.reserve(table.claims().size());
  for (const Claim& claim : table.claims()) {
    of_claims.push_back({ClaimFactor(claim), SpeaksForBareComponent(evidence_.Text(claim.relationship))});
  }
  LargeVector<Worth> worths(table.size());
  for (std::uint32_t i = 0; i < worths.size(); ++i) {
    const Occasion& occasion = table.occasion(i);
    const DocumentStanding& document = speakers_.of_document(occasion.document);
    if (!document.exists || occasion.updated_at > as_of_) continue;
    const Issuer* const issuer = speakers_.issuer(document.speaker);
    const Standing standing = StandingOf(i, issuer);
    const OfClaim& of_claim = of_claims[table.claim_id(i)];
    const Factors factors{standing.factor, SignatureFactor(occasion.document), freshness_[table.occasion_id(i)],
                          of_claim.factor, kOne};
    const Claim& claim = table.claim(i);
    worths[i] = Worth(
        Product(factors, kFactorCount - 1), issuer == nullptr ? std::nullopt : std::optional(standing.tier),
        RefusalOf(occasion.document, claim), claim.status, issuer != nullptr && issuer->is_operator, of_claim.bare);
  }
  return worths;
}

Factors Weighing::FactorsOf(std::uint32_t statement, int level) const {
  const StatementTable& table = evidence_.table();
  const std::uint32_t document = table.occasion(statement).document;
  const Issuer* const issuer = speakers_.issuer(speakers_.of_document(document).speaker);
  return {StandingOf(statement, issuer).factor, SignatureFactor(document), freshness_[table.occasion_id(statement)],
          ClaimFactor(table.claim(statement)), policy_.scope[static_cast<std::size_t>(level - 1)]};
}

Standing Weighing::StandingOf(std::uint32_t statement, const Issuer* issuer) const {
  if (issuer == nullptr) return StandingOfCrowd(nullptr, policy_, as_of_);
  const Subject product = evidence_.ParsedSubject(evidence_.table().product(statement));
  return vexlens::StandingOf(*issuer, {&product, 1}, policy_, as_of_);
}

Millionths Weighing::SignatureFactor(std::uint32_t document) const {
  return policy_.signature[static_cast<std::size_t>(evidence_.documents()[document].signature)];
}

Millionths Weighing::ClaimFactor(const Claim& claim) const {
  return JustificationFactor(claim.status, evidence_.Text(claim.justification), evidence_.Text(claim.impact), policy_);
}

Reason Weighing::RefusalOf(std::uint32_t document, const Claim& claim) const {
  const DocumentStanding& standing = speakers_.of_document(document);
  if (standing.withdrawn) return Reason::kWithdrawn;
  if (standing.superseded) return Reason::kSuperseded;
  if (evidence_.documents()[document].signature == SignatureState::kFailed) return Reason::kSignatureFailed;
  const Issuer* issuer = speakers_.issuer(standing.speaker);
  if (issuer != nullptr && issuer->RevokedAt(as_of_)) return Reason::kIssuerRevoked;
  if (policy_.require_signature_for[static_cast<std::size_t>(claim.status)] && !standing.verified) {
    return Reason::kSignatureRequired;
  }
  if (policy_.require_justification && claim.status == VexStatus::kNotAffected && claim.justification == 0 &&
      claim.impact == 0) {
    return Reason::kJustificationRequired;
  }
  return Reason::kNone;
}

}  // namespace vexlens
