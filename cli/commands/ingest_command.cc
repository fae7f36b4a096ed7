#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/inputs.h"
#include "cli/instants.h"
#include "cli/progress.h"
#include "cli/streams.h"
#include "cli/workspaces.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

constexpr std::size_t kDocumentsAtOnce = 256;  // of one transaction
constexpr std::uint64_t kBytesAtOnce = std::uint64_t{32} << 20;

// Ingestion adds files to a workspace in batches, each durable when the next begins.
class Ingestion {
 public:
  Ingestion(const Options& options, Workspace& workspace, const std::vector<InputFile>& files)
      : options_(options), workspace_(workspace), files_(files), progress_("ingesting", TotalSize(files)) {}

  void Reject(const InputReport& report) { Count(report.path, "", report.report, false); }

  absl::Status Run() {
    for (const InputFile& file : files_) {
      if (batch_.size() == kDocumentsAtOnce || (!batch_.empty() && bytes_ + file.size > kBytesAtOnce)) {
        VEXLENS_RETURN_IF_ERROR(Flush());
      }
      std::variant<Loaded, Report> loaded = LoadInput(file);
      if (const Report* const report = std::get_if<Report>(&loaded)) {
        Count(file.path, OutcomeName(report->outcome), *report, false);
        progress_.Advance(file.size);
        continue;
      }
      batch_.push_back({&file, std::get<Loaded>(std::move(loaded))});
      bytes_ += file.size;
    }
    return Flush();
  }

  bool any_rejected() const { return rejected_ > 0; }

  std::string Summary() const {
    return absl::StrCat(added_ + known_ + skipped_ + rejected_, " files: ", added_, " added, ", known_, " known, ",
                        skipped_, " skipped, ", rejected_, " rejected\n", failures_.Text(),
                        counts_.Text(options_.verbose), RecomputedText(recomputed_), "\n");
  }

 private:
  struct Waiting {
    const InputFile* file;
    Loaded document;
  };

  absl::Status Flush() {
    if (batch_.empty()) return absl::OkStatus();
    std::vector<Incoming> documents;
    for (const Waiting& waiting : batch_) documents.push_back(waiting.document.incoming);
    IngestOptions terms;
    terms.admission.require_verified = options_.require_signature;
    terms.threads = options_.threads;
    VEXLENS_ASSIGN_OR_RETURN(const IngestResult result, workspace_.Ingest(options_.tenant, documents, terms));
    recomputed_ += result.recomputed;
    for (std::size_t i = 0; i < batch_.size(); ++i) {
      const Ingested& ingested = result.documents[i];
      const bool taken = ingested.report.outcome <= Outcome::kAcceptedWithWarnings;
      if (ingested.failed_at != SignatureStage::kNone) failures_.Add(ingested.failed_at);
      Count(batch_[i].file->path,
            !taken           ? OutcomeName(ingested.report.outcome)
            : ingested.added ? "added"
                             : "known",
            ingested.report, ingested.added);
    }
    progress_.Advance(bytes_);
    batch_.clear();
    bytes_ = 0;
    return absl::OkStatus();
  }

  void Count(const std::string& path, std::string_view outcome, const Report& report, bool added) {
    if (report.outcome == Outcome::kRejected) {
      ++rejected_;
    } else if (report.outcome == Outcome::kSkipped) {
      ++skipped_;
    } else {
      ++(added ? added_ : known_);
    }
    if (added) counts_.Add(report);
    progress_.Say(InputText(path, outcome, report, options_.verbose));
  }

  const Options& options_;
  Workspace& workspace_;
  const std::vector<InputFile>& files_;
  Progress progress_;
  std::vector<Waiting> batch_;
  std::uint64_t bytes_ = 0;
  std::size_t added_ = 0;
  std::size_t known_ = 0;
  std::size_t skipped_ = 0;
  std::size_t rejected_ = 0;
  FindingCounts counts_;  // of what was added
  Recomputed recomputed_;
  SignatureFailures failures_;
};

// MoveOn brings asOf to where the options say, else to the end of today if it is earlier: what is dated after it does
// not exist.
absl::Status MoveOn(const Options& options, Workspace& workspace) {
  VEXLENS_ASSIGN_OR_RETURN(const Instant before, workspace.AsOf());
  Instant wanted = std::max(before, EndOfDay(SystemNow()));
  if (!options.as_of.empty()) {
    VEXLENS_ASSIGN_OR_RETURN(wanted, InstantOf("--as-of", options.as_of));
  }
  if (wanted == before) return absl::OkStatus();
  VEXLENS_ASSIGN_OR_RETURN(const Recomputed recomputed, workspace.SetAsOf(wanted));
  std::fprintf(stderr, "asOf moved from %s to %s: %s\n", FormatInstant(before).c_str(), FormatInstant(wanted).c_str(),
               RecomputedText(recomputed).c_str());
  return absl::OkStatus();
}

}  // namespace

int RunIngest(const Options& options) {
  if (!options.as_of.empty()) {
    if (const auto as_of = InstantOf("--as-of", options.as_of); !as_of.ok()) return Fail(as_of.status());
  }
  std::vector<InputReport> unlisted;
  const std::vector<InputFile> files = ListInputs(options.inputs, unlisted);
  if (files.empty() && !unlisted.empty()) {  // a name spelt wrong makes no workspace
    for (const InputReport& report : unlisted)
      std::fputs(InputText(report.path, "", report.report, false).c_str(), stderr);
    return kBadInput;
  }
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kCreate);
  if (!workspace.ok()) return FailChange(workspace.status());
  if (absl::Status status = MoveOn(options, **workspace); !status.ok()) return FailChange(status);
  if (files.empty()) return kOk;
  std::optional<Ingestion> ingestion(std::in_place, options, **workspace, files);
  for (const InputReport& report : unlisted) ingestion->Reject(report);
  const absl::Status status = ingestion->Run();
  const std::string summary = ingestion->Summary();
  const bool rejected = ingestion->any_rejected();
  ingestion.reset();  // and with it the bar
  std::fputs(summary.c_str(), stderr);
  if (!status.ok()) {
    std::fputs("what is counted above is kept; run the command again for the rest\n", stderr);
    return FailChange(status);
  }
  return rejected ? kBadInput : kOk;
}

}  // namespace vexlens::cli
