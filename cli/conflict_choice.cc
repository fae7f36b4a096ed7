#include "cli/conflict_choice.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "cli/ids.h"

namespace vexlens::cli {
namespace {

constexpr std::string_view kNoun = "conflict in the queue";

}  // namespace

absl::StatusOr<QueuedConflict> ChooseConflict(const Options& options, Workspace& workspace) {
  absl::StatusOr<std::vector<QueuedConflict>> conflicts = workspace.Conflicts(options.tenant);
  if (!conflicts.ok()) return conflicts.status();
  const absl::StatusOr<std::vector<QueuedConflict>> waived = workspace.WaivedConflicts(options.tenant);
  if (!waived.ok()) return waived.status();
  conflicts->insert(conflicts->end(), waived->begin(), waived->end());
  std::vector<Digest> ids;
  for (const QueuedConflict& conflict : *conflicts) ids.push_back(conflict.id);
  const absl::StatusOr<Digest> id = PickId(options.conflict, ids, kNoun);
  if (!id.ok()) return id.status();
  return *std::find_if(conflicts->begin(), conflicts->end(), [&](const auto& each) { return each.id == *id; });
}

std::string ShortId(const Digest& id) {
  constexpr std::size_t kDigits = 12;
  return DigestText(id).substr(std::string_view("sha256:").size(), kDigits);
}

}  // namespace vexlens::cli
