#include "lib/consensus/weighing.h"

#include <utility>

#include "absl/container/flat_hash_map.h"
#include "lib/consensus/spellings.h"

namespace vexlens::consensus {

using trust::Factors;
using trust::FreshnessAt;
using trust::JustificationFactor;
using trust::kFactorCount;
using trust::Product;
using trust::Standing;
using trust::StandingByAuthority;
using trust::StandingOfCrowd;

Worth::Worth(Millionths weight, std::optional<Tier> tier, Reason refusal, VexStatus status, bool by_operator,
             bool narrow)
    : bits_(static_cast<std::uint32_t>(weight) |
            (tier.has_value() ? static_cast<std::uint32_t>(*tier) : kCrowd) << kTierShift |
            static_cast<std::uint32_t>(refusal) << kRefusalShift | static_cast<std::uint32_t>(status) << kStatusShift |
            (by_operator ? kByOperator : 0) | (narrow ? kNarrow : 0)) {}

void Worth::Supersede() {
  if (refusal() == Reason::kWithdrawn) return;
  bits_ = (bits_ & ~(7U << kRefusalShift)) | static_cast<std::uint32_t>(Reason::kSuperseded) << kRefusalShift;
}

Weighing::Weighing(const Evidence& evidence, const Speakers& speakers, const Links& links, const Policy& policy,
                   Instant as_of)
    : evidence_(evidence), speakers_(speakers), links_(links), policy_(policy), as_of_(as_of) {
  for (const Evidence::SubjectEntry& subject : evidence.subjects()) weak_.push_back(subject.has_weak_digest);
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
  std::vector<Millionths> claim_factors;  // by claim: the factor that depends on it alone
  claim_factors.reserve(table.claims().size());
  for (const Claim& claim : table.claims()) claim_factors.push_back(ClaimFactor(claim));
  // Matching patterns of authority is slow, so each (issuer, product) is done once. Before the hash map stands a
  // one-entry cache for each product: mostly its last issuer speaks again.
  struct Lately {
    const Issuer* issuer = nullptr;
    Standing standing;
  };
  std::vector<Lately> lately(evidence_.subjects().size());  // by product
  absl::flat_hash_map<std::pair<const Issuer*, SubjectId>, Standing> standings;
  const auto standing_of = [&](std::uint32_t statement, const Issuer* issuer) {
    if (issuer == nullptr || !issuer->authority.has_value()) return StandingOf(statement);
    const SubjectId product = links_.Of(statement).product;
    if (lately[product].issuer == issuer) return lately[product].standing;
    const auto [place, added] = standings.try_emplace({issuer, product});
    if (added) place->second = StandingOf(statement);
    lately[product] = {issuer, place->second};
    return place->second;
  };
  LargeVector<Worth> worths(table.size());
  for (std::uint32_t i = 0; i < worths.size(); ++i) {
    const Occasion& occasion = table.occasion(i);
    const DocumentState& document = speakers_.of_document(occasion.document);
    if (!document.exists || occasion.updated_at > as_of_) continue;
    const Issuer* const issuer = speakers_.issuer(document.speaker);
    worths[i] = Weigh(i, standing_of(i, issuer), claim_factors[table.claim_id(i)]);
  }
  return worths;
}

Worth Weighing::WorthOf(std::uint32_t reading) const {
  const Claim& claim = evidence_.table().claim(links_.StatementOf(reading));
  return Weigh(reading, StandingOf(reading), ClaimFactor(claim));
}

Worth Weighing::Weigh(std::uint32_t reading, const Standing& standing, Millionths claim_factor) const {
  const StatementTable& table = evidence_.table();
  const std::uint32_t statement = links_.StatementOf(reading);
  const std::uint32_t document = table.occasion(statement).document;
  const DocumentState& said = speakers_.of_document(document);
  const Issuer* const issuer = speakers_.issuer(said.speaker);
  const Factors factors{standing.factor, SignatureFactor(document), freshness_[table.occasion_id(statement)],
                        claim_factor, kOne};
  return Worth(Product(factors, kFactorCount - 1), issuer == nullptr ? std::nullopt : std::optional(standing.tier),
               RefusalOf(reading, standing.tier), table.claim(statement).status,
               issuer != nullptr && issuer->is_operator && said.verified, IsNarrow(reading));
}

Factors Weighing::FactorsOf(std::uint32_t reading, Tier tier, int level) const {
  const StatementTable& table = evidence_.table();
  const std::uint32_t statement = links_.StatementOf(reading);
  return {StandingOf(reading, tier).factor, SignatureFactor(table.occasion(statement).document),
          freshness_[table.occasion_id(statement)], ClaimFactor(table.claim(statement)),
          policy_.scope[static_cast<std::size_t>(level - 1)]};
}

SpeakerId Weighing::SpeakerOf(std::uint32_t reading) const {
  return speakers_.of_document(links_.OccasionOf(reading).document).speaker;
}

Standing Weighing::StandingOf(std::uint32_t reading) const {
  const SpeakerId speaker = SpeakerOf(reading);
  const Issuer* const issuer = speakers_.issuer(speaker);
  if (issuer == nullptr) return StandingOfCrowd(speakers_.claimed(speaker), policy_, as_of_);
  if (!issuer->authority.has_value()) return StandingByAuthority(*issuer, true, policy_, as_of_);
  return trust::StandingOf(*issuer, EqualSpellings(evidence_, links_.Of(reading).product), policy_, as_of_);
}

// Avoids matching patterns again: a tier above unknown means that the product is within its issuer's authority.
Standing Weighing::StandingOf(std::uint32_t reading, Tier tier) const {
  const Issuer* const issuer = speakers_.issuer(SpeakerOf(reading));
  if (issuer == nullptr || issuer->tier <= Tier::kUnknown) return StandingOf(reading);
  return StandingByAuthority(*issuer, tier > Tier::kUnknown, policy_, as_of_);
}

bool Weighing::IsNarrow(std::uint32_t reading) const {
  if (!Clears(evidence_.table().claim(links_.StatementOf(reading)).status)) return false;
  const About about = links_.Of(reading);
  return about.through != 0 || weak_[about.product] || weak_[about.component];
}

bool Weighing::MayAct(const Acting& acting, std::uint32_t reading) const {
  if (!acting.any()) return false;
  if (Clears(evidence_.table().claim(links_.StatementOf(reading)).status)) return true;
  if (acting.crowd && Tier::kUnknown >= policy_.clear_tier) return true;
  if (!acting.issuer) return false;
  const Issuer& issuer = *speakers_.claimed(SpeakerOf(reading));
  const auto product = EqualSpellings(evidence_, links_.Of(reading).product);
  return trust::StandingOf(issuer, product, policy_, as_of_).tier >= policy_.clear_tier;
}

Millionths Weighing::SignatureFactor(std::uint32_t document) const {
  return policy_.signature[static_cast<std::size_t>(evidence_.documents()[document].signature)];
}

Millionths Weighing::ClaimFactor(const Claim& claim) const {
  return JustificationFactor(claim.status, evidence_.Text(claim.justification), evidence_.Text(claim.impact), policy_);
}

Reason Weighing::RefusalOf(std::uint32_t reading, Tier tier) const {
  const std::uint32_t statement = links_.StatementOf(reading);
  const Claim& claim = evidence_.table().claim(statement);
  const std::uint32_t document = evidence_.table().occasion(statement).document;
  const DocumentState& standing = speakers_.of_document(document);
  if (standing.withdrawn || MayAct(standing.retracted, reading)) return Reason::kWithdrawn;
  if (MayAct(standing.replaced, reading)) return Reason::kSuperseded;
  if (evidence_.documents()[document].signature == SignatureState::kFailed) return Reason::kSignatureFailed;
  const Issuer* const issuer = speakers_.claimed(standing.speaker);
  if (issuer != nullptr && issuer->RevokedAt(as_of_)) return Reason::kIssuerRevoked;
  if (policy_.require_signature_for[static_cast<std::size_t>(claim.status)] && !standing.verified) {
    return Reason::kSignatureRequired;
  }
  if (Clears(claim.status) && tier < policy_.clear_tier) return Reason::kMayNotClear;
  return LacksJustification(claim, policy_) ? Reason::kJustificationRequired : Reason::kNone;
}

}  // namespace vexlens::consensus
