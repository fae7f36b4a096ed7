#include "vexlens/signature.h"

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/support/signed_documents.h"
#include "vexlens/reader.h"

namespace vexlens {
namespace {

using testing::KeyEntry;
using testing::kOpenDates;
using testing::Signed;
using testing::SigningKey;

constexpr std::string_view kBare =
    R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://acme.example/1","author":"Acme","version":1,)"
    R"("timestamp":"2024-03-01T00:00:00Z","statements":[{"vulnerability":{"name":"CVE-2024-1"},)"
    R"("products":[{"@id":"pkg:npm/left@1.0"}],"status":"fixed"}]})";
constexpr std::string_view kSilent =  // about what the envelope is about
    R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://acme.example/1","author":"Acme","version":1,)"
    R"("timestamp":"2024-03-01T00:00:00Z","statements":[{"vulnerability":{"name":"CVE-2024-1"},"status":"fixed"}]})";
constexpr std::string_view kVex = "https://openvex.dev/ns/v0.2.0";
constexpr Instant kLate{1'900'000'000'000'000};

Instant At(std::string_view text) { return ParseInstant(text).value(); }

std::string Statement(std::string_view predicate, std::string_view type = kVex, std::string_view subjects = "[]") {
  return absl::StrCat(R"({"_type":"https://in-toto.io/Statement/v1","subject":)", subjects, R"(,"predicateType":")",
                      type, R"(", "predicate": )", predicate, " }");
}

IssuerDirectory Directory(std::string_view acme_keys, std::string_view other_keys = "") {
  return IssuerDirectory::Parse(absl::StrCat(R"({"issuers":[{"id":"acme","names":["Acme"],"tier":"trusted","keys":[)",
                                             acme_keys, R"(]},{"id":"other","tier":"trusted","keys":[)", other_keys,
                                             "]}]}"))
      .value();
}

// Reading is some files, read and judged.
struct Reading {
  Evidence evidence;
  std::vector<Report> reports;

  Reading(const IssuerDirectory& directory, const std::vector<std::string>& files, Instant as_of = kLate) {
    const std::vector<DsseVerifier> keys = VerifiersOf(directory);
    ReadOptions options;
    options.keys = keys;
    for (const std::string& file : files) reports.push_back(ReadDocument(file, options, evidence));
    JudgeSignatures(directory, as_of, evidence);
  }

