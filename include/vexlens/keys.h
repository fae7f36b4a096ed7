// Keys: who can sign, and whether a signature holds. A key says nothing about trust.
#ifndef VEXLENS_KEYS_H_
#define VEXLENS_KEYS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "vexlens/instant.h"

namespace vexlens {

// KeyAlgorithm is the kind of a key: Ed25519 (RFC 8032), ECDSA over P-256 or P-384 (FIPS 186-5), or RSA with a
// modulus of kMinRsaBits to kMaxRsaBits.
enum class KeyAlgorithm : std::uint8_t { kEd25519, kEcdsaP256, kEcdsaP384, kRsa };
inline constexpr int kMinRsaBits = 2048;
inline constexpr int kMaxRsaBits = 8192;

// SignatureScheme is how a key of one algorithm signs. An ECDSA signature is its DER form (RFC 3279, 2.2.3). A PSS
// signature has the mask generation of its own hash, and a salt of any length (RFC 8017, 8.1).
enum class SignatureScheme : std::uint8_t {
  kEd25519,
  kEcdsaP256Sha256,
  kEcdsaP384Sha384,
  kRsaPkcs1Sha256,
  kRsaPkcs1Sha384,
  kRsaPkcs1Sha512,
  kRsaPssSha256,
  kRsaPssSha384,
  kRsaPssSha512,
};

// PublicKey verifies. Copies share the key. Immutable.
class PublicKey {
 public:
  // FromPem reads one PEM block "PUBLIC KEY" (RFC 7468, section 13) with nothing but white space around it.
  // INVALID_ARGUMENT for any other text, and for a key of another kind or size.
  static absl::StatusOr<PublicKey> FromPem(std::string_view pem);

  KeyAlgorithm algorithm() const;

  // key_id is the SHA-256 of the key's SubjectPublicKeyInfo (RFC 5280, 4.1) in DER, as 64 lower-case hex digits. Keys
  // are equal when their ids are, however their texts spell them.
  const std::string& key_id() const;

  // Pem is the key as a PEM block that FromPem reads.
  std::string Pem() const;

  // Verify is OK when `signature` is one of exactly these bytes by this key. UNAUTHENTICATED when it is not,
  // INVALID_ARGUMENT when keys of this algorithm do not sign by `scheme`.
  absl::Status Verify(SignatureScheme scheme, std::string_view message, std::string_view signature) const;

 private:
  friend class PrivateKey;
  friend struct KeyReader;
  struct State;
  explicit PublicKey(std::shared_ptr<const State> state);

  std::shared_ptr<const State> state_;  // never null
};

// Certificate is an X.509 certificate (RFC 5280) as the carrier of a key. Nobody's signature on it is checked, and no
// name in it is believed: trust in the key comes from elsewhere. Immutable value.
struct Certificate {
  PublicKey key;
  Instant not_before;  // both ends belong to the validity
  Instant not_after;

  bool ValidAt(Instant instant) const { return not_before <= instant && instant <= not_after; }
};

// ParseCertificate reads one PEM block "CERTIFICATE". INVALID_ARGUMENT as for PublicKey::FromPem, and when the
// certificate has a key usage without digitalSignature (RFC 5280, 4.2.1.3) or an extension that cannot be read.
absl::StatusOr<Certificate> ParseCertificate(std::string_view pem);

// PrivateKey signs. No error tells anything of it, and its memory is overwritten when it is gone; the caller keeps
// the text that it was read from. Compatible.
class PrivateKey {
 public:
  // FromPem reads one PEM block "PRIVATE KEY" (PKCS #8, RFC 5208; not encrypted) with an Ed25519 or ECDSA P-256 key.
  // INVALID_ARGUMENT for any other text.
  static absl::StatusOr<PrivateKey> FromPem(std::string_view pem);

  PrivateKey(PrivateKey&&) noexcept;
  PrivateKey& operator=(PrivateKey&&) noexcept;
  ~PrivateKey();

  const PublicKey& public_key() const { return public_key_; }

  // scheme is the one by which this key signs.
  SignatureScheme scheme() const;

  // Sign signs `message`: by Ed25519 always with the same bytes, by ECDSA with others each time.
  absl::StatusOr<std::string> Sign(std::string_view message) const;

 private:
  friend struct KeyReader;
  struct State;
  PrivateKey(std::unique_ptr<State> state, PublicKey public_key);

  std::unique_ptr<State> state_;
  PublicKey public_key_;
};

}  // namespace vexlens

#endif  // VEXLENS_KEYS_H_
