// Weighing: what each statement is worth at one instant, before the level at which it meets a key is known.
#ifndef VEXLENS_LIB_CONSENSUS_WEIGHING_H_
#define VEXLENS_LIB_CONSENSUS_WEIGHING_H_

#include <cstdint>
#include <vector>

#include "lib/consensus/speakers.h"
#include "lib/trust/freshness.h"
#include "lib/trust/weight.h"
#include "vexlens/consensus.h"
#include "vexlens/evidence.h"

namespace vexlens {

// Weighing holds a few bytes for each statement: whether it exists, why it has no vote, its tier and weight.
class Weighing {
 public:
  Weighing(const Evidence& evidence, const Speakers& speakers, const Policy& policy, Instant as_of);

  bool exists(std::uint32_t statement) const { return packed_[statement] != kAbsent; }
  Reason refusal(std::uint32_t statement) const {
    return static_cast<Reason>((packed_[statement] >> kRefusalShift) & 15);
  }
  Tier tier(std::uint32_t statement) const { return static_cast<Tier>((packed_[statement] >> kTierShift) & 7); }
  VexStatus status(std::uint32_t statement) const {
    return static_cast<VexStatus>((packed_[statement] >> kStatusShift) & 3);
  }

  // At is the weight at a scope level from 1 to 5.
  Millionths At(std::uint32_t statement, int level) const {
    return MultiplyHalfEven(packed_[statement] & kWeightMask, policy_.scope[static_cast<std::size_t>(level - 1)]);
  }

  // Foresee asks the memory for what is kept of a statement.
  void Foresee(std::uint32_t statement) const { __builtin_prefetch(&packed_[statement]); }

  // FactorsOf are the factors of that weight.
  Factors FactorsOf(std::uint32_t statement, int level) const;

  // Supersede refuses a statement that a newer one replaced; an earlier reason stays.
  void Supersede(std::uint32_t statement);

 private:
  // A statement in 32 bits, so that counting a key touches little memory: the weight after four factors, the
  // tier, the refusal and the status.
  static constexpr std::uint32_t kAbsent = UINT32_MAX;
  static constexpr std::uint32_t kWeightMask = (1U << 20) - 1;
  static constexpr int kTierShift = 20;
  static constexpr int kRefusalShift = 23;
  static constexpr int kStatusShift = 27;
  static_assert(kOne <= kWeightMask);

  // Fresh remembers the freshness of instants seen: many statements share their document's.
  struct Fresh {
    Instant updated_at;
    Millionths value = 0;
  };

  Factors FirstFactors(const Statement& statement, Millionths freshness, Standing& standing) const;
  Millionths FreshnessOf(Instant updated_at) const;
  Reason RefusalOf(const Statement& statement) const;

  const Evidence& evidence_;
  const Speakers& speakers_;
  const Policy& policy_;
  Instant as_of_;
  std::vector<std::uint32_t> packed_;
  std::vector<std::uint32_t> freshness_;  // the third factor
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_WEIGHING_H_
