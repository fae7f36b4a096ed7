#include "lib/workspace/snapshot.h"

#include <tuple>

#include "absl/strings/str_cat.h"
#include "lib/workspace/binary.h"
#include "lib/workspace/envelope_pack.h"
#include "vexlens/consensus.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::workspace {
namespace {

constexpr std::size_t kMostDocuments = 1'000'000;  // in memory, some 300 bytes each

// Adds a sighting. The best signature wins, and of equally good ones that of smaller texts, as in
// Evidence::AddDocument.
void AddSighting(const Sighting& sighting, bool first, KnownDocument& document) {
  document.withdrawn |= sighting.withdrawn;
  if (!first && sighting.signature < document.signature) return;
  if (!first && sighting.signature == document.signature &&
      std::tie(sighting.key_id, sighting.signer, sighting.reason) >=
          std::tie(document.key_id, document.signer, document.reason)) {
    return;
  }
  document.signature = sighting.signature;
  document.key_id = sighting.key_id;
  document.signer = sighting.signer;
  document.reason = sighting.reason;
}

absl::Status AddEnvelopes(const DocumentRow& row, KnownDocument& document) {
  for (const EnvelopeRow& from : row.envelopes) {
    if (!from.facts.has_value()) continue;
    Envelope& envelope = document.envelopes.emplace_back();
    envelope.digest = from.digest;
    if (UnpackEnvelope(*from.facts, envelope)) continue;
    return absl::DataLossError(
        absl::StrCat("what is noted of envelope ", DigestText(from.digest), " is damaged: rebuild the workspace"));
  }
  return absl::OkStatus();
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

void Memory::Refresh(Instant version) {
  if (version != version_ || documents_.size() > kMostDocuments) documents_.clear();
  if (version != version_) signing_keys_.reset();
  past_.clear();
  version_ = version;
}

Memory::Documents& Memory::DocumentsAt(std::optional<Instant> known_at) {
  if (!known_at.has_value()) return documents_;
  if (*known_at != past_at_) past_.clear();
  past_at_ = *known_at;
  return past_;
}

absl::Status DifferentRules(std::uint32_t stored) {
  return absl::FailedPreconditionError(absl::StrCat(
      "the workspace has rules ", stored, ", this program knows ", kRules,
      stored > kRules ? ": use a newer one" : ": open it once where it can be written, and it is brought up to date"));
}

absl::StatusOr<Snapshot> Snapshot::Begin(View& view, Memory& memory) {
  Snapshot snapshot(view, memory);
  VEXLENS_ASSIGN_OR_RETURN(snapshot.settings_, view.ReadSettings());
  if (snapshot.settings_.rules != kRules) return DifferentRules(snapshot.settings_.rules);
  memory.Refresh(snapshot.settings_.recorded_at);
  return snapshot;
}

absl::StatusOr<RowId> Snapshot::Tenant(std::string_view name) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<RowId> found, view_->Find(NameKind::kTenant, 0, {&name, 1}));
  return found[0];
}

absl::StatusOr<RowId> Snapshot::Vulnerability(RowId tenant, std::string_view name) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<RowId> found, view_->Find(NameKind::kVulnerability, tenant, {&name, 1}));
  return found[0];
}

absl::StatusOr<Basis> Snapshot::BasisOf(std::string_view tenant, const Moment& when) {
  Basis basis;
  basis.tenant = tenant;
  basis.known_at = when.known_at;
  basis.as_of = when.as_of.value_or(settings_.as_of);
  VEXLENS_ASSIGN_OR_RETURN(basis.directory, Directory(when.known_at));
  VEXLENS_ASSIGN_OR_RETURN(basis.policy, PolicyOf(tenant, when.known_at));
  return basis;
}

absl::Status Snapshot::Remember(std::span<const RowId> documents, std::optional<Instant> known_at) {
  Memory::Documents& remembered = memory_->DocumentsAt(known_at);
  std::vector<RowId> missing;
  for (const RowId document : documents) {
    if (!remembered.contains(document)) missing.push_back(document);
  }
  if (missing.empty()) return absl::OkStatus();
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<DocumentRow> rows, view_->Documents(missing, known_at));
  for (const DocumentRow& row : rows) {
    VEXLENS_ASSIGN_OR_RETURN(std::optional<KnownDocument> made, Make(row));
    if (made.has_value()) remembered[row.id] = *std::move(made);
  }
  return absl::OkStatus();
}

absl::StatusOr<const KnownDocument*> Snapshot::Document(RowId document, std::optional<Instant> known_at) {
  VEXLENS_RETURN_IF_ERROR(Remember({&document, 1}, known_at));
  Memory::Documents& remembered = memory_->DocumentsAt(known_at);
  const auto known = remembered.find(document);
  return known == remembered.end() ? nullptr : &known->second;
}

absl::StatusOr<std::optional<KnownDocument>> Snapshot::Make(const DocumentRow& row) {
  if (row.id == 0 || !row.facts.has_value()) return std::nullopt;
  KnownDocument document;
  document.digest = row.digest;
  document.recorded_at = row.recorded_at;
  document.updated_at = row.facts->updated_at;
  document.latest_at = row.facts->latest_at;
  document.format = row.facts->format;
  document.name = row.facts->name;
  document.version = row.facts->version;
  VEXLENS_ASSIGN_OR_RETURN(const std::string_view issuer, IssuerName(row.facts->issuer));
  document.issuer = issuer;
  if (document.Checksum() != row.facts->checksum) {
    return absl::DataLossError(
        absl::StrCat("what is noted of document ", DigestText(document.digest), " is damaged: rebuild the workspace"));
  }
  bool first = true;
  for (const Sighting& sighting : row.sightings) AddSighting(sighting, std::exchange(first, false), document);
  VEXLENS_RETURN_IF_ERROR(AddEnvelopes(row, document));
  document.editions = row.editions;
  return document;
}

