// The audit: who changed what is trusted, when, why, and what that did.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "cli/commands/commands.h"
#include "cli/directory_changes.h"
#include "cli/exit_code.h"
#include "cli/policy_changes.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/workspaces.h"
#include "vexlens/support/json_text.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

constexpr std::string_view kIssuers = "issuers";

// Before is the last instant at which a revision was not there yet.
Instant Before(const TrustRevision& revision) { return {revision.recorded_at.micros - 1}; }

// TenantOf is whose policy a revision is, "" for the global one.
std::string_view TenantOf(const TrustRevision& revision) {
  return revision.subject == PolicySubject("") ? "" : absl::StripPrefix(revision.subject, PolicySubject("") + "/");
}

// Entry is what a revision did: a row for each change, behind who made it, and objects.
struct Entry {
  std::vector<std::vector<Table::Cell>> rows;
  std::vector<std::string> objects;
};

absl::StatusOr<Entry> IssuersEntry(Workspace& workspace, const TrustRevision& revision) {
  VEXLENS_ASSIGN_OR_RETURN(const IssuerDirectory before, workspace.Directory(Before(revision)));
  VEXLENS_ASSIGN_OR_RETURN(const IssuerDirectory after, workspace.Directory(revision.recorded_at));
  Entry entry;
  for (const DirectoryChange& change : DirectoryChanges(before, after)) {
    VEXLENS_ASSIGN_OR_RETURN(const Policy policy, workspace.PolicyOf(change.tenant, revision.recorded_at));
    entry.rows.push_back(ChangeCells(change, policy));
    entry.objects.push_back(change.CanonicalJson(policy));
  }
  return entry;
}

absl::StatusOr<Entry> PolicyEntry(Workspace& workspace, const TrustRevision& revision) {
  const std::string_view tenant = TenantOf(revision);
  VEXLENS_ASSIGN_OR_RETURN(const Policy before, workspace.PolicyOf(tenant, Before(revision)));
  VEXLENS_ASSIGN_OR_RETURN(const Policy after, workspace.PolicyOf(tenant, revision.recorded_at));
  const std::vector<PolicyChange> changes = PolicyChanges(before, after);
  const bool unset = revision.digest == Sha256("");
  Entry entry;
  entry.objects = PolicyChangesJson(changes);
  for (const PolicyChange& change : changes) {
    entry.rows.push_back({{TenantText(tenant)},
                          {unset ? "unset" : "set"},
                          {change.member, Style::kBold},
                          {change.before, Style::kDim},
                          {"→", Style::kDim},
                          {change.after}});
  }
  if (changes.empty()) entry.rows.push_back({{TenantText(tenant)}, {unset ? "unset" : "set"}, {}, {}, {}, {}});
  return entry;
}

std::string Json(const TrustRevision& revision, const Entry& entry, std::optional<std::string_view> tenant) {
  JsonObject object;
  object.Add("actor", revision.audit.actor)
      .AddJson("changes", JsonArray(entry.objects))
      .Add("digest", DigestText(revision.digest))
      .Add("reason", revision.audit.reason)
      .Add("recordedAt", FormatInstant(revision.recorded_at))
      .AddJson("revision", absl::StrCat(revision.revision));
  if (tenant.has_value()) object.Add("tenant", *tenant);
  return object.Text();
}

int WriteHistory(const Options& options, bool issuers, std::vector<std::string> header) {
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kRead);
  if (!workspace.ok()) return Fail(workspace.status());
  const absl::StatusOr<std::vector<TrustRevision>> revisions = (*workspace)->TrustRevisions();
  if (!revisions.ok()) return Fail(revisions.status());
  header.insert(header.begin(), {"REVISION", "RECORDED AT", "ACTOR", "REASON"});
  Table table(std::move(header));
  std::vector<std::string> objects;
  for (const TrustRevision& revision : *revisions) {
    if ((revision.subject == kIssuers) != issuers) continue;
    const absl::StatusOr<Entry> entry =
        issuers ? IssuersEntry(**workspace, revision) : PolicyEntry(**workspace, revision);
    if (!entry.ok()) return Fail(entry.status());
    objects.push_back(Json(revision, *entry, issuers ? std::nullopt : std::optional(TenantOf(revision))));
    for (std::vector<Table::Cell> row : entry->rows) {
      row.insert(row.begin(), {{absl::StrCat(revision.revision), Style::kBold, true},
                               {FormatInstant(revision.recorded_at)},
                               {revision.audit.actor},
                               {revision.audit.reason}});
      table.Add(std::move(row));
    }
  }
  const std::string text =
      options.form() == Output::kTable ? table.Text(Terminal::OfStandardOutput()) : JoinJson(objects, options.form());
  return Write(text) ? kOk : kFailed;
}

}  // namespace

int RunIssuersHistory(const Options& options) { return WriteHistory(options, true, ChangeHeader()); }

int RunPolicyHistory(const Options& options) {
  return WriteHistory(options, false, {"TENANT", "CHANGE", "MEMBER", "OLD", "", "NEW"});
}

}  // namespace vexlens::cli
