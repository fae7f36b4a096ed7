#include "cli/syntax.h"

#include <map>
#include <string>

#include "cli/utf8.h"
#include "vexlens/tenant.h"
#include "vexlens/trust.h"

namespace vexlens::cli {

void AddTenant(CLI::App& command, Options& options, const char* about) {
  command.add_option("--tenant", options.tenant, about)
      ->type_name("NAME")
      ->capture_default_str()
      ->check(CLI::Validator([](std::string& name) { return std::string(CheckTenant(name).message()); }, ""));
}

CLI::Option* AddWorkspace(CLI::App& command, Options& options) {
  return command.add_option("--workspace", options.workspace, "Directory of a workspace")->type_name("DIR");
}

CLI::Option* AddPolicy(CLI::App& command, Options& options) {
  return command.add_option("--policy", options.policy, "Trust policy (default: built in)")->type_name("FILE");
}

CLI::Option* AddIssuers(CLI::App& command, Options& options) {
  return command.add_option("--issuers", options.issuers, "Issuer directory (default: the starter directory)")
      ->type_name("FILE");
}

CLI::Option* AddTrusted(CLI::App& command, Options& options) {
  return command
      .add_option("--trust", options.trust,
                  "Issuer to list for this run, at least as known or at that tier (repeatable)")
      ->type_name("NAME[=TIER]")
      ->allow_extra_args(false)
      ->check(CLI::Validator(
          [](std::string& given) {
            return IsUtf8(given) ? std::string(ParseTrustOption(given).status().message()) : "is not UTF-8";
          },
          ""));
}

CLI::Option* AddAsOf(CLI::App& command, Options& options, const char* about) {
  return command.add_option("--as-of", options.as_of, about)->type_name("RFC3339");
}

CLI::Option* AddKnownAt(CLI::App& command, Options& options) {
  return command
      .add_option("--known-at", options.known_at, "Answer from what the workspace knew then (default: all it knows)")
      ->type_name("RFC3339");
}

void AddOutput(CLI::App& command, Options& options) {
  static const std::map<std::string, Output> kOutputs = {
      {"table", Output::kTable}, {"json", Output::kJson}, {"ndjson", Output::kNdjson}};
  command.add_option("--output", options.output, "Form of the answer: table, json or ndjson")
      ->type_name("FORM")
      ->transform(CLI::CheckedTransformer(kOutputs).description(""));
}

void AddKeyFile(CLI::App& command, Options& options) {
  command.add_option("--key", options.signing_key, "Private key (PKCS #8, PEM): sign, in a DSSE envelope")
      ->type_name("FILE");
}

void AddPasswordFile(CLI::App& command, Options& options) {
  command
      .add_option("--password-file", options.password_file,
                  "File with the password of the store's user (default: VEXLENS_STORE_PASSWORD)")
      ->type_name("FILE");
}

void AddAudit(CLI::App& command, Options& options) {
  AddText(command, "--actor", options.actor, "Who makes the change (default: USER)");
  AddText(command, "--reason", options.reason, "Why")->required();
}

CLI::Option* AddText(CLI::App& command, const char* name, std::string& text, const char* about) {
  return command.add_option(name, text, about)
      ->type_name("TEXT")
      ->check(CLI::Validator(
          [](std::string& given) {
            return given.empty() ? std::string("is empty") : std::string(IsUtf8(given) ? "" : "is not UTF-8");
          },
          ""));
}

}  // namespace vexlens::cli
