// Policy: how the weights of statements are formed, and how votes are counted.
#ifndef VEXLENS_POLICY_H_
#define VEXLENS_POLICY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "vexlens/digest.h"
#include "vexlens/evidence.h"
#include "vexlens/support/millionths.h"

namespace vexlens {

struct Issuer;

// Tier is an issuer's standing; a larger one is better.
enum class Tier : std::uint8_t { kUntrusted, kUnknown, kKnown, kTrusted, kAuthoritative };
inline constexpr std::size_t kTierCount = 5;
std::string_view TierName(Tier tier);

// Mode is which voices vote (docs/policy.md).
enum class Mode : std::uint8_t { kWeightedVote, kHighestWeight, kAuthoritativeFirst, kLattice, kMostRecent };
std::string_view ModeName(Mode mode);

// PolicyMember is a member of a policy: its name as in docs/policy.md ("tiers.known") and its value as JSON.
struct PolicyMember {
  std::string name;
  std::string value;

  friend bool operator==(const PolicyMember&, const PolicyMember&) = default;
};

// Policy is how weights are formed and votes are counted. The defaults are those of docs/policy.md.
struct Policy {
  Mode mode = Mode::kWeightedVote;
  std::array<Millionths, kTierCount> tiers = {100'000, 300'000, 500'000, 800'000, kOne};  // by Tier
  Millionths unknown_issuer_factor = kOne;
  bool keys_bind = true;
  std::array<Millionths, 4> signature = {0, 700'000, 700'000, kOne};  // by SignatureState
  std::uint32_t half_life_days = 90;
  Millionths floor = 300'000;
  std::map<std::string, Millionths, std::less<>> justification;  // the five labels
  Millionths impact = 900'000;
  Millionths no_justification = 800'000;
  std::array<Millionths, 5> scope = {kOne, kOne, 900'000, 700'000, 500'000};  // by level, from 1
  Millionths minimum_weight = 100'000;
  Millionths minimum_confidence = 20'000;
  Millionths conflict_threshold = 300'000;
  std::uint32_t minimum_quorum = 1;
  std::array<bool, kStatusCount> require_signature_for{};  // by VexStatus
  bool require_justification = false;                      // for not_affected
  Tier alias_join_tier = Tier::kKnown;
  Tier clear_tier = Tier::kKnown;  // below it, all-clears have no vote and newer statements replace no warnings

  Policy();

  // Parses a policy. Members that it does not have keep their defaults.
  // Errors: INVALID_ARGUMENT names the place, a JSON Pointer, of an unknown member or a value out of range.
  static absl::StatusOr<Policy> Parse(std::string_view json);

  // Returns the weight of a tier.
  Millionths TierWeight(Tier tier) const { return tiers[static_cast<std::size_t>(tier)]; }

  // Returns the weight of an issuer where its tier holds and it is not revoked: its own, else its tier's. Null is an
  // issuer that is not in the directory.
  Millionths IssuerWeight(const Issuer* issuer) const;

  // Returns all members in byte order of name, with defaults: the same names in the same order for all policies.
  std::vector<PolicyMember> Members() const;

  // Returns the policy with all defaults (RFC 8785).
  std::string CanonicalJson() const;

  // Returns the digest of the canonical JSON of what differs from the default policy, of an object only the members
  // that differ; for the default that is "{}". A member that is added later does not change digests of today's
  // policies.
  vexlens::Digest Digest() const;
};

}  // namespace vexlens

#endif  // VEXLENS_POLICY_H_
