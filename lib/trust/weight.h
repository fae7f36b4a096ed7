// Weight: the five factors of a statement's weight.
#ifndef VEXLENS_LIB_TRUST_WEIGHT_H_
#define VEXLENS_LIB_TRUST_WEIGHT_H_

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "vexlens/evidence.h"
#include "vexlens/trust.h"

namespace vexlens::trust {

// Factor is the number of a factor, in the order in which they are multiplied.
enum class Factor : std::size_t { kIssuer, kSignature, kFreshness, kJustification, kScope };
inline constexpr std::size_t kFactorCount = 5;
inline constexpr std::array<std::string_view, kFactorCount> kFactorNames = {"issuer", "signature", "freshness",
                                                                            "justification", "scope"};
using Factors = std::array<Millionths, kFactorCount>;

// Standing is the tier and the factor of an issuer for one product.
struct Standing {
  Tier tier = Tier::kUnknown;
  Millionths factor = 0;
};

// Returns the standing of a listed issuer for a product, given in the spellings that Issuer::HasAuthorityOver requires.
// Outside its authority the tier is at most unknown, and the factor at most the weight of that tier.
Standing StandingOf(const Issuer& issuer, std::span<const Subject> product, const Policy& policy, Instant as_of);

// Returns the same if it is known whether the issuer has authority over the product.
Standing StandingByAuthority(const Issuer& issuer, bool has_authority, const Policy& policy, Instant as_of);

// Returns the standing of a speaker of the crowd. `claimed` is the entry in whose name it speaks unverified, or null:
// revoking an issuer also silences those who speak in its name.
Standing StandingOfCrowd(const Issuer* claimed, const Policy& policy, Instant as_of);

// Returns the factor of a statement's reasons: 1 for any status but not_affected.
Millionths JustificationFactor(VexStatus status, std::string_view label, std::string_view impact, const Policy& policy);

// Returns the product of the first `count` factors, each rounded half to even.
Millionths Product(const Factors& factors, std::size_t count);

}  // namespace vexlens::trust

#endif  // VEXLENS_LIB_TRUST_WEIGHT_H_
