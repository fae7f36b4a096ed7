#include "cli/inputs.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <optional>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/evidence_files.h"
#include "cli/progress.h"
#include "cli/sidecars.h"
#include "cli/terminal.h"
#include "cli/trust_files.h"
#include "cli/workspaces.h"
#include "vexlens/status_macros.h"
#include "vexlens/verdict.h"

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

// Judging is by what signatures are judged while files are read.
struct Judging {
  const IssuerDirectory& directory;
  Instant as_of;
  bool required;  // of every document
};

// ReadOne also says at which stage a signature failed that is required.
Report ReadOne(const InputFile& file, ReadOptions options, const Judging& judging, Evidence& evidence,
               std::optional<SignatureStage>& failed) {
  std::variant<LoadedInput, Report> loaded = LoadInput(file);
  if (Report* const report = std::get_if<Report>(&loaded)) return std::move(*report);
  const std::string_view bytes = std::get<LoadedInput>(loaded).bytes.text();
  options.detached = std::get<LoadedInput>(loaded).signature;
  if (judging.required) {
    const DocumentVerdict judged = JudgeDocument(bytes, options, judging.directory, judging.as_of);
    if (judged.report.outcome <= Outcome::kAcceptedWithWarnings && judged.verdict.state != SignatureState::kVerified) {
      failed = judged.verdict.stage;
      return RejectedReport(NotVerified(judged.verdict));
    }
  }
  return ReadDocument(bytes, options, evidence);
}

// ReadFiles gives each thread an evidence of its own, and merges them when all files are read.
void ReadFiles(const std::vector<InputFile>& files, const Options& options, const Judging& judging, Inputs& inputs) {
  std::uint64_t total = 0;
  for (const InputFile& file : files) total += file.size;
  Progress progress("reading", total);
  const unsigned wanted = options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  const std::size_t workers = std::min<std::size_t>(wanted, std::max<std::size_t>(files.size(), 1));
  std::vector<Evidence> evidence(workers);
  std::vector<Report> reports(files.size());
  std::atomic<std::size_t> next{0};
  ReadOptions read_options;
  read_options.tenant = options.tenant;
  read_options.padding = PaddedFile::kPadding;
  const std::vector<DsseVerifier> keys = VerifiersOf(judging.directory);
  read_options.keys = keys;
  std::vector<std::optional<SignatureStage>> failed(files.size());
  const auto work = [&](Evidence& own) {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      reports[i] = ReadOne(files[i], read_options, judging, own, failed[i]);
      progress.Advance(files[i].size);
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < workers; ++i) threads.emplace_back(work, std::ref(evidence[i]));
  work(evidence[0]);
  for (std::thread& thread : threads) thread.join();
  inputs.evidence = std::move(evidence[0]);
  for (std::size_t i = 1; i < workers; ++i) inputs.evidence.Merge(evidence[i]);
  for (std::size_t i = 0; i < files.size(); ++i) {
    inputs.reports.push_back({files[i].path, std::move(reports[i])});
    if (failed[i].has_value()) inputs.failures.Add(*failed[i]);
  }
}

}  // namespace

bool Inputs::any_rejected() const {
  return std::any_of(reports.begin(), reports.end(),
                     [](const InputReport& input) { return input.report.outcome == Outcome::kRejected; });
}

std::string SetAside::Text() const {
  std::vector<std::string> parts;
  if (signatures != 0) parts.push_back(absl::StrCat("the signature states of ", Counted(signatures, "document")));
  if (withdrawals != 0) parts.push_back(Counted(withdrawals, "withdrawal"));
  if (parts.empty()) return "";
  return absl::StrCat("not believed of evidence files: ", absl::StrJoin(parts, ", "),
                      " (--believe-evidence believes them)\n");
}

Incoming LoadedInput::incoming() const { return Incoming(bytes.text(), signature, PaddedFile::kPadding); }

std::variant<LoadedInput, Report> LoadInput(const InputFile& file) {
  constexpr std::size_t kMaxBytes = ReadOptions().max_bytes;
  if (file.size > kMaxBytes) {
    return RejectedReport(
        absl::ResourceExhaustedError(absl::StrCat("the document has ", file.size, " bytes, the limit is ", kMaxBytes)));
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
  return LoadedInput{*std::move(bytes), *std::move(signature)};
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

absl::StatusOr<Inputs> ReadInputs(const Options& options, const IssuerDirectory& directory, Instant as_of) {
  Inputs inputs;
  const std::vector<InputFile> files = ListInputs(options.inputs, inputs.reports);
  ReadFiles(files, options, {directory, as_of, options.require_signature}, inputs);
  VEXLENS_RETURN_IF_ERROR(AddEvidenceFiles(options, inputs));
  JudgeSignatures(directory, as_of, inputs.evidence);
  inputs.evidence.ConnectBomLinks();
  std::sort(inputs.reports.begin(), inputs.reports.end(),
            [](const InputReport& a, const InputReport& b) { return a.path < b.path; });
  return inputs;
}

absl::StatusOr<Inputs> ReadInputs(const Options& options) {
  VEXLENS_ASSIGN_OR_RETURN(const IssuerDirectory directory, ReadTrusted(options));
  return ReadInputs(options, directory, EndOfDay(SystemNow()));
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

namespace {

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

}  // namespace

void SayWhatWasRead(const Inputs& inputs, bool verbose) {
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
    std::fputs(SignaturesText(inputs.evidence).c_str(), stderr);
    std::fputs(inputs.failures.Text().c_str(), stderr);
  }
  std::fputs(inputs.set_aside.Text().c_str(), stderr);
}

}  // namespace vexlens::cli
