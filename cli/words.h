// Words and colours for decisions.
#ifndef VEXLENS_CLI_WORDS_H_
#define VEXLENS_CLI_WORDS_H_

#include <string>
#include <string_view>

#include "cli/terminal.h"
#include "vexlens/consensus.h"

namespace vexlens::cli {

// Returns the shortest decimal.
std::string Fraction(Millionths value);

// Return red for what needs action, green for what needs none, yellow for what is between.
Style StyleOf(VexStatus status);
Style StyleOf(State state);
Style StyleOfState(std::string_view name);

// Returns the effective status, with the reason if it is not the vote's alone.
std::string TreatAs(std::string_view status, std::string_view reason);
std::string TreatAs(const Decision& decision);

// Returns why a statement has no vote, "votes" if it has one.
std::string_view ReasonText(Reason reason);

// Returns why a statement does not speak about what was asked; it is not yet safe for a terminal. `named` is the
// statement's product if the text before names it: it is not repeated.
std::string MissText(const NearMiss& miss, std::string_view named = "");

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_WORDS_H_
