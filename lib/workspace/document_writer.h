// DocumentWriter: one document, with what it says, becomes rows.
#ifndef VEXLENS_LIB_WORKSPACE_DOCUMENT_WRITER_H_
#define VEXLENS_LIB_WORKSPACE_DOCUMENT_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/intake/intake.h"
#include "lib/workspace/change.h"
#include "lib/workspace/snapshot.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// kRecordedHere is why a document is verified that the workspace itself recorded for an operator.
inline constexpr std::string_view kRecordedHere = "recorded_here";

// WithdrawDocument notes that a document counts no longer.
absl::Status WithdrawDocument(Turn& turn, RowId document);

// DocumentWriter writes the documents of one change of one tenant.
class DocumentWriter {
 public:
  DocumentWriter(Turn& turn, std::string tenant, RowId tenant_id)
      : turn_(turn), tenant_(std::move(tenant)), tenant_id_(tenant_id) {}

  // Add writes a document that was taken, if the tenant has it not, and notes whether it had. One that has been damaged
  // is mended. With `decision` the workspace itself records it: that is a sighting better than any that a document can
  // bring along.
  absl::Status Add(Prepared& prepared, const Audit* decision = nullptr);

  // Derive writes again what follows from a document that the tenant has. Nothing is written when the report says that
  // it was rejected.
  absl::StatusOr<Report> Derive(RowId document, std::string_view bytes);

  // TakeChange returns what all of them changed.
  absl::StatusOr<Change> TakeChange();

 private:
  absl::Status KeepRaw(const Digest& digest, std::string_view bytes);
  // Known returns the row of a document that the tenant has, with what was seen of it.
  absl::StatusOr<DocumentRow> Known(RowId row);
  // AddSightings notes how a document came: in an envelope or without one, and with which signature beside it.
  absl::Status AddSightings(const DocumentRow& known, const Prepared& prepared, Seen& seen);
  absl::Status AddEnvelope(const DocumentRow& known, const Envelope& envelope, std::string_view bytes, Seen& seen);
  absl::Status WriteDerived(RowId row, const Evidence& evidence);

  Turn& turn_;
  std::string tenant_;
  RowId tenant_id_;
  std::vector<RowId> added_;
  std::vector<RowId> resigned_;  // were known, and their signatures may be others now
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_DOCUMENT_WRITER_H_
