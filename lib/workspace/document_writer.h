// DocumentWriter: writes documents, and what follows from them, as rows.
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

// kRecordedHere is the signature reason of documents that the workspace itself recorded for an operator.
inline constexpr std::string_view kRecordedHere = "recorded_here";

// Records that a document is withdrawn. It then never counts again.
absl::Status WithdrawDocument(Turn& turn, RowId document);

// DocumentWriter writes documents of one tenant in one turn.
class DocumentWriter {
 public:
  DocumentWriter(Turn& turn, std::string tenant, RowId tenant_id)
      : turn_(turn), tenant_(std::move(tenant)), tenant_id_(tenant_id) {}

  // Writes a document unless the tenant has it, and sets `ingested.added`. Records how it came, and replaces kept bytes
  // that are damaged. With `decision` the workspace itself records it for an operator: instead of how it came, a
  // verified signature is recorded. Does nothing for a document that was not taken.
  absl::Status Add(intake::Prepared& prepared, const Audit* decision = nullptr);

  // Writes again what follows from a document that the tenant has; nothing, if the report says that it was rejected.
  absl::StatusOr<Report> Derive(RowId document, std::string_view bytes);

  // Returns the change that the written documents make.
  absl::StatusOr<Change> TakeChange();

 private:
  absl::Status KeepRaw(const Digest& digest, std::string_view bytes);
  // Reads the row of a document that the tenant has.
  absl::StatusOr<DocumentRow> Known(RowId row);
  // Adds to `seen` what is new in how a document came: bare or in an envelope, and with which detached signature.
  absl::Status AddSightings(const DocumentRow& known, const intake::Prepared& prepared, Seen& seen);
  absl::Status AddEnvelope(const DocumentRow& known, const Envelope& envelope, std::string_view bytes, Seen& seen);
  absl::Status WriteDerived(RowId row, const Evidence& evidence);
  // Forgets the other editions of a document that was derived: they have one more now.
  absl::Status ForgetEditions(RowId row);

  Turn& turn_;
  std::string tenant_;
  RowId tenant_id_;
  std::vector<RowId> added_;
  std::vector<RowId> resigned_;  // known before; their signatures may have changed
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_DOCUMENT_WRITER_H_