  const Document& document() const { return evidence.documents()[0]; }
  std::string_view state() const { return SignatureStateName(document().signature); }
  std::string_view reason() const { return evidence.Text(document().signature_reason); }
};

TEST(SignatureTest, VerifiedByAKeyOfTheIssuer) {
  for (const std::string_view key : {"ed25519", "p256"}) {
    const Reading reading(Directory(KeyEntry(key, "k1")), {Signed(kBare, key, "application/json")});
    ASSERT_EQ(reading.evidence.documents().size(), 1);
    EXPECT_EQ(reading.state(), "verified") << reading.reason();
    EXPECT_EQ(reading.evidence.Text(reading.document().key_id), "k1");
    EXPECT_EQ(reading.evidence.Text(reading.document().signer), "acme");
    EXPECT_EQ(reading.reason(), "");
    EXPECT_EQ(reading.document().digest, Sha256(kBare));
    EXPECT_EQ(reading.reports[0].document, kBare);
  }
}

TEST(SignatureTest, ThePredicateIsTheDocument) {
  const Reading reading(Directory(KeyEntry("p256", "k1")), {Signed(Statement(kBare), "p256")});
  ASSERT_EQ(reading.evidence.documents().size(), 1);
  EXPECT_EQ(reading.document().digest, Sha256(kBare));
  EXPECT_EQ(reading.state(), "verified");
  EXPECT_EQ(reading.reports[0].envelope->payload_type, "application/vnd.in-toto+json");
  EXPECT_EQ(reading.evidence.LocationText(reading.evidence.statements()[0].location), "/statements/0/products/0");
}

// The same document bare and in an envelope is one, with its statements once, in whatever order they come.
TEST(SignatureTest, BareAndSignedAreOneDocument) {
  const IssuerDirectory directory = Directory(KeyEntry("p256", "k1"));
  const std::string bare(kBare);
  const std::string in_envelope = Signed(kBare, "p256");
  const std::string in_statement = Signed(Statement(kBare), "p256");
  for (const std::vector<std::string>& files :
       {std::vector{bare, in_envelope, in_statement}, std::vector{in_statement, bare, in_envelope}}) {
    const Reading reading(directory, files);
    EXPECT_EQ(reading.evidence.documents().size(), 1);
    EXPECT_EQ(reading.evidence.statements().size(), 1);
    EXPECT_EQ(reading.state(), "verified");
    EXPECT_EQ(reading.evidence.sightings().at(0).envelopes.size(), 2);
  }
}

TEST(SignatureTest, AForgedEnvelopeDamagesNothing) {
  const IssuerDirectory directory = Directory(KeyEntry("p256", "k1"), KeyEntry("ed25519", "k2"));
  const std::string forged = absl::StrReplaceAll(Signed(kBare, "p256"), {{R"("sig":"M)", R"("sig":"N)"}});
  const Reading alone(directory, {forged});
  EXPECT_EQ(alone.state(), "failed");
  EXPECT_EQ(alone.reason(), "the signature names the key, and does not hold under it");
  EXPECT_EQ(Reading(directory, {std::string(kBare), forged}).state(), "missing");
  EXPECT_EQ(Reading(directory, {forged, std::string(kBare)}).state(), "missing");
  EXPECT_EQ(Reading(directory, {forged, Signed(kBare, "p256")}).state(), "verified");
  EXPECT_EQ(Reading(directory, {Signed(kBare, "p256"), forged}).state(), "verified");
  EXPECT_EQ(Reading(directory, {Signed(kBare, "ed25519"), std::string(kBare)}).state(), "missing");
}

TEST(SignatureTest, AnotherIssuersKeyFails) {
  const Reading reading(Directory(KeyEntry("p256", "k1"), KeyEntry("ed25519", "k2")), {Signed(kBare, "ed25519")});
  EXPECT_EQ(reading.state(), "failed");
  EXPECT_EQ(reading.reason(), "the key belongs to other, and the document is from acme");
  const Reading unkeyed(Directory("", KeyEntry("ed25519", "k2")), {Signed(kBare, "ed25519")});
  EXPECT_EQ(unkeyed.state(), "failed");
}

TEST(SignatureTest, AnUnknownKeyIsUnverifiable) {
  EXPECT_EQ(Reading(Directory(KeyEntry("p256", "k1")), {Signed(kBare, "ed25519")}).reason(),
            "signed by none of the keys that the directory has of acme");
  EXPECT_EQ(Reading(Directory(""), {Signed(kBare, "ed25519")}).reason(), "the directory has no key of acme");
  const Reading unlisted(IssuerDirectory::Parse(R"({"issuers":[]})").value(), {Signed(kBare, "ed25519")});
  EXPECT_EQ(unlisted.reason(), "the directory does not list Acme");
  EXPECT_EQ(unlisted.state(), "unverifiable");
}

TEST(SignatureTest, TheDocumentsDateLiesInTheKeysValidity) {
  const auto state = [&](std::string_view dates) {
    return std::string(Reading(Directory(KeyEntry("p256", "k1", dates)), {Signed(kBare, "p256")}).state());
  };
  EXPECT_EQ(state(R"("notBefore":"2024-03-01T00:00:00Z","notAfter":"2024-03-01T00:00:00Z")"), "verified");
  EXPECT_EQ(state(R"("notBefore":"2024-03-01T00:00:00.000001Z","notAfter":"")"), "unverifiable");
  EXPECT_EQ(state(R"("notBefore":"","notAfter":"2024-02-29T23:59:59.999999Z")"), "unverifiable");
}

// Returns kBare with another date of its own, and one for its statement; "" for none.
std::string Dated(std::string_view document, std::string_view statement) {
  const auto member = [](std::string_view date) {
    return date.empty() ? "" : absl::StrCat(R"("timestamp":")", date, R"(",)");
  };
  return absl::StrReplaceAll(kBare,
                             {{R"("timestamp":"2024-03-01T00:00:00Z",)", member(document)},
                              {R"({"vulnerability")", absl::StrCat("{", member(statement), R"("vulnerability")")}});
}

// Whoever holds an expired key may date a document as he likes, but not let it say anything new.
TEST(SignatureTest, AnExpiredKeySignsNothingOfLaterDates) {
  const std::string dates = R"("notBefore":"2019-01-01T00:00:00Z","notAfter":"2021-01-01T00:00:00Z")";
  const IssuerDirectory directory = Directory(KeyEntry("p256", "k1", dates));
  const auto reading = [&](std::string_view document, std::string_view statement) {
    return Reading(directory, {Signed(Dated(document, statement), "p256")});
  };
  EXPECT_EQ(reading("2020-06-01T00:00:00Z", "").state(), "verified");
  EXPECT_EQ(reading("2020-06-01T00:00:00Z", "2020-07-01T00:00:00Z").state(), "verified");
  EXPECT_EQ(reading("", "2020-07-01T00:00:00Z").state(), "verified");
  const Reading late = reading("2020-06-01T00:00:00Z", "2026-05-31T00:00:00Z");
  EXPECT_EQ(late.state(), "unverifiable");
  EXPECT_EQ(late.reason(),
            "the latest date in the document is 2026-05-31T00:00:00Z, and the key is valid from "
            "2019-01-01T00:00:00Z to 2021-01-01T00:00:00Z");
  EXPECT_EQ(reading("", "2026-05-31T00:00:00Z").state(), "unverifiable");
  EXPECT_EQ(reading("2026-05-31T00:00:00Z", "2020-06-01T00:00:00Z").state(), "unverifiable");
  EXPECT_EQ(reading("", "").state(), "unverifiable");
  EXPECT_EQ(reading("", "").reason().substr(0, 40), "the latest date in the document is none,");
}

TEST(SignatureTest, AKeyWithoutAnEndSignsWhatIsUndated) {
  const IssuerDirectory directory =
      Directory(KeyEntry("p256", "k1", R"("notBefore":"2019-01-01T00:00:00Z","notAfter":"")"));
  EXPECT_EQ(Reading(directory, {Signed(Dated("", ""), "p256")}).state(), "verified");
}

TEST(SignatureTest, ARevokedKeyIsVoidFromThenOn) {
  const IssuerDirectory directory =
      Directory(KeyEntry("p256", "k1", absl::StrCat(kOpenDates, R"(,"revokedAt":"2024-06-01T00:00:00Z")")));
  const std::vector<std::string> files = {Signed(kBare, "p256")};
  EXPECT_EQ(Reading(directory, files, At("2024-05-31T23:59:59Z")).state(), "verified");
  const Reading later(directory, files, At("2024-06-01T00:00:00Z"));
  EXPECT_EQ(later.state(), "unverifiable");
  EXPECT_EQ(later.reason(), "the key is revoked since 2024-06-01T00:00:00Z");
  const std::vector<std::string> backdated = {Signed(Dated("2020-01-01T00:00:00Z", ""), "p256")};
  EXPECT_EQ(Reading(directory, backdated, At("2024-06-01T00:00:00Z")).state(), "unverifiable");
}

TEST(SignatureTest, OneKeyIdForSeveralKeys) {
  const IssuerDirectory directory = Directory(absl::StrCat(KeyEntry("ed25519", "k1"), ",", KeyEntry("p256", "k1")));
  EXPECT_EQ(Reading(directory, {Signed(kBare, "p256")}).state(), "verified");
  EXPECT_EQ(Reading(directory, {Signed(kBare, "ed25519")}).state(), "verified");
}

// Whatever bit of an envelope flips, nobody else's word is verified.
TEST(SignatureTest, OneBitFlipped) {
  const IssuerDirectory directory = Directory(KeyEntry("ed25519", "k1"));
  const std::string envelope = Signed(kBare, "ed25519");
  std::size_t verified = 0;
  for (std::size_t at = 0; at < envelope.size(); ++at) {
    std::string flipped = envelope;
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << at % 8));
    const Reading reading(directory, {flipped});
    for (const Document& document : reading.evidence.documents()) {
      if (document.signature != SignatureState::kVerified) continue;
      ++verified;
      EXPECT_EQ(document.digest, Sha256(kBare));
    }
  }
  // What is verified still has only another keyid.
  EXPECT_LE(verified, 64U);
}

