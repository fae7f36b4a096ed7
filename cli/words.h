// How decisions look to people.
#ifndef VEXLENS_CLI_WORDS_H_
#define VEXLENS_CLI_WORDS_H_

#include <string>
#include <string_view>

#include "cli/terminal.h"
#include "vexlens/consensus.h"

namespace vexlens::cli {

// Fraction is the shortest decimal.
std::string Fraction(Millionths value);

// StyleOf is red for what wants action, green for what wants none, yellow between.
Style StyleOf(VexStatus status);
Style StyleOf(State state);
Style StyleOfState(std::string_view name);

// TreatAs is the effective status, with the reason for it if it is not the vote's alone.
std::string TreatAs(std::string_view status, std::string_view reason);
std::string TreatAs(const Decision& decision);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_WORDS_H_
