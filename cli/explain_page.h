// Explain page: one record for a person, on one screen.
#ifndef VEXLENS_CLI_EXPLAIN_PAGE_H_
#define VEXLENS_CLI_EXPLAIN_PAGE_H_

#include <span>
#include <string>

#include "cli/source.h"
#include "vexlens/consensus.h"

namespace vexlens::cli {

// Returns what came out, why, who said what with which weight, in which words, and what stays in dispute.
std::string ExplainPage(const Source& source, const Record& record);

// Returns what almost speaks about the key, and what is missing; "" for nothing.
std::string AlmostText(const Slice& slice, std::span<const NearStatement> misses);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_EXPLAIN_PAGE_H_
