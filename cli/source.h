// Source: where the answer to a question comes from.
#ifndef VEXLENS_CLI_SOURCE_H_
#define VEXLENS_CLI_SOURCE_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "cli/options.h"
#include "vexlens/digest.h"
#include "vexlens/slice.h"

namespace vexlens::cli {

// Source is what a question is answered from, and the exit code of a command that answers: 2 if an input was rejected,
// since the answer is then not complete.
struct Source {
  std::shared_ptr<const Slice> slice;
  int exit_code = 0;
  std::map<Digest, std::string> files;  // of documents that were read from files

  // Returns the file of a document, "" if none is known.
  std::string_view FileOf(const Digest& document) const {
    const auto file = files.find(document);
    return file == files.end() ? std::string_view() : std::string_view(file->second);
  }
};

// Reads the inputs that the options name, or loads the vulnerability from the workspace.
absl::StatusOr<Source> OpenSource(const Options& options);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_SOURCE_H_
