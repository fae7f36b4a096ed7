// Inputs: files and folders as the user named them, read into one engine.
#ifndef VEXLENS_CLI_INPUTS_H_
#define VEXLENS_CLI_INPUTS_H_

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/files.h"
#include "cli/options.h"
#include "vexlens/engine.h"
#include "vexlens/evidence.h"
#include "vexlens/intake.h"
#include "vexlens/reader.h"

namespace vexlens::cli {

// InputReport is what became of one file or folder.
struct InputReport {
  std::string path;
  Report report;
};

// Inputs is everything that was read.
struct Inputs {
  std::unique_ptr<Engine> engine;
  Basis basis;                          // as the options say
  std::vector<InputReport> reports;     // in order of path
  SignatureFailures failures;           // of rejected documents
  SetAside set_aside;                   // of evidence files
  std::map<Digest, std::string> files;  // of each document: its own, else the evidence file that has it

  bool any_rejected() const;
};

// Reads the options' inputs and evidence files, with as many threads as they say. A file or folder that cannot be read
// is a rejected report; a malformed evidence file is an error. With Options::require_signature a document that is not
// verified is rejected, and an evidence file has one rejected report for all its documents.
absl::StatusOr<Inputs> ReadInputs(const Options& options);

// Returns every file at and below `paths`, in order of path; adds what cannot be listed to `reports`.
std::vector<InputFile> ListInputs(const std::vector<std::string>& paths, std::vector<InputReport>& reports);

// Loads a file with the signature beside it, or returns the report of one that is not worth reading: too large,
// unreadable, or only listed and no JSON.
std::variant<Loaded, Report> LoadInput(const InputFile& file);

// Returns a report's findings, one per line.
std::string FindingsText(const ReadingReport& report);

// Returns the text about one file: why it was rejected; for others, only if `verbose`, the outcome and the findings.
std::string InputText(const std::string& path, std::string_view outcome, const Report& report, bool verbose);

// Writes the summary to standard error: counts, each rejection, and with `verbose` every finding. `evidence` is what
// the engine has.
void SayWhatWasRead(const Inputs& inputs, const Evidence& evidence, bool verbose);

// FindingCounts are the sums over the reports of documents.
struct FindingCounts {
  std::size_t statements = 0;
  std::size_t ignored = 0;
  std::size_t refused = 0;
  std::size_t warnings = 0;

  void Add(const Report& report);

  // Returns the counts as a line.
  std::string Text(bool verbose) const;
};

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_INPUTS_H_
