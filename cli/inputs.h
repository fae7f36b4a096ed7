// Inputs: files and folders as the user named them, read into one evidence.
#ifndef VEXLENS_CLI_INPUTS_H_
#define VEXLENS_CLI_INPUTS_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/files.h"
#include "cli/options.h"
#include "vexlens/evidence.h"
#include "vexlens/intake.h"
#include "vexlens/reader.h"
#include "vexlens/trust.h"

namespace vexlens::cli {

// InputReport is what became of one file or folder.
struct InputReport {
  std::string path;
  Report report;
};

// SetAside counts what evidence files say of their documents and is not believed.
struct SetAside {
  std::size_t signatures = 0;
  std::size_t withdrawals = 0;

  // Text is a line that names the option to believe it, "" for nothing.
  std::string Text() const;
};

// Inputs is everything that was read.
struct Inputs {
  Evidence evidence;
  std::vector<InputReport> reports;                // in order of path
  SignatureFailures failures;                      // that got a document rejected
  SetAside set_aside;                              // of evidence files
  std::map<Digest, std::string> evidence_file_of;  // documents that an evidence file told of

  bool any_rejected() const;
};

// ReadInputs reads the options' inputs and evidence files, with as many threads as asked for. A file or folder
// that cannot be read is a rejected report; a malformed evidence file is the error. Signatures are judged by the
// directory; with Options::require_signature a document that is not verified is rejected. Evidence files are believed
// as AddEvidenceFiles says.
absl::StatusOr<Inputs> ReadInputs(const Options& options, const IssuerDirectory& directory, Instant as_of);

// Without them it is by the directory that the options name, as of the end of today.
absl::StatusOr<Inputs> ReadInputs(const Options& options);

// ListInputs is every file at and below `paths`, in order of path; `reports` gets what cannot be listed.
std::vector<InputFile> ListInputs(const std::vector<std::string>& paths, std::vector<InputReport>& reports);

// LoadedInput is a file's bytes, and the signature beside it.
struct LoadedInput {
  PaddedFile bytes;
  std::string signature;

  // incoming views it.
  Incoming incoming() const;
};

// LoadInput loads a file, or returns the report of one that is not worth reading: too large, unreadable, or only listed
// and no JSON.
std::variant<LoadedInput, Report> LoadInput(const InputFile& file);

// FindingsText lists a report's findings, a line each.
std::string FindingsText(const ReadingReport& report);

// InputText is what is told of one file: a rejection, and if `verbose` what became of any other, with its findings.
std::string InputText(const std::string& path, std::string_view outcome, const Report& report, bool verbose);

// SayWhatWasRead writes the summary to standard error: a line of counts, each rejection, and with `verbose`
// every finding.
void SayWhatWasRead(const Inputs& inputs, bool verbose);

// FindingCounts adds up what the reports of documents found.
struct FindingCounts {
  std::size_t statements = 0;
  std::size_t ignored = 0;
  std::size_t refused = 0;
  std::size_t warnings = 0;

  void Add(const Report& report);

  // Text is a line of them.
  std::string Text(bool verbose) const;
};

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_INPUTS_H_
