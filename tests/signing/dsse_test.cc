#include "vexlens/dsse.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/signing/openssl_vectors.h"
#include "vexlens/canonical_json.h"

namespace vexlens {
namespace {

using testing::OpensslText;

constexpr std::string_view kType = "application/vnd.in-toto+json";

PrivateKey Signer(std::string_view name) { return *PrivateKey::FromPem(OpensslText("privateKeys", name)); }

DsseVerifier VerifierOf(const PrivateKey& key) { return {key.public_key(), key.scheme()}; }

std::string Signed(std::string_view payload, const std::vector<const PrivateKey*>& keys) {
  return SignDsse(kType, payload, keys).value_or("");
}

// Why is what keeps a text from being an envelope.
std::string Why(std::string_view json) {
  const auto envelope = DsseEnvelope::Parse(json);
  if (envelope.ok()) return "";
  EXPECT_EQ(envelope.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(envelope.status().message());
}

// The test vector of the specification (protocol.md), its r and s in DER.
constexpr std::string_view kSpecKey = R"(-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZ805D3eqNZywjCI19lInBJOp7YMr
CrzAH3CVTAOQ0jgMeCvVTiaRJaRPRDOv8UMs6U4SvKc6pnrIDOoSYI3fdA==
-----END PUBLIC KEY-----
)";
constexpr std::string_view kSpecEnvelope =
    R"({"payload":"aGVsbG8gd29ybGQ=","payloadType":"http://example.com/HelloWorld","signatures":[{"sig":)"
    R"("MEQCIANyarEBrVbCdjtsaqyOSHJ14qeRk6CdxfhZ2fjvPEo7AiBR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]})";

