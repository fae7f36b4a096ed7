#include <array>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "vexlens/signature.h"

namespace vexlens {
namespace {

// How names of RSA schemes begin in JOSE, securesystemslib and others.
constexpr std::array<std::pair<std::string_view, SignatureScheme>, 12> kRsa = {{
    {"rs256", SignatureScheme::kRsaPkcs1Sha256},
    {"rs384", SignatureScheme::kRsaPkcs1Sha384},
    {"rs512", SignatureScheme::kRsaPkcs1Sha512},
    {"ps256", SignatureScheme::kRsaPssSha256},
    {"ps384", SignatureScheme::kRsaPssSha384},
    {"ps512", SignatureScheme::kRsaPssSha512},
    {"rsa-pkcs1v15-sha256", SignatureScheme::kRsaPkcs1Sha256},
    {"rsa-pkcs1v15-sha384", SignatureScheme::kRsaPkcs1Sha384},
    {"rsa-pkcs1v15-sha512", SignatureScheme::kRsaPkcs1Sha512},
    {"rsassa-pss-sha256", SignatureScheme::kRsaPssSha256},
    {"rsassa-pss-sha384", SignatureScheme::kRsaPssSha384},
    {"rsassa-pss-sha512", SignatureScheme::kRsaPssSha512},
}};

}  // namespace

std::vector<SignatureScheme> SchemesOf(KeyAlgorithm algorithm, std::string_view text) {
  switch (algorithm) {
    case KeyAlgorithm::kEd25519:
      return {SignatureScheme::kEd25519};
    case KeyAlgorithm::kEcdsaP256:
      return {SignatureScheme::kEcdsaP256Sha256};
    case KeyAlgorithm::kEcdsaP384:
      return {SignatureScheme::kEcdsaP384Sha384};
    case KeyAlgorithm::kRsa:
      break;
  }
  for (const auto& [name, scheme] : kRsa) {
    if (absl::EqualsIgnoreCase(text, name)) return {scheme};
  }
  return {SignatureScheme::kRsaPkcs1Sha256, SignatureScheme::kRsaPssSha256};
}

std::vector<DsseVerifier> VerifiersOf(const PublicKey& key) {
  std::vector<DsseVerifier> verifiers;
  for (const SignatureScheme scheme : SchemesOf(key.algorithm(), "")) verifiers.push_back({key, scheme});
  return verifiers;
}

std::vector<DsseVerifier> VerifiersOf(const IssuerDirectory& directory) {
  std::vector<std::string_view> tenants = directory.Tenants();
  tenants.push_back("");
  std::map<std::pair<std::string, SignatureScheme>, PublicKey> keys;
  for (const std::string_view tenant : tenants) {
    for (const Issuer* issuer : directory.Own(tenant)) {
      for (const IssuerKey& key : issuer->keys) {
        if (key.fingerprint.empty()) continue;
        const absl::StatusOr<PublicKey> read = PublicKey::FromPem(key.public_key);
        if (!read.ok()) continue;
        for (const SignatureScheme scheme : SchemesOf(read->algorithm(), key.algorithm)) {
          keys.emplace(std::pair(key.fingerprint, scheme), *read);
        }
      }
    }
  }
  std::vector<DsseVerifier> verifiers;
  for (const auto& [name, key] : keys) verifiers.push_back({key, name.second});
  return verifiers;
}

}  // namespace vexlens
