// Weight: the chain of five factors that makes a statement's word count.
#ifndef VEXLENS_LIB_TRUST_WEIGHT_H_
#define VEXLENS_LIB_TRUST_WEIGHT_H_

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "vexlens/evidence.h"
#include "vexlens/trust.h"

namespace vexlens {

// Factor numbers the links of the chain, in their order.
enum class Factor : std::size_t { kIssuer, kSignature, kFreshness, kJustification, kScope };
inline constexpr std::size_t kFactorCount = 5;
inline constexpr std::array<std::string_view, kFactorCount> kFactorNames = {"issuer", "signature", "freshness",
                                                                            "justification", "scope"};
using Factors = std::array<Millionths, kFactorCount>;

// Standing is what an issuer is worth about one product: its tier there and its factor.
struct Standing {
  Tier tier = Tier::kUnknown;
  Millionths factor = 0;
};

// Returns the standing of a listed issuer about a product, in all spellings that Issuer::HasAuthorityOver asks for.
// Outside its authority the tier is at most unknown, and the factor at most that tier's weight.
Standing StandingOf(const Issuer& issuer, std::span<const Subject> product, const Policy& policy, Instant as_of);

// Returns the same where it is known whether the product lies within the issuer's authority.
Standing StandingByAuthority(const Issuer& issuer, bool has_authority, const Policy& policy, Instant as_of);

// Returns the standing of a speaker of the crowd. `claimed` is the entry in whose name its unverified words are said,
// or null: revoking an issuer also silences those.
Standing StandingOfCrowd(const Issuer* claimed, const Policy& policy, Instant as_of);

// JustificationFactor is 1 for any status but not_affected.
Millionths JustificationFactor(VexStatus status, std::string_view label, std::string_view impact, const Policy& policy);

// Product multiplies the first `count` factors, rounding each product half to even.
Millionths Product(const Factors& factors, std::size_t count);

}  // namespace vexlens

#endif  // VEXLENS_LIB_TRUST_WEIGHT_H_
