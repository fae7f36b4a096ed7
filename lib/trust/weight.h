// Weight: the chain of five factors that makes a statement's word count.
#ifndef VEXLENS_LIB_TRUST_WEIGHT_H_
#define VEXLENS_LIB_TRUST_WEIGHT_H_

#include <array>
#include <cstddef>
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

// StandingOf is the standing of `issuer` (null: unlisted) about the product of that identifier and base.
Standing StandingOf(const Issuer* issuer, std::string_view identifier, std::string_view base, const Policy& policy,
                    Instant as_of);

// JustificationFactor is 1 for any status but not_affected.
Millionths JustificationFactor(VexStatus status, std::string_view label, std::string_view impact, const Policy& policy);

// Product multiplies the first `count` factors, rounding each product half to even.
Millionths Product(const Factors& factors, std::size_t count);

}  // namespace vexlens

#endif  // VEXLENS_LIB_TRUST_WEIGHT_H_
