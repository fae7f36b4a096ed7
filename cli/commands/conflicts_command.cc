// The queue of conflicts: what waits, since when, and what was put off.
#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/commands/commands.h"
#include "cli/conflict_choice.h"
#include "cli/exit_code.h"
#include "cli/instants.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/workspaces.h"
#include "vexlens/support/json_text.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

// Dispute is a conflict of the queue with what its record says of it.
struct Dispute {
  QueuedConflict conflict;
  std::vector<std::string> statuses;
  std::vector<std::string> issuers;
};

void Describe(const Record& record, Dispute& dispute) {
  const auto conflict = std::find_if(record.conflicts.begin(), record.conflicts.end(),
                                     [&](const Conflict& each) { return each.id == dispute.conflict.id; });
  if (conflict == record.conflicts.end()) return;  // somebody has changed the workspace meanwhile
  for (const VexStatus status : conflict->statuses) dispute.statuses.emplace_back(StatusName(status));
  for (const std::string_view issuer : conflict->issuers) dispute.issuers.emplace_back(issuer);
}

// DescribeAll loads each vulnerability once.
absl::Status DescribeAll(const Options& options, Workspace& workspace, std::vector<Dispute>& disputes) {
  std::map<std::string, std::vector<Dispute*>> by_advisory;
  for (Dispute& dispute : disputes) by_advisory[dispute.conflict.key.vulnerability].push_back(&dispute);
  for (const auto& [advisory, some] : by_advisory) {
    VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Slice> slice, workspace.Build(options.tenant, advisory, {}));
    for (Dispute* const dispute : some) {
      const RecordKey& key = dispute->conflict.key;
      const absl::StatusOr<Record> record =
          slice->consensus().Get(options.tenant, advisory, key.product, key.component);
      if (record.ok()) Describe(*record, *dispute);
    }
  }
  return absl::OkStatus();
}

std::string DisputesTable(const std::vector<Dispute>& disputes) {
  Table table({"ID", "SINCE", "REASON", "VULNERABILITY", "PRODUCT", "COMPONENT", "STATUSES", "ISSUERS"});
  for (const Dispute& dispute : disputes) {
    const QueuedConflict& conflict = dispute.conflict;
    table.Add({{ShortId(conflict.id), Style::kBold},
               {conflict.since.dated() ? FormatInstant(conflict.since) : "ever"},
               {conflict.reason, Style::kYellow},
               {conflict.key.vulnerability, Style::kBold},
               {conflict.key.product},
               {conflict.key.component},
               {absl::StrJoin(dispute.statuses, " against ")},
               {absl::StrJoin(dispute.issuers, ", ")}});
  }
  return table.Text(Terminal::OfStandardOutput());
}

std::string DisputeJson(const Dispute& dispute) {
  const QueuedConflict& conflict = dispute.conflict;
  const std::vector<std::string_view> issuers(dispute.issuers.begin(), dispute.issuers.end());
  const std::vector<std::string_view> statuses(dispute.statuses.begin(), dispute.statuses.end());
  return JsonObject()
      .Add("advisoryKey", conflict.key.vulnerability)
      .Add("artifactKey", conflict.key.product)
      .Add("componentKey", conflict.key.component)
      .Add("conflictId", DigestText(conflict.id))
      .AddJson("issuers", JsonStrings(issuers))
      .Add("reason", conflict.reason)
      .Add("since", FormatInstant(conflict.since))
      .AddJson("statuses", JsonStrings(statuses))
      .Text();
}

std::string WaiverJson(const Waiver& waiver) {
  return JsonObject()
      .Add("actor", waiver.audit.actor)
      .Add("conflictId", DigestText(waiver.conflict))
      .Add("expiresAt", FormatInstant(waiver.expires_at))
      .Add("reason", waiver.audit.reason)
      .Add("recordedAt", FormatInstant(waiver.recorded_at))
      .Text();
}