absl::StatusOr<std::string_view> Snapshot::IssuerName(RowId issuer) {
  const auto known = memory_->issuers_.find(issuer);
  if (known != memory_->issuers_.end()) return known->second;
  absl::StatusOr<std::vector<std::string>> names = view_->NamesOf(NameKind::kIssuer, {&issuer, 1});
  if (!names.ok()) return names.status();
  return memory_->issuers_.emplace(issuer, std::move(names->front())).first->second;
}

absl::StatusOr<std::span<const DsseVerifier>> Snapshot::SigningKeys() {
  if (memory_->signing_keys_.has_value()) return *memory_->signing_keys_;
  std::vector<DsseVerifier> keys;
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<SigningKeyRow> rows, view_->SigningKeys());
  for (const SigningKeyRow& row : rows) {
    const absl::StatusOr<PublicKey> key = PublicKey::FromPem(row.pem);
    if (!key.ok()) return absl::DataLossError(absl::StrCat("the key ", row.key_id, ": ", key.status().message()));
    keys.push_back({*key, row.scheme});
  }
  return memory_->signing_keys_.emplace(std::move(keys));
}

absl::StatusOr<std::shared_ptr<const IssuerDirectory>> Snapshot::Directory(std::optional<Instant> known_at) {
  VEXLENS_ASSIGN_OR_RETURN(const std::optional<TrustRevision> change, view_->InForce(kDirectorySubject, known_at));
  if (!change.has_value()) {
    return std::shared_ptr<const IssuerDirectory>(&IssuerDirectory::Starter(), [](const auto*) {});
  }
  auto& [revision, kept] = memory_->directory_;
  if (revision != change->revision) {
    VEXLENS_ASSIGN_OR_RETURN(const std::optional<std::string> json, view_->TrustJson(change->revision));
    absl::StatusOr<IssuerDirectory> directory = IssuerDirectory::Parse(json.value_or(""));
    if (!directory.ok())
      return absl::DataLossError(absl::StrCat("the issuer directory: ", directory.status().message()));
    memory_->directory_ = {change->revision, std::make_shared<const IssuerDirectory>(*std::move(directory))};
  }
  return kept;
}

absl::StatusOr<std::shared_ptr<const Policy>> Snapshot::PolicyOf(std::string_view tenant,
                                                                 std::optional<Instant> known_at) {
  const std::string own = absl::StrCat(kPolicySubject, "/", tenant);
  for (const std::string_view subject : {std::string_view(own), kPolicySubject}) {
    VEXLENS_ASSIGN_OR_RETURN(const std::optional<TrustRevision> change, view_->InForce(subject, known_at));
    if (!change.has_value()) continue;
    std::shared_ptr<const Policy>& kept = memory_->policies_[change->revision];
    if (kept != nullptr) return kept;
    VEXLENS_ASSIGN_OR_RETURN(const std::optional<std::string> json, view_->TrustJson(change->revision));
    if (!json.has_value()) continue;
    absl::StatusOr<Policy> policy = Policy::Parse(*json);
    if (!policy.ok()) return absl::DataLossError(absl::StrCat("the policy: ", policy.status().message()));
    return kept = std::make_shared<const Policy>(*std::move(policy));
  }
  static const Policy* const kBuiltIn = new Policy();
  return std::shared_ptr<const Policy>(kBuiltIn, [](const Policy*) {});
}

absl::StatusOr<std::string> Snapshot::RawBytes(const Digest& digest) {
  absl::StatusOr<std::optional<std::string>> bytes = view_->ReadRaw(digest);
  if (!bytes.ok()) {
    return absl::Status(bytes.status().code(),
                        absl::StrCat("document ", DigestText(digest), ": ", bytes.status().message()));
  }
  std::string text = (*std::move(bytes)).value_or("");
  const Digest found = Sha256(text);
  if (found == digest) return text;
  return absl::DataLossError(
      absl::StrCat("document ", DigestText(digest), " is damaged: its bytes have the digest ", DigestText(found)));
}

absl::StatusOr<RowId> Turn::Intern(NameKind kind, RowId tenant, std::string_view name) {
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<RowId> ids, Intern(kind, tenant, std::span(&name, 1)));
  return ids[0];
}

absl::StatusOr<std::vector<RowId>> Turn::Intern(NameKind kind, RowId tenant, std::span<const std::string_view> names) {
  Interned& known = interned_[{kind, tenant}];
  std::vector<RowId> ids(names.size());
  std::vector<std::size_t> missing;
  std::vector<std::string_view> missing_names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (const auto place = known.find(names[i]); place != known.end()) {
      ids[i] = place->second;
    } else {
      missing.push_back(i);
      missing_names.push_back(names[i]);
    }
  }
  if (missing.empty()) return ids;
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<RowId> found, edit_->Intern(kind, tenant, missing_names));
  for (std::size_t i = 0; i < missing.size(); ++i) {
    ids[missing[i]] = found[i];
    known.emplace(missing_names[i], found[i]);
  }
  return ids;
}

}  // namespace vexlens::workspace
