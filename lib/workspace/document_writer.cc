#include "lib/workspace/document_writer.h"

#include <algorithm>
#include <utility>

#include "lib/workspace/derived_document.h"
#include "lib/workspace/envelope_pack.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::workspace {

using intake::Prepared;

namespace {

Sighting SightingOf(Instant recorded_at, SignatureState signature, std::string_view reason = {}) {
  Sighting sighting;
  sighting.recorded_at = recorded_at;
  sighting.signature = signature;
  sighting.reason = reason;
  return sighting;
}

}  // namespace

absl::Status WithdrawDocument(Turn& turn, RowId document) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<DocumentRow> rows, turn.view().Documents({&document, 1}, std::nullopt));
  if (rows[0].sightings.empty()) return absl::DataLossError("how a document came is missing: rebuild the workspace");
  Seen seen;
  seen.document = document;
  seen.sightings.push_back(rows[0].sightings.back());
  seen.sightings.back().withdrawn = true;
  seen.sightings.back().recorded_at = turn.recorded_at();
  turn.Forget(document);
  return turn.edit().AddSeen(seen);
}

absl::Status DocumentWriter::Add(Prepared& prepared, const Audit* decision) {
  Ingested& ingested = prepared.ingested;
  const Report& report = ingested.report;
  if (prepared.evidence.documents().empty()) return absl::OkStatus();
  VEXLENS_RETURN_IF_ERROR(
      KeepRaw(report.digest, report.document.has_value() ? *report.document : prepared.incoming.bytes));
  VEXLENS_ASSIGN_OR_RETURN(RowId row, turn_.view().FindDocument(tenant_id_, report.digest));
  ingested.added = row == 0;
  DocumentRow known;
  if (ingested.added) {
    VEXLENS_ASSIGN_OR_RETURN(row, turn_.edit().AddDocument(tenant_id_, report.digest, turn_.recorded_at()));
  } else {
    VEXLENS_ASSIGN_OR_RETURN(known, Known(row));
  }
  Seen seen;
  seen.document = row;
  seen.recorded_at = turn_.recorded_at();
  if (decision != nullptr) {
    seen.decision = *decision;
    seen.sightings.push_back(SightingOf(turn_.recorded_at(), SignatureState::kVerified, kRecordedHere));
  } else {
    VEXLENS_RETURN_IF_ERROR(AddSightings(known, prepared, seen));
  }
  if (!seen.sightings.empty() || !seen.envelopes.empty()) {
    VEXLENS_RETURN_IF_ERROR(turn_.edit().AddSeen(seen));
    turn_.Forget(row);
    if (!ingested.added) resigned_.push_back(row);
  }
  // Derives also one that a rebuild left out as damaged.
  if (known.facts.has_value()) return absl::OkStatus();
  VEXLENS_RETURN_IF_ERROR(WriteDerived(row, prepared.evidence));
  return ForgetEditions(row);
}

absl::StatusOr<Report> DocumentWriter::Derive(RowId document, std::string_view bytes) {
  VEXLENS_ASSIGN_OR_RETURN(const std::span<const DsseVerifier> keys, turn_.SigningKeys());
  ReadOptions options;
  options.tenant = tenant_;
  options.keys = keys;
  Evidence evidence;
  Report report = ReadDocument(bytes, options, evidence);
  VEXLENS_RETURN_IF_ERROR(WriteDerived(document, evidence));
  return report;
}

absl::StatusOr<DocumentRow> DocumentWriter::Known(RowId row) {
  absl::StatusOr<std::vector<DocumentRow>> rows = turn_.view().Documents({&row, 1}, std::nullopt);
  if (!rows.ok()) return rows.status();
  return std::move(rows->front());
}

absl::Status DocumentWriter::KeepRaw(const Digest& digest, std::string_view bytes) {
  const absl::StatusOr<std::optional<std::string>> kept = turn_.view().ReadRaw(digest);
  if (!kept.ok() && !absl::IsDataLoss(kept.status())) return kept.status();
  if (kept.ok() && kept->has_value() && Sha256(**kept) == digest) return absl::OkStatus();
  return turn_.edit().PutRaw(digest, bytes);
}

absl::Status DocumentWriter::AddSightings(const DocumentRow& known, const Prepared& prepared, Seen& seen) {
  const std::optional<Envelope>& around = prepared.ingested.report.envelope;
  const std::optional<Envelope>& beside = prepared.ingested.report.detached;
  const bool bare = std::any_of(known.sightings.begin(), known.sightings.end(),
                                [](const Sighting& each) { return each.signature != SignatureState::kFailed; });
  if (around.has_value()) {
    VEXLENS_RETURN_IF_ERROR(AddEnvelope(known, *around, prepared.incoming.bytes, seen));
  } else if (!bare) {
    seen.sightings.push_back(SightingOf(turn_.recorded_at(), SignatureState::kMissing));
  }
  return beside.has_value() ? AddEnvelope(known, *beside, prepared.incoming.signature, seen) : absl::OkStatus();
}

absl::Status DocumentWriter::AddEnvelope(const DocumentRow& known, const Envelope& envelope, std::string_view bytes,
                                         Seen& seen) {
  VEXLENS_RETURN_IF_ERROR(KeepRaw(envelope.digest, bytes));
  const auto place = std::find_if(known.envelopes.begin(), known.envelopes.end(),
                                  [&](const EnvelopeRow& each) { return each.digest == envelope.digest; });
  const bool is_new = place == known.envelopes.end();
  if (!is_new && place->facts.has_value()) return absl::OkStatus();
  seen.envelopes.push_back(
      {envelope.digest, is_new ? turn_.recorded_at() : place->recorded_at, PackEnvelope(envelope)});
  if (is_new) seen.sightings.push_back(SightingOf(turn_.recorded_at(), SignatureState::kFailed));
  return absl::OkStatus();
}

absl::Status DocumentWriter::WriteDerived(RowId row, const Evidence& evidence) {
  if (evidence.documents().empty()) return absl::OkStatus();
  VEXLENS_ASSIGN_OR_RETURN(const DerivedDocument derived, workspace::Derive(turn_, tenant_id_, row, evidence));
  VEXLENS_RETURN_IF_ERROR(turn_.edit().PutDerived(derived));
  turn_.Forget(row);
  added_.push_back(row);
  return absl::OkStatus();
}

absl::Status DocumentWriter::ForgetEditions(RowId row) {
  VEXLENS_ASSIGN_OR_RETURN(const KnownDocument* const known, turn_.Document(row, std::nullopt));
  if (known == nullptr) return absl::OkStatus();
  for (const RowId edition : known->editions) turn_.Forget(edition);
  return absl::OkStatus();
}

absl::StatusOr<Change> DocumentWriter::TakeChange() {
  Change change;
  VEXLENS_RETURN_IF_ERROR(change.AddDocuments(turn_, added_));
  VEXLENS_RETURN_IF_ERROR(change.AddReheard(turn_, resigned_));
  return change;
}

}  // namespace vexlens::workspace
