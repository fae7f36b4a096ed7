#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/workspaces.h"
#include "vexlens/support/json_text.h"

namespace vexlens::cli {
namespace {

std::string ReportText(const RebuildReport& report, bool check_only) {
  std::string text;
  for (const Damage& damage : report.damaged) {
    absl::StrAppend(&text, "damaged, tenant ", Safe(damage.tenant), ": ", Safe(damage.status.message()), "\n");
  }
  for (const std::string& what : report.differing) {
    absl::StrAppend(&text, what, check_only ? " differ from" : " differed from", " what the documents say\n");
  }
  absl::StrAppend(&text, Counted(report.documents, "document"), " read again: ");
  if (report.equal()) return absl::StrCat(text, "all is as they say\n");
  if (!report.damaged.empty()) return absl::StrCat(text, "ingest the damaged ones again to mend them\n");
  return absl::StrCat(text, check_only ? "rebuild without --check to mend it\n" : "all is mended\n");
}

}  // namespace

int RunRebuild(const Options& options) {
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kChange);
  if (!workspace.ok()) return FailChange(workspace.status());
  const absl::StatusOr<RebuildReport> report = (*workspace)->Rebuild(options.check_only);
  if (!report.ok()) return FailChange(report.status());
  const bool table = options.form() == Output::kTable;
  if (!Write(table ? ReportText(*report, options.check_only) : report->Json() + "\n")) return kFailed;
  return report->equal() ? kOk : kNotVerified;
}

}  // namespace vexlens::cli
