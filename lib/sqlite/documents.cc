// Session: documents, their bytes, and how they came.
#include <limits>

#include "lib/sqlite/session.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::sqlite {

using workspace::DocumentFacts;
using workspace::DocumentRow;
using workspace::DocumentsOf;
using workspace::EnvelopeRow;
using workspace::HeldDocument;
using workspace::Seen;
using workspace::Sighting;

namespace {

Instant LimitOf(std::optional<Instant> known_at) {
  return known_at.value_or(Instant{std::numeric_limits<std::int64_t>::max()});
}

// Selects the columns of HeldDocument.
#define VEXLENS_SELECT_HELD "SELECT id, tenant, digest, recorded_at FROM document "

Rows SelectHeld(Database& database, const DocumentsOf& which) {
  if (which.issuer != 0) return database.Select(VEXLENS_SELECT_HELD "WHERE issuer = ? ORDER BY id", which.issuer);
  if (which.tenant == 0 && !which.enveloped) return database.Select(VEXLENS_SELECT_HELD "ORDER BY id");
  if (which.tenant == 0) {
    return database.Select(VEXLENS_SELECT_HELD "WHERE id IN (SELECT document FROM envelope) ORDER BY id");
  }
  return which.enveloped ? database.Select(VEXLENS_SELECT_HELD
                                           "WHERE tenant = ? AND id IN (SELECT document FROM envelope) ORDER BY id",
                                           which.tenant)
                         : database.Select(VEXLENS_SELECT_HELD "WHERE tenant = ? ORDER BY id", which.tenant);
}

}  // namespace

absl::StatusOr<RowId> Session::FindDocument(RowId tenant, const Digest& digest) {
  return database_.Number(0, "SELECT id FROM document WHERE tenant = ? AND digest = ?", tenant, digest);
}

absl::StatusOr<std::vector<DocumentRow>> Session::Documents(std::span<const RowId> ids,
                                                            std::optional<Instant> known_at) {
  std::vector<DocumentRow> documents;
  documents.reserve(ids.size());
  for (const RowId id : ids) {
    VEXLENS_ASSIGN_OR_RETURN(DocumentRow document, ReadDocument(id, known_at));
    documents.push_back(std::move(document));
  }
  return documents;
}

absl::StatusOr<DocumentRow> Session::ReadDocument(RowId id, std::optional<Instant> known_at) {
  DocumentRow document;
  {
    Rows row = database_.Select(
        "SELECT digest, recorded_at, tenant, format, issuer, name, version, updated_at, latest_at, checksum"
        " FROM document WHERE id = ? AND recorded_at <= ?",
        id, LimitOf(known_at));
    if (!row.Next()) {
      if (!row.status().ok()) return row.status();
      return document;
    }
    document.id = id;
    document.digest = row.ADigest(0);
    document.recorded_at = row.Time(1);
    document.tenant = row.Int(2);
    if (!row.IsNull(3)) {
      document.facts = DocumentFacts{row.Enumerator(3, kFormatTable.back().format),
                                     row.Int(4),
                                     std::string(row.Text(5)),
                                     std::string(row.Text(6)),
                                     row.Time(7),
                                     row.Time(8),
                                     std::string(row.Bytes(9))};
    }
    if (!row.status().ok()) return row.status();
  }
  VEXLENS_RETURN_IF_ERROR(ReadSightings(LimitOf(known_at), document));
  VEXLENS_RETURN_IF_ERROR(ReadEditions(document));
  return document;
}

absl::Status Session::ReadSightings(Instant known_at, DocumentRow& document) {
  bool enveloped = false;
  {
    Rows rows = database_.Select(
        "SELECT recorded_at, withdrawn, signature, key_id, signer, reason FROM sighting"
        " WHERE document = ? AND recorded_at <= ? ORDER BY number",
        document.id, known_at);
    while (rows.Next()) {
      const auto signature = rows.Enumerator(2, SignatureState::kVerified);
      enveloped |= signature == SignatureState::kFailed;
      document.sightings.push_back({rows.Time(0), rows.Int(1) != 0, signature, std::string(rows.Text(3)),
                                    std::string(rows.Text(4)), std::string(rows.Text(5))});
    }
    if (!rows.status().ok()) return rows.status();
  }
  if (!enveloped) return absl::OkStatus();
  Rows rows = database_.Select(
      "SELECT digest, recorded_at, facts FROM envelope WHERE document = ? AND recorded_at <= ? ORDER BY digest",
      document.id, known_at);
  while (rows.Next()) {
    EnvelopeRow& envelope = document.envelopes.emplace_back();
    envelope.digest = rows.ADigest(0);
    envelope.recorded_at = rows.Time(1);
    if (!rows.IsNull(2)) envelope.facts = rows.Bytes(2);
  }
  return rows.status();
}

