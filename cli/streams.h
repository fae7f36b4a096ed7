// Streams: what commands say, and how they end.
#ifndef VEXLENS_CLI_STREAMS_H_
#define VEXLENS_CLI_STREAMS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "cli/options.h"

namespace vexlens::cli {

// Fail says what went wrong and returns the exit code for it.
int Fail(const absl::Status& status);

// JoinJson is the JSON `values` as one array, or for kNdjson one a line.
std::string JoinJson(const std::vector<std::string>& values, Output output);

// Write puts all of `text` on standard output, or says why it cannot and returns false.
bool Write(std::string_view text);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_STREAMS_H_
