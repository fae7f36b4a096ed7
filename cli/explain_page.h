// Explain page: one record on one screen.
#ifndef VEXLENS_CLI_EXPLAIN_PAGE_H_
#define VEXLENS_CLI_EXPLAIN_PAGE_H_

#include <span>
#include <string>

#include "cli/source.h"
#include "vexlens/consensus.h"

namespace vexlens::cli {

// Returns the outcome and why, who said what and with which weight, in which words, and what is still in dispute.
std::string ExplainPage(const Source& source, const Record& record);

// Returns what almost speaks about the key, and what differs; "" if nothing does.
std::string AlmostText(const Slice& slice, std::span<const NearStatement> misses);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_EXPLAIN_PAGE_H_
