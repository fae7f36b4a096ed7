// Signatures: whose word a document is, as its envelopes and the issuer directory have it.
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
#include "vexlens/envelope.h"
#include "vexlens/evidence.h"
#include "vexlens/instant.h"
#include "vexlens/trust.h"

namespace vexlens {

// SignatureStage is where a signature failed to be verified: there was none, it does not hold or cannot be checked, no
// key of the issuer made it, or that key was out of date or revoked.
enum class SignatureStage : std::uint8_t { kEnvelope, kSignature, kIssuer, kValidity, kNone };
inline constexpr std::size_t kSignatureStageCount = 5;
std::string_view SignatureStageName(SignatureStage stage);

// SignatureVerdict is a signature's state, and why it is no better. When the key is known, `key_id` and `signer` say
// by which name the directory knows it, and whose it is.
struct SignatureVerdict {
  SignatureState state = SignatureState::kMissing;
  std::string key_id;
  std::string signer;
  std::string reason;
  SignatureStage stage = SignatureStage::kEnvelope;

  friend bool operator==(const SignatureVerdict&, const SignatureVerdict&) = default;
};

// Returns the error of a document that is kept out where verified signatures are asked for: UNAUTHENTICATED.
absl::Status NotVerified(const SignatureVerdict& verdict);

// SignatureJudge gives the verdict on an envelope by what a directory says as of an instant. Verified is what a key of
// the issuer that the document names has signed, if the latest date in the document lies in the key's validity and the
// key is not revoked as of that instant. Failed is a signature that does not hold under a key that it names, or holds
// under another issuer's key. All else is unverifiable. The directory must outlive it. Not for concurrent use.
class SignatureJudge {
 public:
  SignatureJudge(const IssuerDirectory& directory, Instant as_of) : directory_(directory), as_of_(as_of) {}

  // Returns the verdict on a document of `tenant`, `issuer` being who it says that it is from, and `latest` being
  // Document::latest_at: the latest date of its own and of any statement in it.
  SignatureVerdict Judge(std::string_view tenant, std::string_view issuer, Instant latest, const Envelope& envelope);

  // Returns the best verdict on these envelopes; `bare` is what else is known of the document's signature, or null.
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
    KeysByName by_key_id;  // as the directory calls them
  };

  const Keys& KeysFor(std::string_view tenant);
  SignatureVerdict JudgeOwn(const Issuer& issuer, Instant latest, const Envelope& envelope) const;

  const IssuerDirectory& directory_;
  Instant as_of_;
  std::map<std::string, Keys, std::less<>> keys_;  // by tenant
};

// Gives every document that has an envelope the best state of those that were seen of it; being seen without an
// envelope is one. Documents without any stay as they are.
void JudgeSignatures(const IssuerDirectory& directory, Instant as_of, Evidence& evidence);

// Returns a key in each way in which it may sign, where nobody says in which.
std::vector<DsseVerifier> VerifiersOf(const PublicKey& key);

// Returns all keys of the directory, of all tenants, in order of their ids: ReadOptions::keys.
std::vector<DsseVerifier> VerifiersOf(const IssuerDirectory& directory);

// Returns how a key may sign, `text` being what a directory calls its algorithm ("ed25519", "RS256"). Other keys than
// RSA sign in one way, whatever the text; RSA without a scheme in it is by PKCS #1 v1.5 or PSS with SHA-256.
std::vector<SignatureScheme> SchemesOf(KeyAlgorithm algorithm, std::string_view text);

}  // namespace vexlens

#endif  // VEXLENS_SIGNATURE_H_
