#include "cli/instants.h"

#include "absl/strings/str_cat.h"

namespace vexlens::cli {

absl::StatusOr<Instant> InstantOf(std::string_view option, const std::string& text) {
  absl::StatusOr<Instant> instant = ParseInstant(text);
  if (instant.ok()) return instant;
  return absl::Status(instant.status().code(), absl::StrCat(option, ": ", instant.status().message()));
}

}  // namespace vexlens::cli
