#include <memory>
#include <string>

#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/inputs.h"
#include "cli/streams.h"

namespace vexlens::cli {

int RunEvidence(const Options& options) {
  const absl::StatusOr<Inputs> inputs = ReadInputs(options);
  if (!inputs.ok()) return Fail(inputs.status());
  const std::shared_ptr<const Evidence> evidence = inputs->engine->EvidenceBy(inputs->basis);
  SayWhatWasRead(*inputs, *evidence, options.verbose);
  std::string text;
  WriteEvidence(*evidence, text);
  text += '\n';
  if (!Write(text)) return kFailed;
  return inputs->any_rejected() ? kBadInput : kOk;
}

}  // namespace vexlens::cli