TEST(DsseTest, VectorOfTheSpecification) {
  EXPECT_EQ(DssePae("http://example.com/HelloWorld", "hello world"),
            "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  const DsseVerifier verifier = {*PublicKey::FromPem(kSpecKey), SignatureScheme::kEcdsaP256Sha256};
  const auto envelope = DsseEnvelope::Parse(kSpecEnvelope);
  ASSERT_TRUE(envelope.ok()) << envelope.status();
  const auto payload = envelope->Verify({&verifier, 1});
  ASSERT_TRUE(payload.ok()) << payload.status();
  EXPECT_EQ(payload->type, "http://example.com/HelloWorld");
  EXPECT_EQ(payload->bytes, "hello world");
  EXPECT_EQ(payload->signers, std::vector<std::string>{verifier.key.key_id()});
}

TEST(DsseTest, SizesAreBytes) {
  EXPECT_EQ(DssePae("é", std::string_view("\0€", 4)), std::string("DSSEv1 2 é 4 \0€", 18));
  EXPECT_EQ(DssePae("", ""), "DSSEv1 0  0 ");
}

TEST(DsseTest, WhatIsSignedIsVerified) {
  const PrivateKey first = Signer("ed25519");
  const PrivateKey second = Signer("p256");
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  for (const std::string& payload : {std::string(), std::string("x"), every_byte, std::string(100'000, 'y')}) {
    const std::string json = Signed(payload, {&first, &second});
    EXPECT_EQ(CanonicalJson(json).value_or(""), json);
    const auto envelope = DsseEnvelope::Parse(json);
    ASSERT_TRUE(envelope.ok()) << envelope.status();
    const std::vector<DsseVerifier> verifiers = {VerifierOf(first), VerifierOf(second)};
    const auto verified = envelope->Verify(verifiers, 2);
    ASSERT_TRUE(verified.ok()) << verified.status();
    EXPECT_EQ(verified->type, kType);
    EXPECT_EQ(verified->bytes, payload);
    std::vector<std::string> signers = {first.public_key().key_id(), second.public_key().key_id()};
    std::sort(signers.begin(), signers.end());
    EXPECT_EQ(verified->signers, signers);
  }
}

TEST(DsseTest, AThresholdCountsKeys) {
  const PrivateKey key = Signer("ed25519");
  const PrivateKey other = Signer("p256");
  const auto envelope = DsseEnvelope::Parse(Signed("payload", {&key, &key, &key}));
  ASSERT_TRUE(envelope.ok()) << envelope.status();
  const std::vector<DsseVerifier> verifiers = {VerifierOf(key), VerifierOf(key), VerifierOf(other)};
  EXPECT_EQ(envelope->Verify(verifiers)->signers, std::vector<std::string>{key.public_key().key_id()});
  const absl::Status two = envelope->Verify(verifiers, 2).status();
  EXPECT_TRUE(absl::IsUnauthenticated(two));
  EXPECT_EQ(two.message(), "signed by 1 of the keys, expected at least 2");
  EXPECT_TRUE(absl::IsUnauthenticated(envelope->Verify({}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(envelope->Verify(verifiers, 0).status()));
}

TEST(DsseTest, TheKeyidDecidesNothing) {
  const PrivateKey key = Signer("ed25519");
  const PrivateKey other = Signer("p256");
  const std::string& id = key.public_key().key_id();
  const std::string json = Signed("payload", {&key});
  const std::vector<DsseVerifier> right = {VerifierOf(key)};
  const std::vector<DsseVerifier> wrong = {VerifierOf(other)};
  for (const std::string& written : {id, other.public_key().key_id(), std::string(), std::string("any")}) {
    const auto envelope = DsseEnvelope::Parse(absl::StrReplaceAll(json, {{id, written}}));
    ASSERT_TRUE(envelope.ok()) << envelope.status();
    EXPECT_EQ(envelope->Verify(right)->signers, std::vector<std::string>{id});
    EXPECT_TRUE(absl::IsUnauthenticated(envelope->Verify(wrong).status()));
  }
}

// HarmlessBits flips one bit in `step`, each alone, and counts those with which an envelope is still verified. Only the
// keyid may be anything.
std::size_t HarmlessBits(const std::string& payload, std::size_t step) {
  const PrivateKey key = Signer("ed25519");
  std::string json = Signed(payload, {&key});
  const std::vector<DsseVerifier> verifiers = {VerifierOf(key)};
  EXPECT_TRUE(DsseEnvelope::Parse(json)->Verify(verifiers).ok());
  const std::size_t keyid = json.find("\"keyid\"");
  const std::size_t behind = json.find(",\"sig\"");
  std::size_t harmless = 0;
  for (std::size_t bit = 0; bit < json.size() * 8; bit += step) {
    const char before = json[bit / 8];
    json[bit / 8] = static_cast<char>(before ^ (1 << bit % 8));
    const auto envelope = DsseEnvelope::Parse(json);
    if (envelope.ok() && envelope->Verify(verifiers).ok()) {
      EXPECT_TRUE(bit / 8 > keyid && bit / 8 < behind) << bit;
      ++harmless;
    }
    json[bit / 8] = before;
  }
  return harmless;
}

TEST(DsseTest, OneFlippedBitNeverChangesWhatIsVerified) {
  EXPECT_GT(HarmlessBits("pay?>~load", 1), 64u) << "the keyid may be anything";
}

TEST(DsseTest, NorDoesOneOfALargeEnvelope) { EXPECT_LT(HarmlessBits(std::string(300'000, 'x'), 7919), 8u); }

TEST(DsseTest, BothAlphabetsWithPaddingOrWithout) {
  const PrivateKey key = Signer("p256");
  const std::vector<DsseVerifier> verifiers = {VerifierOf(key)};
  const std::string payload = "\xFB\xEF\xBE\xFF\xFF";
  const std::string json = Signed(payload, {&key});
  ASSERT_TRUE(absl::StrContains(json, "++++//8="));
  const std::vector<std::vector<std::pair<std::string_view, std::string_view>>> spellings = {
      {}, {{"++++//8=", "----__8="}}, {{"++++//8=", "----__8"}}, {{"++++//8=", "++++//8"}}};
  for (const auto& spelling : spellings) {
    const auto envelope = DsseEnvelope::Parse(absl::StrReplaceAll(json, spelling));
    ASSERT_TRUE(envelope.ok()) << envelope.status();
    EXPECT_EQ(envelope->Verify(verifiers)->bytes, payload);
  }
  EXPECT_EQ(Why(absl::StrReplaceAll(json, {{"++++//8=", "++++__8="}})), "/payload: expected base64");
  EXPECT_EQ(Why(absl::StrReplaceAll(json, {{"++++//8=", "++++//9="}})), "/payload: expected base64");
}

TEST(DsseTest, UnknownMembersAreIgnored) {
  EXPECT_EQ(Why(R"({"x":[{}],"payload":"","payloadType":"","signatures":[{"sig":"","cert":{"a":1}}]})"), "");
}

TEST(DsseTest, TextsThatAreNoEnvelopeAreRefusedWithTheirPlace) {
  const auto with = [](std::string_view signatures) {
    return absl::StrCat(R"({"payload":"","payloadType":"t","signatures":)", signatures, "}");
  };
  EXPECT_EQ(Why("[]"), "the text is no object, as an envelope is");
  EXPECT_EQ(Why("{"), "byte 1: the text ends inside an object");
  EXPECT_EQ(Why(R"({"payload":"","signatures":[]})"), "/payloadType: expected a string");
  EXPECT_EQ(Why(R"({"payloadType":"t","signatures":[]})"), "/payload: expected a string");
  EXPECT_EQ(Why(R"({"payload":"","payload":"","payloadType":"t"})"),
            "byte 14 in /payload: the name \"payload\" stands twice");
  EXPECT_EQ(Why(with("{}")), "/signatures: expected an array");
  EXPECT_EQ(Why(with("[]")), "/signatures: expected at least one");
  EXPECT_EQ(Why(with(R"([{"sig":""},""])")), "/signatures/1: expected an object");
  EXPECT_EQ(Why(with("[{}]")), "/signatures/0/sig: expected a string");
  EXPECT_EQ(Why(with(R"([{"sig":"*"}])")), "/signatures/0/sig: expected base64");
  EXPECT_EQ(Why(with(R"([{"sig":"","keyid":1}])")), "/signatures/0/keyid: expected a string");
}

TEST(DsseTest, LimitsHold) {
  const auto envelope = [](std::size_t signatures) {
    std::string json = R"({"payload":"","payloadType":"t","signatures":[{"sig":""})";
    for (std::size_t i = 1; i < signatures; ++i) json += R"(,{"sig":""})";
    return json + "]}";
  };
  EXPECT_TRUE(DsseEnvelope::Parse(envelope(kMaxDsseSignatures)).ok());
  EXPECT_TRUE(absl::IsResourceExhausted(DsseEnvelope::Parse(envelope(kMaxDsseSignatures + 1)).status()));
  EXPECT_TRUE(absl::IsResourceExhausted(DsseEnvelope::Parse(envelope(1), {.max_bytes = 10}).status()));
  const PrivateKey key = Signer("ed25519");
  EXPECT_TRUE(absl::IsInvalidArgument(SignDsse(kType, "", {}).status()));
  const std::vector<const PrivateKey*> many(kMaxDsseSignatures + 1, &key);
  EXPECT_TRUE(absl::IsInvalidArgument(SignDsse(kType, "", many).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(SignDsse("\xFF", "", {many.data(), 1}).status()));
}

}  // namespace
}  // namespace vexlens
