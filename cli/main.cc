// stella: the command line of vexlens.
#include <csignal>
#include <map>
#include <string>

#include "CLI/CLI.hpp"
#include "cli/commands.h"
#include "cli/exit_code.h"

namespace vexlens::cli {
namespace {

constexpr const char* kVersion = "stella (vexlens) 0.1.0";

void AddInputs(CLI::App& command, Options& options) {
  command.add_option("--input", options.inputs, "Document, or folder of documents (repeatable)")->type_name("PATH");
  command.add_option("--evidence", options.evidence, "Evidence in normal form, as `stella vex evidence` writes it")
      ->type_name("FILE");
  command.add_option("--tenant", options.tenant, "Tenant of the documents")->capture_default_str();
  command.add_option("--threads", options.threads, "Threads that read (0: one a core)")->capture_default_str();
  command.add_flag("--verbose", options.verbose, "List every finding");
}

void AddQuestion(CLI::App& command, Options& options) {
  command.add_option("--policy", options.policy, "Trust policy (default: built in)")->type_name("FILE");
  command.add_option("--issuers", options.issuers, "Issuer directory (default: the starter directory)")
      ->type_name("FILE");
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

int Run(int argc, char** argv) {
  CLI::App app("One explained consensus from conflicting VEX statements.", "stella");
  app.set_version_flag("--version", kVersion);
  app.require_subcommand(1);
  CLI::App* vex = app.add_subcommand("vex", "VEX documents and their consensus");
  vex->require_subcommand(1);
  Options options;
  int (*run)(const Options&) = nullptr;
  const auto add = [&](const char* name, const char* about, int (*runner)(const Options&)) {
    CLI::App* command = vex->add_subcommand(name, about);
    AddInputs(*command, options);
    command->callback([&run, runner] { run = runner; });
    return command;
  };
  CLI::App* consensus = add("consensus", "Answer for every key that the statements name", RunConsensus);
  AddQuestion(*consensus, options);
  AddOutput(*consensus, options);
  consensus->add_option("--sbom", options.sbom, "SBOM (CycloneDX or SPDX): answer for its components")
      ->type_name("FILE")
      ->excludes("--product", "--component");
  AddNearMisses(*consensus, options, "What almost speaks about a component, and what differs")->needs("--sbom");
  CLI::App* explain = add("explain", "Show why one answer came out so", RunExplain);
  AddQuestion(*explain, options);
  AddOutput(*explain, options);
  AddNearMisses(*explain, options, "How many near misses to show beside the answer (a table shows 10)");
  explain->get_option("--vulnerability")->required();
  explain->get_option("--product")->required();
  add("evidence", "Write documents and statements in normal form", RunEvidence);
  add("inspect", "Tell what the inputs hold, folder by folder", RunInspect);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    app.exit(error);
    return kBadInput;
  }
  if (options.inputs.empty() && options.evidence.empty()) {
    std::fputs("stella: nothing to read: give --input or --evidence\n", stderr);
    return kBadInput;
  }
  return run(options);
}

}  // namespace
}  // namespace vexlens::cli

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, and said so
  return vexlens::cli::Run(argc, argv);
}
