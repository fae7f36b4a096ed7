// AnyPolicy: random policies, and how cautious an answer is.
#ifndef VEXLENS_TESTS_CONSENSUS_ANY_POLICY_H_
#define VEXLENS_TESTS_CONSENSUS_ANY_POLICY_H_

#include <array>
#include <cstddef>

#include "tests/support/random.h"
#include "vexlens/policy.h"

namespace vexlens::testing {

inline constexpr std::array<Mode, 5> kModes = {Mode::kWeightedVote, Mode::kHighestWeight, Mode::kAuthoritativeFirst,
                                               Mode::kLattice, Mode::kMostRecent};

// Returns a policy of that mode with some of its knobs turned; who may clear, and who may tie, are the default.
inline Policy AnyPolicy(Random& random, Mode mode) {
  Policy policy;
  policy.mode = mode;
  const auto turned = [&] { return random.Chance(25); };
  if (turned()) policy.minimum_quorum = static_cast<std::uint32_t>(1 + random.Below(3));
  if (turned()) policy.minimum_confidence = random.Of(std::array<Millionths, 3>{0, 250'000, 600'000});
  if (turned()) policy.minimum_weight = random.Of(std::array<Millionths, 2>{0, 500'000});
  if (turned()) policy.conflict_threshold = random.Of(std::array<Millionths, 3>{0, 100'000, 500'000});
  if (turned()) policy.unknown_issuer_factor = random.Of(std::array<Millionths, 2>{0, 333'333});
  if (turned()) policy.require_justification = true;
  if (turned()) policy.require_signature_for[random.Below(kStatusCount)] = true;
  if (turned()) policy.no_justification = 0;
  if (turned()) policy.scope = {kOne, 900'000, 500'000, 123'457, 50'000};
  if (turned()) policy.floor = kOne;
  return policy;
}

// Returns how cautious a status is: 0 is the most; the two that clear are alike.
inline int CautionOf(VexStatus status) { return Clears(status) ? 2 : static_cast<int>(status); }

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_CONSENSUS_ANY_POLICY_H_
