// Policies beside one another: the members in which they differ.
#ifndef VEXLENS_CLI_POLICY_CHANGES_H_
#define VEXLENS_CLI_POLICY_CHANGES_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.h"
#include "vexlens/trust.h"

namespace vexlens::cli {

// PolicyChange is a member that two policies say differently.
struct PolicyChange {
  std::string member;
  std::string before;
  std::string after;
};

std::vector<PolicyChange> PolicyChanges(const Policy& before, const Policy& after);
std::string PolicyChangesTable(const std::vector<PolicyChange>& changes, const Terminal& terminal);

// PolicyChangesJson is an object {member, new, old} for each.
std::vector<std::string> PolicyChangesJson(const std::vector<PolicyChange>& changes);

// PolicySubject is what trust revisions call a tenant's policy, or the global one.
std::string PolicySubject(std::string_view tenant);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_POLICY_CHANGES_H_
