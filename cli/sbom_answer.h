// The answer for an SBOM.
#ifndef VEXLENS_CLI_SBOM_ANSWER_H_
#define VEXLENS_CLI_SBOM_ANSWER_H_

#include "cli/options.h"
#include "cli/source.h"

namespace vexlens::cli {

// Writes what statements say about each component of the options' SBOM, and returns the exit code.
int AnswerForSbom(const Options& options, const Source& source);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_SBOM_ANSWER_H_
