#include "tests/capi/calling.h"
#include "tests/support/signed_documents.h"

namespace vexlens::testing {
namespace {

// Of RFC 8410, section 10.3.
constexpr std::string_view kPrivateKey =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
    "-----END PRIVATE KEY-----\n";
constexpr std::string_view kPublicKey =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
    "-----END PUBLIC KEY-----\n";

TEST(ProvenanceTest, DigestsAndCanonicalJson) {
  char text[71];
  ASSERT_TRUE(Succeeds(vexlens_sha256(Str("abc"), text)));
  EXPECT_EQ(std::string(text, 71), "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  ASSERT_TRUE(Succeeds(vexlens_sha256({}, text)));
  EXPECT_EQ(std::string(text, 71), "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_TRUE(Fails(vexlens_sha256({}, nullptr), VEXLENS_INVALID_ARGUMENT, "text"));
  EXPECT_EQ(TextOf([](auto** out) { return vexlens_canonical_json(Str(R"({"b":1.0, "a":[]})"), out); }),
            R"({"a":[],"b":1})");
  vexlens_bytes* none = nullptr;
  EXPECT_TRUE(Fails(vexlens_canonical_json(Str(R"({"a":1,"a":2})"), &none), VEXLENS_INVALID_ARGUMENT, "/a"));
  EXPECT_EQ(none, nullptr);
}

TEST(ProvenanceTest, WhatIsSignedIsVerified) {
  const vexlens_str private_key = Str(kPrivateKey);
  const vexlens_str public_key = Str(kPublicKey);
  std::string envelope =
      TextOf([&](auto** out) { return vexlens_dsse_sign(Str("text/plain"), Str("hello"), &private_key, 1, out); });
  vexlens_bytes* type = nullptr;
  EXPECT_EQ(TextOf([&](auto** out) { return vexlens_dsse_verify(Str(envelope), &public_key, 1, 1, out, &type); }),
            "hello");
  EXPECT_EQ(Text(vexlens_bytes_view(type)), "text/plain");
  vexlens_bytes_free(type);

  vexlens_bytes* payload = nullptr;
  EXPECT_TRUE(
      Fails(vexlens_dsse_verify(Str(envelope), &public_key, 1, 2, &payload, nullptr), VEXLENS_UNAUTHENTICATED, ""));
  EXPECT_TRUE(Fails(vexlens_dsse_verify(Str(envelope), nullptr, 0, 1, &payload, nullptr), VEXLENS_UNAUTHENTICATED, ""));
  EXPECT_TRUE(Fails(vexlens_dsse_verify(Str(envelope), &private_key, 1, 1, &payload, nullptr), VEXLENS_INVALID_ARGUMENT,
                    "keys[0]"));
  envelope[envelope.find("aGVsbG8")] = 'b';
  EXPECT_TRUE(
      Fails(vexlens_dsse_verify(Str(envelope), &public_key, 1, 1, &payload, nullptr), VEXLENS_UNAUTHENTICATED, ""));
  EXPECT_EQ(payload, nullptr);
  EXPECT_TRUE(
      Fails(vexlens_dsse_sign(Str("t"), Str("p"), &public_key, 1, &payload), VEXLENS_INVALID_ARGUMENT, "keys[0]"));
  EXPECT_TRUE(Fails(vexlens_dsse_sign(Str("t"), Str("p"), nullptr, 0, &payload), VEXLENS_INVALID_ARGUMENT, ""));
}

TEST(ProvenanceTest, SaysWhoseWordADocumentIs) {
  const std::string document =
      R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://a.example/1","author":"a",)"
      R"("timestamp":"2026-05-01T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2024-1"},)"
      R"("products":[{"@id":"pkg:npm/a@1.0"}],"status":"fixed"}]})";
  const std::string envelope = Signed(document, "ed25519", "application/json");
  const std::string issuers = R"({"issuers":[{"id":"a","tier":"known","keys":[)" + KeyEntry("ed25519", "k") + "]}]}";
  const auto state = [&](std::string_view bytes, std::string_view directory) {
    return TextOf([&](auto** out) { return vexlens_verify(Str(bytes), {}, Str(directory), Str(kAsOf), out); });
  };
  EXPECT_NE(state(envelope, issuers).find(R"("state":"verified")"), std::string::npos) << state(envelope, issuers);
  EXPECT_NE(state(envelope, "").find(R"("state":"unverifiable")"), std::string::npos);
  EXPECT_NE(state(document, issuers).find(R"("state":"missing")"), std::string::npos);
  vexlens_bytes* none = nullptr;
  EXPECT_TRUE(Fails(vexlens_verify(Str("{}"), {}, {}, {}, &none), VEXLENS_INVALID_ARGUMENT, ""));
  EXPECT_TRUE(Fails(vexlens_verify(Str(document), {}, {}, Str("now"), &none), VEXLENS_INVALID_ARGUMENT, "as_of"));
}

TEST(ProvenanceTest, TrustComesBackInCanonicalForm) {
  const auto policy = [](std::string_view json) {
    return TextOf([&](auto** out) { return vexlens_policy_canonical(Str(json), out); });
  };
  EXPECT_EQ(policy(""), policy("{}"));
  EXPECT_EQ(policy(policy("")), policy(""));
  vexlens_bytes* none = nullptr;
  EXPECT_TRUE(Fails(vexlens_policy_canonical(Str(R"({"mode":"best"})"), &none), VEXLENS_INVALID_ARGUMENT, "/mode"));
  EXPECT_NE(TextOf([](auto** out) { return vexlens_issuers_canonical({}, out); }).find("redhat"), std::string::npos);
}

}  // namespace
}  // namespace vexlens::testing
