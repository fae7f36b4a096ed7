// Envelopes that other programs signed: a public feed's, with the certificates that stand beside them, and those of
// make_envelopes.py.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/json/document.h"
#include "tests/support/corpora.h"
#include "vexlens/dsse.h"

namespace vexlens {
namespace {

namespace fs = std::filesystem;

constexpr json::Parser::Limits kLimits = {.max_bytes = 1 << 24, .max_depth = 64};

// Changed has another first character in the text of that member, of the first signature for "sig".
std::string Changed(std::string json, std::string_view member) {
  const std::size_t at = json.find(absl::StrCat("\"", member, "\":\"")) + member.size() + 8;
  json[at] = json[at] == 'A' ? 'B' : 'A';
  return json;
}

TEST(DsseSuiteTest, EnvelopesOfAPublicFeed) {
  VEXLENS_NEEDS_CORPORA();
  std::size_t envelopes = 0;
  std::vector<DsseVerifier> before;
  for (const auto& entry : fs::recursive_directory_iterator(testing::CorporaFolder() / "openvex" / "signed")) {
    const std::string text = entry.is_regular_file() ? testing::ReadBytes(entry.path()) : "";
    json::Parser parser;
    json::Value manifest;
    if (parser.Parse(text, kLimits, 0, manifest).has_value()) continue;
    for (const json::Value layer : manifest["layers"].elements()) {
      const auto certificate = ParseCertificate(layer["annotations"]["dev.sigstore.cosign/certificate"].text());
      ASSERT_TRUE(certificate.ok()) << certificate.status();
      const DsseVerifier verifier = {certificate->key, SignatureScheme::kEcdsaP256Sha256};
      const std::string blob(layer["digest"].text().substr(7));
      const std::string json = testing::ReadBytes(entry.path().parent_path() / blob);
      const auto envelope = DsseEnvelope::Parse(json);
      ASSERT_TRUE(envelope.ok()) << blob << envelope.status();
      const auto payload = envelope->Verify({&verifier, 1});
      ASSERT_TRUE(payload.ok()) << blob << payload.status();
      EXPECT_EQ(payload->type, "application/vnd.in-toto+json");
      EXPECT_TRUE(absl::StrContains(payload->bytes, "https://in-toto.io/Statement/v0.1"));
      for (const std::string_view member : {"payload", "payloadType", "sig"}) {
        const auto changed = DsseEnvelope::Parse(Changed(json, member));
        ASSERT_TRUE(changed.ok()) << changed.status();
        EXPECT_TRUE(absl::IsUnauthenticated(changed->Verify({&verifier, 1}).status())) << member;
      }
      EXPECT_TRUE(absl::IsUnauthenticated(envelope->Verify(before).status())) << "by the others' keys";
      before.push_back(verifier);
      ++envelopes;
    }
  }
  EXPECT_EQ(envelopes, 3u);
}

TEST(DsseSuiteTest, EnvelopesOfSecuresystemslib) {
  const std::string text = testing::ReadBytes("tests/signing/envelopes.json");
  json::Parser parser;
  json::Value root;
  ASSERT_FALSE(parser.Parse(text, kLimits, 0, root).has_value());
  std::vector<DsseVerifier> verifiers;
  for (const auto& [name, scheme] :
       {std::pair("ed25519", SignatureScheme::kEd25519), std::pair("ecdsa", SignatureScheme::kEcdsaP256Sha256),
        std::pair("ecdsa384", SignatureScheme::kEcdsaP384Sha384),
        std::pair("rsaPkcs1", SignatureScheme::kRsaPkcs1Sha256), std::pair("rsaPss", SignatureScheme::kRsaPssSha256)}) {
    const auto key = PublicKey::FromPem(root["publicKeys"][name].text());
    ASSERT_TRUE(key.ok()) << key.status();
    verifiers.push_back({*key, scheme});
  }
  const auto envelope = DsseEnvelope::Parse(root["envelope"].text());
  ASSERT_TRUE(envelope.ok()) << envelope.status();
  const auto payload = envelope->Verify(verifiers, verifiers.size());
  ASSERT_TRUE(payload.ok()) << payload.status();
  EXPECT_EQ(payload->type, root["type"].text());
  EXPECT_EQ(payload->bytes, root["payload"].text());
}

}  // namespace
}  // namespace vexlens
