#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/policy_changes.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/trust_files.h"
#include "cli/workspaces.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

std::string PolicyTable(const Policy& policy) {
  const std::vector<PolicyMember> defaults = Policy().Members();
  const std::vector<PolicyMember> members = policy.Members();
  Table table({"", "MEMBER", "VALUE", "DEFAULT"});
  for (std::size_t i = 0; i < members.size(); ++i) {
    const bool differs = members[i] != defaults[i];
    table.Add({{differs ? "*" : "", Style::kYellow},
               {members[i].name, differs ? Style::kBold : Style::kPlain},
               {members[i].value, differs ? Style::kYellow : Style::kPlain},
               {differs ? defaults[i].value : "", Style::kDim}});
  }
  return table.Text(Terminal::OfStandardOutput());
}

std::string Called(const std::string& path) { return path.empty() ? "the default" : Safe(path); }

// Answer writes a table below `digests`, but JSON alone: there they are words on standard error, so that the policy
// shown is one to use.
int Answer(const Options& options, const std::string& digests, const std::string& text) {
  const bool table = options.form() == Output::kTable;
  if (!table) std::fputs(digests.c_str(), stderr);
  return Write(table ? absl::StrCat(digests, "\n", text) : text) ? kOk : kFailed;
}

// PolicyToShow is the workspace's if there is one.
absl::StatusOr<Policy> PolicyToShow(const Options& options) {
  if (options.workspace.empty()) return ReadPolicy(options.policy);
  VEXLENS_ASSIGN_OR_RETURN(const Moment when, PointOf(options));
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Workspace> workspace, OpenWorkspace(options, Access::kRead));
  return workspace->PolicyOf(options.trust_tenant(), when.known_at);
}

}  // namespace

int RunPolicyShow(const Options& options) {
  const absl::StatusOr<Policy> policy = PolicyToShow(options);
  if (!policy.ok()) return Fail(policy.status());
  return Answer(options, absl::StrCat("policyDigest ", DigestText(policy->Digest()), "\n"),
                options.form() == Output::kTable ? PolicyTable(*policy) : absl::StrCat(policy->CanonicalJson(), "\n"));
}

int RunPolicyDiff(const Options& options) {
  const absl::StatusOr<Policy> before = ReadPolicy(options.old_policy);
  if (!before.ok()) return Fail(before.status());
  const absl::StatusOr<Policy> after = ReadPolicy(options.policy);
  if (!after.ok()) return Fail(after.status());
  const std::vector<PolicyChange> changes = PolicyChanges(*before, *after);
  return Answer(options,
                absl::StrCat("old policyDigest ", DigestText(before->Digest()), " ", Called(options.old_policy),
                             "\nnew policyDigest ", DigestText(after->Digest()), " ", Called(options.policy), "\n"),
                options.form() == Output::kTable ? PolicyChangesTable(changes, Terminal::OfStandardOutput())
                                                 : JoinJson(PolicyChangesJson(changes), options.form()));
}

}  // namespace vexlens::cli