std::string WaiversTable(const std::vector<Waiver>& waivers) {
  const Instant now = SystemNow();
  Table table({"CONFLICT", "EXPIRES", "", "ACTOR", "REASON", "RECORDED AT"});
  for (const Waiver& waiver : waivers) {
    table.Add({{ShortId(waiver.conflict), Style::kBold},
               {FormatInstant(waiver.expires_at)},
               {waiver.expires_at <= now ? "expired" : "", Style::kYellow},
               {waiver.audit.actor},
               {waiver.audit.reason},
               {FormatInstant(waiver.recorded_at)}});
  }
  return table.Text(Terminal::OfStandardOutput());
}

void SayDepth(const std::vector<QueuedConflict>& queue) {
  std::fprintf(stderr, "%s in the queue%s\n", Counted(queue.size(), "conflict").c_str(),
               queue.empty() || !queue.front().since.dated()
                   ? ""
                   : absl::StrCat(", the oldest since ", FormatInstant(queue.front().since)).c_str());
}

}  // namespace

int RunConflictsList(const Options& options) {
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kRead);
  if (!workspace.ok()) return Fail(workspace.status());
  const absl::StatusOr<std::vector<QueuedConflict>> queue = (*workspace)->Conflicts(options.tenant);
  if (!queue.ok()) return Fail(queue.status());
  std::vector<Dispute> disputes;
  for (const QueuedConflict& conflict : *queue) {
    if (disputes.size() == options.limit) break;
    disputes.push_back({conflict, {}, {}});
  }
  if (absl::Status status = DescribeAll(options, **workspace, disputes); !status.ok()) return Fail(status);
  std::vector<std::string> objects;
  for (const Dispute& dispute : disputes) objects.push_back(DisputeJson(dispute));
  const bool table = options.form() == Output::kTable;
  if (!Write(table ? DisputesTable(disputes) : JoinJson(objects, options.form()))) return kFailed;
  SayDepth(*queue);
  return kOk;
}

int RunConflictsWaivers(const Options& options) {
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kRead);
  if (!workspace.ok()) return Fail(workspace.status());
  const absl::StatusOr<std::vector<Waiver>> waivers = (*workspace)->Waivers(options.tenant);
  if (!waivers.ok()) return Fail(waivers.status());
  if (options.form() == Output::kTable) return Write(WaiversTable(*waivers)) ? kOk : kFailed;
  std::vector<std::string> objects;
  for (const Waiver& waiver : *waivers) objects.push_back(WaiverJson(waiver));
  return Write(JoinJson(objects, options.form())) ? kOk : kFailed;
}

int RunConflictsWaive(const Options& options) {
  const absl::StatusOr<Instant> expires = InstantOf("--expires", options.expires);
  if (!expires.ok()) return Fail(expires.status());
  if (*expires <= SystemNow()) {
    return Fail(
        absl::InvalidArgumentError(absl::StrCat("--expires: ", FormatInstant(*expires), " is not in the future")));
  }
  const absl::StatusOr<Audit> audit = AuditOf(options);
  if (!audit.ok()) return Fail(audit.status());
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kChange);
  if (!workspace.ok()) return FailChange(workspace.status());
  const absl::StatusOr<QueuedConflict> conflict = ChooseConflict(options, **workspace);
  if (!conflict.ok()) return FailChange(conflict.status());
  const absl::Status status = (*workspace)->Waive(options.tenant, conflict->id, *expires, *audit);
  if (!status.ok()) return FailChange(status);
  const absl::StatusOr<std::vector<QueuedConflict>> queue = (*workspace)->Conflicts(options.tenant);
  if (!queue.ok()) return FailChange(queue.status());
  std::fprintf(stderr, "waived %s until %s by %s\n", DigestText(conflict->id).c_str(), FormatInstant(*expires).c_str(),
               Safe(audit->actor).c_str());
  SayDepth(*queue);
  return kOk;
}

}  // namespace vexlens::cli
