// The words of issuer directories and policies.
#ifndef VEXLENS_LIB_TRUST_WORDS_H_
#define VEXLENS_LIB_TRUST_WORDS_H_

#include <array>
#include <optional>
#include <string_view>

#include "vexlens/trust.h"

namespace vexlens {

std::optional<Tier> ParseTierName(std::string_view name);
std::optional<Mode> ParseModeName(std::string_view name);

// kJustifications are the five labels of OpenVEX and CSAF.
inline constexpr std::array<std::string_view, 5> kJustifications = {
    "component_not_present",
    "inline_mitigations_already_exist",
    "vulnerable_code_cannot_be_controlled_by_adversary",
    "vulnerable_code_not_in_execute_path",
    "vulnerable_code_not_present",
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_TRUST_WORDS_H_
