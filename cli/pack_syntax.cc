// The words of `stella pack`.
#include "cli/commands/commands.h"
#include "cli/syntax.h"

namespace vexlens::cli {
namespace {

// OfRun is a command about the manifest of one run.
CLI::App& OfRun(Group& group, const char* name, const char* about, Command run, Options& options) {
  CLI::App& command = group.Add(name, about, run);
  AddTenant(command, options, "Whose run it is");
  command.add_option("--run", options.run, "Id of the run")->required()->type_name("ID");
  command
      .add_option("--store,--out", options.manifests,
                  "Where the manifests are: a folder, or mongodb://[USER@]HOST/NAME")
      ->required()
      ->type_name("DIR|URL");
  AddPasswordFile(command, options);
  AddOutput(command, options);
  return command;
}

void AddArtifacts(CLI::App& command, Options& options) {
  command.add_option("--artifacts", options.artifacts, "Folder of what the run made (default: what the store lists)")
      ->type_name("DIR");
}

}  // namespace

void AddPack(CLI::App& app, Options& options, Command& chosen) {
  Group pack(app, "pack", "Pack runs", chosen);
  Group provenance(pack.app(), "provenance", "What runs were asked for, did and made", chosen);
  CLI::App& write = OfRun(provenance, "write", "Write the manifest of a run", RunProvenanceWrite, options);
  AddArtifacts(write, options);
  write.add_option("--plan-hash", options.plan_hash, "Digest of the plan, sha256:…")->required()->type_name("DIGEST");
  write.add_option("--status", options.status, "succeeded, failed, cancelled or skipped")
      ->required()
      ->type_name("STATUS");
  const auto add_instant = [&](const char* name, std::string& text, const char* about) {
    write.add_option(name, text, about)->type_name("RFC3339");
  };
  add_instant("--requested-at", options.requested_at, "When the run was asked for");
  add_instant("--started-at", options.started_at, "When it began");
  add_instant("--finished-at", options.finished_at, "When it ended");
  write.add_option("--parameters", options.parameters, "What it was asked with: a JSON object")->type_name("FILE");
  write.add_option("--steps", options.steps, "Its steps: a JSON array")->type_name("FILE");
  AddText(write, "--builder", options.builder, "Who ran it, a URI");
  AddText(write, "--location", options.location, "Where the artifacts are kept: their paths stand behind it");
  write.add_option("--timeline", options.store, "Folder of a timeline to tell of it")->type_name("DIR");

  OfRun(provenance, "show", "Show the manifest of a run", RunProvenanceShow, options);
  AddArtifacts(
      OfRun(provenance, "verify", "Tell in what the artifacts differ from the manifest", RunProvenanceVerify, options),
      options);

  AddKeyFile(
      OfRun(provenance, "attest", "Write it as SLSA provenance, an in-toto statement", RunProvenanceAttest, options),
      options);
}

}  // namespace vexlens::cli
