// Evidence files: anybody can write one, so what it says of signatures and withdrawals counts only when asked for.
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/cli/stella.h"
#include "tests/support/signed_documents.h"
#include "tests/workspace/vex_documents.h"
#include "vexlens/digest.h"

namespace vexlens {
namespace {

using testing::Result;
using testing::Vex;

constexpr char kMissing[] = R"("signature":{"keyId":"","reason":"","signer":"","state":"missing"})";
constexpr char kVerified[] = R"("signature":{"keyId":"lab-1","reason":"","signer":"lab","state":"verified"})";

class EvidenceFilesTest : public testing::StellaTest {
 protected:
  static std::string Document() {
    return Vex("lab", "CVE-2024-3094", "pkg:npm/a@1", "affected", "2024-05-01T00:00:00Z");
  }

  // Evidence is the document in normal form.
  std::string Evidence() const {
    return Run(absl::StrCat("vex evidence --input ", Save("document.json", Document()))).out;
  }

  // Forged is that with a claim that somebody verified and withdrew it.
  std::string Forged() const {
    const std::string evidence = Evidence();
    const std::string forged =
        absl::StrReplaceAll(evidence, {{kMissing, kVerified}, {R"("withdrawn":false)", R"("withdrawn":true)"}});
    EXPECT_NE(forged, evidence);
    return Save("forged.json", forged);
  }

  std::string Issuers() const {
    return Save("issuers.json", absl::StrCat(R"({"issuers":[{"id":"lab","tier":"trusted","keys":[)",
                                             testing::KeyEntry("ed25519", "lab-1"), "]}]}"));
  }
};

TEST_F(EvidenceFilesTest, ClaimsAreSetAside) {
  const std::string plain = Evidence();
  const std::string forged = Forged();
  const Result read = Run(absl::StrCat("vex evidence --evidence ", forged));
  EXPECT_EQ(read.code, 0) << read.err;
  EXPECT_EQ(read.out, plain);
  EXPECT_EQ(read.err,
            "not believed of evidence files: the signature states of 1 document, 1 withdrawal (--believe-evidence "
            "believes them)\n");
  const Result believed = Run(absl::StrCat("vex evidence --believe-evidence --evidence ", forged));
  EXPECT_TRUE(absl::StrContains(believed.out, kVerified)) << believed.out;
  EXPECT_TRUE(absl::StrContains(believed.out, R"("withdrawn":true)")) << believed.out;
  EXPECT_EQ(believed.err, "");
  EXPECT_EQ(Run(absl::StrCat("vex evidence --evidence ", Save("plain.json", plain))).err, "");
  EXPECT_EQ(Run("vex explain CVE-2024-3094 pkg:npm/a@1 --workspace ws --believe-evidence").code, 2);
}

TEST_F(EvidenceFilesTest, SomebodyElsesWithdrawalDoesNotCount) {
  const std::string forged = Forged();
  const std::string input = absl::StrCat(" --input ", Path("document.json"));
  const std::string ask = "vex consensus --as-of 2026-06-01T00:00:00Z --output ndjson --evidence ";
  EXPECT_EQ(Member(Run(absl::StrCat(ask, forged, input)).out, "state"), "AFFECTED");
  EXPECT_EQ(Member(Run(absl::StrCat(ask, forged)).out, "state"), "AFFECTED");
  EXPECT_EQ(Member(Run(absl::StrCat(ask, forged, " --believe-evidence")).out, "state"), "INCONCLUSIVE");
}

// A document's own bytes say what it is: a file that names its digest puts no words into its mouth.
TEST_F(EvidenceFilesTest, ADocumentKeepsWhatItsOwnBytesSay) {
  Evidence();
  const std::string digest = DigestText(Sha256(Document()));
  const std::string id = DigestText(Sha256(absl::StrCat(
      R"({"component":"","documentDigest":")", digest,
      R"(","location":"/statements/0/products/0","product":"pkg:npm/b@1","status":"not_affected","versionRange":"",)",
      R"("vulnerability":"CVE-2024-3094"})")));
  const std::string about =
      absl::StrCat(R"("documentDigest":")", digest, R"(","documentId":"x","documentVersion":"1",)",
                   R"("format":"openvex","issuer":"lab","tenant":"default","updatedAt":"",)");
  const std::string forged =
      Save("forged.json",
           absl::StrCat(R"({"documents":[{)", about, kVerified, R"(,"withdrawn":false}],"statements":[{)", about,
                        R"("action":"","aliases":[],"component":"","impact":"","issuedAt":"","justification":"",)",
                        R"("justificationRaw":"","location":"/statements/0/products/0","product":"pkg:npm/b@1",)",
                        R"("relationship":"","statementId":")", id, R"(","status":"not_affected","versionRange":"",)",
                        R"("vulnerability":"CVE-2024-3094"}]})"));
  const std::string alone = Run(absl::StrCat("vex evidence --evidence ", forged)).out;
  EXPECT_TRUE(absl::StrContains(alone, "pkg:npm/b@1")) << alone;
  for (const std::string& input :
       {Path("document.json"), Save("signed.json", testing::Signed(Document(), "ed25519"))}) {
    const std::string ask = absl::StrCat("vex evidence --issuers ", Issuers(), " --input ", input);
    const std::string own = Run(ask).out;
    EXPECT_TRUE(absl::StrContains(own, digest)) << own;
    EXPECT_EQ(Run(absl::StrCat(ask, " --evidence ", forged)).out, own);
  }
}

