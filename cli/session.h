// Session: what every command that asks for a consensus sets up from its options.
#ifndef VEXLENS_CLI_SESSION_H_
#define VEXLENS_CLI_SESSION_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "cli/inputs.h"
#include "cli/options.h"
#include "vexlens/consensus.h"
#include "vexlens/trust.h"

namespace vexlens::cli {

// Session owns the inputs, the directory and the policy beside the consensus over them.
class Session {
 public:
  // Open reads all that `options` name and says on standard error what was read.
  static absl::StatusOr<std::unique_ptr<Session>> Open(const Options& options);

  const Inputs& inputs() const { return inputs_; }
  const Consensus& consensus() const { return *consensus_; }
  const Policy& policy() const { return policy_; }
  Instant as_of() const { return as_of_; }

  // ExitCode is 0, or 2 when an input was rejected: an answer was given, but not to all that was asked.
  int ExitCode() const;

 private:
  Inputs inputs_;
  IssuerDirectory directory_;
  Policy policy_;
  Instant as_of_;
  std::unique_ptr<Consensus> consensus_;
};

// Fail says what went wrong and returns the exit code for it.
int Fail(const absl::Status& status);

// JoinJson is the JSON `values` as one array, or for kNdjson one a line.
std::string JoinJson(const std::vector<std::string>& values, Output output);

// Write puts all of `text` on standard output, or says why it cannot and returns false.
bool Write(std::string_view text);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_SESSION_H_
