#include "cli/conflict_choice.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "cli/ids.h"

namespace vexlens::cli {
namespace {

constexpr std::string_view kNoun = "conflict in the queue";

std::vector<Digest> IdsOf(const std::vector<QueuedConflict>& queue) {
  std::vector<Digest> ids;
  for (const QueuedConflict& conflict : queue) ids.push_back(conflict.id);
  return ids;
}

}  // namespace

absl::StatusOr<QueuedConflict> ChooseConflict(const Options& options, Workspace& workspace) {
  const absl::StatusOr<std::vector<QueuedConflict>> queue = workspace.Conflicts(options.tenant);
  if (!queue.ok()) return queue.status();
  const absl::StatusOr<Digest> id = PickId(options.conflict, IdsOf(*queue), kNoun);
  if (!id.ok()) return id.status();
  return *std::find_if(queue->begin(), queue->end(), [&](const QueuedConflict& each) { return each.id == *id; });
}

absl::StatusOr<Digest> ChooseConflictId(const Options& options, Workspace& workspace) {
  const absl::StatusOr<std::vector<QueuedConflict>> queue = workspace.Conflicts(options.tenant);
  if (!queue.ok()) return queue.status();
  const absl::StatusOr<std::vector<Waiver>> waivers = workspace.Waivers(options.tenant);
  if (!waivers.ok()) return waivers.status();
  std::vector<Digest> ids = IdsOf(*queue);
  for (const Waiver& waiver : *waivers) ids.push_back(waiver.conflict);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return PickId(options.conflict, ids, kNoun);
}

std::string ShortId(const Digest& id) {
  constexpr std::size_t kDigits = 12;
  return DigestText(id).substr(std::string_view("sha256:").size(), kDigits);
}

}  // namespace vexlens::cli
