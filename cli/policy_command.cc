#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "cli/trust_files.h"

namespace vexlens::cli {
namespace {

// Change is a member that two policies say differently.
struct Change {
  std::string member;
  std::string before;
  std::string after;
};

std::vector<Change> Difference(const Policy& before, const Policy& after) {
  const std::vector<PolicyMember> old_members = before.Members();
  const std::vector<PolicyMember> new_members = after.Members();
  std::vector<Change> changes;
  for (std::size_t i = 0; i < new_members.size(); ++i) {
    if (old_members[i] == new_members[i]) continue;
    changes.push_back({new_members[i].name, old_members[i].value, new_members[i].value});
  }
  return changes;
}

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

std::string ChangesTable(const std::vector<Change>& changes) {
  if (changes.empty()) return "no member differs\n";
  Table table({"MEMBER", "OLD", "", "NEW"});
  for (const Change& change : changes) {
    table.Add({{change.member, Style::kBold}, {change.before, Style::kDim}, {"→", Style::kDim}, {change.after}});
  }
  return table.Text(Terminal::OfStandardOutput());
}

// ChangesJson needs no escapes: the members' names are words of ours, the values are JSON already.
std::string ChangesJson(const std::vector<Change>& changes, Output output) {
  std::vector<std::string> objects;
  for (const Change& change : changes) {
    objects.push_back(
        absl::StrCat(R"({"member":")", change.member, R"(","new":)", change.after, R"(,"old":)", change.before, "}"));
  }
  return JoinJson(objects, output);
}

std::string Called(const std::string& path) { return path.empty() ? "the default" : Safe(path); }

// Answer writes a table below `digests`, but JSON alone: there they are words on standard error, so that the policy
// shown is one to use.
int Answer(const Options& options, const std::string& digests, const std::string& text) {
  const bool table = options.output == Output::kTable;
  if (!table) std::fputs(digests.c_str(), stderr);
  return Write(table ? absl::StrCat(digests, "\n", text) : text) ? kOk : kFailed;
}

}  // namespace

int RunPolicyShow(const Options& options) {
  const absl::StatusOr<Policy> policy = ReadPolicy(options.policy);
  if (!policy.ok()) return Fail(policy.status());
  return Answer(options, absl::StrCat("policyDigest ", DigestText(policy->Digest()), "\n"),
                options.output == Output::kTable ? PolicyTable(*policy) : absl::StrCat(policy->CanonicalJson(), "\n"));
}

int RunPolicyDiff(const Options& options) {
  const absl::StatusOr<Policy> before = ReadPolicy(options.old_policy);
  if (!before.ok()) return Fail(before.status());
  const absl::StatusOr<Policy> after = ReadPolicy(options.policy);
  if (!after.ok()) return Fail(after.status());
  const std::vector<Change> changes = Difference(*before, *after);
  return Answer(options,
                absl::StrCat("old policyDigest ", DigestText(before->Digest()), " ", Called(options.old_policy),
                             "\nnew policyDigest ", DigestText(after->Digest()), " ", Called(options.policy), "\n"),
                options.output == Output::kTable ? ChangesTable(changes) : ChangesJson(changes, options.output));
}

}  // namespace vexlens::cli
