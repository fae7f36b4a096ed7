#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/streams.h"
#include "cli/workspaces.h"

namespace vexlens::cli {

int RunEvents(const Options& options) {
  constexpr std::uint64_t kAtOnce = 1000;
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kRead);
  if (!workspace.ok()) return Fail(workspace.status());
  std::uint64_t after = options.after;
  std::uint64_t left = options.limit;
  while (left > 0) {
    const absl::StatusOr<std::vector<Revision>> revisions = (*workspace)->Revisions(after, std::min(left, kAtOnce));
    if (!revisions.ok()) return Fail(revisions.status());
    if (revisions->empty()) break;
    std::string lines;
    for (const Revision& revision : *revisions) absl::StrAppend(&lines, revision.Json(), "\n");
    if (!Write(lines)) return kFailed;
    after = revisions->back().sequence;
    left -= revisions->size();
  }
  std::fprintf(stderr, "what comes next: --after %llu\n", static_cast<unsigned long long>(after));
  return kOk;
}

}  // namespace vexlens::cli
