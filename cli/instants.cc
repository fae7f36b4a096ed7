#include "cli/instants.h"

#include <chrono>

#include "absl/strings/str_cat.h"

namespace vexlens::cli {

Instant Now() {
  using std::chrono::microseconds;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return Instant{std::chrono::duration_cast<microseconds>(now).count()};
}

absl::StatusOr<Instant> InstantOf(std::string_view option, const std::string& text) {
  absl::StatusOr<Instant> instant = ParseInstant(text);
  if (instant.ok()) return instant;
  return absl::Status(instant.status().code(), absl::StrCat(option, ": ", instant.status().message()));
}

}  // namespace vexlens::cli
