// The commands of `stella vex`, `stella trust`, `stella pack` and `stella timeline`; each returns an exit code.
#ifndef VEXLENS_CLI_COMMANDS_COMMANDS_H_
#define VEXLENS_CLI_COMMANDS_COMMANDS_H_

#include "cli/options.h"

namespace vexlens::cli {

// RunConsensus writes one record for each key, or for the one that the options name.
int RunConsensus(const Options& options);

// RunAttest writes the records that RunConsensus would, as an in-toto statement over OpenVEX.
int RunAttest(const Options& options);

// RunExplain writes one record for a person: who said what, with which weight, and why it came out so.
int RunExplain(const Options& options);

// RunEvidence writes documents and statements in the normal form.
int RunEvidence(const Options& options);

// RunInspect tells what would be read: counts per folder, and every rejection.
int RunInspect(const Options& options);

// RunVerify tells whose word each file is; 6 unless all are verified.
int RunVerify(const Options& options);

// ---- a workspace ----

// RunIngest adds documents, RunWithdraw stops some counting, RunDocuments lists them.
int RunIngest(const Options& options);
int RunWithdraw(const Options& options);
int RunDocuments(const Options& options);

// RunGet writes one record as it is, as it was, or what became of it; RunEvents what became of all.
int RunGet(const Options& options);
int RunEvents(const Options& options);

// RunSimulate writes what would change, RunDiff what time has changed.
int RunSimulate(const Options& options);
int RunDiff(const Options& options);

// RunConflictsList writes the queue, RunConflictsResolve decides a conflict by an operator's statement,
// RunConflictsWaive puts one off, RunConflictsWaivers lists those that were.
int RunConflictsList(const Options& options);
int RunConflictsResolve(const Options& options);
int RunConflictsWaive(const Options& options);
int RunConflictsWaivers(const Options& options);

// RunRebuild derives all from the documents again, or tells what differs.
int RunRebuild(const Options& options);

// ---- trust ----

// RunIssuersList writes the issuers in force for the tenant, in byte order of id.
int RunIssuersList(const Options& options);

// RunIssuersShow writes all that the directory says of the one issuer that the options name.
int RunIssuersShow(const Options& options);

// RunPolicyShow writes the effective policy, every default filled in, and its digest.
int RunPolicyShow(const Options& options);

// RunPolicyDiff writes each member in which two policies differ.
int RunPolicyDiff(const Options& options);

// RunIssuersSet and its kin change the directory of a workspace, and say what that touched.
int RunIssuersSet(const Options& options);
int RunIssuersImport(const Options& options);
int RunIssuersRevoke(const Options& options);
int RunIssuersRemove(const Options& options);

// RunPolicySet and RunPolicyUnset change a policy of a workspace, and say what that touched.
int RunPolicySet(const Options& options);
int RunPolicyUnset(const Options& options);

// RunIssuersHistory and RunPolicyHistory write the audit.
int RunIssuersHistory(const Options& options);
int RunPolicyHistory(const Options& options);

// ---- pack runs ----

// RunProvenanceWrite writes the manifest of a run, RunProvenanceShow shows it, RunProvenanceVerify tells in what the
// artifacts differ from it, RunProvenanceAttest writes it as SLSA provenance.
int RunProvenanceWrite(const Options& options);
int RunProvenanceShow(const Options& options);
int RunProvenanceVerify(const Options& options);
int RunProvenanceAttest(const Options& options);

// ---- timelines ----

// RunTimelineIngest takes events as JSON lines, and says what became of each that is not stored.
int RunTimelineIngest(const Options& options);

// RunTimelineMigrate makes the tables of a timeline in a database, or brings them up to date.
int RunTimelineMigrate(const Options& options);

// RunTimelineRetain drops old events of a log.
int RunTimelineRetain(const Options& options);

// RunTimelineWorker takes events from a queue, until a signal comes.
int RunTimelineWorker(const Options& options);

// RunTimelineRelay tells a timeline what a workspace did, and says what of it is refused.
int RunTimelineRelay(const Options& options);

// RunTimelineList writes events, latest first; RunTimelineShow one of them, RunTimelineEvidence what shows that it
// happened; RunTimelineTail the last ones in the order of the log, and those that come.
int RunTimelineList(const Options& options);
int RunTimelineShow(const Options& options);
int RunTimelineEvidence(const Options& options);
int RunTimelineTail(const Options& options);

// RunTimelineCheckpoint writes the last checkpoint, RunTimelineProve that an event is under it, RunTimelineVerify
// whether the log is what it was; 6 if not.
int RunTimelineCheckpoint(const Options& options);
int RunTimelineProve(const Options& options);
int RunTimelineVerify(const Options& options);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_COMMANDS_COMMANDS_H_