// The index has every document of a format that replaces documents as a whole.
absl::Status Session::ReadEditions(DocumentRow& document) {
  if (!document.facts.has_value() || SupersededBy(document.facts->format) == Supersession::kByStatement)
    return absl::OkStatus();
  Rows rows = database_.Select("SELECT id FROM document WHERE tenant = ? AND name = ? AND format > 0", document.tenant,
                               document.facts->name);
  while (rows.Next()) {
    if (rows.Int(0) != document.id) document.editions.push_back(rows.Int(0));
  }
  return rows.status();
}

absl::StatusOr<std::vector<HeldDocument>> Session::ListDocuments(const DocumentsOf& which) {
  std::vector<HeldDocument> documents;
  Rows rows = SelectHeld(database_, which);
  while (rows.Next()) documents.push_back({rows.Int(0), rows.Int(1), rows.ADigest(2), rows.Time(3)});
  if (!rows.status().ok()) return rows.status();
  return documents;
}

absl::StatusOr<std::vector<std::string>> Session::SpokenOf(std::span<const RowId> documents) {
  std::vector<std::string> spoken;
  spoken.reserve(documents.size());
  for (const RowId id : documents) {
    Rows row = database_.Select("SELECT vulnerabilities FROM document WHERE id = ?", id);
    spoken.emplace_back(row.Next() ? row.Bytes(0) : std::string_view());
    if (!row.status().ok()) return row.status();
  }
  return spoken;
}

absl::StatusOr<std::vector<Audit>> Session::DecisionsOn(std::span<const RowId> documents) {
  std::vector<Audit> decisions(documents.size());
  for (std::size_t i = 0; i < documents.size(); ++i) {
    Rows row = database_.Select(
        "SELECT actor, reason FROM decision WHERE document = ? ORDER BY recorded_at DESC LIMIT 1", documents[i]);
    if (row.Next()) decisions[i] = {std::string(row.Text(0)), std::string(row.Text(1))};
    if (!row.status().ok()) return row.status();
  }
  return decisions;
}

absl::StatusOr<std::optional<std::string>> Session::ReadRaw(const Digest& digest) {
  Rows row = database_.Select("SELECT bytes FROM raw WHERE digest = ?", digest);
  std::optional<std::string> bytes;
  if (row.Next()) bytes = row.Bytes(0);
  if (!row.status().ok()) return row.status();
  return bytes;
}

absl::Status Session::PutRaw(const Digest& digest, std::string_view bytes) {
  return database_.Run("INSERT INTO raw(digest, bytes) VALUES(?, ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes",
                       digest, Blob{bytes});
}

absl::StatusOr<RowId> Session::AddDocument(RowId tenant, const Digest& digest, Instant recorded_at) {
  VEXLENS_RETURN_IF_ERROR(
      database_.Run("INSERT INTO document(tenant, digest, recorded_at) VALUES(?, ?, ?)", tenant, digest, recorded_at));
  return database_.last_id();
}

absl::Status Session::AddSeen(const Seen& seen) {
  for (const EnvelopeRow& envelope : seen.envelopes) {
    VEXLENS_RETURN_IF_ERROR(PutEnvelope(seen.document, envelope));
  }
  for (const Sighting& sighting : seen.sightings) {
    VEXLENS_RETURN_IF_ERROR(database_.Run(
        "INSERT INTO sighting SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM sighting"
        " WHERE document = ?1",
        seen.document, sighting.recorded_at, std::int64_t{sighting.withdrawn},
        static_cast<std::int64_t>(sighting.signature), sighting.key_id, sighting.signer, sighting.reason));
  }
  if (!seen.decision.has_value()) return absl::OkStatus();
  return database_.Run("INSERT INTO decision(document, recorded_at, actor, reason) VALUES(?, ?, ?, ?)", seen.document,
                       seen.recorded_at, seen.decision->actor, seen.decision->reason);
}

absl::Status Session::PutEnvelope(RowId document, const EnvelopeRow& envelope) {
  constexpr const char* kPut =
      "INSERT INTO envelope(document, digest, recorded_at, facts) VALUES(?, ?, ?, ?)"
      " ON CONFLICT DO UPDATE SET facts = excluded.facts";
  if (!envelope.facts.has_value()) {
    return database_.Run(kPut, document, envelope.digest, envelope.recorded_at, nullptr);
  }
  return database_.Run(kPut, document, envelope.digest, envelope.recorded_at, Blob{*envelope.facts});
}

}  // namespace vexlens::sqlite
