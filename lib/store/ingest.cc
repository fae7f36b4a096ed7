// Ingest: documents come in, or stop counting.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/store/audit.h"
#include "lib/store/document_writer.h"
#include "lib/store/envelopes.h"
#include "lib/store/sqlite_workspace.h"

namespace vexlens::store {
namespace {

absl::StatusOr<std::int64_t> DocumentRow(Database& database, std::string_view tenant, const Digest& digest) {
  absl::StatusOr<std::int64_t> row = database.Number(
      0, "SELECT d.id FROM document d JOIN tenant t ON t.id = d.tenant WHERE t.name = ? AND d.digest = ?", tenant,
      digest);
  if (row.ok() && *row == 0) {
    return absl::NotFoundError(absl::StrCat("tenant ", tenant, " has no document ", DigestText(digest)));
  }
  return row;
}

absl::StatusOr<Recomputed> RecomputeIngested(Connection& connection, std::string_view tenant, DocumentWriter& writer,
                                             const Occasion& occasion) {
  const absl::StatusOr<Change> change = writer.TakeChange();
  if (!change.ok()) return change.status();
  return Recompute(connection, tenant, *change, occasion);
}

// DecisionOn is who recorded a document here last, if anybody.
absl::StatusOr<Audit> DecisionOn(Database& database, std::int64_t document) {
  Rows row = database.Select(
      "SELECT actor, reason FROM decision WHERE document = ? ORDER BY recorded_at DESC LIMIT 1", document);
  Audit audit;
  if (row.Next()) audit = {std::string(row.Text(0)), std::string(row.Text(1))};
  if (!row.status().ok()) return row.status();
  return audit;
}

// CheckDecision returns OK for one document, by itself, of an operator of the tenant's.
absl::Status CheckDecision(Connection& connection, std::string_view tenant, std::string_view document) {
  const absl::StatusOr<World> world = WorldOf(connection, tenant, {});
  if (!world.ok()) return world.status();
  Evidence evidence;
  ReadOptions options;
  options.tenant = tenant;
  const Report report = ReadDocument(document, options, evidence);
  if (report.outcome == Outcome::kRejected || report.outcome == Outcome::kSkipped) return report.status;
  if (report.envelope.has_value()) {
    return absl::InvalidArgumentError("an envelope: what is recorded here stands by itself, and others are ingested");
  }
  const std::string_view name = evidence.Text(evidence.documents()[0].issuer);
  const Issuer* const issuer = world->directory->Find(tenant, name);
  if (issuer == nullptr || !issuer->is_operator || issuer->RevokedAt(world->as_of)) {
    return absl::FailedPreconditionError(absl::StrCat("\"", name, "\" is no operator of tenant ", tenant,
                                                      issuer != nullptr && issuer->is_operator ? ": revoked" : ""));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<IngestResult> SqliteWorkspace::Ingest(std::string_view tenant,
                                                     std::span<const std::string_view> documents,
                                                     const Progress& progress) {
  IngestResult result;
  const auto go_on = [&] { return progress == nullptr || progress(result.documents.size()); };
  absl::Status status = Write([&](Connection& connection, Instant recorded_at) -> absl::Status {
    const absl::StatusOr<std::int64_t> tenant_id = AddTenant(connection.database(), tenant);
    if (!tenant_id.ok()) return tenant_id.status();
    DocumentWriter writer(connection, std::string(tenant), *tenant_id, recorded_at);
    for (const std::string_view bytes : documents) {
      if (!go_on()) return Stopped();
      absl::StatusOr<Ingested> ingested = writer.Add(bytes);
      if (!ingested.ok()) return ingested.status();
      result.documents.push_back(*std::move(ingested));
    }
    if (!go_on()) return Stopped();
    const absl::StatusOr<Recomputed> recomputed = RecomputeIngested(
        connection, tenant, writer, {Trigger::kIngestionDelta, recorded_at, /*queue_anew=*/false, go_on});
    if (!recomputed.ok()) return recomputed.status();
    result.recomputed = *recomputed;
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return result;
}

absl::StatusOr<IngestResult> SqliteWorkspace::IngestDecision(std::string_view tenant, std::string_view document,
                                                             const Audit& audit) {
  if (absl::Status status = CheckAudit(audit); !status.ok()) return status;
  IngestResult result;
  absl::Status status = Write([&](Connection& connection, Instant recorded_at) -> absl::Status {
    result = {};
    if (absl::Status checked = CheckDecision(connection, tenant, document); !checked.ok()) return checked;
    const absl::StatusOr<std::int64_t> tenant_id = AddTenant(connection.database(), tenant);
    if (!tenant_id.ok()) return tenant_id.status();
    DocumentWriter writer(connection, std::string(tenant), *tenant_id, recorded_at);
    absl::StatusOr<Ingested> ingested = writer.Add(document, &audit);
    if (!ingested.ok()) return ingested.status();
    result.documents.push_back(*std::move(ingested));
    const absl::StatusOr<Recomputed> recomputed =
        RecomputeIngested(connection, tenant, writer, {Trigger::kIngestionDelta, recorded_at});
    if (!recomputed.ok()) return recomputed.status();
    result.recomputed = *recomputed;
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return result;
}

absl::StatusOr<Recomputed> SqliteWorkspace::Withdraw(std::string_view tenant, const Digest& document) {
  Recomputed recomputed;
  absl::Status status = Write([&](Connection& connection, Instant recorded_at) -> absl::Status {
    const absl::StatusOr<std::int64_t> row = DocumentRow(connection.database(), tenant, document);
    if (!row.ok()) return row.status();
    absl::Status withdrawn = WithdrawDocument(connection, *row, recorded_at);
    if (!withdrawn.ok()) return withdrawn;
    Change change;
    if (withdrawn = change.AddDocument(connection, *row); !withdrawn.ok()) return withdrawn;
    const absl::StatusOr<Recomputed> counts =
        Recompute(connection, tenant, change, {Trigger::kIngestionDelta, recorded_at});
    if (!counts.ok()) return counts.status();
    recomputed = *counts;
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return recomputed;
}

absl::StatusOr<std::vector<StoredDocument>> SqliteWorkspace::Documents(std::string_view tenant) {
  absl::StatusOr<Lease> lease = Read();
  if (!lease.ok()) return lease.status();
  const absl::StatusOr<std::int64_t> tenant_id = FindTenant(lease->database(), tenant);
  if (!tenant_id.ok()) return tenant_id.status();
  const absl::StatusOr<World> world = WorldOf(**lease, tenant, {});
  if (!world.ok()) return world.status();
  SignatureJudge judge(*world->directory, world->as_of);
  std::vector<StoredDocument> documents;
  Rows rows = lease->database().Select("SELECT id FROM document WHERE tenant = ? AND format IS NOT NULL ORDER BY id",
                                       *tenant_id);
  while (rows.Next()) {
    const absl::StatusOr<const KnownDocument*> document = (**lease).Document(rows.Int(0), std::nullopt);
    if (!document.ok()) return document.status();
    if (*document == nullptr) continue;
    const KnownDocument& from = **document;
    absl::StatusOr<Audit> decision = DecisionOn(lease->database(), rows.Int(0));
    if (!decision.ok()) return decision.status();
    documents.push_back({from.digest, from.recorded_at, from.issuer, from.name, from.version, from.format,
                         from.withdrawn, VerdictOn(from, tenant, judge).state, *std::move(decision)});
  }
  if (!rows.status().ok()) return rows.status();
  return documents;
}

absl::StatusOr<std::string> SqliteWorkspace::DocumentBytes(std::string_view tenant, const Digest& document) {
  absl::StatusOr<Lease> lease = Read();
  if (!lease.ok()) return lease.status();
  const absl::StatusOr<std::int64_t> row = DocumentRow(lease->database(), tenant, document);
  if (!row.ok()) return row.status();
  return RawBytes(lease->database(), document);
}

}  // namespace vexlens::store
