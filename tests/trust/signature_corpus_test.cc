// Envelopes as registries hold them: their certificates, long expired, stand in the manifests' annotations.
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/json/canonical.h"
#include "lib/json/document.h"
#include "tests/support/corpora.h"
#include "vexlens/keys.h"
#include "vexlens/reader.h"
#include "vexlens/signature.h"

namespace vexlens {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> CertificatesIn(const std::string& manifest) {
  json::Parser parser;
  json::Value root;
  if (parser.Parse(manifest, {1 << 20, 100}, 0, root).has_value()) return {};
  std::vector<std::string> certificates;
  for (const json::Value layer : root["layers"].elements()) {
    certificates.emplace_back(layer["annotations"]["dev.sigstore.cosign/certificate"].text());
  }
  return certificates;
}

IssuerDirectory DirectoryOf(const Certificate& certificate, std::string_view author, bool with_dates) {
  std::string pem;
  json::AppendString(certificate.key.Pem(), pem);
  return IssuerDirectory::Parse(
             absl::StrCat(R"({"issuers":[{"id":"signer","names":[")", author,
                          R"("],"tier":"known","keys":[{"keyId":"fulcio","algorithm":"ecdsa","publicKey":)", pem,
                          R"(,"notBefore":")", with_dates ? FormatInstant(certificate.not_before) : "",
                          R"(","notAfter":")", with_dates ? FormatInstant(certificate.not_after) : "", R"("}]}]})"))
      .value();
}

TEST(SignatureCorpusTest, RealEnvelopesVerifyUnderTheirCertificates) {
  VEXLENS_NEEDS_CORPORA();
  std::size_t opened = 0;
  std::size_t skipped = 0;
  for (const char* const image : {"alpine-cves.att", "wolfi-base-att"}) {
    std::vector<std::string> blobs;
    std::vector<std::string> certificates;
    for (const fs::path& file :
         testing::FilesIn(testing::CorporaFolder() / "openvex/signed" / image / "blobs/sha256")) {
      blobs.push_back(testing::ReadBytes(file));
      for (std::string& pem : CertificatesIn(blobs.back())) certificates.push_back(std::move(pem));
    }
    ASSERT_FALSE(certificates.empty());
    const absl::StatusOr<Certificate> certificate = ParseCertificate(certificates[0]);
    ASSERT_TRUE(certificate.ok()) << certificate.status();
    for (const std::string& blob : blobs) {
      Evidence unjudged;
      const Report report = ReadDocument(blob, ReadOptions(), unjudged);
      if (unjudged.documents().empty()) {
        ++skipped;
        EXPECT_EQ(report.outcome, Outcome::kSkipped) << report.status;
        continue;
      }
      ++opened;
      const std::string author(unjudged.Text(unjudged.documents()[0].issuer));
      for (const bool with_dates : {false, true}) {
        const IssuerDirectory directory = DirectoryOf(*certificate, author, with_dates);
        const std::vector<DsseVerifier> keys = VerifiersOf(directory);
        ReadOptions options;
        options.keys = keys;
        Evidence evidence;
        ReadDocument(blob, options, evidence);
        JudgeSignatures(directory, Instant{1'900'000'000'000'000}, evidence);
        const Document& document = evidence.documents()[0];
        EXPECT_EQ(evidence.Text(document.signer), "signer");
        // A certificate of some minutes, made after the document.
        EXPECT_EQ(SignatureStateName(document.signature), with_dates ? "unverifiable" : "verified");
        EXPECT_EQ(absl::StrContains(evidence.Text(document.signature_reason), "and the key is valid from"), with_dates);
      }
    }
  }
  EXPECT_EQ(opened, 2);
  EXPECT_EQ(skipped, 5);
}

}  // namespace
}  // namespace vexlens
