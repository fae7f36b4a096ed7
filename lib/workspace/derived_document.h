// DerivedDocument: what a document says, as rows.
#ifndef VEXLENS_LIB_WORKSPACE_DERIVED_DOCUMENT_H_
#define VEXLENS_LIB_WORKSPACE_DERIVED_DOCUMENT_H_

#include "absl/status/statusor.h"
#include "lib/workspace/snapshot.h"

namespace vexlens::workspace {

// Returns the rows that follow from the one document in `evidence`. Names in it that are new get rows.
absl::StatusOr<DerivedDocument> Derive(Turn& turn, RowId tenant, RowId document, const Evidence& evidence);

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_DERIVED_DOCUMENT_H_
