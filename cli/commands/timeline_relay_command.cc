#include <cstdio>
#include <memory>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/timelines.h"
#include "cli/workspaces.h"
#include "vexlens/timeline_relay.h"

namespace vexlens::cli {
namespace {

// Says on standard error what was refused, now and before.
void TellRefusals(const RelayReport& report) {
  for (const IngestedEvent& event : report.refusals) {
    std::fprintf(stderr, "%s: %s\n", Safe(event.event_id).c_str(), Safe(event.status.message()).c_str());
  }
  if (report.refused_before == 0) return;
  std::fprintf(stderr, "%s refused by an earlier run: --from-start says why\n",
               Counted(report.refused_before, "event").c_str());
}

}  // namespace

int RunTimelineRelay(const Options& options) {
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kChange);
  if (!workspace.ok()) return FailChange(workspace.status());
  const absl::StatusOr<std::unique_ptr<Timeline>> timeline = OpenTimeline(options, Access::kCreate);
  if (!timeline.ok()) return Fail(timeline.status());
  RelayOptions how;
  how.from_start = options.from_start;
  const absl::StatusOr<RelayReport> report = RelayToTimeline(**workspace, **timeline, options.tenant, how);
  if (!report.ok()) return FailChange(report.status());
  TellRefusals(*report);
  const std::string text = options.form() == Output::kTable
                               ? absl::StrCat(report->stored, " stored, ", report->duplicate, " there already, ",
                                              report->refused, " refused\n")
                               : absl::StrCat(report->Json(), "\n");
  if (!Write(text)) return kFailed;
  return report->refused + report->refused_before > 0 ? kBadInput : kOk;
}

}  // namespace vexlens::cli
