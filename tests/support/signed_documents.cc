#include "tests/support/signed_documents.h"

#include "absl/strings/str_cat.h"
#include "lib/json/canonical.h"
#include "tests/signing/openssl_vectors.h"
#include "vexlens/dsse.h"

namespace vexlens::testing {

const PrivateKey& SigningKey(std::string_view name) {
  static const PrivateKey* const kEd25519 =
      new PrivateKey(PrivateKey::FromPem(OpensslText("privateKeys", "ed25519")).value());
  static const PrivateKey* const kP256 =
      new PrivateKey(PrivateKey::FromPem(OpensslText("privateKeys", "p256")).value());
  return name == "p256" ? *kP256 : *kEd25519;
}

std::string KeyEntry(std::string_view name, std::string_view key_id, std::string_view dates) {
  std::string entry = absl::StrCat(R"({"keyId":")", key_id, R"(","algorithm":")", name, R"(","publicKey":)");
  json::AppendString(SigningKey(name).public_key().Pem(), entry);
  return absl::StrCat(entry, ",", dates, "}");
}

std::string Signed(std::string_view payload, std::string_view key, std::string_view type) {
  const PrivateKey* const signer = &SigningKey(key);
  return SignDsse(type, payload, {&signer, 1}).value();
}

}  // namespace vexlens::testing
