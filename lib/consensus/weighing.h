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
#include "vexlens/support/large_vector.h"

namespace vexlens::consensus {

// Worth is a statement's part in a vote, packed into 30 bits so that counting a key touches little memory:
//
//   29      28           27..26  25..23   22..20              19..0
//   narrow  by operator  status  refusal  tier, 7: the crowd  weight after four factors; the scope's comes later
class Worth {
 public:
  static constexpr int kBits = 30;

  // Makes the worth of a statement that does not exist.
  Worth() = default;
  explicit Worth(std::uint32_t bits) : bits_(bits) {}
  // Requires: `tier` is absent for the crowd, whose tier is kUnknown.
  Worth(Millionths weight, std::optional<Tier> tier, Reason refusal, VexStatus status, bool by_operator, bool narrow);

  std::uint32_t bits() const { return bits_; }
  bool exists() const { return bits_ != kAbsent; }
  Millionths weight() const { return bits_ & kWeightMask; }
  Tier tier() const { return crowd() ? Tier::kUnknown : static_cast<Tier>(bits_ >> kTierShift & 7); }
  bool crowd() const { return (bits_ >> kTierShift & 7) == kCrowd; }  // the directory does not list its speaker
  Reason refusal() const { return static_cast<Reason>(bits_ >> kRefusalShift & 7); }
  VexStatus status() const { return static_cast<VexStatus>(bits_ >> kStatusShift & 3); }
  bool by_operator() const { return (bits_ & kByOperator) != 0; }

  // Reports whether it is an all-clear that may not hold even for the product and component that it names: they have a
  // weak digest, or the component stands within something else.
  bool narrow() const { return (bits_ & kNarrow) != 0; }

  // Reports whether it has a vote, as far as is known before the level.
  bool live() const { return refusal() == Reason::kNone; }

  // Refuses a statement as superseded; one that is withdrawn stays withdrawn.
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

// Weighing forms the weights of statements. Immutable.
class Weighing {
 public:
  Weighing(const Evidence& evidence, const Speakers& speakers, const Links& links, const Policy& policy, Instant as_of);

  // Returns the worths of all statements, by index.
  LargeVector<Worth> Worths() const;

  // Returns the worth of a reading. Requires: it is not its statement's own, and warns.
  Worth WorthOf(std::uint32_t reading) const;

  // Returns the factors of a reading's weight at a scope level from 1 to 5. Requires: `tier` is that of its Worth.
  trust::Factors FactorsOf(std::uint32_t reading, Tier tier, int level) const;

  // Reports whether the policy refuses a claim because it has no justification.
  static bool LacksJustification(const Claim& claim, const Policy& policy) {
    return policy.require_justification && claim.status == VexStatus::kNotAffected && claim.justification == 0 &&
           claim.impact == 0;
  }

  // Reports whether newer words of `acting` replace a reading: an all-clear always, a warning only by those who may
  // clear it.
  bool MayAct(const Acting& acting, std::uint32_t reading) const;

 private:
  Worth Weigh(std::uint32_t reading, const trust::Standing& standing, Millionths claim_factor) const;
  SpeakerId SpeakerOf(std::uint32_t reading) const;
  trust::Standing StandingOf(std::uint32_t reading) const;
  trust::Standing StandingOf(std::uint32_t reading, Tier tier) const;
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
  std::vector<bool> weak_;                // by subject: it has a digest by MD5 or SHA-1
};

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_WEIGHING_H_
