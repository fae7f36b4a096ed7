// stella: the command line of vexlens.
#include <csignal>
#include <cstdio>
#include <map>
#include <string>

#include "CLI/CLI.hpp"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "vexlens/tenant.h"

namespace vexlens::cli {
namespace {

constexpr const char* kVersion = "stella (vexlens) 0.1.0";

void AddTenant(CLI::App& command, Options& options, const char* about) {
  command.add_option("--tenant", options.tenant, about)
      ->type_name("NAME")
      ->capture_default_str()
      ->check(CLI::Validator([](std::string& name) { return std::string(CheckTenant(name).message()); }, ""));
}

void AddPolicy(CLI::App& command, Options& options) {
  command.add_option("--policy", options.policy, "Trust policy (default: built in)")->type_name("FILE");
}

void AddIssuers(CLI::App& command, Options& options) {
  command.add_option("--issuers", options.issuers, "Issuer directory (default: the starter directory)")
      ->type_name("FILE");
}

void AddInputs(CLI::App& command, Options& options) {
  command.add_option("--input", options.inputs, "Document, or folder of documents (repeatable)")->type_name("PATH");
  command.add_option("--evidence", options.evidence, "Evidence in normal form, as `stella vex evidence` writes it")
      ->type_name("FILE");
  AddTenant(command, options, "Tenant of the documents");
  command.add_option("--threads", options.threads, "Threads that read (0: one a core)")->capture_default_str();
  command.add_flag("--verbose", options.verbose, "List every finding");
}

void AddQuestion(CLI::App& command, Options& options) {
  AddPolicy(command, options);
  AddIssuers(command, options);
  command.add_option("--as-of", options.as_of, "Instant of the question (default: the end of this UTC day)")
      ->type_name("RFC3339");
  command.add_option("--vulnerability", options.vulnerability, "CVE or other identifier")->type_name("ID");
  command.add_option("--product", options.product, "purl, CPE, digest or other product identifier")->type_name("ID");
  command.add_option("--component", options.component, "Component of the product")->type_name("ID");
}

CLI::Option* AddNearMisses(CLI::App& command, Options& options, const char* about) {
  return command.add_option("--near-misses", options.near_misses, about)
      ->type_name("N")
      ->expected(0, 1)
      ->default_str("10")
      ->check(CLI::Range(1, 1'000'000).description(""));
}

void AddOutput(CLI::App& command, Options& options) {
  static const std::map<std::string, Output> kOutputs = {
      {"table", Output::kTable}, {"json", Output::kJson}, {"ndjson", Output::kNdjson}};
  command.add_option("--output", options.output, "Form of the answer: table, json or ndjson")
      ->type_name("FORM")
      ->transform(CLI::CheckedTransformer(kOutputs).description(""));
}

using Command = int (*)(const Options&);

// Group is a word of the command line with commands behind it; the one that the user names is left in `chosen`.
class Group {
 public:
  Group(CLI::App& parent, const char* name, const char* about, Command& chosen)
      : app_(*parent.add_subcommand(name, about)), chosen_(chosen) {
    app_.require_subcommand(1);
  }

  CLI::App& app() { return app_; }

  CLI::App& Add(const char* name, const char* about, Command run) {
    CLI::App& command = *app_.add_subcommand(name, about);
    command.callback([&chosen = chosen_, run] { chosen = run; });
    return command;
  }

 private:
  CLI::App& app_;
  Command& chosen_;
};

// AddVex declares `stella vex`: its commands read documents.
void AddVex(CLI::App& app, Options& options, Command& chosen) {
  Group vex(app, "vex", "VEX documents and their consensus", chosen);
  const auto add = [&](const char* name, const char* about, Command run) -> CLI::App& {
    CLI::App& command = vex.Add(name, about, run);
    AddInputs(command, options);
    return command;
  };
  CLI::App& consensus = add("consensus", "Answer for every key that the statements name", RunConsensus);
  AddQuestion(consensus, options);
  AddOutput(consensus, options);
  consensus.add_option("--sbom", options.sbom, "SBOM (CycloneDX or SPDX): answer for its components")
      ->type_name("FILE")
      ->excludes("--product", "--component");
  AddNearMisses(consensus, options, "What almost speaks about a component, and what differs")->needs("--sbom");
  CLI::App& explain = add("explain", "Show why one answer came out so", RunExplain);
  AddQuestion(explain, options);
  AddOutput(explain, options);
  AddNearMisses(explain, options, "How many near misses to show beside the answer (a table shows 10)");
  explain.get_option("--vulnerability")->required();
  explain.get_option("--product")->required();
  add("evidence", "Write documents and statements in normal form", RunEvidence);
  add("inspect", "Tell what the inputs hold, folder by folder", RunInspect);
}

// AddTrust declares `stella trust`: its commands read no documents.
void AddTrust(CLI::App& app, Options& options, Command& chosen) {
  Group trust(app, "trust", "The issuers and the policy that answers rest on", chosen);
  Group issuers(trust.app(), "issuers", "The issuer directory", chosen);
  CLI::App& list = issuers.Add("list", "List the issuers in force for a tenant", RunIssuersList);
  CLI::App& show = issuers.Add("show", "Show all that the directory says of one issuer", RunIssuersShow);
  show.add_option("ISSUER", options.issuer, "Id, name or alias, byte for byte")->required()->type_name("");
  for (CLI::App* command : {&list, &show}) {
    AddIssuers(*command, options);
    AddTenant(*command, options, "Tenant whose directory it is");
    AddOutput(*command, options);
  }
  Group policy(trust.app(), "policy", "The trust policy", chosen);
  CLI::App& effective = policy.Add("show", "Show the policy with every default filled in", RunPolicyShow);
  AddPolicy(effective, options);
  AddOutput(effective, options);
  CLI::App& diff = policy.Add("diff", "Show in which members two policies differ", RunPolicyDiff);
  diff.add_option("OLD", options.old_policy, "Policy")->required()->type_name("FILE");
  diff.add_option("NEW", options.policy, "Policy (default: built in)")->type_name("FILE");
  AddOutput(diff, options);
}

int Run(int argc, char** argv) {
  CLI::App app("One explained consensus from conflicting VEX statements.", "stella");
  app.set_version_flag("--version", kVersion);
  app.require_subcommand(1);
  Options options;
  Command chosen = nullptr;
  AddVex(app, options, chosen);
  AddTrust(app, options, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {  // quotes what the user wrote
    std::fprintf(stderr, "%s\nRun with --help for more information.\n", Safe(error.what()).c_str());
    return kBadInput;
  }
  if (app.got_subcommand("vex") && options.inputs.empty() && options.evidence.empty()) {
    std::fputs("stella: nothing to read: give --input or --evidence\n", stderr);
    return kBadInput;
  }
  return chosen(options);
}

}  // namespace
}  // namespace vexlens::cli

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, and said so
  return vexlens::cli::Run(argc, argv);
}
