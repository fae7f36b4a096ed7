#include "cli/conflict_choice.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "cli/ids.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

constexpr std::string_view kNoun = "conflict in the queue";

}  // namespace

absl::StatusOr<QueuedConflict> ChooseConflict(const Options& options, Workspace& workspace) {
  VEXLENS_ASSIGN_OR_RETURN(std::vector<QueuedConflict> conflicts, workspace.Conflicts(options.tenant));
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<QueuedConflict> waived, workspace.WaivedConflicts(options.tenant));
  conflicts.insert(conflicts.end(), waived.begin(), waived.end());
  std::vector<Digest> ids;
  for (const QueuedConflict& conflict : conflicts) ids.push_back(conflict.id);
  VEXLENS_ASSIGN_OR_RETURN(const Digest id, PickId(options.conflict, ids, kNoun));
  return *std::find_if(conflicts.begin(), conflicts.end(), [&](const auto& each) { return each.id == id; });
}

std::string ShortId(const Digest& id) {
  constexpr std::size_t kDigits = 12;
  return DigestText(id).substr(std::string_view("sha256:").size(), kDigits);
}

}  // namespace vexlens::cli