TEST(SignatureTest, SubjectsAreTheProductsOfWhatNamesNone) {
  const std::string payload =
      Statement(kSilent, kVex,
                R"([{"name":"pkg:npm/left@1.0","digest":{"sha256":"aa"}},{"uri":"pkg:npm/right@2","name":"r"},)"
                R"({"name":"image","digest":{"sha256":")" +
                    std::string(64, 'a') + R"("}},{"name":"nothing"},{"name":"pkg:npm/left@1.0"}])");
  const Reading reading(Directory(KeyEntry("p256", "k1")), {Signed(payload, "p256"), payload});
  ASSERT_EQ(reading.evidence.documents().size(), 1);
  EXPECT_EQ(reading.document().digest, Sha256(payload));  // others than the silent one's
  EXPECT_EQ(reading.state(), "verified");
  std::vector<std::string> products;
  for (const vexlens::Statement& statement : reading.evidence.statements()) {
    products.emplace_back(reading.evidence.KeyText(statement.product));
    EXPECT_EQ(reading.evidence.LocationText(statement.location), "/predicate/statements/0");
  }
  EXPECT_EQ(products,
            (std::vector<std::string>{"pkg:npm/left@1.0", "pkg:npm/right@2", "sha256:" + std::string(64, 'a')}));
  ASSERT_EQ(reading.reports[0].findings.size(), 1);
  EXPECT_EQ(reading.reports[0].findings[0].location, "/subject/3");
}

