// Verdicts on signatures: what was found out about the bytes, with what the directory says of the keys.
#include "vexlens/signature.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"

namespace vexlens {
namespace {

bool Names(const std::vector<std::string>& texts, std::string_view text) {
  return std::binary_search(texts.begin(), texts.end(), text, std::less<>());
}

constexpr std::array<std::string_view, kSignatureStageCount> kStages = {"envelope", "signature", "issuer", "validity",
                                                                        ""};

SignatureVerdict Unverifiable(std::string reason, SignatureStage stage = SignatureStage::kIssuer) {
  return {SignatureState::kUnverifiable, "", "", std::move(reason), stage};
}

std::string ValidityText(const IssuerKey& key) {
  if (!key.not_before.dated()) return absl::StrCat("until ", FormatInstant(key.not_after));
  const std::string from = absl::StrCat("from ", FormatInstant(key.not_before));
  return key.not_after.dated() ? absl::StrCat(from, " to ", FormatInstant(key.not_after)) : absl::StrCat(from, " on");
}

// Reports whether a verdict is better. Of equally good ones, that with smaller texts is, as in Evidence.
bool BetterThan(const SignatureVerdict& a, const SignatureVerdict& b) {
  if (a.state != b.state) return a.state > b.state;
  return std::tie(a.key_id, a.signer, a.reason) < std::tie(b.key_id, b.signer, b.reason);
}

}  // namespace

std::string_view SignatureStageName(SignatureStage stage) { return kStages[static_cast<std::size_t>(stage)]; }

absl::Status NotVerified(const SignatureVerdict& verdict) {
  return absl::UnauthenticatedError(
      absl::StrCat("its signature is ", SignatureStateName(verdict.state), ": ", verdict.reason));
}

const SignatureJudge::Keys& SignatureJudge::KeysFor(std::string_view tenant) {
  const auto known = keys_.find(tenant);
  if (known != keys_.end()) return known->second;
  Keys& keys = keys_[std::string(tenant)];
  for (const Issuer* issuer : directory_.InForce(tenant)) {
    for (const IssuerKey& key : issuer->keys) {
      if (key.fingerprint.empty()) continue;
      keys.by_fingerprint.emplace(key.fingerprint, OwnedKey{issuer, &key});
      keys.by_key_id.emplace(key.key_id, OwnedKey{issuer, &key});
    }
  }
  return keys;
}

// Returns the verdict by the issuer's own keys that have signed; kMissing if none has.
SignatureVerdict SignatureJudge::JudgeOwn(const Issuer& issuer, Instant latest, const Envelope& envelope) const {
  SignatureVerdict best;
  for (const IssuerKey& key : issuer.keys) {
    if (key.fingerprint.empty() || !Names(envelope.signers, key.fingerprint)) continue;
    SignatureVerdict verdict{SignatureState::kVerified, key.key_id, issuer.id, "", SignatureStage::kNone};
    if (key.RevokedAt(as_of_)) {
      verdict.state = SignatureState::kUnverifiable;
      verdict.reason =
          absl::StrCat("the key is revoked", key.revoked_at->dated() ? " since " : "", FormatInstant(*key.revoked_at));
    } else if (!key.ValidFor(latest)) {
      verdict.state = SignatureState::kUnverifiable;
      verdict.reason =
          absl::StrCat("the latest date in the document is ", latest.dated() ? FormatInstant(latest) : "none",
                       ", and the key is valid ", ValidityText(key));
    }
    if (verdict.state != SignatureState::kVerified) verdict.stage = SignatureStage::kValidity;
    if (best.state == SignatureState::kMissing || BetterThan(verdict, best)) best = std::move(verdict);
  }
  return best;
}

SignatureVerdict SignatureJudge::Judge(std::string_view tenant, std::string_view issuer_text, Instant latest,
                                       const Envelope& envelope) {
  if (envelope.payload_type == kOpenPgp) {
    return Unverifiable("an OpenPGP signature stands beside it, which is not checked here", SignatureStage::kSignature);
  }
  const Keys& keys = KeysFor(tenant);
  const Issuer* const issuer = directory_.Find(tenant, issuer_text);
  if (issuer != nullptr) {
    SignatureVerdict own = JudgeOwn(*issuer, latest, envelope);
    if (own.state != SignatureState::kMissing) return own;
  }
  const std::string_view name = issuer != nullptr ? std::string_view(issuer->id) : issuer_text;
  for (const std::string& signer : envelope.signers) {
    const auto owned = keys.by_fingerprint.find(signer);
    if (owned == keys.by_fingerprint.end()) continue;
    return {SignatureState::kFailed, owned->second.key->key_id, owned->second.issuer->id,
            absl::StrCat("the key belongs to ", owned->second.issuer->id, ", and the document is from ", name),
            SignatureStage::kIssuer};
  }
  for (const std::string& key_id : envelope.key_ids) {
    for (const KeysByName* by_name : {&keys.by_key_id, &keys.by_fingerprint}) {
      const auto named = by_name->find(key_id);
      if (named == by_name->end()) continue;
      return {SignatureState::kFailed, named->second.key->key_id, named->second.issuer->id,
              "the signature names the key, and does not hold under it", SignatureStage::kSignature};
    }
  }
  if (envelope.certificate)
    return Unverifiable("only a certificate says who signed, and its chain is not followed here");
  if (issuer == nullptr) return Unverifiable(absl::StrCat("the directory does not list ", name));
  if (issuer->keys.empty()) return Unverifiable(absl::StrCat("the directory has no key of ", name));
  return Unverifiable(absl::StrCat("signed by none of the keys that the directory has of ", name));
}

SignatureVerdict SignatureJudge::Best(std::string_view tenant, std::string_view issuer, Instant latest,
                                      std::span<const Envelope> envelopes, const SignatureVerdict* bare) {
  std::optional<SignatureVerdict> best;
  if (bare != nullptr) best = *bare;
  for (const Envelope& envelope : envelopes) {
    SignatureVerdict verdict = Judge(tenant, issuer, latest, envelope);
    if (!best.has_value() || BetterThan(verdict, *best)) best = std::move(verdict);
  }
  return std::move(best).value_or(SignatureVerdict());
}

void JudgeSignatures(const IssuerDirectory& directory, Instant as_of, Evidence& evidence) {
  SignatureJudge judge(directory, as_of);
  for (const auto& [index, seen] : evidence.sightings()) {
    const Document document = evidence.documents()[index];
    std::optional<SignatureVerdict> bare;
    if (seen.bare.has_value()) {
      bare = SignatureVerdict{seen.bare->signature, std::string(evidence.Text(seen.bare->key_id)),
                              std::string(evidence.Text(seen.bare->signer)),
                              std::string(evidence.Text(seen.bare->signature_reason)), SignatureStage::kEnvelope};
    }
    const SignatureVerdict best = judge.Best(evidence.Text(document.tenant), evidence.Text(document.issuer),
                                             document.latest_at, seen.envelopes, bare.has_value() ? &*bare : nullptr);
    evidence.SetSignature(index, best.state, best.key_id, best.signer, best.reason);
  }
}

}  // namespace vexlens
