// Signatures beside a document: what is one, what it is about, and what it is worth.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/signed_documents.h"
#include "tests/workspace/vex_documents.h"
#include "vexlens/engine.h"
#include "vexlens/verdict.h"

namespace vexlens {
namespace {

constexpr std::string_view kArmored = "-----BEGIN PGP SIGNATURE-----\n\niHUE\n-----END PGP SIGNATURE-----\n";

std::string Bare() { return testing::Vex("lab", "CVE-2024-3094", "pkg:npm/a@1", "affected", "2024-05-01T00:00:00Z"); }

std::string Envelope() { return testing::Signed(Bare(), "ed25519", "application/json"); }

IssuerDirectory Directory() {
  return IssuerDirectory::Parse(absl::StrCat(R"({"issuers":[{"id":"lab","tier":"trusted","keys":[)",
                                             testing::KeyEntry("ed25519", "lab-1"), "]}]}"))
      .value();
}

Incoming Beside(const std::string& document, std::string_view signature) {
  Incoming incoming(document);
  incoming.signature = signature;
  return incoming;
}

// Judged is a document with what stands beside it, as the directory has it.
DocumentVerdict Judged(const std::string& document, std::string_view signature) {
  const IssuerDirectory directory = Directory();
  const std::vector<DsseVerifier> keys = VerifiersOf(directory);
  ReadOptions options;
  options.keys = keys;
  options.detached = signature;
  return JudgeDocument(document, options, directory, ParseInstant("2024-06-01T00:00:00Z").value());
}

TEST(SignatureBesideTest, AnEnvelopeAroundTheSameBytesVerifiesThem) {
  const DocumentVerdict judged = Judged(Bare(), Envelope());
  EXPECT_LE(judged.report.outcome, Outcome::kAcceptedWithWarnings) << judged.report.status;
  EXPECT_EQ(judged.verdict.state, SignatureState::kVerified) << judged.verdict.reason;
  EXPECT_EQ(judged.verdict.signer, "lab");
  EXPECT_EQ(judged.report.digest, Sha256(Bare()));
}

TEST(SignatureBesideTest, AnOpenPgpSignatureIsNotChecked) {
  for (const std::string& signature : {std::string(kArmored), absl::StrCat("\r\n", kArmored),
                                       std::string("\xc2\x05\x04\x01"), std::string("\x88\x75")}) {
    const DocumentVerdict judged = Judged(Bare(), signature);
    EXPECT_LE(judged.report.outcome, Outcome::kAcceptedWithWarnings) << judged.report.status;
    EXPECT_EQ(judged.verdict.state, SignatureState::kUnverifiable);
    EXPECT_TRUE(absl::StrContains(judged.verdict.reason, "OpenPGP")) << judged.verdict.reason;
  }
}

TEST(SignatureBesideTest, OneAroundOtherBytesRejectsTheDocument) {
  const DocumentVerdict judged = Judged(absl::StrCat(Bare(), "\n"), Envelope());
  EXPECT_EQ(judged.report.outcome, Outcome::kRejected);
  EXPECT_EQ(judged.report.status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(judged.report.status.message(), "the signature beside it: it is about other bytes than these");
}

TEST(SignatureBesideTest, SoDoesWhatIsNone) {
  const std::string truncated = Envelope().substr(0, 40);
  for (const std::string_view signature :
       {std::string_view("x"), std::string_view("{}"), std::string_view(truncated),
        std::string_view("-----BEGIN PGP MESSAGE-----"), std::string_view("\x99\x01")}) {
    const DocumentVerdict judged = Judged(Bare(), signature);
    EXPECT_EQ(judged.report.outcome, Outcome::kRejected) << signature;
    EXPECT_EQ(judged.report.status.message(), "the signature beside it: neither an OpenPGP signature nor an envelope");
  }
}

TEST(SignatureBesideTest, ABadOneErasesNothingThatAGoodOneSaid) {
  auto engine = Engine::Create("default", Directory()).value();
  const std::string bare = Bare(), good = Envelope(), forged = testing::Signed(Bare(), "p256", "application/json");
  const std::vector<Incoming> documents = {Beside(bare, good), Beside(bare, forged), Beside(bare, kArmored)};
  ASSERT_TRUE(engine->Ingest(documents).ok());
  const std::shared_ptr<const Slice> slice = engine->Build(engine->DefaultBasis());
  ASSERT_EQ(slice->evidence().documents().size(), 1u);
  EXPECT_EQ(slice->evidence().documents()[0].signature, SignatureState::kVerified);
}

TEST(SignatureBesideTest, IsTriedWithTheKeysOfTheQuestion) {
  auto engine = Engine::Create("default", IssuerDirectory()).value();
  const std::string bare = Bare(), good = Envelope();
  const std::vector<Incoming> documents = {Beside(bare, good)};
  ASSERT_TRUE(engine->Ingest(documents).ok());
  Basis basis = engine->DefaultBasis();
  const auto state = [&] { return engine->Build(basis)->evidence().documents()[0].signature; };
  EXPECT_EQ(state(), SignatureState::kUnverifiable);
  basis.directory = std::make_shared<const IssuerDirectory>(Directory());
  EXPECT_EQ(state(), SignatureState::kVerified);
}

}  // namespace
}  // namespace vexlens
