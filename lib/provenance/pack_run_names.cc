// Names of runs, artifacts and statuses.
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lib/identity/segment.h"
#include "vexlens/pack_run.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/tenant.h"

namespace vexlens {

using identity::CheckSegment;

namespace {

constexpr std::array<std::string_view, 4> kStatuses = {"succeeded", "failed", "cancelled", "skipped"};

}  // namespace

absl::Status CheckPackRunKey(const PackRunKey& run) {
  VEXLENS_RETURN_IF_ERROR(CheckTenant(run.tenant));
  if (run.run_id.find('$') != std::string::npos) return absl::InvalidArgumentError("a run's id has no $");
  return CheckSegment("a run's id", run.run_id, kMaxRunIdBytes);
}

absl::Status CheckArtifactName(std::string_view name) {
  constexpr std::size_t kMaxSegment = 255;
  if (name.empty() || name.size() > kMaxArtifactNameBytes) {
    return absl::InvalidArgumentError(absl::StrCat("an artifact's name has 1 to ", kMaxArtifactNameBytes, " bytes"));
  }
  for (const std::string_view segment : absl::StrSplit(name, '/')) {
    VEXLENS_RETURN_IF_ERROR(CheckSegment("a segment of an artifact's name", segment, kMaxSegment));
  }
  return absl::OkStatus();
}

std::string_view PackRunStatusName(PackRunStatus status) { return kStatuses[static_cast<std::size_t>(status)]; }

std::optional<PackRunStatus> ParsePackRunStatus(std::string_view name) {
  for (std::size_t i = 0; i < kStatuses.size(); ++i) {
    if (kStatuses[i] == name) return static_cast<PackRunStatus>(i);
  }
  return std::nullopt;
}

}  // namespace vexlens
