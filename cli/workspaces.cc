#include "cli/workspaces.h"

#include <chrono>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/exit_code.h"
#include "cli/instants.h"
#include "cli/streams.h"
#include "cli/utf8.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {

absl::StatusOr<std::unique_ptr<Workspace>> OpenWorkspace(const Options& options, Access access) {
  Workspace::Options how;
  how.create = access == Access::kCreate;
  // Another writer's turn may be a large folder of documents.
  if (access != Access::kRead) how.patience = std::chrono::seconds(60);
  absl::StatusOr<std::unique_ptr<Workspace>> workspace = Workspace::Open(options.workspace, std::move(how));
  if (!absl::IsNotFound(workspace.status())) return workspace;
  // No workspace is no answer: not even the one that nobody says anything.
  return absl::InvalidArgumentError(
      absl::StrCat("--workspace: ", workspace.status().message(), " (stella vex ingest makes one)"));
}

int FailChange(const absl::Status& status) {
  const int code = Fail(status);
  return absl::IsResourceExhausted(status) ? kFailed : code;
}

absl::StatusOr<Moment> PointOf(const Options& options) {
  Moment when;
  for (const auto& [option, text, place] : {std::tuple("--as-of", &options.as_of, &when.as_of),
                                            std::tuple("--known-at", &options.known_at, &when.known_at)}) {
    if (text->empty()) continue;
    VEXLENS_ASSIGN_OR_RETURN(Instant instant, InstantOf(option, *text));
    *place = instant;
  }
  return when;
}

absl::StatusOr<Audit> AuditOf(const Options& options) {
  const char* const user = std::getenv("USER");
  Audit audit{options.actor.empty() && user != nullptr ? user : options.actor, options.reason};
  if (audit.actor.empty()) {
    return absl::InvalidArgumentError("who makes the change is not known: give --actor, or set USER");
  }
  if (!IsUtf8(audit.actor)) return absl::InvalidArgumentError("USER is not UTF-8: give --actor");
  return audit;
}

int EditTrust(const Options& options, Access access, const TrustEdit& edit) {
  const absl::StatusOr<Audit> audit = AuditOf(options);
  if (!audit.ok()) return FailChange(audit.status());
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, access);
  if (!workspace.ok()) return FailChange(workspace.status());
  absl::Status status;
  do {
    status = edit(**workspace, *audit);
  } while (absl::IsAborted(status));
  return status.ok() ? kOk : FailChange(status);
}

std::string RecomputedText(const Recomputed& recomputed) {
  return absl::StrCat(Counted(recomputed.records, "record"), " computed, ", Counted(recomputed.revisions, "revision"));
}

std::string Counted(std::size_t count, const std::string& noun) {
  return absl::StrCat(count, " ", noun, count == 1 ? "" : "s");
}

}  // namespace vexlens::cli
