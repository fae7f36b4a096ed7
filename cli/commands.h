// The commands of `stella vex`; each returns an exit code.
#ifndef VEXLENS_CLI_COMMANDS_H_
#define VEXLENS_CLI_COMMANDS_H_

#include "cli/options.h"

namespace vexlens::cli {

// RunConsensus writes one record for each key, or for the one that the options name.
int RunConsensus(const Options& options);

// RunExplain writes one record for a person: who said what, with which weight, and why it came out so.
int RunExplain(const Options& options);

// RunEvidence writes documents and statements in the normal form.
int RunEvidence(const Options& options);

// RunInspect tells what would be read: counts per folder, and every rejection.
int RunInspect(const Options& options);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_COMMANDS_H_
