// The words of issuer directories and policies.
#ifndef VEXLENS_LIB_TRUST_WORDS_H_
#define VEXLENS_LIB_TRUST_WORDS_H_

#include <optional>
#include <string_view>

#include "vexlens/trust.h"

namespace vexlens::trust {

std::optional<Tier> ParseTierName(std::string_view name);
std::optional<Mode> ParseModeName(std::string_view name);

}  // namespace vexlens::trust

#endif  // VEXLENS_LIB_TRUST_WORDS_H_
