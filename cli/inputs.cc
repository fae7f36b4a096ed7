#include "cli/inputs.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/files.h"
#include "cli/progress.h"
#include "cli/terminal.h"

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

Report ReadOne(const InputFile& file, const ReadOptions& options, Evidence& evidence) {
  if (file.size > options.max_bytes) {
    return RejectedReport(absl::ResourceExhaustedError(
        absl::StrCat("the document has ", file.size, " bytes, the limit is ", options.max_bytes)));
  }
  absl::StatusOr<PaddedFile> bytes = PaddedFile::Read(file.path, file.size);
  if (!bytes.ok()) return RejectedReport(bytes.status());
  if (file.listed && !LooksLikeJson(file.path, bytes->text())) {
    Report report;
    report.outcome = Outcome::kSkipped;
    report.status = absl::InvalidArgumentError("not JSON");
    return report;
  }
  ReadOptions padded = options;
  padded.padding = PaddedFile::kPadding;
  return ReadDocument(bytes->text(), padded, evidence);
}

// ReadFiles gives each thread an evidence of its own, and merges them when all files are read.
void ReadFiles(const std::vector<InputFile>& files, const Options& options, Inputs& inputs) {
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
  const auto work = [&](Evidence& own) {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      reports[i] = ReadOne(files[i], read_options, own);
      progress.Advance(files[i].size);
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < workers; ++i) threads.emplace_back(work, std::ref(evidence[i]));
  work(evidence[0]);
  for (std::thread& thread : threads) thread.join();
  inputs.evidence = std::move(evidence[0]);
  for (std::size_t i = 1; i < workers; ++i) inputs.evidence.Merge(evidence[i]);
  for (std::size_t i = 0; i < files.size(); ++i) inputs.reports.push_back({files[i].path, std::move(reports[i])});
}

}  // namespace

bool Inputs::any_rejected() const {
  return std::any_of(reports.begin(), reports.end(),
                     [](const InputReport& input) { return input.report.outcome == Outcome::kRejected; });
}

absl::StatusOr<Inputs> ReadInputs(const Options& options) {
  Inputs inputs;
  std::vector<InputFile> files;
  for (const std::string& path : options.inputs) {
    ListFiles(path, files, [&](std::string failed, absl::Status status) {
      inputs.reports.push_back({std::move(failed), RejectedReport(std::move(status))});
    });
  }
  std::sort(files.begin(), files.end(), [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
  ReadFiles(files, options, inputs);
  for (const std::string& path : options.evidence) {
    absl::StatusOr<std::string> json = ReadFile(path);
    if (!json.ok()) return json.status();
    ReadOptions read_options;
    read_options.max_bytes = SIZE_MAX;  // our own form, of any number of documents
    if (absl::Status status = ReadEvidence(*json, read_options, inputs.evidence); !status.ok()) {
      return absl::Status(status.code(), absl::StrCat(path, ": ", status.message()));
    }
  }
  inputs.evidence.ResolveBomLinks();
  std::sort(inputs.reports.begin(), inputs.reports.end(),
            [](const InputReport& a, const InputReport& b) { return a.path < b.path; });
  return inputs;
}

void SayFindings(const ReadingReport& report) {
  static constexpr const char* kKinds[] = {"ignored", "refused", "warning"};
  for (const Finding& finding : report.findings) {
    std::fprintf(stderr, "  %s %s: %s\n", kKinds[static_cast<int>(finding.kind)], Safe(finding.location).c_str(),
                 Safe(finding.message).c_str());
  }
}

void SayWhatWasRead(const Inputs& inputs, bool verbose) {
  std::size_t outcomes[4] = {};
  std::size_t statements = 0;
  std::size_t ignored = 0;
  std::size_t refused = 0;
  std::size_t warnings = 0;
  for (const InputReport& input : inputs.reports) {
    ++outcomes[static_cast<std::size_t>(input.report.outcome)];
    statements += input.report.statements;
    ignored += input.report.ignored;
    refused += input.report.refused;
    warnings += input.report.warnings;
    if (input.report.outcome == Outcome::kRejected) {
      std::fprintf(stderr, "rejected %s: %s\n", Safe(input.path).c_str(), Safe(input.report.status.message()).c_str());
    } else if (verbose) {
      std::fprintf(stderr, "%s %s\n", std::string(OutcomeName(input.report.outcome)).c_str(), Safe(input.path).c_str());
    }
    if (verbose) SayFindings(input.report);
  }
  if (inputs.reports.empty()) return;
  std::fprintf(stderr, "%zu files: %zu accepted, %zu accepted with warnings, %zu skipped, %zu rejected\n",
               inputs.reports.size(), outcomes[0], outcomes[1], outcomes[2], outcomes[3]);
  std::fprintf(stderr, "%zu statements, %zu refused, %zu ignored entries, %zu warnings%s\n", statements, refused,
               ignored, warnings, verbose || refused + ignored + warnings == 0 ? "" : " (--verbose lists them)");
}

}  // namespace vexlens::cli
