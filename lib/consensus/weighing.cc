#include "lib/consensus/weighing.h"

namespace vexlens {

Weighing::Weighing(const Evidence& evidence, const Speakers& speakers, const Policy& policy, Instant as_of)
    : evidence_(evidence),
      speakers_(speakers),
      policy_(policy),
      as_of_(as_of),
      packed_(evidence.statements().size(), kAbsent),
      freshness_(evidence.statements().size(), 0) {
  std::vector<Fresh> seen(1024, Fresh{Instant{}, policy.floor});  // direct-mapped
  for (std::uint32_t i = 0; i < packed_.size(); ++i) {
    const Statement& statement = evidence.statements()[i];
    if (!speakers.of_document(statement.document).exists || statement.updated_at > as_of) continue;
    Fresh& fresh = seen[static_cast<std::uint64_t>(statement.updated_at.micros) / 1000 % seen.size()];
    if (fresh.updated_at != statement.updated_at) fresh = {statement.updated_at, FreshnessOf(statement.updated_at)};
    Standing standing;
    const Factors factors = FirstFactors(statement, fresh.value, standing);
    freshness_[i] = static_cast<std::uint32_t>(fresh.value);
    packed_[i] = static_cast<std::uint32_t>(Product(factors, kFactorCount - 1)) |
                 static_cast<std::uint32_t>(standing.tier) << kTierShift |
                 static_cast<std::uint32_t>(RefusalOf(statement)) << kRefusalShift |
                 static_cast<std::uint32_t>(statement.status) << kStatusShift;
  }
}

Millionths Weighing::FreshnessOf(Instant updated_at) const {
  return FreshnessAt(as_of_, updated_at, policy_.half_life_days, policy_.floor);
}

Factors Weighing::FirstFactors(const Statement& statement, Millionths freshness, Standing& standing) const {
  const Document& document = evidence_.documents()[statement.document];
  const Issuer* issuer = speakers_.issuer(speakers_.of_document(statement.document).speaker);
  const Evidence::SubjectEntry& product = evidence_.subjects()[statement.product];
  standing = StandingOf(issuer, evidence_.Text(product.identifier), evidence_.Text(product.base), policy_, as_of_);
  return {standing.factor, policy_.signature[static_cast<std::size_t>(document.signature)], freshness,
          JustificationFactor(statement.status, evidence_.Text(statement.justification),
                              evidence_.Text(statement.impact), policy_),
          kOne};
}

Factors Weighing::FactorsOf(std::uint32_t statement, int level) const {
  Standing standing;
  Factors factors = FirstFactors(evidence_.statements()[statement], freshness_[statement], standing);
  factors[static_cast<std::size_t>(Factor::kScope)] = policy_.scope[static_cast<std::size_t>(level - 1)];
  return factors;
}

Reason Weighing::RefusalOf(const Statement& statement) const {
  const DocumentStanding& document = speakers_.of_document(statement.document);
  if (document.withdrawn) return Reason::kWithdrawn;
  if (document.superseded) return Reason::kSuperseded;
  if (evidence_.documents()[statement.document].signature == SignatureState::kFailed) return Reason::kSignatureFailed;
  const Issuer* issuer = speakers_.issuer(document.speaker);
  if (issuer != nullptr && issuer->RevokedAt(as_of_)) return Reason::kIssuerRevoked;
  if (policy_.require_signature_for[static_cast<std::size_t>(statement.status)] && !document.verified) {
    return Reason::kSignatureRequired;
  }
  if (policy_.require_justification && statement.status == VexStatus::kNotAffected && statement.justification == 0 &&
      statement.impact == 0) {
    return Reason::kJustificationRequired;
  }
  return Reason::kNone;
}

void Weighing::Supersede(std::uint32_t statement) {
  if (refusal(statement) == Reason::kWithdrawn) return;
  packed_[statement] = (packed_[statement] & ~(15U << kRefusalShift)) | static_cast<std::uint32_t>(Reason::kSuperseded)
                                                                            << kRefusalShift;
}

}  // namespace vexlens
