// The words of `stella vex`.
#include <cstdint>
#include <string>

#include "cli/commands/commands.h"
#include "cli/syntax.h"

namespace vexlens::cli {
namespace {

constexpr const char* kToday = "Instant of the question (default: the end of this UTC day)";
constexpr const char* kItsOwn = "Instant of the question (default: the workspace's own)";

void AddInputs(CLI::App& command, Options& options) {
  command.add_option("--input", options.inputs, "Document, or folder of documents (repeatable)")->type_name("PATH");
  command.add_option("--evidence", options.evidence, "Evidence in normal form, as `stella vex evidence` writes it")
      ->type_name("FILE");
  command.add_flag("--believe-evidence", options.believe_evidence,
                   "Believe what --evidence says of signatures and withdrawals");
  AddTenant(command, options, "Tenant of the documents");
  command.add_option("--threads", options.threads, "Threads that read (0: one a core)")->capture_default_str();
  command.add_flag("--verbose", options.verbose, "List every finding");
}

// AddQuestion lets a question be answered from inputs, or from a workspace with the trust that it has.
void AddQuestion(CLI::App& command, Options& options) {
  AddInputs(command, options);
  AddPolicy(command, options);
  AddIssuers(command, options);
  AddTrusted(command, options);
  AddWorkspace(command, options)
      ->excludes("--input", "--evidence", "--believe-evidence", "--policy", "--issuers", "--trust");
  AddAsOf(command, options, kToday);
  AddKnownAt(command, options)->needs("--workspace");
  AddOutput(command, options);
}

void AddRequireSignature(CLI::App& command, Options& options) {
  command.add_flag("--require-signature", options.require_signature, "Reject documents that are not verified");
}

// AddKey declares the key of one record, by place or by name.
void AddKey(CLI::App& command, Options& options) {
  command.add_option("VULNERABILITY,--vulnerability", options.vulnerability, "CVE or other identifier")
      ->required()
      ->type_name("ID");
  command.add_option("PRODUCT,--product", options.product, "purl, CPE, digest or other product identifier")
      ->required()
      ->type_name("ID");
  command.add_option("COMPONENT,--component", options.component, "Component of the product")->type_name("ID");
}

CLI::Option* AddNearMisses(CLI::App& command, Options& options, const char* about) {
  return command.add_option("--near-misses", options.near_misses, about)
      ->type_name("N")
      ->expected(0, 1)
      ->default_str("10")
      ->check(CLI::Range(1, 1'000'000).description(""));
}

// AddNumber refuses a sign, which the parser takes for a large number.
CLI::Option* AddNumber(CLI::App& command, const char* name, std::uint64_t& number, const char* about) {
  return command.add_option(name, number, about)
      ->type_name("N")
      ->check(CLI::Validator(
          [](std::string& text) {
            return text.find_first_not_of("0123456789") == std::string::npos ? ""
                                                                             : "\"" + text + "\" is no whole number";
          },
          ""));
}

CLI::Option* AddInstant(CLI::App& command, const char* name, std::string& text, const char* about) {
  return command.add_option(name, text, about)->type_name("RFC3339");
}

// AddKeyFilter declares which keys are meant of all that the statements name.
void AddKeyFilter(CLI::App& command, Options& options) {
  command.add_option("--vulnerability", options.vulnerability, "CVE or other identifier")->type_name("ID");
  command.add_option("--product", options.product, "purl, CPE, digest or other product identifier")->type_name("ID");
  command.add_option("--component", options.component, "Component of the product")->type_name("ID");
}

void AddQuestions(Group& vex, Options& options) {
  CLI::App& consensus = vex.Add("consensus", "Answer for every key that the statements name", RunConsensus);
  AddQuestion(consensus, options);
  AddRequireSignature(consensus, options);
  AddKeyFilter(consensus, options);
  consensus.add_option("--sbom", options.sbom, "SBOM (CycloneDX or SPDX): answer for its components")
      ->type_name("FILE")
      ->excludes("--product", "--component");
  AddNearMisses(consensus, options, "What almost speaks about a component, and what differs")->needs("--sbom");

  CLI::App& explain = vex.Add("explain", "Show why one answer came out so", RunExplain);
  AddKey(explain, options);
  AddQuestion(explain, options);
  AddNearMisses(explain, options, "How many near misses to show beside the answer (a table shows 10)");

  CLI::App& attest = vex.Add("attest", "Write the answers for scanners, an in-toto statement over OpenVEX", RunAttest);
  AddQuestion(attest, options);
  AddRequireSignature(attest, options);
  AddKeyFilter(attest, options);
  AddText(attest, "--author", options.author, "Who says it: the author of the OpenVEX document")->required();
  AddKeyFile(attest, options);

  CLI::App& evidence = vex.Add("evidence", "Write documents and statements in normal form", RunEvidence);
  AddInputs(evidence, options);
  AddIssuers(evidence, options);
  AddTrusted(evidence, options);
  CLI::App& inspect = vex.Add("inspect", "Tell what the inputs hold, folder by folder", RunInspect);
  AddInputs(inspect, options);
  AddIssuers(inspect, options);
  AddTrusted(inspect, options);

  CLI::App& verify = vex.Add("verify", "Tell whose word each file is, by its signature", RunVerify);
  verify.add_option("PATH", options.inputs, "Documents, or folders of documents")->required()->type_name("");
  AddTenant(verify, options, "Whose issuers are meant");
  CLI::Option* const issuers = AddIssuers(verify, options);
  AddWorkspace(verify, options)->excludes(issuers)->excludes(AddTrusted(verify, options));
  verify.add_option("--key", options.keys, "Public key, to tell whether the signature holds under it (repeatable)")
      ->type_name("PEM");
  AddAsOf(verify, options, kToday);
  AddOutput(verify, options);
}

// Stored is a command on a workspace for one tenant.
CLI::App& Stored(Group& group, const char* name, const char* about, Command run, Options& options) {
  CLI::App& command = group.Add(name, about, run);
  AddWorkspace(command, options)->required();
  AddTenant(command, options, "Whose documents and records");
  return command;
}

void AddEvidence(Group& vex, Options& options) {
  CLI::App& ingest = Stored(vex, "ingest", "Add documents to a workspace", RunIngest, options);
  ingest.add_option("PATH", options.inputs, "Documents, or folders of documents; without any, only asOf moves on")
      ->type_name("");
  AddAsOf(ingest, options, "asOf of the workspace from now on (default: the end of this UTC day, if it is earlier)");
  AddRequireSignature(ingest, options);
  ingest.add_flag("--verbose", options.verbose, "List every file and finding");

  CLI::App& withdraw = Stored(vex, "withdraw", "Stop documents counting, for good", RunWithdraw, options);
  withdraw.add_option("DOCUMENT", options.documents, "Digest, how it begins, or id of a document")
      ->required()
      ->type_name("");
  withdraw.add_option("--document-version", options.document_version, "Version, where several have the id")
      ->type_name("VERSION");

  AddOutput(Stored(vex, "documents", "List the documents of a tenant", RunDocuments, options), options);
}

void AddRecords(Group& vex, Options& options) {
  CLI::App& get = Stored(vex, "get", "Write one record, or what became of it", RunGet, options);
  AddKey(get, options);
  AddAsOf(get, options, kItsOwn);
  AddKnownAt(get, options);
  AddOutput(get, options);
  get.add_flag("--history", options.history, "List its revisions")->excludes("--as-of", "--known-at");
  get.add_option("--revision", options.revision, "Write the record as it was in that revision")
      ->type_name("N")
      ->check(CLI::Range(std::uint32_t{1}, UINT32_MAX).description(""))
      ->excludes("--history", "--as-of", "--known-at");

  CLI::App& events = vex.Add("events", "Write all revisions of all tenants, one a line", RunEvents);
  AddWorkspace(events, options)->required();
  AddNumber(events, "--after", options.after, "Begin behind this one, as the last call said");
  AddNumber(events, "--limit", options.limit, "At most so many");

  CLI::App& simulate =
      Stored(vex, "simulate", "Tell what other trust or more documents would change", RunSimulate, options);
  AddPolicy(simulate, options)->description("Trust policy of the tenant, instead of the workspace's");
  AddIssuers(simulate, options)->description("Issuer directory, instead of the workspace's");
  simulate.add_option("--input", options.inputs, "Document, or folder of documents, to add (repeatable)")
      ->type_name("PATH");
  simulate.add_flag("--verbose", options.verbose, "List every file and finding");
  AddOutput(simulate, options);

  CLI::App& diff = Stored(vex, "diff", "Tell what changed between two points in time", RunDiff, options);
  AddInstant(diff, "--from", options.from, "What was said then …")->required();
  AddInstant(diff, "--to", options.to, "… beside what was said then (default: what is said now)");
  diff.add_flag("--known", options.known_only, "Vary only what was known: asOf stays the workspace's own");
  AddOutput(diff, options);

  CLI::App& rebuild = vex.Add("rebuild", "Derive everything from the documents again", RunRebuild);
  AddWorkspace(rebuild, options)->required();
  rebuild.add_flag("--check", options.check_only, "Compare only, and change nothing");
  AddOutput(rebuild, options);
}

void AddConflicts(Group& vex, Options& options, Command& chosen) {
  Group conflicts(vex.app(), "conflicts", "Disagreements that wait for somebody", chosen);
  const auto named = [&](const char* name, const char* about, Command run) -> CLI::App& {
    CLI::App& command = Stored(conflicts, name, about, run, options);
    command.add_option("CONFLICT", options.conflict, "Id, or at least its first 8 digits")->required()->type_name("");
    return command;
  };
  CLI::App& list = Stored(conflicts, "list", "List the queue, the oldest first", RunConflictsList, options);
  AddNumber(list, "--limit", options.limit, "At most so many");
  AddOutput(list, options);

  CLI::App& resolve = named("resolve", "Decide one, by a statement of an operator of the tenant", RunConflictsResolve);
  resolve.add_option("--status", options.status, "affected, under_investigation, not_affected or fixed")
      ->required()
      ->type_name("STATUS");
  resolve.add_option("--issuer", options.issuer, "The operator, by id, name or alias")->required()->type_name("ISSUER");
  resolve.add_option("--justification", options.justification, "Label, of not_affected")->type_name("LABEL");
  AddText(resolve, "--impact", options.impact, "Impact statement, of not_affected");
  AddText(resolve, "--action", options.action, "What users can do, of affected");
  AddAudit(resolve, options);
  AddOutput(resolve, options);

  CLI::App& waive = named("waive", "Take one out of the queue for a while", RunConflictsWaive);
  AddInstant(waive, "--expires", options.expires, "Until when")->required();
  AddAudit(waive, options);

  AddOutput(Stored(conflicts, "waivers", "List what was waived, by whom and why", RunConflictsWaivers, options),
            options);
}

}  // namespace

void AddVex(CLI::App& app, Options& options, Command& chosen) {
  Group vex(app, "vex", "VEX documents and their consensus", chosen);
  AddQuestions(vex, options);
  AddEvidence(vex, options);
  AddRecords(vex, options);
  AddConflicts(vex, options, chosen);
}

}  // namespace vexlens::cli
