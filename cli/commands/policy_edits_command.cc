// Edits of a workspace's policies. Each is an audited revision.
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/policy_changes.h"
#include "cli/streams.h"
#include "cli/trust_files.h"
#include "cli/workspaces.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

// HasOwnPolicy tells whether a tenant's last word was a policy: an absent one has the digest of nothing.
absl::StatusOr<bool> HasOwnPolicy(Workspace& workspace, const std::string& tenant) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<TrustRevision> revisions, workspace.TrustRevisions());
  bool has = false;
  for (const TrustRevision& revision : revisions) {
    if (revision.subject == PolicySubject(tenant)) has = revision.digest != Sha256("");
  }
  return has;
}

absl::Status ApplyOnce(Workspace& workspace, const std::string& tenant, const Audit& audit,
                       const std::optional<Policy>& policy) {
  VEXLENS_ASSIGN_OR_RETURN(const Policy before, workspace.PolicyOf(tenant, std::nullopt));
  VEXLENS_ASSIGN_OR_RETURN(const bool has, HasOwnPolicy(workspace, tenant));
  if (!policy.has_value() && !has) {
    return absl::NotFoundError(absl::StrCat("tenant \"", tenant, "\" has no policy of its own"));
  }
  if (policy.has_value() && has && policy->Digest() == before.Digest()) {
    std::fputs("nothing to change: the policy says so already\n", stderr);
    return absl::OkStatus();
  }
  VEXLENS_ASSIGN_OR_RETURN(const Recomputed recomputed,
                           workspace.SetPolicy(tenant, policy, audit, Sha256(before.CanonicalJson())));
  VEXLENS_ASSIGN_OR_RETURN(const Policy after, workspace.PolicyOf(tenant, std::nullopt));
  std::fputs(absl::StrCat(PolicyChangesTable(PolicyChanges(before, after), Terminal()), "policyDigest ",
                          DigestText(after.Digest()), "\n", RecomputedText(recomputed), "\n")
                 .c_str(),
             stderr);
  return absl::OkStatus();
}

int Apply(const Options& options, Access access, const std::optional<Policy>& policy) {
  return EditTrust(options, access, [&](Workspace& workspace, const Audit& audit) {
    return ApplyOnce(workspace, options.trust_tenant(), audit, policy);
  });
}

}  // namespace

int RunPolicySet(const Options& options) {
  const absl::StatusOr<Policy> policy = ReadPolicy(options.file);
  if (!policy.ok()) return Fail(policy.status());
  return Apply(options, Access::kCreate, *policy);
}

int RunPolicyUnset(const Options& options) { return Apply(options, Access::kChange, std::nullopt); }

}  // namespace vexlens::cli
