// Ingest: documents come in, or are withdrawn.
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/workspace/audit.h"
#include "lib/workspace/batches.h"
#include "lib/workspace/document_writer.h"
#include "lib/workspace/envelopes.h"
#include "lib/workspace/recompute.h"
#include "lib/workspace/transactions.h"
#include "vexlens/support/status_macros.h"
#include "vexlens/tenant.h"

namespace vexlens {

using base::Observing;
using base::Span;
using intake::Arrival;
using intake::Prepare;
using intake::Prepared;
using workspace::Batches;
using workspace::Cause;
using workspace::Change;
using workspace::DocumentWriter;
using workspace::HeldDocument;
using workspace::KnownDocument;
using workspace::NameKind;
using workspace::RowId;
using workspace::Snapshot;
using workspace::Terms;
using workspace::Turn;

namespace {

absl::StatusOr<RowId> FindDocument(Snapshot& snapshot, std::string_view tenant, const Digest& digest) {
  VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, snapshot.Tenant(tenant));
  if (tenant_id != 0) {
    VEXLENS_ASSIGN_OR_RETURN(const RowId row, snapshot.view().FindDocument(tenant_id, digest));
    if (row != 0) return row;
  }
  return absl::NotFoundError(absl::StrCat("tenant ", tenant, " has no document ", DigestText(digest)));
}

// Errors: those of a document that was not taken, INVALID_ARGUMENT for one in an envelope, FAILED_PRECONDITION when its
// issuer is not an operator of the tenant.
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

// Leaves for the observer what became of a document whose call began at `began`.
void ObserveArrival(Turn& turn, std::string_view tenant, const Prepared& prepared, std::chrono::nanoseconds began) {
  turn.Observe([arrival = Arrival(tenant, prepared.ingested, prepared.verdict), added = prepared.ingested.added, began](
                   Observer& observer, const Trace& trace, std::chrono::nanoseconds now) {
    arrival.Tell(observer, trace, added, now - began);
  });
}

// Writes documents, and moves what became of each to `ingested`. Returns what that changes.
absl::StatusOr<Change> KeepAll(Turn& turn, std::string_view tenant, std::span<Prepared> prepared, const Audit* decision,
                               std::chrono::nanoseconds began, std::vector<Ingested>& ingested) {
  Span write(turn.observing(), "write");
  VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, turn.Intern(NameKind::kTenant, 0, tenant));
  DocumentWriter writer(turn, std::string(tenant), tenant_id);
  for (Prepared& each : prepared) {
    VEXLENS_RETURN_IF_ERROR(writer.Add(each, decision));
    if (turn.observing()) ObserveArrival(turn, tenant, each, began);
    ingested.push_back(std::move(each.ingested));
  }
  absl::StatusOr<Change> change = writer.TakeChange();
  write.End(change.ok());
  return change;
}

}  // namespace

// Writes documents; with `decision` the one document that the workspace records for an operator.
absl::StatusOr<IngestResult> Workspace::Keep(std::string_view tenant, std::span<const Incoming> documents,
                                             const IngestOptions& options, const Audit* decision) {
  VEXLENS_RETURN_IF_ERROR(CheckTenant(tenant));
  const Observing observing = transactions_->ObservingFor(options.trace);
  const std::chrono::nanoseconds began = observing.Now();
  Span call(observing, "ingest");
  VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Terms> terms, transactions_->LastTerms());
  VEXLENS_ASSIGN_OR_RETURN(std::vector<Prepared> prepared,
                           Prepare(documents, terms->IntakeFor(tenant, options.admission), options, call.inside()));
  const auto go_on = [&] { return options.progress == nullptr || options.progress(documents.size()); };
  IngestResult result;
  const auto step = [&](Turn& turn) -> absl::Status {
    VEXLENS_ASSIGN_OR_RETURN(const std::shared_ptr<const Terms> now, transactions_->TermsNow(turn));
    if (now->edition != terms->edition) {
      IngestOptions again;
      again.threads = options.threads;
      VEXLENS_ASSIGN_OR_RETURN(prepared,
                               Prepare(documents, now->IntakeFor(tenant, options.admission), again, turn.observing()));
    }
    if (decision != nullptr) VEXLENS_RETURN_IF_ERROR(CheckDecision(*now, tenant, prepared[0]));
    VEXLENS_ASSIGN_OR_RETURN(const Change change, KeepAll(turn, tenant, prepared, decision, began, result.documents));
    const Cause cause{Trigger::kIngestionDelta, turn.recorded_at(), /*queue_anew=*/false, go_on};
    VEXLENS_ASSIGN_OR_RETURN(result.recomputed, Recompute(turn, tenant, change, cause));
    return absl::OkStatus();
  };
  VEXLENS_RETURN_IF_ERROR(transactions_->Write(step, call.inside()));
  call.End(true);
  return result;
}

