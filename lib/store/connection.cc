#include "lib/store/connection.h"

#include <limits>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "lib/store/binary.h"
#include "lib/store/envelope_pack.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {
namespace {

constexpr std::size_t kMostDocuments = 1'000'000;  // that are remembered, some 300 bytes each

std::int64_t LimitOf(std::optional<Instant> known_at) {
  return known_at.has_value() ? known_at->micros : std::numeric_limits<std::int64_t>::max();
}

// AddSighting lets the best signature stand, and of equally good ones that of smaller texts: as AddDocument does.
void AddSighting(Rows& row, bool first, KnownDocument& document) {
  document.withdrawn |= row.Int(0) != 0;
  const auto signature = row.Enumerator(1, SignatureState::kVerified);
  if (!first && signature < document.signature) return;
  const auto texts = std::make_tuple(row.Text(2), row.Text(3), row.Text(4));
  if (!first && signature == document.signature &&
      texts >= std::make_tuple(std::string_view(document.key_id), std::string_view(document.signer),
                               std::string_view(document.reason))) {
    return;
  }
  document.signature = signature;
  document.key_id = row.Text(2);
  document.signer = row.Text(3);
  document.reason = row.Text(4);
}

}  // namespace

std::string KnownDocument::Checksum() const {
  std::string columns;
  AppendNumber(static_cast<std::uint64_t>(format), columns);
  for (const Instant instant : {updated_at, latest_at}) {
    AppendNumber(static_cast<std::uint64_t>(instant.micros), columns);
  }
  for (const std::string* text : {&issuer, &name, &version}) AppendText(*text, columns);
  std::string checksum;
  AppendChecksum(columns, checksum);
  return checksum;
}

absl::Status Connection::Refresh() {
  VEXLENS_ASSIGN_OR_RETURN(const std::int64_t version, database_->Number(0, "PRAGMA data_version"));
  if (version != version_ || documents_.size() > kMostDocuments) documents_.clear();
  if (version != version_) ForgetSigningKeys();
  version_ = version;
  return absl::OkStatus();
}

absl::StatusOr<const KnownDocument*> Connection::Document(std::int64_t document, std::optional<Instant> known_at) {
  const auto known = documents_.find(document);
  if (known != documents_.end() && !known_at.has_value()) return &known->second;
  VEXLENS_ASSIGN_OR_RETURN(std::optional<KnownDocument> row, ReadDocumentRow(document, known_at));
  if (!row.has_value()) return nullptr;
  KnownDocument& place = known_at.has_value() ? past_ : documents_[document];
  place = *std::move(row);
  return &place;
}

absl::StatusOr<std::optional<KnownDocument>> Connection::ReadDocumentRow(std::int64_t id,
                                                                         std::optional<Instant> known_at) {
  KnownDocument document;
  std::int64_t tenant = 0;
  std::int64_t issuer = 0;
  std::string checksum;
  {
    Rows row = database_->Select(
        "SELECT digest, recorded_at, updated_at, format, name, version, tenant, issuer, latest_at, checksum FROM"
        " document"
        " WHERE id = ? AND recorded_at <= ? AND format IS NOT NULL",
        id, LimitOf(known_at));
    if (!row.Next()) {
      if (!row.status().ok()) return row.status();
      return std::nullopt;
    }
    document.digest = row.ADigest(0);
    document.recorded_at = row.Time(1);
    document.updated_at = row.Time(2);
    document.format = row.Enumerator(3, kFormatTable.back().format);
    document.name = row.Text(4);
    document.version = row.Text(5);
    tenant = row.Int(6);
    issuer = row.Int(7);
    document.latest_at = row.Time(8);
    checksum = row.Bytes(9);
    if (!row.status().ok()) return row.status();
  }
  VEXLENS_ASSIGN_OR_RETURN(const std::string_view name, IssuerName(issuer));
  document.issuer = name;
  if (document.Checksum() != checksum) {
    return absl::DataLossError(
        absl::StrCat("what is noted of document ", DigestText(document.digest), " is damaged: rebuild the workspace"));
  }
  Rows sightings = database_->Select(
      "SELECT withdrawn, signature, key_id, signer, reason FROM sighting WHERE document = ? AND recorded_at <= ?", id,
      LimitOf(known_at));
  bool enveloped = false;
  for (bool first = true; sightings.Next(); first = false) {
    AddSighting(sightings, first, document);
    enveloped |= sightings.Int(1) == static_cast<std::int64_t>(SignatureState::kFailed);
  }
  if (!sightings.status().ok()) return sightings.status();
  if (enveloped) {
    VEXLENS_RETURN_IF_ERROR(ReadEnvelopes(id, LimitOf(known_at), document.envelopes));
  }
  if (SupersededBy(document.format) == Supersession::kByStatement) return document;
  Rows editions =
      database_->Select("SELECT id FROM document WHERE tenant = ? AND name = ? AND format > 0", tenant, document.name);
  while (editions.Next()) {
    if (editions.Int(0) != id) document.editions.push_back(editions.Int(0));
  }
  if (!editions.status().ok()) return editions.status();
  return document;
}

