// Streams: output of commands, and their exit codes.
#ifndef VEXLENS_CLI_STREAMS_H_
#define VEXLENS_CLI_STREAMS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "cli/options.h"

namespace vexlens::cli {

// Writes the error to standard error, and returns its exit code.
int Fail(const absl::Status& status);

// Returns JSON values as one array or, for kNdjson, one per line.
std::string JoinJson(const std::vector<std::string>& values, Output output);

// Writes `text` to standard output. Returns false after saying why it cannot.
bool Write(std::string_view text);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_STREAMS_H_
