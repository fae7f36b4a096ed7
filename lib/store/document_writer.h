// DocumentWriter: one document, with what it says, becomes rows.
#ifndef VEXLENS_LIB_STORE_DOCUMENT_WRITER_H_
#define VEXLENS_LIB_STORE_DOCUMENT_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "lib/intake/intake.h"
#include "lib/store/connection.h"
#include "lib/store/recompute.h"
#include "vexlens/workspace.h"

namespace vexlens::store {

// kRecordedHere is why a document is verified that the workspace itself recorded for an operator.
inline constexpr std::string_view kRecordedHere = "recorded_here";

// RawBytes are a document's bytes. DATA_LOSS when they are not those of its digest any more.
absl::StatusOr<std::string> RawBytes(Database& database, const Digest& digest);

// WithdrawDocument notes that a row of `document` counts no longer.
absl::Status WithdrawDocument(Connection& connection, std::int64_t document, Instant recorded_at);

// DocumentWriter writes the documents of one change of one tenant.
class DocumentWriter {
 public:
  DocumentWriter(Connection& connection, std::string tenant, std::int64_t tenant_id, Instant recorded_at)
      : connection_(connection), tenant_(std::move(tenant)), tenant_id_(tenant_id), recorded_at_(recorded_at) {}

  // Add writes a document that was taken, if the tenant has it not, and notes whether it had. One that has been damaged
  // is mended. With `decision` the workspace itself records it: that is a sighting better than any that a document can
  // bring along.
  absl::Status Add(Prepared& prepared, const Audit* decision = nullptr);

  // Derive writes again what follows from a document that the tenant has. Nothing is written when the report says that
  // it was rejected.
  absl::StatusOr<Report> Derive(std::int64_t document, std::string_view bytes);

  // TakeChange is what all of them changed.
  absl::StatusOr<Change> TakeChange();

 private:
  absl::Status KeepRaw(const Digest& digest, std::string_view bytes);
  // Restore derives anew what a rebuilding left out because the document was damaged.
  absl::Status Restore(std::int64_t row, const Evidence& evidence);
  absl::Status WriteDerived(std::int64_t row, const Evidence& evidence);
  absl::Status WriteDocument(std::int64_t row, std::int64_t issuer, std::string_view vulnerabilities,
                             const Evidence& evidence);
  // WriteSightings notes how a document came: in an envelope or without one, and with which signature beside it.
  absl::Status WriteSightings(std::int64_t row, const Prepared& prepared);
  absl::Status WriteBare(std::int64_t row, bool added);
  absl::Status WriteSigned(std::int64_t row, bool added, const Envelope& envelope, std::string_view bytes);
  absl::Status WriteDecision(std::int64_t row, bool added, const Audit& decision);
  absl::Status InsertSighting(std::int64_t row, SignatureState state, std::string_view reason);
  // Resigned is for a document that was known, and whose signature may be another now.
  void Resigned(std::int64_t row);
  absl::StatusOr<std::string> WriteStatements(std::int64_t row, std::int64_t issuer, const Evidence& evidence);
  absl::Status WriteAliases(std::int64_t issuer, std::int64_t vulnerability, const Statement& statement,
                            const Evidence& evidence);
  absl::Status WriteAlias(std::int64_t one, std::int64_t other, std::int64_t issuer, std::int64_t says);
  absl::Status WriteLink(std::int64_t vulnerability, const Statement& statement, const Evidence& evidence);
  absl::Status WriteBomElements(std::int64_t row, const Evidence& evidence);
  absl::StatusOr<std::int64_t> VulnerabilityId(std::string_view name);
  absl::StatusOr<std::int64_t> IssuerId(std::string_view name);

  Connection& connection_;
  std::string tenant_;
  std::int64_t tenant_id_;
  Instant recorded_at_;
  absl::flat_hash_map<std::string, std::int64_t> vulnerabilities_;  // ids that were asked for
  std::vector<std::int64_t> added_;
  std::vector<std::int64_t> resigned_;
};

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_DOCUMENT_WRITER_H_
