// Why: what a record rests on, in sentences.
#ifndef VEXLENS_CLI_WHY_H_
#define VEXLENS_CLI_WHY_H_

#include <string>
#include <vector>

#include "vexlens/consensus.h"
#include "vexlens/slice.h"

namespace vexlens::cli {

// Returns which statements a record rests on, what is against them, why it came out so, and why all-clears did not
// count. It quotes documents unchanged: it is not yet safe for a terminal.
std::vector<std::string> WhyOf(const Slice& slice, const Record& record);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_WHY_H_
