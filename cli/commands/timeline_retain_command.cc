#include <memory>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/instants.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/timelines.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

absl::StatusOr<TimelineRetained> Retain(const Options& options) {
  VEXLENS_ASSIGN_OR_RETURN(const Instant before, InstantOf("--before", options.before));
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Timeline> timeline, OpenTimeline(options, Access::kRead));
  return timeline->retention().Retain(options.tenant, before);
}

}  // namespace

int RunTimelineRetain(const Options& options) {
  const absl::StatusOr<TimelineRetained> retained = Retain(options);
  if (!retained.ok()) return Fail(retained.status());
  if (options.form() != Output::kTable) return Write(absl::StrCat(retained->Json(), "\n")) ? kOk : kFailed;
  const std::string text = retained->dropped == 0
                               ? "no event is as old\n"
                               : absl::StrCat(Counted(retained->dropped, "event"),
                                              " dropped; the digests stay, and the log says what was dropped\n");
  return Write(text) ? kOk : kFailed;
}

}  // namespace vexlens::cli
