#include "cli/inputs.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/instants.h"
#include "cli/progress.h"
#include "cli/sidecars.h"
#include "cli/terminal.h"
#include "cli/trust_files.h"
#include "cli/workspaces.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

Report RejectedReport(absl::Status status) {
  Report report;
  report.outcome = Outcome::kRejected;
  report.status = std::move(status);
  return report;
}

// LooksLikeJson tells whether a file that was only listed is worth a rejection when it is not JSON.
bool LooksLikeJson(const std::string& path, std::string_view bytes) {
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  return path.ends_with(".json") || (first != std::string_view::npos && bytes[first] == '{');
}

// ReadFiles loads each file when its turn comes: no more of them are in memory than there are threads.
absl::Status ReadFiles(const Options& options, Inputs& inputs) {
  const std::vector<InputFile> files = ListInputs(options.inputs, inputs.reports);
  Progress bar("reading", TotalSize(files));
  IngestOptions how;
  how.admission = {options.require_signature, inputs.basis.as_of};
  how.threads = options.threads;
  how.progress = [&, next = std::size_t{0}](std::size_t done) mutable {
    while (next < done) bar.Advance(files[next++].size);
    return true;
  };
  const Loader load = [&](std::size_t i) { return LoadInput(files[i]); };
  VEXLENS_ASSIGN_OR_RETURN(std::vector<Ingested> ingested, inputs.engine->Ingest(files.size(), load, how));
  for (std::size_t i = 0; i < files.size(); ++i) {
    Report& report = ingested[i].report;
    if (ingested[i].failed_at != SignatureStage::kNone) {
      inputs.failures.Add(ingested[i].failed_at);
      report = RejectedReport(report.status);  // nothing else of it is told
    }
    if (report.outcome <= Outcome::kAcceptedWithWarnings) inputs.files.emplace(report.digest, files[i].path);
    inputs.reports.push_back({files[i].path, std::move(report)});
  }
  return absl::OkStatus();
}

absl::Status AddEvidenceFile(const Options& options, const std::string& path, Inputs& inputs) {
  VEXLENS_ASSIGN_OR_RETURN(const std::string json, ReadFile(path));
  ReadOptions read_options;
  read_options.max_bytes = SIZE_MAX;  // our own form, of any number of documents
  Evidence evidence;
  if (absl::Status status = ReadEvidence(json, read_options, evidence); !status.ok()) {
    return absl::Status(status.code(), absl::StrCat(path, ": ", status.message()));
  }
  AddedEvidence added = inputs.engine->AddEvidence(evidence, {options.believe_evidence, options.require_signature});
  inputs.set_aside.signatures += added.set_aside.signatures;
  inputs.set_aside.withdrawals += added.set_aside.withdrawals;
  inputs.failures.Add(added.failures);
  for (const Digest& document : added.documents) inputs.files.emplace(document, path);
  if (!added.report.status.ok()) inputs.reports.push_back({path, std::move(added.report)});
  return absl::OkStatus();
}

// SignaturesText counts the documents that have signatures, "" when none has.
std::string SignaturesText(const Evidence& evidence) {
  std::size_t states[4] = {};
  for (const auto& [document, seen] : evidence.sightings()) {
    ++states[static_cast<std::size_t>(evidence.documents()[document].signature)];
  }
  if (evidence.sightings().empty()) return "";
  std::string text = absl::StrCat(evidence.sightings().size(), " with signatures:");
  for (const SignatureState state :
       {SignatureState::kVerified, SignatureState::kUnverifiable, SignatureState::kMissing, SignatureState::kFailed}) {
    const std::size_t count = states[static_cast<std::size_t>(state)];
    if (count != 0) absl::StrAppend(&text, text.ends_with(':') ? " " : ", ", count, " ", SignatureStateName(state));
  }
  return text + "\n";
}

// SetAsideText is a line that names the option to believe it, "" for nothing.
std::string SetAsideText(const SetAside& set_aside) {
  std::vector<std::string> parts;
  if (set_aside.signatures != 0) {
    parts.push_back(absl::StrCat("the signature states of ", Counted(set_aside.signatures, "document")));
  }
  if (set_aside.withdrawals != 0) parts.push_back(Counted(set_aside.withdrawals, "withdrawal"));
  if (parts.empty()) return "";
  return absl::StrCat("not believed of evidence files: ", absl::StrJoin(parts, ", "),
                      " (--believe-evidence believes them)\n");
}

}  // namespace

bool Inputs::any_rejected() const {
  return std::any_of(reports.begin(), reports.end(),
                     [](const InputReport& input) { return input.report.outcome == Outcome::kRejected; });
}

