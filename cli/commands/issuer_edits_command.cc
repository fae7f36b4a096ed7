// Edits of a workspace's issuer directory. Each is an audited revision.
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/directory_changes.h"
#include "cli/exit_code.h"
#include "cli/instants.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/trust_files.h"
#include "cli/workspaces.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

using Edit = std::function<absl::StatusOr<IssuerDirectory>(const IssuerDirectory&)>;

// SayChanges tells what an edit did, on standard error.
absl::Status SayChanges(Workspace& workspace, const std::vector<DirectoryChange>& changes,
                        const Recomputed& recomputed) {
  Table table(ChangeHeader());
  for (const DirectoryChange& change : changes) {
    VEXLENS_ASSIGN_OR_RETURN(const Policy policy, workspace.PolicyOf(change.tenant, std::nullopt));
    table.Add(ChangeCells(change, policy));
  }
  std::fputs(absl::StrCat(table.Text(Terminal()), RecomputedText(recomputed), "\n").c_str(), stderr);
  return absl::OkStatus();
}

absl::Status ApplyOnce(Workspace& workspace, const Audit& audit, const Edit& edit) {
  VEXLENS_ASSIGN_OR_RETURN(const IssuerDirectory before, workspace.Directory(std::nullopt));
  VEXLENS_ASSIGN_OR_RETURN(const IssuerDirectory after, edit(before));
  const std::vector<DirectoryChange> changes = DirectoryChanges(before, after);
  if (changes.empty()) {
    std::fputs("nothing to change: the directory says so already\n", stderr);
    return absl::OkStatus();
  }
  VEXLENS_ASSIGN_OR_RETURN(const Recomputed recomputed, workspace.SetDirectory(after, audit, before.Digest()));
  return SayChanges(workspace, changes, recomputed);
}

int Apply(const Options& options, Access access, const Edit& edit) {
  return EditTrust(options, access,
                   [&](Workspace& workspace, const Audit& audit) { return ApplyOnce(workspace, audit, edit); });
}

}  // namespace

int RunIssuersSet(const Options& options) {
  const absl::StatusOr<Issuer> issuer = ReadIssuer(options.file, options.trust_tenant());
  if (!issuer.ok()) return Fail(issuer.status());
  return Apply(options, Access::kCreate,
               [&](const IssuerDirectory& directory) { return directory.With(options.trust_tenant(), *issuer); });
}

int RunIssuersImport(const Options& options) {
  const absl::StatusOr<IssuerDirectory> directory = ReadDirectory(options.file);
  if (!directory.ok()) return Fail(directory.status());
  return Apply(options, Access::kCreate, [&](const IssuerDirectory&) { return directory; });
}

int RunIssuersRevoke(const Options& options) {
  Instant since;  // ever
  if (!options.since.empty()) {
    const absl::StatusOr<Instant> given = InstantOf("--since", options.since);
    if (!given.ok()) return Fail(given.status());
    since = *given;
  }
  return Apply(options, Access::kChange, [&](const IssuerDirectory& directory) {
    return directory.WithRevoked(options.trust_tenant(), options.issuer, since);
  });
}

int RunIssuersRemove(const Options& options) {
  return Apply(options, Access::kChange, [&](const IssuerDirectory& directory) {
    return directory.Without(options.trust_tenant(), options.issuer);
  });
}

}  // namespace vexlens::cli
