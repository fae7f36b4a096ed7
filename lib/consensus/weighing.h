// Weighing: what each statement is worth at one instant, before the level at which it meets a key is known.
#ifndef VEXLENS_LIB_CONSENSUS_WEIGHING_H_
#define VEXLENS_LIB_CONSENSUS_WEIGHING_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "lib/consensus/links.h"
#include "lib/consensus/speakers.h"
#include "lib/trust/freshness.h"
#include "lib/trust/weight.h"
#include "vexlens/consensus.h"
#include "vexlens/evidence.h"
#include "vexlens/large_vector.h"

namespace vexlens {

// Worth is a statement's part in a vote in 30 bits, so that counting a key touches little memory: the weight after
// four factors, the tier, why it has no vote, the status, whether its speaker is an operator, and whether it is narrow.
class Worth {
 public:
  static constexpr int kBits = 30;

  Worth() = default;  // does not exist
  explicit Worth(std::uint32_t bits) : bits_(bits) {}
  // `tier` is absent for the crowd: its tier is kUnknown.
  Worth(Millionths weight, std::optional<Tier> tier, Reason refusal, VexStatus status, bool by_operator, bool narrow);

  std::uint32_t bits() const { return bits_; }
  bool exists() const { return bits_ != kAbsent; }
  Millionths weight() const { return bits_ & kWeightMask; }
  Tier tier() const { return crowd() ? Tier::kUnknown : static_cast<Tier>(bits_ >> kTierShift & 7); }
  bool crowd() const { return (bits_ >> kTierShift & 7) == kCrowd; }  // its speaker is no issuer of the directory
  Reason refusal() const { return static_cast<Reason>(bits_ >> kRefusalShift & 7); }
  VexStatus status() const { return static_cast<VexStatus>(bits_ >> kStatusShift & 3); }
  bool by_operator() const { return (bits_ & kByOperator) != 0; }

  // narrow tells an all-clear that may not hold even for the product and component that it names itself: by a weak
  // digest, or within something else.
  bool narrow() const { return (bits_ & kNarrow) != 0; }

  // live tells whether nothing refuses it, as far as that is known before the level.
  bool live() const { return refusal() == Reason::kNone; }

  // Supersede refuses a statement that a newer one replaced; an earlier withdrawal stays.
  void Supersede();

 private:
  static constexpr std::uint32_t kAbsent = (1U << kBits) - 1;
  static constexpr std::uint32_t kWeightMask = (1U << 20) - 1;
  static constexpr int kTierShift = 20;
  static constexpr int kRefusalShift = 23;
  static constexpr int kStatusShift = 26;
  static constexpr std::uint32_t kByOperator = 1U << 28;
  static constexpr std::uint32_t kNarrow = 1U << 29;
  static constexpr std::uint32_t kCrowd = 7;  // instead of a tier
  static_assert(kOne <= kWeightMask);
  static_assert(static_cast<int>(Reason::kJustificationRequired) <= 7);  // the last one before a level is known

  std::uint32_t bits_ = kAbsent;
};

// Weighing forms the weights.
class Weighing {
 public:
  Weighing(const Evidence& evidence, const Speakers& speakers, const Links& links, const Policy& policy, Instant as_of);

  // Worths are those of all statements, by index.
  LargeVector<Worth> Worths() const;

  // WorthOf is what a reading other than a statement's own is worth, a warning.
  Worth WorthOf(std::uint32_t reading) const;

  // FactorsOf are the factors of a reading's weight at a scope level from 1 to 5. `tier` is that of its Worth.
  Factors FactorsOf(std::uint32_t reading, Tier tier, int level) const;

  // LacksJustification tells a claim that the policy refuses for want of a justification.
  static bool LacksJustification(const Claim& claim, const Policy& policy) {
    return policy.require_justification && claim.status == VexStatus::kNotAffected && claim.justification == 0 &&
           claim.impact == 0;
  }

  // MayAct tells whether those who act on a reading by newer words make it fall: an all-clear always, a warning only
  // by who may clear it.
  bool MayAct(const Acting& acting, std::uint32_t reading) const;

 private:
  Worth Weigh(std::uint32_t reading, const Standing& standing, Millionths claim_factor) const;
  SpeakerId SpeakerOf(std::uint32_t reading) const;
  Standing StandingOf(std::uint32_t reading) const;
  Standing StandingOf(std::uint32_t reading, Tier tier) const;
  bool IsNarrow(std::uint32_t reading) const;
  Millionths SignatureFactor(std::uint32_t document) const;
  Millionths ClaimFactor(const Claim& claim) const;
  Reason RefusalOf(std::uint32_t reading, Tier tier) const;

  const Evidence& evidence_;
  const Speakers& speakers_;
  const Links& links_;
  const Policy& policy_;
  Instant as_of_;
  std::vector<std::uint32_t> freshness_;  // by occasion: the third factor
  std::vector<bool> weak_;                // by subject: its digest is by MD5 or SHA-1
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_WEIGHING_H_
