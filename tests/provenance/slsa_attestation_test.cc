// Attestations of pack runs: SLSA provenance v1, byte for byte.
#include <algorithm>
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/provenance/runs.h"
#include "tests/support/signed_documents.h"
#include "vexlens/attestation.h"
#include "vexlens/canonical_json.h"
#include "vexlens/dsse.h"

namespace vexlens {
namespace {

std::string Hex(std::string_view bytes) { return DigestText(Sha256(bytes)).substr(7); }

TEST(SlsaAttestationTest, SaysWhatWasRunByWhomAndWhatItMade) {
  const PackRunManifest run = testing::ARun();
  const std::string text = AttestPackRun(run).value();
  EXPECT_EQ(text, absl::StrCat(
                      R"({"_type":"https://in-toto.io/Statement/v1","predicate":{"buildDefinition":{)",
                      R"("buildType":"urn:vexlens:pack-run:v1","externalParameters":{"a":[true,{"b":"ü"}],)",
                      R"("z":100000000000000000000},"resolvedDependencies":[{"digest":{"sha256":")", Hex("plan"),
                      R"("},"name":"plan"}]},"runDetails":{"builder":{"id":"https://ci.example/pack"},"byproducts":[)",
                      R"({"digest":{"sha256":")", Hex(WritePackRun(run)->json),
                      R"("},"mediaType":"application/json","name":"manifest"}],"metadata":{)",
                      R"("finishedOn":"2026-06-01T10:00:09Z","invocationId":"acme/run-7",)",
                      R"("startedOn":"2026-06-01T10:00:01.5Z"}}},"predicateType":"https://slsa.dev/provenance/v1",)",
                      R"("subject":[{"digest":{"sha256":")", Hex("image"),
                      R"("},"name":"image.tar"},{"digest":{"sha256":")", Hex("log"), R"("},"name":"logs/run.txt"}]})"));
  EXPECT_EQ(CanonicalJson(text).value(), text);
}

TEST(SlsaAttestationTest, OrderMeansNothing) {
  PackRunManifest run = testing::ARun();
  const std::string text = AttestPackRun(run).value();
  std::reverse(run.artifacts.begin(), run.artifacts.end());
  EXPECT_EQ(AttestPackRun(run).value(), text);
  EXPECT_EQ(AttestPackRun(ParsePackRun(WritePackRun(run)->json).value()).value(), text);
}

TEST(SlsaAttestationTest, UnknownInstantsAreLeftOut) {
  PackRunManifest run = testing::ARun();
  run.started_at = run.finished_at = {};
  EXPECT_TRUE(absl::StrContains(AttestPackRun(run).value(), R"("metadata":{"invocationId":"acme/run-7"}}})"));
}

TEST(SlsaAttestationTest, SignedItVerifies) {
  const std::string text = AttestPackRun(testing::ARun()).value();
  for (const std::string_view key : {"ed25519", "p256"}) {
    const PrivateKey* const signer = &testing::SigningKey(key);
    const std::string envelope = SignDsse(kInTotoPayloadType, text, {&signer, 1}).value();
    const DsseVerifier verifier = {signer->public_key(), signer->scheme()};
    const DssePayload payload = DsseEnvelope::Parse(envelope)->Verify({&verifier, 1}).value();
    EXPECT_EQ(payload.type, "application/vnd.in-toto+json");
    EXPECT_EQ(payload.bytes, text);
  }
}

TEST(SlsaAttestationTest, BadInputIsOneError) {
  PackRunManifest run = testing::ARun();
  run.artifacts.clear();
  EXPECT_EQ(AttestPackRun(run).status(),
            absl::InvalidArgumentError("/artifacts: empty: an in-toto statement needs a subject"));
  run = testing::ARun();
  run.builder = "";
  EXPECT_EQ(AttestPackRun(run).status(),
            absl::InvalidArgumentError("/builder: empty: SLSA provenance needs a builder"));
  run = testing::ARun();
  run.parameters = "[]";
  EXPECT_EQ(AttestPackRun(run).status(), WritePackRun(run).status());
  EXPECT_FALSE(AttestPackRun(run).ok());
}

}  // namespace
}  // namespace vexlens
