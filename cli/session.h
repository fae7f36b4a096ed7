// Session: what every command that asks for a consensus sets up from its options.
#ifndef VEXLENS_CLI_SESSION_H_
#define VEXLENS_CLI_SESSION_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "cli/inputs.h"
#include "cli/options.h"
#include "vexlens/consensus.h"
#include "vexlens/trust.h"
#include "vexlens/workspace.h"

namespace vexlens::cli {

// Session owns the inputs, the directory and the policy beside the consensus over them: a slice that holds all.
class Session : public Slice {
 public:
  // Open reads all that `options` name and says on standard error what was read.
  static absl::StatusOr<std::unique_ptr<Session>> Open(const Options& options);

  const Evidence& evidence() const override { return inputs_.evidence; }
  const Consensus& consensus() const override { return *consensus_; }
  const Basis& basis() const override { return basis_; }

  const Inputs& inputs() const { return inputs_; }

 private:
  Inputs inputs_;
  Basis basis_;
  std::unique_ptr<Consensus> consensus_;
};

// Source is what a question is answered from, and how the command ends when it is: with 2 when an input was rejected,
// for then the answer is not to all that was asked.
struct Source {
  std::unique_ptr<const Slice> slice;
  int exit_code = 0;
  std::map<Digest, std::string> files;  // of documents that were read from one

  // FileOf is the file of a document, "" if none is known.
  std::string_view FileOf(const Digest& document) const {
    const auto file = files.find(document);
    return file == files.end() ? std::string_view() : std::string_view(file->second);
  }
};

// OpenSource reads the inputs that `options` name, or loads the vulnerability from the workspace.
absl::StatusOr<Source> OpenSource(const Options& options);

// Fail says what went wrong and returns the exit code for it.
int Fail(const absl::Status& status);

// JoinJson is the JSON `values` as one array, or for kNdjson one a line.
std::string JoinJson(const std::vector<std::string>& values, Output output);

// Write puts all of `text` on standard output, or says why it cannot and returns false.
bool Write(std::string_view text);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_SESSION_H_
