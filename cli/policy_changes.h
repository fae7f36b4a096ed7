// Policy changes: the members in which two policies differ.
#ifndef VEXLENS_CLI_POLICY_CHANGES_H_
#define VEXLENS_CLI_POLICY_CHANGES_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.h"
#include "vexlens/trust.h"

namespace vexlens::cli {

// PolicyChange is a member that differs.
struct PolicyChange {
  std::string member;
  std::string before;
  std::string after;
};

std::vector<PolicyChange> PolicyChanges(const Policy& before, const Policy& after);
std::string PolicyChangesTable(const std::vector<PolicyChange>& changes, const Terminal& terminal);

// Returns an object {member, new, old} for each.
std::vector<std::string> PolicyChangesJson(const std::vector<PolicyChange>& changes);

// Returns the subject of trust revisions of a tenant's policy, or of the global one.
std::string PolicySubject(std::string_view tenant);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_POLICY_CHANGES_H_
