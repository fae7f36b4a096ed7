// Evidence files: documents in normal form, and how much of what such a file says of them is believed.
#ifndef VEXLENS_CLI_EVIDENCE_FILES_H_
#define VEXLENS_CLI_EVIDENCE_FILES_H_

#include "absl/status/status.h"
#include "cli/inputs.h"
#include "cli/options.h"

namespace vexlens::cli {

// Adds the documents of the options' evidence files to what was read from documents of their own. Anybody can write
// such a file: unless Options::believe_evidence says otherwise, its documents are unsigned and not withdrawn, and it
// adds nothing to a document that was read from its own bytes. With Options::require_signature those that are then not
// verified are refused, with one rejected report a file.
// Errors: of a file that cannot be read or is malformed; they name it.
absl::Status AddEvidenceFiles(const Options& options, Inputs& inputs);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_EVIDENCE_FILES_H_