std::variant<Loaded, Report> LoadInput(const InputFile& file) {
  const std::size_t max_bytes = ReadOptions().max_bytes;
  if (file.size > max_bytes) {
    return RejectedReport(
        absl::ResourceExhaustedError(absl::StrCat("the document has ", file.size, " bytes, the limit is ", max_bytes)));
  }
  absl::StatusOr<PaddedFile> bytes = PaddedFile::Read(file.path, file.size);
  if (!bytes.ok()) return RejectedReport(bytes.status());
  if (absl::Status status = CheckSidecars(file, bytes->text()); !status.ok()) return RejectedReport(std::move(status));
  if (file.listed && !LooksLikeJson(file.path, bytes->text())) {
    Report report;
    report.outcome = Outcome::kSkipped;
    report.status = absl::InvalidArgumentError("not JSON");
    return report;
  }
  absl::StatusOr<std::string> signature = DetachedSignature(file);
  if (!signature.ok()) return RejectedReport(signature.status());
  const auto owner =
      std::make_shared<const std::pair<PaddedFile, std::string>>(*std::move(bytes), *std::move(signature));
  return Loaded{Incoming(owner->first.text(), owner->second, PaddedFile::kPadding), owner};
}

std::vector<InputFile> ListInputs(const std::vector<std::string>& paths, std::vector<InputReport>& reports) {
  std::vector<InputFile> files;
  for (const std::string& path : paths) {
    ListFiles(path, files, [&](std::string failed, absl::Status status) {
      reports.push_back({std::move(failed), RejectedReport(std::move(status))});
    });
  }
  std::sort(files.begin(), files.end(), [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
  TakeSidecars(files);
  return files;
}

absl::StatusOr<Inputs> ReadInputs(const Options& options) {
  Instant as_of = EndOfDay(SystemNow());  // a day's answers agree
  if (!options.as_of.empty()) {
    VEXLENS_ASSIGN_OR_RETURN(as_of, InstantOf("--as-of", options.as_of));
  }
  VEXLENS_ASSIGN_OR_RETURN(IssuerDirectory directory, ReadTrusted(options));
  VEXLENS_ASSIGN_OR_RETURN(Policy policy, ReadPolicy(options.policy));
  Inputs inputs;
  VEXLENS_ASSIGN_OR_RETURN(inputs.engine, Engine::Create(options.tenant, std::move(directory), {.keep_signed = false}));
  inputs.basis = inputs.engine->DefaultBasis();
  inputs.basis.policy = std::make_shared<const Policy>(std::move(policy));
  inputs.basis.as_of = as_of;
  VEXLENS_RETURN_IF_ERROR(ReadFiles(options, inputs));
  for (const std::string& path : options.evidence) VEXLENS_RETURN_IF_ERROR(AddEvidenceFile(options, path, inputs));
  std::sort(inputs.reports.begin(), inputs.reports.end(),
            [](const InputReport& a, const InputReport& b) { return a.path < b.path; });
  return inputs;
}

std::string FindingsText(const ReadingReport& report) {
  static constexpr std::string_view kKinds[] = {"ignored", "refused", "warning"};
  std::string text;
  for (const Finding& finding : report.findings) {
    absl::StrAppend(&text, "  ", kKinds[static_cast<std::size_t>(finding.kind)], " ", Safe(finding.location), ": ",
                    Safe(finding.message), "\n");
  }
  return text;
}

std::string InputText(const std::string& path, std::string_view outcome, const Report& report, bool verbose) {
  if (report.outcome == Outcome::kRejected) {
    return absl::StrCat("rejected ", Safe(path), ": ", Safe(report.status.message()), "\n",
                        verbose ? FindingsText(report) : "");
  }
  return verbose ? absl::StrCat(outcome, " ", Safe(path), "\n", FindingsText(report)) : "";
}

void FindingCounts::Add(const Report& report) {
  statements += report.statements;
  ignored += report.ignored;
  refused += report.refused;
  warnings += report.warnings;
}

std::string FindingCounts::Text(bool verbose) const {
  return absl::StrCat(statements, " statements, ", refused, " refused, ", ignored, " ignored entries, ", warnings,
                      " warnings", verbose || refused + ignored + warnings == 0 ? "" : " (--verbose lists them)", "\n");
}

void SayWhatWasRead(const Inputs& inputs, const Evidence& evidence, bool verbose) {
  std::size_t outcomes[4] = {};
  FindingCounts counts;
  for (const InputReport& input : inputs.reports) {
    ++outcomes[static_cast<std::size_t>(input.report.outcome)];
    counts.Add(input.report);
    std::fputs(InputText(input.path, OutcomeName(input.report.outcome), input.report, verbose).c_str(), stderr);
  }
  if (!inputs.reports.empty()) {
    std::fprintf(stderr, "%zu files: %zu accepted, %zu accepted with warnings, %zu skipped, %zu rejected\n",
                 inputs.reports.size(), outcomes[0], outcomes[1], outcomes[2], outcomes[3]);
    std::fputs(counts.Text(verbose).c_str(), stderr);
    std::fputs(SignaturesText(evidence).c_str(), stderr);
    std::fputs(inputs.failures.Text().c_str(), stderr);
  }
  std::fputs(SetAsideText(inputs.set_aside).c_str(), stderr);
}

}  // namespace vexlens::cli
