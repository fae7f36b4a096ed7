#include "lib/workspace/envelopes.h"

#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "lib/workspace/batches.h"
#include "lib/workspace/envelope_pack.h"
#include "vexlens/reader.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::workspace {
namespace {

std::vector<SigningKeyRow> KeyRowsOf(const IssuerDirectory& directory) {
  std::vector<SigningKeyRow> rows;
  for (const DsseVerifier& key : VerifiersOf(directory)) {
    rows.push_back({std::string(key.key.key_id()), key.scheme, key.key.Pem()});
  }
  return rows;
}

// Returns the documents that came with envelopes: a tenant's, or all for tenant 0.
absl::StatusOr<std::vector<RowId>> Enveloped(View& view, RowId tenant) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<HeldDocument> held,
                           view.ListDocuments({.tenant = tenant, .issuer = 0, .enveloped = true}));
  std::vector<RowId> rows;
  for (const HeldDocument& document : held) rows.push_back(document.id);
  return rows;
}

absl::StatusOr<EnvelopeRow> DeriveOne(Turn& turn, const EnvelopeRow& row, std::span<const DsseVerifier> keys) {
  VEXLENS_ASSIGN_OR_RETURN(const std::string bytes, turn.RawBytes(row.digest));
  ReadOptions options;
  options.keys = keys;
  const absl::StatusOr<Envelope> envelope = ReadSignature(bytes, options);
  if (!envelope.ok()) {
    return absl::DataLossError(
        absl::StrCat("envelope ", DigestText(row.digest), " was opened once: ", envelope.status().message()));
  }
  return EnvelopeRow{row.digest, row.recorded_at, PackEnvelope(*envelope)};
}

// Derives the envelopes of one document.
absl::Status DeriveEnvelopesOf(Turn& turn, const DocumentRow& document, std::vector<Damage>& damaged) {
  Seen seen;
  seen.document = document.id;
  VEXLENS_ASSIGN_OR_RETURN(const std::span<const DsseVerifier> keys, turn.SigningKeys());
  for (const EnvelopeRow& row : document.envelopes) {
    absl::StatusOr<EnvelopeRow> derived = DeriveOne(turn, row, keys);
    if (derived.ok()) {
      seen.envelopes.push_back(*std::move(derived));
      continue;
    }
    if (!absl::IsDataLoss(derived.status())) return derived.status();
    VEXLENS_ASSIGN_OR_RETURN(const std::vector<std::string> tenant,
                             turn.view().NamesOf(NameKind::kTenant, {&document.tenant, 1}));
    damaged.push_back({tenant[0], row.digest, derived.status()});
  }
  if (seen.envelopes.empty()) return absl::OkStatus();
  turn.Forget(document.id);
  return turn.edit().AddSeen(seen);
}

}  // namespace

SignatureVerdict VerdictOn(const KnownDocument& document, std::string_view tenant, SignatureJudge& judge) {
  SignatureVerdict stated{document.signature, document.key_id, document.signer, document.reason,
                          SignatureStage::kEnvelope};
  if (document.envelopes.empty()) return stated;
  return judge.Best(tenant, document.issuer, document.latest_at, document.envelopes,
                    document.bare() ? &stated : nullptr);
}

absl::StatusOr<bool> HasNewKeys(Snapshot& snapshot, const IssuerDirectory& directory) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<SigningKeyRow> rows, snapshot.view().SigningKeys());
  absl::flat_hash_set<std::pair<std::string_view, SignatureScheme>> known;
  for (const SigningKeyRow& row : rows) known.emplace(row.key_id, row.scheme);
  for (const SigningKeyRow& row : KeyRowsOf(directory)) {
    if (!known.contains(std::pair(std::string_view(row.key_id), row.scheme))) return true;
  }
  return false;
}

absl::Status NoteKeys(Turn& turn, const IssuerDirectory& directory) {
  const absl::StatusOr<bool> any = HasNewKeys(turn, directory);
  if (!any.ok() || !*any) return any.status();
  VEXLENS_RETURN_IF_ERROR(turn.edit().AddSigningKeys(KeyRowsOf(directory)));
  turn.ForgetSigningKeys();
  std::vector<Damage> damaged;
  return DeriveEnvelopes(turn, damaged);
}

absl::Status DeriveEnvelopes(Turn& turn, std::vector<Damage>& damaged) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<RowId> enveloped, Enveloped(turn.view(), 0));
  for (const std::span<const RowId> batch : Batches<RowId>(enveloped)) {
    VEXLENS_ASSIGN_OR_RETURN(const std::vector<DocumentRow> documents, turn.view().Documents(batch, std::nullopt));
    for (const DocumentRow& document : documents) {
      VEXLENS_RETURN_IF_ERROR(DeriveEnvelopesOf(turn, document, damaged));
    }
  }
  return absl::OkStatus();
}

absl::Status AddRejudged(Snapshot& snapshot, std::string_view tenant, const IssuerDirectory& before,
                         const IssuerDirectory& after, Change& change) {
  VEXLENS_ASSIGN_OR_RETURN(const RowId tenant_id, snapshot.Tenant(tenant));
  if (tenant_id == 0) return absl::OkStatus();
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<RowId> enveloped, Enveloped(snapshot.view(), tenant_id));
  SignatureJudge old(before, snapshot.settings().as_of);
  SignatureJudge now(after, snapshot.settings().as_of);
  std::vector<RowId> rejudged;
  for (const std::span<const RowId> batch : Batches<RowId>(enveloped)) {
    VEXLENS_RETURN_IF_ERROR(snapshot.Remember(batch, std::nullopt));
    for (const RowId row : batch) {
      VEXLENS_ASSIGN_OR_RETURN(const KnownDocument* const document, snapshot.Document(row, std::nullopt));
      if (document == nullptr || VerdictOn(*document, tenant, old) == VerdictOn(*document, tenant, now)) continue;
      rejudged.push_back(row);
    }
  }
  return change.AddReheard(snapshot, rejudged);
}

}  // namespace vexlens::workspace
