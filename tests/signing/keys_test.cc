#include "vexlens/keys.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "lib/signing/pem.h"
#include "tests/signing/openssl_vectors.h"

namespace vexlens {

using signing::DecodePem;
using signing::EncodePem;

namespace {

using testing::OpensslMessage;
using testing::OpensslSignatures;
using testing::OpensslText;
using testing::SignatureVector;

constexpr SignatureScheme kAllSchemes[] = {
    SignatureScheme::kEd25519,        SignatureScheme::kEcdsaP256Sha256, SignatureScheme::kEcdsaP384Sha384,
    SignatureScheme::kRsaPkcs1Sha256, SignatureScheme::kRsaPkcs1Sha384,  SignatureScheme::kRsaPkcs1Sha512,
    SignatureScheme::kRsaPssSha256,   SignatureScheme::kRsaPssSha384,    SignatureScheme::kRsaPssSha512,
};

std::string Flipped(std::string text, std::size_t bit) {
  text[bit / 8] = static_cast<char>(text[bit / 8] ^ (1 << bit % 8));
  return text;
}

std::string WhyNoPublicKey(std::string_view pem) {
  const auto key = PublicKey::FromPem(pem);
  if (key.ok()) return "";
  EXPECT_EQ(key.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(key.status().message());
}

std::string WhyNoPrivateKey(std::string_view pem) {
  const auto key = PrivateKey::FromPem(pem);
  if (key.ok()) return "";
  EXPECT_EQ(key.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(key.status().message());
}

std::string DerOf(std::string_view pem, std::string_view label) {
  std::string der;
  EXPECT_TRUE(DecodePem(pem, label, der).ok());
  return der;
}

TEST(KeysTest, SignaturesOfAnotherProgramHoldByTheirSchemeAlone) {
  std::set<SignatureScheme> schemes;
  for (const SignatureVector& vector : OpensslSignatures()) {
    schemes.insert(vector.scheme);
    const auto key = PublicKey::FromPem(vector.public_key);
    ASSERT_TRUE(key.ok()) << key.status();
    for (const SignatureScheme scheme : kAllSchemes) {
      const absl::Status status = key->Verify(scheme, OpensslMessage(), vector.signature);
      EXPECT_EQ(status.ok(), scheme == vector.scheme) << status;
      const bool fits = (key->algorithm() == KeyAlgorithm::kRsa && scheme >= SignatureScheme::kRsaPkcs1Sha256) ||
                        scheme == vector.scheme;
      EXPECT_EQ(absl::IsInvalidArgument(status), !fits) << status;
      EXPECT_EQ(absl::IsUnauthenticated(status), fits && scheme != vector.scheme) << status;
    }
  }
  EXPECT_EQ(schemes.size(), std::size(kAllSchemes));
}

TEST(KeysTest, OneFlippedBitRefuses) {
  const std::string message = OpensslMessage();
  for (const SignatureVector& vector : OpensslSignatures()) {
    const auto key = PublicKey::FromPem(vector.public_key);
    ASSERT_TRUE(key.ok()) << key.status();
    for (std::size_t bit = 0; bit < vector.signature.size() * 8; ++bit) {
      EXPECT_TRUE(absl::IsUnauthenticated(key->Verify(vector.scheme, message, Flipped(vector.signature, bit)))) << bit;
    }
    for (std::size_t bit = 0; bit < message.size() * 8; ++bit) {
      EXPECT_TRUE(absl::IsUnauthenticated(key->Verify(vector.scheme, Flipped(message, bit), vector.signature))) << bit;
    }
    const std::string spki = DerOf(vector.public_key, "PUBLIC KEY");
    for (std::size_t bit = 0; bit < spki.size() * 8; ++bit) {
      const auto other = PublicKey::FromPem(EncodePem(Flipped(spki, bit), "PUBLIC KEY"));
      EXPECT_FALSE(other.ok() && other->Verify(vector.scheme, message, vector.signature).ok()) << bit;
    }
  }
}

TEST(KeysTest, SignaturesOfAnotherSizeAreRefused) {
  for (const SignatureVector& vector : OpensslSignatures()) {
    const auto key = PublicKey::FromPem(vector.public_key);
    ASSERT_TRUE(key.ok()) << key.status();
    for (const std::string& signature :
         {std::string(), vector.signature + '\0', '\0' + vector.signature, vector.signature.substr(1),
          vector.signature.substr(0, vector.signature.size() - 1), vector.signature + vector.signature}) {
      EXPECT_TRUE(absl::IsUnauthenticated(key->Verify(vector.scheme, OpensslMessage(), signature)));
    }
  }
}

TEST(KeysTest, WhatIsSignedIsVerified) {
  for (const auto& [name, scheme] :
       {std::pair("ed25519", SignatureScheme::kEd25519), std::pair("p256", SignatureScheme::kEcdsaP256Sha256)}) {
    const auto key = PrivateKey::FromPem(OpensslText("privateKeys", name));
    ASSERT_TRUE(key.ok()) << key.status();
    EXPECT_EQ(key->scheme(), scheme);
    const auto read = PublicKey::FromPem(key->public_key().Pem());
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(read->key_id(), key->public_key().key_id());
    for (const std::size_t size : {0, 1, 63, 64, 65, 100'000}) {
      const std::string message(size, 'm');
      const auto signature = key->Sign(message);
      ASSERT_TRUE(signature.ok()) << signature.status();
      EXPECT_TRUE(read->Verify(scheme, message, *signature).ok());
      EXPECT_TRUE(absl::IsUnauthenticated(read->Verify(scheme, message + "m", *signature)));
    }
  }
}

TEST(KeysTest, AKeyIsKnownByTheDigestOfItsDerHoweverItIsSpelled) {
  const auto key = PublicKey::FromPem(OpensslText("publicKeys", "p256"));
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ(key->key_id(), OpensslText("spkiSha256", "p256"));
  EXPECT_EQ(key->Pem(), OpensslText("publicKeys", "p256"));
  const auto compressed = PublicKey::FromPem(OpensslText("publicKeys", "compressed"));
  ASSERT_TRUE(compressed.ok()) << compressed.status();
  EXPECT_EQ(compressed->key_id(), key->key_id());
  const std::string lines = absl::StrReplaceAll(key->Pem(), {{"\n", "\r\n"}});
  EXPECT_EQ(WhyNoPublicKey(absl::StrCat("\r\n ", lines, "\n\n")), "");
}

TEST(KeysTest, OtherKeysAreRefused) {
  EXPECT_EQ(WhyNoPublicKey(OpensslText("publicKeys", "p521")), "the key's curve is neither P-256 nor P-384");
  EXPECT_EQ(WhyNoPublicKey(OpensslText("publicKeys", "small")), "the RSA key has 2040 bits, and may have 2048 to 8192");
  EXPECT_NE(WhyNoPublicKey(OpensslText("publicKeys", "x25519")), "");
  EXPECT_EQ(WhyNoPublicKey(OpensslText("publicKeys", "pss")), "no public key that can be read");
  EXPECT_EQ(WhyNoPrivateKey(OpensslText("privateKeys", "p384")), "only Ed25519 and ECDSA P-256 keys can sign");
  EXPECT_EQ(WhyNoPrivateKey(OpensslText("privateKeys", "rsa")), "only Ed25519 and ECDSA P-256 keys can sign");
}

TEST(KeysTest, TextsThatAreNotOneBlockAreRefused) {
  const std::string pem = OpensslText("publicKeys", "p256");
  const std::string secret = OpensslText("privateKeys", "p256");
  EXPECT_EQ(WhyNoPublicKey(""), "the text does not begin with \"-----BEGIN PUBLIC KEY-----\"");
  EXPECT_EQ(WhyNoPublicKey("a key: " + pem), "the text does not begin with \"-----BEGIN PUBLIC KEY-----\"");
  EXPECT_EQ(WhyNoPublicKey(pem + pem), "more than one PEM block");
  EXPECT_EQ(WhyNoPublicKey(pem + "x"), "something follows the PEM block");
  EXPECT_EQ(WhyNoPublicKey(secret), "expected a PEM block \"PUBLIC KEY\", found \"PRIVATE KEY\"");
  EXPECT_EQ(WhyNoPublicKey(pem.substr(0, pem.size() - 4)),
            "the PEM block does not end with \"-----END PUBLIC KEY-----\"");
  EXPECT_EQ(WhyNoPublicKey(absl::StrReplaceAll(pem, {{"END PUBLIC", "END PRIVATE"}})),
            "the PEM block does not end with \"-----END PUBLIC KEY-----\"");
  EXPECT_EQ(WhyNoPublicKey(absl::StrReplaceAll(pem, {{"\nM", "\n*"}})), "the PEM block is no base64");
  EXPECT_EQ(WhyNoPrivateKey(pem), "expected a PEM block \"PRIVATE KEY\", found \"PUBLIC KEY\"");
  EXPECT_EQ(WhyNoPrivateKey(OpensslText("privateKeys", "sec1")),
            "expected a PEM block \"PRIVATE KEY\", found \"EC PRIVATE KEY\"");
  EXPECT_EQ(WhyNoPrivateKey(OpensslText("privateKeys", "encrypted")),
            "expected a PEM block \"PRIVATE KEY\", found \"ENCRYPTED PRIVATE KEY\"");
}

TEST(KeysTest, DerThatEndsEarlyOrLateIsRefused) {
  const std::string spki = DerOf(OpensslText("publicKeys", "p256"), "PUBLIC KEY");
  for (std::size_t size = 0; size < spki.size(); ++size) {
    EXPECT_EQ(WhyNoPublicKey(EncodePem(spki.substr(0, size), "PUBLIC KEY")), "no public key that can be read") << size;
  }
  EXPECT_EQ(WhyNoPublicKey(EncodePem(spki + '\0', "PUBLIC KEY")), "bytes follow the public key");
  for (const std::string_view name : {"ed25519", "p256"}) {
    const std::string der = DerOf(OpensslText("privateKeys", name), "PRIVATE KEY");
    for (std::size_t size = 0; size < der.size(); ++size) {
      EXPECT_EQ(WhyNoPrivateKey(EncodePem(der.substr(0, size), "PRIVATE KEY")), "no private key that can be read");
    }
    EXPECT_EQ(WhyNoPrivateKey(EncodePem(der + '\0', "PRIVATE KEY")), "bytes follow the private key");
  }
}

TEST(KeysTest, NoErrorTellsAnythingOfAPrivateKey) {
  const std::string pem = OpensslText("privateKeys", "p256");
  for (std::size_t at = 0; at < pem.size(); ++at) {
    std::string broken = pem;
    broken[at] = '*';
    const std::string message = WhyNoPrivateKey(broken);
    for (std::size_t from = 0; from + 12 <= pem.size(); ++from) {
      const std::string piece = pem.substr(from, 12);
      if (absl::StrContains(piece, '-') || absl::StrContains(piece, ' ') || absl::StrContains(piece, '\n')) continue;
      ASSERT_FALSE(absl::StrContains(message, piece)) << at;
    }
  }
}

TEST(CertificateTest, CarriesAKeyAndItsValidity) {
  for (const std::string_view name : {"signing", "past2050"}) {
    const auto certificate = ParseCertificate(OpensslText("certificates", name));
    ASSERT_TRUE(certificate.ok()) << certificate.status();
    const std::vector<std::string> dates = testing::OpensslDates(name);
    ASSERT_EQ(dates.size(), 2u);
    EXPECT_EQ(FormatInstant(certificate->not_before), dates[0]);
    EXPECT_EQ(FormatInstant(certificate->not_after), dates[1]);
    EXPECT_TRUE(certificate->ValidAt(certificate->not_before));
    EXPECT_TRUE(certificate->ValidAt(certificate->not_after));
    EXPECT_FALSE(certificate->ValidAt({certificate->not_before.micros - 1}));
    EXPECT_FALSE(certificate->ValidAt({certificate->not_after.micros + 1}));
    EXPECT_FALSE(certificate->ValidAt({}));
  }
  const auto signing = ParseCertificate(OpensslText("certificates", "signing"));
  EXPECT_EQ(signing->key.key_id(), OpensslText("spkiSha256", "p256"));
}

TEST(CertificateTest, ItsKeyMustBeOneThatSigns) {
  const auto why = [](std::string_view name) {
    return std::string(ParseCertificate(OpensslText("certificates", name)).status().message());
  };
  EXPECT_EQ(why("unbounded"), "");
  EXPECT_EQ(why("rsa"), "");
  EXPECT_EQ(why("noSigning"), "the certificate's key usage lacks digitalSignature");
  EXPECT_EQ(why("small"), "the RSA key has 2040 bits, and may have 2048 to 8192");

  // The key usage, a bit string, becomes an octet string.
  std::string der = DerOf(OpensslText("certificates", "signing"), "CERTIFICATE");
  const std::size_t usage = der.find("\x03\x02\x07\x80");
  ASSERT_NE(usage, std::string::npos);
  der[usage] = '\x04';
  EXPECT_EQ(ParseCertificate(EncodePem(der, "CERTIFICATE")).status().message(),
            "the certificate has an extension that cannot be read");
}

TEST(CertificateTest, TextsThatAreNoneAreRefused) {
  const std::string pem = OpensslText("certificates", "signing");
  EXPECT_EQ(ParseCertificate(pem + pem).status().message(), "more than one PEM block");
  const std::string der = DerOf(pem, "CERTIFICATE");
  EXPECT_EQ(ParseCertificate(EncodePem(der + '\0', "CERTIFICATE")).status().message(), "bytes follow the certificate");
  for (std::size_t size = 0; size < der.size(); ++size) {
    EXPECT_EQ(ParseCertificate(EncodePem(der.substr(0, size), "CERTIFICATE")).status().code(),
              absl::StatusCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace vexlens