TEST(SignatureTest, WhatIsNotOpened) {
  const auto why = [](const std::string& file) {
    Evidence evidence;
    const Report report = ReadDocument(file, ReadOptions(), evidence);
    EXPECT_TRUE(evidence.documents().empty());
    return absl::StrCat(OutcomeName(report.outcome), ": ", report.status.message());
  };
  EXPECT_EQ(why(Signed(Signed(kBare, "p256"), "p256")),
            "rejected: in the envelope: another envelope, which is not opened");
  EXPECT_EQ(why(Signed("{}", "p256")), "skipped: in the envelope: neither OpenVEX, CSAF nor CycloneDX");
  EXPECT_EQ(why(Signed("no JSON", "p256")).substr(0, 26), "rejected: in the envelope:");
  EXPECT_EQ(why(Signed(Statement("{}", "https://spdx.dev/Document"), "p256")),
            "skipped: in the envelope: an in-toto statement about \"https://spdx.dev/Document\", which is no VEX");
  EXPECT_EQ(why(R"({"payloadType":"t","payload":"e30","signatures":[]})"),
            "rejected: /signatures: expected at least one");
  std::string many = R"({"payloadType":"t","payload":"e30","signatures":[)";
  for (int i = 0; i < 10'000; ++i) absl::StrAppend(&many, i == 0 ? "" : ",", R"({"sig":""})");
  EXPECT_EQ(why(many + "]}"), "rejected: /signatures/100: more than 100 signatures");
  EXPECT_EQ(why(R"({"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","messageSignature":{}})"),
            "rejected: /dsseEnvelope: missing: a Sigstore bundle about bytes that it does not hold");
}

TEST(SignatureTest, APayloadTypeIsSignedInUtf8) {
  const IssuerDirectory directory = Directory(KeyEntry("p256", "k1"));
  const std::string envelope = Signed(kBare, "p256", "application/vnd.é+json");
  EXPECT_EQ(Reading(directory, {envelope}).state(), "verified");
  EXPECT_EQ(Reading(directory, {absl::StrReplaceAll(envelope, {{"é", "e"}})}).state(), "failed");
}

TEST(SignatureTest, SigstoreBundles) {
  const IssuerDirectory directory = Directory(KeyEntry("p256", "k1"));
  const std::string envelope = Signed(kBare, "p256");
  const auto bundle = [](std::string_view material, std::string_view dsse) {
    return absl::StrCat(R"({"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":)",
                        material, R"(,"dsseEnvelope": )", dsse, "}");
  };
  EXPECT_EQ(Reading(directory, {bundle(R"({"publicKey":{"hint":"k1"}})", envelope)}).state(), "verified");
  EXPECT_EQ(Reading(directory, {bundle(R"({"certificate":{"rawBytes":"AA=="}})", envelope)}).state(), "verified");
  const Reading chain(Directory(""),
                      {bundle(R"({"x509CertificateChain":{"certificates":[{"rawBytes":"AA=="}]}})", envelope)});
  EXPECT_EQ(chain.state(), "unverifiable");
  EXPECT_EQ(chain.reason(), "only a certificate says who signed, and its chain is not followed here");
  for (const std::string& broken :
       {bundle("{}", envelope), bundle(R"({"publicKey":{"hint":"k1"}})", R"({"signatures":[{"sig":""},{"sig":""}]})"),
        bundle(R"({"publicKey":{"hint":"k1"}})", R"({"signatures":[{"sig":""}]})"),
        bundle(R"({"publicKey":{"hint":"k1"}})", "[]")}) {
    const Reading reading(directory, {broken});
    EXPECT_EQ(reading.reports[0].outcome, Outcome::kRejected);
  }
}

TEST(SignatureTest, MergedEvidenceKeepsWhatWasSeen) {
  const IssuerDirectory directory = Directory(KeyEntry("p256", "k1"));
  for (const bool swapped : {false, true}) {
    Reading one(directory, {std::string(kBare)});
    Reading two(directory, {Signed(kBare, "p256")});
    if (swapped) std::swap(one.evidence, two.evidence);
    one.evidence.Merge(two.evidence);
    EXPECT_EQ(one.evidence.documents().size(), 1);
    EXPECT_EQ(one.state(), "verified");
    JudgeSignatures(Directory(""), kLate, one.evidence);
    EXPECT_EQ(one.state(), "unverifiable");
    EXPECT_TRUE(one.evidence.sightings().at(0).bare.has_value());
  }
}

TEST(SignatureTest, ATenantsOwnKeysAreItsOwn) {
  const IssuerDirectory directory =
      IssuerDirectory::Parse(
          absl::StrCat(R"({"issuers":[],"tenants":{"other":{"issuers":[{"id":"Acme","tier":"known",)", R"("keys":[)",
                       KeyEntry("p256", "k1"), "]}]}}}"))
          .value();
  const Reading reading(directory, {Signed(kBare, "p256")});
  EXPECT_EQ(reading.state(), "unverifiable");
}

}  // namespace
}  // namespace vexlens
