#include "cli/policy_changes.h"

#include "absl/strings/str_cat.h"
#include "vexlens/support/json_text.h"

namespace vexlens::cli {

std::vector<PolicyChange> PolicyChanges(const Policy& before, const Policy& after) {
  const std::vector<PolicyMember> old_members = before.Members();
  const std::vector<PolicyMember> new_members = after.Members();
  std::vector<PolicyChange> changes;
  for (std::size_t i = 0; i < new_members.size(); ++i) {
    if (old_members[i] == new_members[i]) continue;
    changes.push_back({new_members[i].name, old_members[i].value, new_members[i].value});
  }
  return changes;
}

std::string PolicyChangesTable(const std::vector<PolicyChange>& changes, const Terminal& terminal) {
  if (changes.empty()) return "no member differs\n";
  Table table({"MEMBER", "OLD", "", "NEW"});
  for (const PolicyChange& change : changes) {
    table.Add({{change.member, Style::kBold}, {change.before, Style::kDim}, {"→", Style::kDim}, {change.after}});
  }
  return table.Text(terminal);
}

std::vector<std::string> PolicyChangesJson(const std::vector<PolicyChange>& changes) {
  std::vector<std::string> objects;
  for (const PolicyChange& change : changes) {
    objects.push_back(
        JsonObject().Add("member", change.member).AddJson("new", change.after).AddJson("old", change.before).Text());
  }
  return objects;
}

std::string PolicySubject(std::string_view tenant) {
  return tenant.empty() ? "policy" : absl::StrCat("policy/", tenant);
}

}  // namespace vexlens::cli
