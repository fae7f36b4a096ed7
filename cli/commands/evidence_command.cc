#include <string>

#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/session.h"

namespace vexlens::cli {

int RunEvidence(const Options& options) {
  absl::StatusOr<Inputs> inputs = ReadInputs(options);
  if (!inputs.ok()) return Fail(inputs.status());
  SayWhatWasRead(*inputs, options.verbose);
  std::string text;
  WriteEvidence(inputs->evidence, text);
  text += '\n';
  if (!Write(text)) return kFailed;
  return inputs->any_rejected() ? kBadInput : kOk;
}

}  // namespace vexlens::cli
