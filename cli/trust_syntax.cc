// The words of `stella trust`.
#include "cli/commands/commands.h"
#include "cli/syntax.h"

namespace vexlens::cli {
namespace {

void AddWhose(CLI::App& command, Options& options) {
  AddTenant(command, options, "Whose trust it is");
  command.add_flag("--global", options.global, "That of everybody without their own")->excludes("--tenant");
}

void AddIssuer(CLI::App& command, Options& options, const char* about) {
  command.add_option("ISSUER", options.issuer, about)->required()->type_name("");
}

// Shown is a command that shows trust, from files or as a workspace has it.
void AddShown(CLI::App& command, CLI::Option* (*add_file)(CLI::App&, Options&), Options& options) {
  CLI::Option* const file = add_file(command, options);
  AddWorkspace(command, options)->excludes(file);
  AddKnownAt(command, options)->needs("--workspace");
  AddOutput(command, options);
}

// Edited is a command that changes the trust of a workspace.
CLI::App& Edited(Group& group, const char* name, const char* about, Command run, Options& options) {
  CLI::App& command = group.Add(name, about, run);
  AddWorkspace(command, options)->required();
  AddAudit(command, options);
  return command;
}

void AddHistory(Group& group, const char* about, Command run, Options& options) {
  CLI::App& history = group.Add("history", about, run);
  AddWorkspace(history, options)->required();
  AddOutput(history, options);
}

void AddDirectory(CLI::App& trust, Options& options, Command& chosen) {
  Group issuers(trust, "issuers", "The issuer directory", chosen);
  CLI::App& list = issuers.Add("list", "List the issuers in force for a tenant", RunIssuersList);
  CLI::App& show = issuers.Add("show", "Show all that the directory says of one issuer", RunIssuersShow);
  AddIssuer(show, options, "Id, name or alias, byte for byte");
  for (CLI::App* command : {&list, &show}) {
    AddTenant(*command, options, "Tenant whose directory it is");
    AddShown(*command, AddIssuers, options);
  }

  CLI::App& set = Edited(issuers, "set", "Add an entry, or replace the one of its id", RunIssuersSet, options);
  set.add_option("FILE", options.file, "The entry as JSON; - for standard input")->required()->type_name("");
  CLI::App& revoke = Edited(issuers, "revoke", "Believe an issuer no more", RunIssuersRevoke, options);
  AddIssuer(revoke, options, "Id");
  revoke.add_option("--since", options.since, "Since when (default: since ever)")->type_name("RFC3339");
  CLI::App& remove =
      Edited(issuers, "remove", "Remove an entry; a global one is then in force again", RunIssuersRemove, options);
  AddIssuer(remove, options, "Id");
  for (CLI::App* command : {&set, &revoke, &remove}) AddWhose(*command, options);

  CLI::App& import = Edited(issuers, "import", "Replace the whole directory, all tenants'", RunIssuersImport, options);
  import.add_option("FILE", options.file, "The directory as JSON; - for standard input")->required()->type_name("");
  AddHistory(issuers, "List all changes of a workspace's directory", RunIssuersHistory, options);
}

void AddPolicies(CLI::App& trust, Options& options, Command& chosen) {
  Group policy(trust, "policy", "The trust policy", chosen);
  CLI::App& show = policy.Add("show", "Show the policy with every default filled in", RunPolicyShow);
  AddWhose(show, options);
  AddShown(show, AddPolicy, options);

  CLI::App& diff = policy.Add("diff", "Show in which members two policies differ", RunPolicyDiff);
  diff.add_option("OLD", options.old_policy, "Policy")->required()->type_name("FILE");
  diff.add_option("NEW", options.policy, "Policy (default: built in)")->type_name("FILE");
  AddOutput(diff, options);

  CLI::App& set = Edited(policy, "set", "Give a tenant, or everybody, a policy", RunPolicySet, options);
  set.add_option("FILE", options.file, "The policy as JSON; - for standard input")->required()->type_name("");
  AddWhose(set, options);
  CLI::App& unset = Edited(policy, "unset", "Give a tenant the global policy again", RunPolicyUnset, options);
  AddTenant(unset, options, "Whose policy it is");
  AddHistory(policy, "List all changes of a workspace's policies", RunPolicyHistory, options);
}

}  // namespace

void AddTrust(CLI::App& app, Options& options, Command& chosen) {
  Group trust(app, "trust", "The issuers and the policy that answers rest on", chosen);
  AddDirectory(trust.app(), options, chosen);
  AddPolicies(trust.app(), options, chosen);
}

}  // namespace vexlens::cli
