// The commands of `stella vex` and `stella trust`; each returns an exit code.
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

// RunIssuersList writes the issuers in force for the tenant, in byte order of id.
int RunIssuersList(const Options& options);

// RunIssuersShow writes all that the directory says of the one issuer that the options name.
int RunIssuersShow(const Options& options);

// RunPolicyShow writes the effective policy, every default filled in, and its digest.
int RunPolicyShow(const Options& options);

// RunPolicyDiff writes each member in which two policies differ.
int RunPolicyDiff(const Options& options);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_COMMANDS_H_
