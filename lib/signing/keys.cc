// The door to BoringSSL for keys, certificates and signatures.
#include "vexlens/keys.h"

#include <openssl/base.h>
#include <openssl/bytestring.h>
#include <openssl/digest.h>
#include <openssl/ec.h>
#include <openssl/ec_key.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/mem.h>
#include <openssl/nid.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/signing/pem.h"
#include "vexlens/digest.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using signing::DecodePem;
using signing::EncodePem;

namespace {

const std::uint8_t* Bytes(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

// ErrorQueue leaves nothing of a failed call behind in the thread.
struct ErrorQueue {
  ~ErrorQueue() { ERR_clear_error(); }
};

// Secret is a text that is overwritten when it is gone.
struct Secret {
  std::string text;
  ~Secret() { OPENSSL_cleanse(text.data(), text.capacity()); }
};

struct SchemeEntry {
  SignatureScheme scheme;
  KeyAlgorithm algorithm;
  const EVP_MD* (*hash)();  // null where the scheme brings its own
  bool pss;
};

constexpr SchemeEntry kSchemes[] = {
    {SignatureScheme::kEd25519, KeyAlgorithm::kEd25519, nullptr, false},
    {SignatureScheme::kEcdsaP256Sha256, KeyAlgorithm::kEcdsaP256, EVP_sha256, false},
    {SignatureScheme::kEcdsaP384Sha384, KeyAlgorithm::kEcdsaP384, EVP_sha384, false},
    {SignatureScheme::kRsaPkcs1Sha256, KeyAlgorithm::kRsa, EVP_sha256, false},
    {SignatureScheme::kRsaPkcs1Sha384, KeyAlgorithm::kRsa, EVP_sha384, false},
    {SignatureScheme::kRsaPkcs1Sha512, KeyAlgorithm::kRsa, EVP_sha512, false},
    {SignatureScheme::kRsaPssSha256, KeyAlgorithm::kRsa, EVP_sha256, true},
    {SignatureScheme::kRsaPssSha384, KeyAlgorithm::kRsa, EVP_sha384, true},
    {SignatureScheme::kRsaPssSha512, KeyAlgorithm::kRsa, EVP_sha512, true},
};

// EntryFor is nothing when keys of this algorithm do not sign so.
const SchemeEntry* EntryFor(SignatureScheme scheme, KeyAlgorithm algorithm) {
  for (const SchemeEntry& entry : kSchemes) {
    if (entry.scheme == scheme && entry.algorithm == algorithm) return &entry;
  }
  return nullptr;
}

const EVP_MD* Hash(const SchemeEntry& entry) { return entry.hash == nullptr ? nullptr : entry.hash(); }

absl::StatusOr<KeyAlgorithm> AlgorithmOf(const EVP_PKEY* key) {
  switch (EVP_PKEY_id(key)) {
    case EVP_PKEY_ED25519:
      return KeyAlgorithm::kEd25519;
    case EVP_PKEY_EC: {
      const int curve = EC_GROUP_get_curve_name(EC_KEY_get0_group(EVP_PKEY_get0_EC_KEY(key)));
      if (curve == NID_X9_62_prime256v1) return KeyAlgorithm::kEcdsaP256;
      if (curve == NID_secp384r1) return KeyAlgorithm::kEcdsaP384;
      return absl::InvalidArgumentError("the key's curve is neither P-256 nor P-384");
    }
    case EVP_PKEY_RSA: {
      const int bits = EVP_PKEY_bits(key);
      if (bits >= kMinRsaBits && bits <= kMaxRsaBits) return KeyAlgorithm::kRsa;
      return absl::InvalidArgumentError(
          absl::StrCat("the RSA key has ", bits, " bits, and may have ", kMinRsaBits, " to ", kMaxRsaBits));
    }
    default:
      return absl::InvalidArgumentError("the key is none of Ed25519, ECDSA and RSA");
  }
}

std::optional<std::string> SpkiOf(const EVP_PKEY* key) {
  bssl::ScopedCBB out;
  if (CBB_init(out.get(), 0) != 1 || EVP_marshal_public_key(out.get(), key) != 1 || CBB_flush(out.get()) != 1) {
    return std::nullopt;
  }
  return std::string(reinterpret_cast<const char*>(CBB_data(out.get())), CBB_len(out.get()));
}

// InstantOf reads a time of the validity, which has whole seconds.
std::optional<Instant> InstantOf(const ASN1_TIME* time) {
  constexpr std::int64_t kMicros = 1'000'000;
  const bssl::UniquePtr<ASN1_TIME> epoch(ASN1_TIME_set(nullptr, 0));
  int days = 0;
  int seconds = 0;
  if (epoch == nullptr || ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1) return std::nullopt;
  return Instant{(std::int64_t{days} * 86'400 + seconds) * kMicros};
}

}  // namespace

struct PublicKey::State {
  KeyAlgorithm algorithm;
  bssl::UniquePtr<EVP_PKEY> key;
  std::string spki;
  std::string key_id;
};

struct PrivateKey::State {
  bssl::UniquePtr<EVP_PKEY> key;
};

// KeyReader makes keys of what BoringSSL parsed.
struct KeyReader {
  static absl::StatusOr<PublicKey> Public(bssl::UniquePtr<EVP_PKEY> key) {
    VEXLENS_ASSIGN_OR_RETURN(const KeyAlgorithm algorithm, AlgorithmOf(key.get()));
    std::optional<std::string> spki = SpkiOf(key.get());
    if (!spki.has_value()) return absl::InternalError("the public key cannot be written");
    std::string key_id = DigestText(Sha256(*spki)).substr(kDigestRoom - 64);
    return PublicKey(std::make_shared<const PublicKey::State>(
        PublicKey::State{algorithm, std::move(key), *std::move(spki), std::move(key_id)}));
  }

  // Private knows the public half apart from the key, so that it can be copied and kept.
  static absl::StatusOr<PrivateKey> Private(bssl::UniquePtr<EVP_PKEY> key) {
    VEXLENS_ASSIGN_OR_RETURN(const KeyAlgorithm algorithm, AlgorithmOf(key.get()));
    if (algorithm != KeyAlgorithm::kEd25519 && algorithm != KeyAlgorithm::kEcdsaP256) {
      return absl::InvalidArgumentError("only Ed25519 and ECDSA P-256 keys can sign");
    }
    const std::optional<std::string> spki = SpkiOf(key.get());
    if (!spki.has_value()) return absl::InternalError("the public key cannot be written");
    VEXLENS_ASSIGN_OR_RETURN(PublicKey public_key, PublicKeyOf(*spki));
    return PrivateKey(std::make_unique<PrivateKey::State>(PrivateKey::State{std::move(key)}), std::move(public_key));
  }

  static absl::StatusOr<PublicKey> PublicKeyOf(std::string_view spki) {
    CBS in;
    CBS_init(&in, Bytes(spki), spki.size());
    bssl::UniquePtr<EVP_PKEY> key(EVP_parse_public_key(&in));
    if (key == nullptr) return absl::InvalidArgumentError("no public key that can be read");
    if (CBS_len(&in) != 0) return absl::InvalidArgumentError("bytes follow the public key");
    return Public(std::move(key));
  }
};

PublicKey::PublicKey(std::shared_ptr<const State> state) : state_(std::move(state)) {}

KeyAlgorithm PublicKey::algorithm() const { return state_->algorithm; }
const std::string& PublicKey::key_id() const { return state_->key_id; }
std::string PublicKey::Pem() const { return EncodePem(state_->spki, "PUBLIC KEY"); }

absl::StatusOr<PublicKey> PublicKey::FromPem(std::string_view pem) {
  const ErrorQueue errors;
  std::string der;
  VEXLENS_RETURN_IF_ERROR(DecodePem(pem, "PUBLIC KEY", der));
  return KeyReader::PublicKeyOf(der);
}

absl::Status PublicKey::Verify(SignatureScheme scheme, std::string_view message, std::string_view signature) const {
  const ErrorQueue errors;
  const SchemeEntry* const entry = EntryFor(scheme, state_->algorithm);
  if (entry == nullptr) return absl::InvalidArgumentError("a key of this algorithm does not sign by this scheme");
  bssl::ScopedEVP_MD_CTX context;
  EVP_PKEY_CTX* options = nullptr;  // belongs to the context
  const bool holds =
      EVP_DigestVerifyInit(context.get(), &options, Hash(*entry), nullptr, state_->key.get()) == 1 &&
      (!entry->pss || (EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1 &&
                       EVP_PKEY_CTX_set_rsa_pss_saltlen(options, -2) == 1)) &&  // -2: as long as it is
      EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(message), message.size()) == 1;
  if (holds) return absl::OkStatus();
  return absl::UnauthenticatedError(absl::StrCat("the signature is not one of these bytes by the key ", key_id()));
}

absl::StatusOr<Certificate> ParseCertificate(std::string_view pem) {
  const ErrorQueue errors;
  std::string der;
  VEXLENS_RETURN_IF_ERROR(DecodePem(pem, "CERTIFICATE", der));
  const std::uint8_t* at = Bytes(der);
  const std::uint8_t* const end = at + der.size();
  const bssl::UniquePtr<X509> certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (certificate == nullptr) return absl::InvalidArgumentError("no certificate that can be read");
  if (at != end) return absl::InvalidArgumentError("bytes follow the certificate");
  const std::uint32_t usage = X509_get_key_usage(certificate.get());  // all bits when it has none
  if ((X509_get_extension_flags(certificate.get()) & EXFLAG_INVALID) != 0) {
    return absl::InvalidArgumentError("the certificate has an extension that cannot be read");
  }
  if ((usage & KU_DIGITAL_SIGNATURE) == 0) {
    return absl::InvalidArgumentError("the certificate's key usage lacks digitalSignature");
  }
  const std::optional<Instant> not_before = InstantOf(X509_get0_notBefore(certificate.get()));
  const std::optional<Instant> not_after = InstantOf(X509_get0_notAfter(certificate.get()));
  if (!not_before.has_value() || !not_after.has_value() || *not_after < *not_before) {
    return absl::InvalidArgumentError("the certificate has no validity that can be read");
  }
  bssl::UniquePtr<EVP_PKEY> parsed(X509_get_pubkey(certificate.get()));
  if (parsed == nullptr) return absl::InvalidArgumentError("the certificate has no public key that can be read");
  VEXLENS_ASSIGN_OR_RETURN(PublicKey key, KeyReader::Public(std::move(parsed)));
  return Certificate{std::move(key), *not_before, *not_after};
}

PrivateKey::PrivateKey(std::unique_ptr<State> state, PublicKey public_key)
    : state_(std::move(state)), public_key_(std::move(public_key)) {}
PrivateKey::PrivateKey(PrivateKey&&) noexcept = default;
PrivateKey& PrivateKey::operator=(PrivateKey&&) noexcept = default;
// BoringSSL overwrites all memory that it frees.
PrivateKey::~PrivateKey() = default;

absl::StatusOr<PrivateKey> PrivateKey::FromPem(std::string_view pem) {
  const ErrorQueue errors;
  Secret der;
  VEXLENS_RETURN_IF_ERROR(DecodePem(pem, "PRIVATE KEY", der.text));
  CBS in;
  CBS_init(&in, Bytes(der.text), der.text.size());
  bssl::UniquePtr<EVP_PKEY> key(EVP_parse_private_key(&in));
  if (key == nullptr) return absl::InvalidArgumentError("no private key that can be read");
  if (CBS_len(&in) != 0) return absl::InvalidArgumentError("bytes follow the private key");
  return KeyReader::Private(std::move(key));
}

SignatureScheme PrivateKey::scheme() const {
  return public_key_.algorithm() == KeyAlgorithm::kEd25519 ? SignatureScheme::kEd25519
                                                           : SignatureScheme::kEcdsaP256Sha256;
}

absl::StatusOr<std::string> PrivateKey::Sign(std::string_view message) const {
  const ErrorQueue errors;
  const EVP_MD* const hash = Hash(*EntryFor(scheme(), public_key_.algorithm()));
  bssl::ScopedEVP_MD_CTX context;
  std::size_t size = 0;
  if (EVP_DigestSignInit(context.get(), nullptr, hash, nullptr, state_->key.get()) != 1 ||
      EVP_DigestSign(context.get(), nullptr, &size, Bytes(message), message.size()) != 1) {
    return absl::InternalError("the key cannot sign");
  }
  std::string signature(size, '\0');
  if (EVP_DigestSign(context.get(), reinterpret_cast<std::uint8_t*>(signature.data()), &size, Bytes(message),
                     message.size()) != 1) {
    return absl::InternalError("the key cannot sign");
  }
  signature.resize(size);
  return signature;
}

}  // namespace vexlens
