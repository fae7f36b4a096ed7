#include "lib/store/envelopes.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/store/document_writer.h"
#include "lib/store/envelope_pack.h"
#include "lib/store/rows_of.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {
namespace {

// EnvelopeRow is one of the table `envelope`.
struct EnvelopeRow {
  std::int64_t document;
  Digest digest;
};

absl::StatusOr<std::vector<EnvelopeRow>> AllEnvelopes(Database& database) {
  std::vector<EnvelopeRow> all;
  Rows rows = database.Select("SELECT document, digest FROM envelope ORDER BY document, digest");
  while (rows.Next()) all.push_back({rows.Int(0), rows.ADigest(1)});
  if (!rows.status().ok()) return rows.status();
  return all;
}

absl::StatusOr<std::string> TenantOf(Database& database, std::int64_t document) {
  Rows row = database.Select("SELECT t.name FROM document d JOIN tenant t ON t.id = d.tenant WHERE d.id = ?", document);
  std::string tenant;
  if (row.Next()) tenant = row.Text(0);
  if (!row.status().ok()) return row.status();
  return tenant;
}

absl::Status DeriveOne(Connection& connection, const EnvelopeRow& row, std::string_view bytes) {
  VEXLENS_ASSIGN_OR_RETURN(const std::span<const DsseVerifier> keys, connection.SigningKeys());
  ReadOptions options;
  options.keys = keys;
  const absl::StatusOr<Envelope> envelope = ReadSignature(bytes, options);
  if (!envelope.ok()) {
    return absl::DataLossError(
        absl::StrCat("envelope ", DigestText(row.digest), " was opened once: ", envelope.status().message()));
  }
  const std::string facts = PackEnvelope(*envelope);
  connection.Forget(row.document);
  return connection.database().Run("UPDATE envelope SET facts = ? WHERE document = ? AND digest = ?", Blob{facts},
                                   row.document, row.digest);
}

}  // namespace

SignatureVerdict VerdictOn(const KnownDocument& document, std::string_view tenant, SignatureJudge& judge) {
  const SignatureVerdict stated{document.signature, document.key_id, document.signer, document.reason,
                                SignatureStage::kEnvelope};
  if (document.envelopes.empty()) return stated;
  return judge.Best(tenant, document.issuer, document.latest_at, document.envelopes,
                    document.bare() ? &stated : nullptr);
}

absl::StatusOr<Noted> AddEnvelope(Database& database, std::int64_t document, const Envelope& envelope,
                                  Instant recorded_at) {
  constexpr std::int64_t kAbsent = -1;
  VEXLENS_ASSIGN_OR_RETURN(
      const std::int64_t whole,
      database.Number(kAbsent, "SELECT facts IS NOT NULL FROM envelope WHERE document = ? AND digest = ?", document,
                      envelope.digest));
  if (whole == 1) return Noted::kKnown;
  const std::string facts = PackEnvelope(envelope);
  VEXLENS_RETURN_IF_ERROR(
      whole == kAbsent ? database.Run("INSERT INTO envelope(document, digest, recorded_at, facts) VALUES(?, ?, ?, ?)",
                                      document, envelope.digest, recorded_at, Blob{facts})
                       : database.Run("UPDATE envelope SET facts = ? WHERE document = ? AND digest = ?", Blob{facts},
                                      document, envelope.digest));
  return whole == kAbsent ? Noted::kNew : Noted::kRestored;
}

absl::StatusOr<bool> HasNewKeys(Connection& connection, const IssuerDirectory& directory) {
  for (const DsseVerifier& key : VerifiersOf(directory)) {
    VEXLENS_ASSIGN_OR_RETURN(
        const std::int64_t known,
        connection.database().Number(0, "SELECT 1 FROM signing_key WHERE key_id = ? AND scheme = ?", key.key.key_id(),
                                     static_cast<std::int64_t>(key.scheme)));
    if (known == 0) return true;
  }
  return false;
}

absl::Status NoteKeys(Connection& connection, const IssuerDirectory& directory) {
  const absl::StatusOr<bool> any = HasNewKeys(connection, directory);
  if (!any.ok() || !*any) return any.status();
  for (const DsseVerifier& key : VerifiersOf(directory)) {
    VEXLENS_RETURN_IF_ERROR(connection.database().Run("INSERT OR IGNORE INTO signing_key VALUES(?, ?, ?)",
                                                      key.key.key_id(), static_cast<std::int64_t>(key.scheme),
                                                      key.key.Pem()));
  }
  connection.ForgetSigningKeys();
  std::vector<Damage> damaged;
  return DeriveEnvelopes(connection, damaged);
}

absl::Status DeriveEnvelopes(Connection& connection, std::vector<Damage>& damaged) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<EnvelopeRow> all, AllEnvelopes(connection.database()));
  for (const EnvelopeRow& row : all) {
    const absl::StatusOr<std::string> bytes = RawBytes(connection.database(), row.digest);
    if (bytes.ok()) {
      VEXLENS_RETURN_IF_ERROR(DeriveOne(connection, row, *bytes));
      continue;
    }
    if (!absl::IsDataLoss(bytes.status())) return bytes.status();
    VEXLENS_ASSIGN_OR_RETURN(const std::string tenant, TenantOf(connection.database(), row.document));
    damaged.push_back({tenant, row.digest, bytes.status()});
  }
  return absl::OkStatus();
}

absl::Status AddRejudged(Connection& connection, std::string_view tenant, const IssuerDirectory& before,
                         const IssuerDirectory& after, Change& change) {
  Database& database = connection.database();
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t tenant_id, FindTenant(database, tenant));
  VEXLENS_ASSIGN_OR_RETURN(const Instant as_of, StoredAsOf(database));
  std::vector<std::int64_t> enveloped;
  {
    Rows rows = database.Select(
        "SELECT DISTINCT e.document FROM envelope e JOIN document d ON d.id = e.document WHERE d.tenant = ?",
        tenant_id);
    while (rows.Next()) enveloped.push_back(rows.Int(0));
    if (!rows.status().ok()) return rows.status();
  }
  SignatureJudge old(before, as_of);
  SignatureJudge now(after, as_of);
  for (const std::int64_t row : enveloped) {
    VEXLENS_ASSIGN_OR_RETURN(const KnownDocument* const document, connection.Document(row, std::nullopt));
    if (document == nullptr || VerdictOn(*document, tenant, old) == VerdictOn(*document, tenant, now)) continue;
    VEXLENS_RETURN_IF_ERROR(change.AddReheard(connection, row));
  }
  return absl::OkStatus();
}

}  // namespace vexlens::store
