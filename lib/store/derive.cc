#include "lib/store/derive.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/store/document_writer.h"
#include "lib/store/envelopes.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {
namespace {

// Held is a document that the workspace has.
struct Held {
  std::int64_t id;
  std::string tenant;
  std::int64_t tenant_id;
  Digest digest;
  Instant recorded_at;
};

absl::StatusOr<std::vector<Held>> HeldDocuments(Database& database) {
  std::vector<Held> documents;
  Rows rows = database.Select(
      "SELECT d.id, t.name, t.id, d.digest, d.recorded_at FROM document d JOIN tenant t ON t.id = d.tenant"
      " ORDER BY d.id");
  while (rows.Next()) {
    documents.push_back({rows.Int(0), std::string(rows.Text(1)), rows.Int(2), rows.ADigest(3), rows.Time(4)});
  }
  if (!rows.status().ok()) return rows.status();
  return documents;
}

// Derives one document, or says in the report why it is left out.
absl::Status DeriveDocument(Connection& connection, const Held& held, RebuildReport& report) {
  const absl::StatusOr<std::string> bytes = RawBytes(connection.database(), held.digest);
  if (absl::IsDataLoss(bytes.status())) {
    report.damaged.push_back({held.tenant, held.digest, bytes.status()});
    return absl::OkStatus();
  }
  if (!bytes.ok()) return bytes.status();
  DocumentWriter writer(connection, held.tenant, held.tenant_id, held.recorded_at);
  VEXLENS_ASSIGN_OR_RETURN(const Report read, writer.Derive(held.id, *bytes));
  if (read.outcome == Outcome::kRejected) {
    report.damaged.push_back({held.tenant, held.digest,
                              absl::DataLossError(absl::StrCat("document ", DigestText(held.digest),
                                                               " was read once: ", read.status.message()))});
    return absl::OkStatus();
  }
  ++report.documents;
  return absl::OkStatus();
}

}  // namespace

absl::Status DeriveAll(Connection& connection, RebuildReport& report) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<Held> documents, HeldDocuments(connection.database()));
  for (const Held& held : documents) {
    VEXLENS_RETURN_IF_ERROR(DeriveDocument(connection, held, report));
  }
  return DeriveEnvelopes(connection, report.damaged);
}

}  // namespace vexlens::store
