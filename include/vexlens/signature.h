// Signatures: verdicts on the signatures of documents, by the issuer directory.
#ifndef VEXLENS_SIGNATURE_H_
#define VEXLENS_SIGNATURE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "vexlens/dsse.h"
#include "vexlens/evidence.h"
#include "vexlens/instant.h"
#include "vexlens/support/envelope.h"
#include "vexlens/trust.h"

namespace vexlens {

// SignatureStage is why a signature is not verified: there is none, it is not valid or cannot be checked, no key of the
// issuer made it, or that key was out of date or revoked; kNone if it is verified.
enum class SignatureStage : std::uint8_t { kEnvelope, kSignature, kIssuer, kValidity, kNone };
inline constexpr std::size_t kSignatureStageCount = 5;
std::string_view SignatureStageName(SignatureStage stage);

// SignatureVerdict is the state of a signature and why it is no better. If the key is known, `key_id` is its name in
// the directory and `signer` whose it is.
struct SignatureVerdict {
  SignatureState state = SignatureState::kMissing;
  std::string key_id;
  std::string signer;
  std::string reason;
  SignatureStage stage = SignatureStage::kEnvelope;

  friend bool operator==(const SignatureVerdict&, const SignatureVerdict&) = default;
};

// Returns the error of a document that is refused because verified signatures are required: UNAUTHENTICATED.
absl::Status NotVerified(const SignatureVerdict& verdict);

// SignatureJudge gives verdicts on envelopes by a directory as of an instant. Verified: a key of the issuer that the
// document names has signed it, its validity covers the latest date in the document, and it is not revoked. Failed: a
// signature is not valid for the key that it names, or is by another issuer's key. Everything else is unverifiable.
// The directory must outlive it. Not safe for concurrent use.
class SignatureJudge {
 public:
  SignatureJudge(const IssuerDirectory& directory, Instant as_of) : directory_(directory), as_of_(as_of) {}

  // Returns the verdict on a document of `tenant`. `issuer` is the author that the document names, `latest` is its
  // Document::latest_at.
  SignatureVerdict Judge(std::string_view tenant, std::string_view issuer, Instant latest, const Envelope& envelope);

  // Returns the best verdict on these envelopes and `bare`, what else is known of the document's signature, if not
  // null.
  SignatureVerdict Best(std::string_view tenant, std::string_view issuer, Instant latest,
                        std::span<const Envelope> envelopes, const SignatureVerdict* bare);

 private:
  struct OwnedKey {
    const Issuer* issuer;
    const IssuerKey* key;
  };
  using KeysByName = std::multimap<std::string_view, OwnedKey, std::less<>>;
  struct Keys {
    KeysByName by_fingerprint;
    KeysByName by_key_id;  // as the directory names them
  };

  const Keys& KeysFor(std::string_view tenant);
  SignatureVerdict JudgeOwn(const Issuer& issuer, Instant latest, const Envelope& envelope) const;

  const IssuerDirectory& directory_;
  Instant as_of_;
  std::map<std::string, Keys, std::less<>> keys_;  // by tenant
};

// Gives every document with an envelope the best state of its sightings, one without an envelope among them. Documents
// without any envelope stay as they are.
void JudgeSignatures(const IssuerDirectory& directory, Instant as_of, Evidence& evidence);

// Returns a verifier for each scheme that a key may sign by, if it is not known which.
std::vector<DsseVerifier> VerifiersOf(const PublicKey& key);

// Returns verifiers for all keys of the directory, of all tenants, in order of their ids, for ReadOptions::keys.
std::vector<DsseVerifier> VerifiersOf(const IssuerDirectory& directory);

// Returns the schemes that a key may sign by. `text` is its algorithm as a directory has it ("ed25519", "RS256"). Keys
// other than RSA have one scheme, whatever the text; RSA without a scheme is by PKCS #1 v1.5 or PSS with SHA-256.
std::vector<SignatureScheme> SchemesOf(KeyAlgorithm algorithm, std::string_view text);

}  // namespace vexlens

#endif  // VEXLENS_SIGNATURE_H_