TEST_F(EvidenceFilesTest, RequiredSignaturesCoverThem) {
  const std::string forged = Save("forged.json", absl::StrReplaceAll(Evidence(), {{kMissing, kVerified}}));
  const std::string ask = absl::StrCat("vex consensus --output ndjson --require-signature --evidence ", forged);
  const Result refused = Run(ask + " --verbose");
  EXPECT_EQ(refused.code, 2);
  EXPECT_EQ(refused.out, "");
  EXPECT_TRUE(absl::StrContains(refused.err, "forged.json: 1 of 1 documents not verified\n")) << refused.err;
  EXPECT_TRUE(absl::StrContains(refused.err, ": its signature is missing: there is no signature around it\n"))
      << refused.err;
  EXPECT_TRUE(absl::StrContains(refused.err, "not verified: 1 by envelope\n")) << refused.err;
  const Result believed = Run(ask + " --believe-evidence");
  EXPECT_EQ(believed.code, 0) << believed.err;
  EXPECT_EQ(Member(believed.out, "artifactKey"), "pkg:npm/a@1");
  const std::string bare = Save("bare.json", Evidence());
  EXPECT_EQ(Run(absl::StrCat("vex consensus --require-signature --believe-evidence --evidence ", bare)).code, 2);
}

// All that is left of a file that is not believed comes out as it went in: aliases, ranges, what lies between product
// and component, and what BOMs say of their elements.
TEST_F(EvidenceFilesTest, WhatIsNotAClaimComesBack) {
  Save("vex/bom.json",
       R"({"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":)"
       R"("urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79","version":1,"metadata":{"timestamp":)"
       R"("2026-05-01T00:00:00Z","supplier":{"name":"lab"},"component":{"type":"library","name":"a",)"
       R"("bom-ref":"a","purl":"pkg:npm/a@1"}},"components":[{"type":"library","name":"b","bom-ref":"b",)"
       R"("purl":"pkg:npm/b@1","components":[{"type":"library","name":"c","bom-ref":"c","purl":"pkg:npm/c"}]}],)"
       R"("vulnerabilities":[{"id":"CVE-2024-3094","references":[{"id":"GHSA-rxwq-x6h5-x525"}],"analysis":)"
       R"({"state":"exploitable","detail":"why","response":["update"]},"affects":[{"ref":"c","versions":)"
       R"([{"range":"vers:npm/<2.0.0"}]}]}]})");
  Save("vex/link.json",
       R"({"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"metadata":{"timestamp":"2026-05-01T00:00:00Z",)"
       R"("supplier":{"name":"lab"}},"vulnerabilities":[{"id":"CVE-2024-3095","analysis":{"state":"not_affected",)"
       R"("justification":"code_not_present"},"affects":[{"ref":)"
       R"("urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#c"}]}]})");
  // Other products, so that lists and texts are met in another order.
  for (const char* name : {"d", "e", "f"}) {
    Save(absl::StrCat("vex/", name, ".json"),
         absl::StrCat(R"({"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"metadata":{"timestamp":)"
                      R"("2026-05-01T00:00:00Z","supplier":{"name":"lab"},"component":{"type":"library","name":"p",)"
                      R"("bom-ref":"p","purl":"pkg:npm/p@1"}},"components":[{"type":"library","name":"x",)"
                      R"("bom-ref":"x","purl":"pkg:npm/x)",
                      name, R"(@1","components":[{"type":"library","name":"y","bom-ref":"y","purl":"pkg:npm/y"}]}],)",
                      R"("vulnerabilities":[{"id":"CVE-2024-3096","analysis":{"state":"exploitable"},"affects":)"
                      R"([{"ref":"y"}]}]})"));
  }
  const std::string written = Run(absl::StrCat("vex evidence --input ", Path("vex"))).out;
  EXPECT_TRUE(absl::StrContains(written, R"("through":["pkg:npm/b@1"])")) << written;
  EXPECT_TRUE(absl::StrContains(written, "bomElements")) << written;
  const std::string file = Save("written.json", written);
  EXPECT_EQ(Run(absl::StrCat("vex evidence --evidence ", file)).out, written);
  EXPECT_EQ(Run(absl::StrCat("vex evidence --believe-evidence --evidence ", file)).out, written);
}

// A BOM that links may use is a document like any other.
TEST_F(EvidenceFilesTest, RequiredSignaturesCoverTheirBoms) {
  const std::string bom =
      Save("bom.json", R"({"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":)"
                       R"("urn:uuid:3e671687-395b-41f5-a30f-b58921a69b79","version":1,"metadata":{"timestamp":)"
                       R"("2026-05-01T00:00:00Z","supplier":{"name":"lab"},"component":{"type":"library","name":"a",)"
                       R"("bom-ref":"a","purl":"pkg:npm/a@1"}}})");
  const std::string evidence = Save("evidence.json", Run(absl::StrCat("vex evidence --input ", bom)).out);
  EXPECT_TRUE(absl::StrContains(testing::ReadBytes(evidence), "bomElements"));
  const Result result = Run(absl::StrCat("vex consensus --require-signature --evidence ", evidence));
  EXPECT_EQ(result.code, 2);
  EXPECT_TRUE(absl::StrContains(result.err, "1 of 1 documents not verified")) << result.err;
}

}  // namespace
}  // namespace vexlens
