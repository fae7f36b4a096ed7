// Inputs: files and folders as the user named them, read into one evidence.
#ifndef VEXLENS_CLI_INPUTS_H_
#define VEXLENS_CLI_INPUTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "cli/options.h"
#include "vexlens/evidence.h"
#include "vexlens/reader.h"

namespace vexlens::cli {

// InputFile is one file to read.
struct InputFile {
  std::string path;
  std::uint64_t size = 0;
  bool listed = false;  // found in a folder, not named by the user
};

// InputReport is what became of one file or folder.
struct InputReport {
  std::string path;
  Report report;
};

// Inputs is everything that was read.
struct Inputs {
  Evidence evidence;
  std::vector<InputReport> reports;  // in order of path

  bool any_rejected() const;
};

// ReadInputs reads the options' inputs and evidence files, with as many threads as asked for. A file or folder
// that cannot be read is a rejected report; a malformed evidence file is the error.
absl::StatusOr<Inputs> ReadInputs(const Options& options);

// ReadFile is all of a small file.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// SayFindings lists a report's findings on standard error.
void SayFindings(const ReadingReport& report);

// SayWhatWasRead writes the summary to standard error: a line of counts, each rejection, and with `verbose`
// every finding.
void SayWhatWasRead(const Inputs& inputs, bool verbose);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_INPUTS_H_
