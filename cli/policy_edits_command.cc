// Edits of a workspace's policies. Each is an audited revision.
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/policy_changes.h"
#include "cli/session.h"
#include "cli/trust_files.h"
#include "cli/turn.h"
#include "cli/workspaces.h"

namespace vexlens::cli {
namespace {

// HasOwnPolicy tells whether a tenant's last word was a policy: an absent one has the digest of nothing.
absl::StatusOr<bool> HasOwnPolicy(Workspace& workspace, const std::string& tenant) {
  const absl::StatusOr<std::vector<TrustRevision>> revisions = workspace.TrustRevisions();
  if (!revisions.ok()) return revisions.status();
  bool has = false;
  for (const TrustRevision& revision : *revisions) {
    if (revision.subject == PolicySubject(tenant)) has = revision.digest != Sha256("");
  }
  return has;
}

absl::Status Apply(const Options& options, Access access, const std::optional<Policy>& policy) {
  const std::string tenant = options.trust_tenant();
  const absl::StatusOr<Audit> audit = AuditOf(options);
  if (!audit.ok()) return audit.status();
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, access);
  if (!workspace.ok()) return workspace.status();
  const absl::StatusOr<Turn> turn = Turn::Take(options.workspace);
  if (!turn.ok()) return turn.status();
  const absl::StatusOr<Policy> before = (*workspace)->PolicyOf(tenant, std::nullopt);
  if (!before.ok()) return before.status();
  const absl::StatusOr<bool> has = HasOwnPolicy(**workspace, tenant);
  if (!has.ok()) return has.status();
  if (!policy.has_value() && !*has) {
    return absl::NotFoundError(absl::StrCat("tenant \"", tenant, "\" has no policy of its own"));
  }
  if (policy.has_value() && *has && policy->Digest() == before->Digest()) {
    std::fputs("nothing to change: the policy says so already\n", stderr);
    return absl::OkStatus();
  }
  const absl::StatusOr<Recomputed> recomputed = (*workspace)->SetPolicy(tenant, policy, *audit);
  if (!recomputed.ok()) return recomputed.status();
  const absl::StatusOr<Policy> after = (*workspace)->PolicyOf(tenant, std::nullopt);
  if (!after.ok()) return after.status();
  std::fputs(absl::StrCat(PolicyChangesTable(PolicyChanges(*before, *after), Terminal()), "policyDigest ",
                          DigestText(after->Digest()), "\n", RecomputedText(*recomputed), "\n")
                 .c_str(),
             stderr);
  return absl::OkStatus();
}

int Finish(const absl::Status& status) { return status.ok() ? kOk : FailChange(status); }

}  // namespace

int RunPolicySet(const Options& options) {
  const absl::StatusOr<Policy> policy = ReadPolicy(options.file);
  if (!policy.ok()) return Fail(policy.status());
  return Finish(Apply(options, Access::kCreate, *policy));
}

int RunPolicyUnset(const Options& options) { return Finish(Apply(options, Access::kChange, std::nullopt)); }

}  // namespace vexlens::cli
