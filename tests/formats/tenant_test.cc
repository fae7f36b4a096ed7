// Whose documents are whose: only what may be a tenant's name is taken for one.
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "vexlens/reader.h"

namespace vexlens {
namespace {

constexpr std::string_view kOpenVex =
    R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://acme.example.com/vex/1","author":"acme",)"
    R"("timestamp":"2026-05-01T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2026-0001"},)"
    R"("products":[{"@id":"pkg:npm/widget@1.0.0"}],"status":"fixed"}]})";

TEST(TenantTest, ADocumentOfNoTenantIsRejected) {
  Evidence evidence;
  ReadOptions options;
  options.tenant = "red/blue";
  const Report report = ReadDocument(kOpenVex, options, evidence);
  EXPECT_EQ(report.outcome, Outcome::kRejected);
  EXPECT_EQ(report.status, absl::InvalidArgumentError("a tenant's name has no /"));
  EXPECT_TRUE(evidence.documents().empty());
  options.tenant = "red blue";
  EXPECT_EQ(ReadDocument(kOpenVex, options, evidence).outcome, Outcome::kAccepted);
}

TEST(TenantTest, TheNormalFormSaysItsTenants) {
  const auto json = [](std::string_view tenant) {
    return absl::StrCat(R"({"documents":[{"tenant":")", tenant,
                        R"(","issuer":"acme","documentId":"d","documentVersion":"1","documentDigest":"sha256:)",
                        std::string(64, '0'), R"(","format":"openvex","updatedAt":"","withdrawn":false,)",
                        R"("signature":{"state":"missing","keyId":"","signer":"","reason":""}}],"statements":[]})");
  };
  Evidence evidence;
  EXPECT_EQ(ReadEvidence(json(""), {}, evidence).message(), "/documents/0/tenant: a tenant's name has 1 to 255 bytes");
  EXPECT_EQ(ReadEvidence(json("red/blue"), {}, evidence).message(), "/documents/0/tenant: a tenant's name has no /");
  EXPECT_TRUE(evidence.documents().empty());
  EXPECT_TRUE(ReadEvidence(json("red blue"), {}, evidence).ok());
}

}  // namespace
}  // namespace vexlens
