// Instants: options that are points in time.
#ifndef VEXLENS_CLI_INSTANTS_H_
#define VEXLENS_CLI_INSTANTS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "vexlens/instant.h"

namespace vexlens::cli {

// Parses the value of `option`, which an error names.
absl::StatusOr<Instant> InstantOf(std::string_view option, const std::string& text);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_INSTANTS_H_