absl::Status Connection::ReadEnvelopes(std::int64_t document, std::int64_t known_at, std::vector<Envelope>& envelopes) {
  Rows rows = database_->Select(
      "SELECT digest, facts FROM envelope WHERE document = ? AND recorded_at <= ? AND facts IS NOT NULL ORDER BY "
      "digest",
      document, known_at);
  while (rows.Next()) {
    Envelope& envelope = envelopes.emplace_back();
    envelope.digest = rows.ADigest(0);
    if (UnpackEnvelope(rows.Bytes(1), envelope)) continue;
    return absl::DataLossError(
        absl::StrCat("what is noted of envelope ", DigestText(envelope.digest), " is damaged: rebuild the workspace"));
  }
  return rows.status();
}

absl::StatusOr<std::span<const DsseVerifier>> Connection::SigningKeys() {
  if (signing_keys_.has_value()) return *signing_keys_;
  std::vector<DsseVerifier> keys;
  Rows rows = database_->Select("SELECT key_id, scheme, pem FROM signing_key ORDER BY key_id, scheme");
  while (rows.Next()) {
    const absl::StatusOr<PublicKey> key = PublicKey::FromPem(rows.Text(2));
    if (!key.ok()) return absl::DataLossError(absl::StrCat("the key ", rows.Text(0), ": ", key.status().message()));
    keys.push_back({*key, rows.Enumerator(1, SignatureScheme::kRsaPssSha512)});
  }
  if (!rows.status().ok()) return rows.status();
  return signing_keys_.emplace(std::move(keys));
}

absl::StatusOr<std::string_view> Connection::IssuerName(std::int64_t issuer) {
  const auto known = issuers_.find(issuer);
  if (known != issuers_.end()) return known->second;
  Rows row = database_->Select("SELECT name FROM issuer WHERE id = ?", issuer);
  if (row.Next()) {
    std::string name(row.Text(0));
    if (row.status().ok()) return issuers_.emplace(issuer, std::move(name)).first->second;
  }
  return row.status().ok() ? absl::DataLossError("a document's issuer is missing: rebuild the workspace")
                           : row.status();
}

absl::StatusOr<std::shared_ptr<const IssuerDirectory>> Connection::Directory(std::optional<Instant> known_at) {
  Rows row = database_->Select(
      "SELECT revision, json FROM trust WHERE subject = 'issuers' AND recorded_at <= ? ORDER BY recorded_at DESC LIMIT "
      "1",
      LimitOf(known_at));
  const bool any = row.Next();
  if (!row.status().ok()) return row.status();
  if (!any) return std::shared_ptr<const IssuerDirectory>(&IssuerDirectory::Starter(), [](const auto*) {});
  if (directory_.first != row.Int(0)) {
    absl::StatusOr<IssuerDirectory> directory = IssuerDirectory::Parse(row.Text(1));
    if (!directory.ok())
      return absl::DataLossError(absl::StrCat("the issuer directory: ", directory.status().message()));
    directory_ = {row.Int(0), std::make_shared<const IssuerDirectory>(*std::move(directory))};
  }
  return directory_.second;
}

absl::StatusOr<std::shared_ptr<const Policy>> Connection::PolicyOf(std::string_view tenant,
                                                                   std::optional<Instant> known_at) {
  const std::string own = absl::StrCat("policy/", tenant);
  for (const std::string_view subject : {std::string_view(own), std::string_view("policy")}) {
    Rows row = database_->Select(
        "SELECT revision, json FROM trust WHERE subject = ? AND recorded_at <= ? ORDER BY recorded_at DESC LIMIT 1",
        subject, LimitOf(known_at));
    const bool any = row.Next();
    if (!row.status().ok()) return row.status();
    if (!any || row.IsNull(1)) continue;
    std::shared_ptr<const Policy>& kept = policies_[row.Int(0)];
    if (kept == nullptr) {
      absl::StatusOr<Policy> policy = Policy::Parse(row.Text(1));
      if (!policy.ok()) return absl::DataLossError(absl::StrCat("the policy: ", policy.status().message()));
      kept = std::make_shared<const Policy>(*std::move(policy));
    }
    return kept;
  }
  static const Policy* const kBuiltIn = new Policy();
  return std::shared_ptr<const Policy>(kBuiltIn, [](const Policy*) {});
}

}  // namespace vexlens::store
