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

// ReasonText is why a statement has no vote, "votes" for one that has.
std::string_view ReasonText(Reason reason);

// MissText is why a statement does not speak about what was asked. It is not yet safe for a terminal. `named` is the
// product of the statement where it was named just before: it is not named again.
std::string MissText(const NearMiss& miss, std::string_view named = "");

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_WORDS_H_