absl::StatusOr<IngestResult> Workspace::Ingest(std::string_view tenant, std::span<const Incoming> documents,
                                               const IngestOptions& options) {
  return Keep(tenant, documents, options, nullptr);
}

absl::StatusOr<IngestResult> Workspace::IngestDecision(std::string_view tenant, std::string_view document,
                                                       const Audit& audit) {
  VEXLENS_RETURN_IF_ERROR(workspace::CheckAudit(audit));
  const Incoming incoming(document);
  return Keep(tenant, std::span(&incoming, 1), {}, &audit);
}

absl::StatusOr<Recomputed> Workspace::Withdraw(std::string_view tenant, const Digest& document) {
  Recomputed recomputed;
  const auto step = [&](Turn& turn) -> absl::Status {
    VEXLENS_ASSIGN_OR_RETURN(const RowId row, FindDocument(turn, tenant, document));
    VEXLENS_RETURN_IF_ERROR(workspace::WithdrawDocument(turn, row));
    Change change;
    VEXLENS_RETURN_IF_ERROR(change.AddDocuments(turn, {&row, 1}));
    VEXLENS_ASSIGN_OR_RETURN(recomputed,
                             Recompute(turn, tenant, change, {Trigger::kIngestionDelta, turn.recorded_at()}));
    return absl::OkStatus();
  };
  VEXLENS_RETURN_IF_ERROR(transactions_->Write("withdraw", step));
  return recomputed;
}

absl::StatusOr<std::vector<StoredDocument>> Workspace::Documents(std::string_view tenant) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, lease->Tenant(tenant));
  std::vector<StoredDocument> documents;
  if (tenant_id == 0) return documents;
  VEXLENS_ASSIGN_OR_RETURN(const Basis basis, lease->BasisOf(tenant, {}));
  SignatureJudge judge(*basis.directory, basis.as_of);
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<HeldDocument> held,
                           lease->view().ListDocuments({.tenant = tenant_id, .issuer = 0, .enveloped = false}));
  std::vector<RowId> rows;
  for (const HeldDocument& each : held) rows.push_back(each.id);
  for (const std::span<const RowId> batch : Batches<RowId>(rows)) {
    VEXLENS_RETURN_IF_ERROR(lease->Remember(batch, std::nullopt));
    VEXLENS_ASSIGN_OR_RETURN(std::vector<Audit> decisions, lease->view().DecisionsOn(batch));
    for (std::size_t i = 0; i < batch.size(); ++i) {
      VEXLENS_ASSIGN_OR_RETURN(const KnownDocument* const from, lease->Document(batch[i], std::nullopt));
      if (from == nullptr) continue;
      documents.push_back({from->digest, from->recorded_at, from->issuer, from->name, from->version, from->format,
                           from->withdrawn, workspace::VerdictOn(*from, tenant, judge).state, std::move(decisions[i])});
    }
  }
  return documents;
}

absl::StatusOr<std::string> Workspace::DocumentBytes(std::string_view tenant, const Digest& document) {
  VEXLENS_ASSIGN_OR_RETURN(Transactions::Lease lease, transactions_->Read());
  VEXLENS_RETURN_IF_ERROR(FindDocument(*lease, tenant, document).status());
  return lease->RawBytes(document);
}

}  // namespace vexlens
