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
#include "vexlens/status_macros.h"

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
  VEXLENS_ASSIGN_OR_RETURN(const Change change, writer.TakeChange());
  return Recompute(connection, tenant, change, occasion);
}

// DecisionOn is who recorded a document here last, if anybody.
absl::StatusOr<Audit> DecisionOn(Database& database, std::int64_t document) {
  Rows row = database.Select("SELECT actor, reason FROM decision WHERE document = ? ORDER BY recorded_at DESC LIMIT 1",
                             document);
  Audit audit;
  if (row.Next()) audit = {std::string(row.Text(0)), std::string(row.Text(1))};
  if (!row.status().ok()) return row.status();
  return audit;
}

// CheckDecision returns OK for one document, by itself, of an operator of the tenant's.
absl::Status CheckDecision(const Terms& terms, std::string_view tenant, const Prepared& prepared) {
  const Report& report = prepared.ingested.report;
  if (report.outcome == Outcome::kRejected || report.outcome == Outcome::kSkipped) return report.status;
  if (report.envelope.has_value()) {
    return absl::InvalidArgumentError("an envelope: what is recorded here stands by itself, and others are ingested");
  }
  const std::string_view name = prepared.evidence.Text(prepared.evidence.documents()[0].issuer);
  const Issuer* const issuer = terms.directory->Find(tenant, name);
  if (issuer == nullptr || !issuer->is_operator || issuer->RevokedAt(terms.edition.as_of)) {
    return absl::FailedPreconditionError(absl::StrCat("\"", name, "\" is no operator of tenant ", tenant,
                                                      issuer != nullptr && issuer->is_operator ? ": revoked" : ""));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Terms>> SqliteWorkspace::TermsNow(Connection& connection) {
  VEXLENS_ASSIGN_OR_RETURN(const TermsEdition edition, TermsEditionOf(connection.database()));
  {
    absl::MutexLock lock(&reading_);
    if (terms_ != nullptr && terms_->edition == edition) return terms_;
  }
  VEXLENS_ASSIGN_OR_RETURN(std::shared_ptr<const Terms> terms, TermsOf(connection));
  absl::MutexLock lock(&reading_);
  terms_ = terms;
  return terms;
}

absl::StatusOr<std::shared_ptr<const Terms>> SqliteWorkspace::LastTerms() {
  {
    absl::MutexLock lock(&reading_);
    if (terms_ != nullptr) return terms_;
  }
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  return TermsNow(*lease);
}

// Keep writes the documents. With `decision` there is one, and the workspace itself records it.
absl::StatusOr<IngestResult> SqliteWorkspace::Keep(std::string_view tenant, std::span<const Incoming> documents,
                                                   const IngestOptions& options, const Audit* decision) {
  VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Terms> terms, LastTerms());
  VEXLENS_ASSIGN_OR_RETURN(std::vector<Prepared> prepared,
                           vexlens::Prepare(documents, terms->IntakeFor(tenant, options.admission), options));
  const auto go_on = [&] { return options.progress == nullptr || options.progress(documents.size()); };
  IngestResult result;
  absl::Status status = Write([&](Connection& connection, Instant recorded_at) -> absl::Status {
    VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Terms> now, TermsNow(connection));
    if (now->edition != terms->edition) {
      VEXLENS_ASSIGN_OR_RETURN(prepared,
                               vexlens::Prepare(documents, now->IntakeFor(tenant, options.admission),
                                                {.admission = {}, .progress = nullptr, .threads = options.threads}));
    }
    if (decision != nullptr) VEXLENS_RETURN_IF_ERROR(CheckDecision(*now, tenant, prepared[0]));
    VEXLENS_ASSIGN_OR_RETURN(const std::int64_t tenant_id, AddTenant(connection.database(), tenant));
    DocumentWriter writer(connection, std::string(tenant), tenant_id, recorded_at);
    for (Prepared& each : prepared) {
      VEXLENS_RETURN_IF_ERROR(writer.Add(each, decision));
      result.documents.push_back(std::move(each.ingested));
    }
    VEXLENS_ASSIGN_OR_RETURN(result.recomputed,
                             RecomputeIngested(connection, tenant, writer,
                                               {Trigger::kIngestionDelta, recorded_at, /*queue_anew=*/false, go_on}));
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return result;
}

absl::StatusOr<IngestResult> SqliteWorkspace::Ingest(std::string_view tenant, std::span<const Incoming> documents,
                                                     const IngestOptions& options) {
  return Keep(tenant, documents, options, nullptr);
}

absl::StatusOr<IngestResult> SqliteWorkspace::IngestDecision(std::string_view tenant, std::string_view document,
                                                             const Audit& audit) {
  VEXLENS_RETURN_IF_ERROR(CheckAudit(audit));
  const Incoming incoming(document);
  return Keep(tenant, std::span(&incoming, 1), {}, &audit);
}

absl::StatusOr<Recomputed> SqliteWorkspace::Withdraw(std::string_view tenant, const Digest& document) {
  Recomputed recomputed;
  absl::Status status = Write([&](Connection& connection, Instant recorded_at) -> absl::Status {
    VEXLENS_ASSIGN_OR_RETURN(const std::int64_t row, DocumentRow(connection.database(), tenant, document));
    absl::Status withdrawn = WithdrawDocument(connection, row, recorded_at);
    if (!withdrawn.ok()) return withdrawn;
    Change change;
    if (withdrawn = change.AddDocument(connection, row); !withdrawn.ok()) return withdrawn;
    VEXLENS_ASSIGN_OR_RETURN(recomputed,
                             Recompute(connection, tenant, change, {Trigger::kIngestionDelta, recorded_at}));
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return recomputed;
}

absl::StatusOr<std::vector<StoredDocument>> SqliteWorkspace::Documents(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t tenant_id, FindTenant(lease.database(), tenant));
  VEXLENS_ASSIGN_OR_RETURN(const World world, WorldOf(*lease, tenant, {}));
  SignatureJudge judge(*world.directory, world.as_of);
  std::vector<StoredDocument> documents;
  Rows rows =
      lease.database().Select("SELECT id FROM document WHERE tenant = ? AND format IS NOT NULL ORDER BY id", tenant_id);
  while (rows.Next()) {
    VEXLENS_ASSIGN_OR_RETURN(const KnownDocument* const document, (*lease).Document(rows.Int(0), std::nullopt));
    if (document == nullptr) continue;
    const KnownDocument& from = *document;
    VEXLENS_ASSIGN_OR_RETURN(Audit decision, DecisionOn(lease.database(), rows.Int(0)));
    documents.push_back({from.digest, from.recorded_at, from.issuer, from.name, from.version, from.format,
                         from.withdrawn, VerdictOn(from, tenant, judge).state, std::move(decision)});
  }
  if (!rows.status().ok()) return rows.status();
  return documents;
}

absl::StatusOr<std::string> SqliteWorkspace::DocumentBytes(std::string_view tenant, const Digest& document) {
  VEXLENS_ASSIGN_OR_RETURN(Lease lease, Read());
  VEXLENS_RETURN_IF_ERROR(DocumentRow(lease.database(), tenant, document).status());
  return RawBytes(lease.database(), document);
}

}  // namespace vexlens::store
