// Whose word a file is: verify, --require-signature, and the files beside a document.
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/cli/stella.h"
#include "tests/support/signed_documents.h"
#include "tests/workspace/vex_documents.h"
#include "vexlens/digest.h"

namespace vexlens {
namespace {

using testing::Result;
using testing::Vex;

class SignatureTest : public testing::StellaWorkspaceTest {
 protected:
  std::string Bare() const { return Vex("lab", "CVE-2024-3094", "pkg:npm/a@1", "affected", "2024-05-01T00:00:00Z"); }

  std::string Issuers() const {
    return Save("issuers.json", absl::StrCat(R"({"issuers":[{"id":"lab","tier":"trusted","keys":[)",
                                             testing::KeyEntry("ed25519", "lab-1"), "]}]}"));
  }
};

TEST_F(SignatureTest, VerifyTellsWhoSigned) {
  const std::string file = Save("signed.json", testing::Signed(Bare(), "ed25519", "application/json"));
  const Result verified = Run(absl::StrCat("vex verify ", file, " --issuers ", Issuers()));
  EXPECT_EQ(verified.code, 0) << verified.err;
  EXPECT_TRUE(absl::StrContains(verified.out, "signed.json: verified\n")) << verified.out;
  EXPECT_TRUE(absl::StrContains(verified.out, "key      lab-1 of lab\n")) << verified.out;
  const Result unknown = Run(absl::StrCat("vex verify ", file, " --output ndjson"));
  EXPECT_EQ(unknown.code, 6);
  EXPECT_EQ(Member(unknown.out, "state"), "unverifiable");
  EXPECT_EQ(Member(unknown.out, "reason"), "the directory does not list lab");
  EXPECT_EQ(Member(unknown.out, "documentDigest"), DigestText(Sha256(Bare())));
  const std::string key = Save("key.pem", testing::SigningKey("ed25519").public_key().Pem());
  const Result holds = Run(absl::StrCat("vex verify ", file, " --key ", key));
  EXPECT_EQ(holds.code, 6);
  EXPECT_TRUE(absl::StrContains(holds.out, testing::SigningKey("ed25519").public_key().key_id())) << holds.out;
}

TEST_F(SignatureTest, RequiredSignatures) {
  const std::string issuers = Issuers();
  Save("vex/bare.json", Bare());
  Save("vex/forged.json", testing::Signed(Bare(), "p256"));
  const std::string require = absl::StrCat(" --require-signature --input ", Path("vex"), " --issuers ", issuers);
  const Result none = Run(absl::StrCat("vex consensus", require));
  EXPECT_EQ(none.code, 2);
  EXPECT_TRUE(absl::StrContains(none.err, "bare.json: its signature is missing: there is no signature around it"))
      << none.err;
  EXPECT_TRUE(absl::StrContains(none.err, "not verified: 1 by envelope, 1 by issuer\n")) << none.err;
  Save("vex/signed.json", testing::Signed(Bare(), "ed25519"));
  const Result some = Run(absl::StrCat("vex consensus", require, " --output ndjson"));
  EXPECT_EQ(some.code, 2);
  EXPECT_TRUE(absl::StrContains(some.out, R"("artifactKey":"pkg:npm/a@1")")) << some.err;
  EXPECT_TRUE(absl::StrContains(some.err, "1 with signatures: 1 verified\n")) << some.err;
}

TEST_F(SignatureTest, AWorkspaceTakesWhatIsVerified) {
  const std::string trust = absl::StrCat("issuers import ", Issuers(), " --actor ann --reason test");
  ASSERT_EQ(Trust(trust).code, 0);
  Save("vex/bare.json", Bare());
  EXPECT_EQ(Stella(absl::StrCat("ingest ", Path("vex"), " --require-signature")).code, 2);
  EXPECT_EQ(Stella("documents --output ndjson").out, "");
  EXPECT_EQ(Stella(absl::StrCat("ingest ", Path("vex"))).code, 0);
  EXPECT_EQ(Member(Stella("documents --output ndjson").out, "signature"), "missing");
  const std::string file = Save("vex/signed.json", testing::Signed(Bare(), "ed25519"));
  EXPECT_EQ(Stella(absl::StrCat("ingest ", file, " --require-signature")).code, 0);
  EXPECT_EQ(Member(Stella("documents --output ndjson").out, "signature"), "verified");
  EXPECT_EQ(Stella(absl::StrCat("verify ", file)).code, 0);
  EXPECT_EQ(Stella("rebuild --check").code, 0);
}

TEST_F(SignatureTest, WhatStandsBesideADocumentCountsAlikeFromFilesAndInAWorkspace) {
  const std::string policy = Save("policy.json", R"({"signature":{"unverifiable":0.2}})");
  Save("vex/a.json", Bare());
  Save("vex/a.json.asc", "-----BEGIN PGP SIGNATURE-----\n");
  const std::string about = "--vulnerability CVE-2024-3094 --product pkg:npm/a@1 --output ndjson";
  const Result files = Run(absl::StrCat("vex consensus ", about, " --input ", Path("vex"), " --issuers ", Issuers(),
                                        " --policy ", policy, " --as-of 2024-06-01T00:00:00Z"));
  ASSERT_EQ(files.code, 0) << files.err;
  ASSERT_EQ(Trust(absl::StrCat("issuers import ", Issuers(), " --actor ann --reason test")).code, 0);
  ASSERT_EQ(Trust(absl::StrCat("policy set ", policy, " --actor ann --reason test")).code, 0);
  ASSERT_EQ(Stella(absl::StrCat("ingest ", Path("vex"), " --as-of 2024-06-01T00:00:00Z")).code, 0);
  EXPECT_EQ(Stella(absl::StrCat("get ", about)).out, files.out);
  EXPECT_EQ(Member(Stella("documents --output ndjson").out, "signature"), "unverifiable");
}

TEST_F(SignatureTest, FilesBesideADocument) {
  Save("vex/a.json", Bare());
  Save("vex/a.json.sha256", DigestText(Sha256(Bare())).substr(7) + "  a.json\n");
  const Result good = Run(absl::StrCat("vex inspect --input ", Path("vex")));
  EXPECT_EQ(good.code, 0) << good.err;
  EXPECT_TRUE(absl::StrContains(good.err, "1 files: ")) << good.err;
  Save("vex/a.json.asc", "-----BEGIN PGP SIGNATURE-----\n");
  const Result pgp = Run(absl::StrCat("vex inspect --input ", Path("vex")));
  EXPECT_TRUE(absl::StrContains(pgp.err, "1 with signatures: 1 unverifiable\n")) << pgp.err;
  Save("vex/a.json.asc", "a signature it is not");
  const Result none = Run(absl::StrCat("vex inspect --input ", Path("vex")));
  EXPECT_EQ(none.code, 2);
  EXPECT_TRUE(absl::StrContains(none.err, "a.json: the signature beside it: neither an OpenPGP signature")) << none.err;
  Save("vex/a.json.sha512", std::string(128, '0'));
  for (const std::string& input : {Path("vex"), Path("vex/a.json")}) {
    const Result bad = Run(absl::StrCat("vex inspect --input ", input));
    EXPECT_EQ(bad.code, 2);
    EXPECT_TRUE(absl::StrContains(bad.err, "a.json.sha512: the checksum beside it is 000")) << bad.err;
    EXPECT_TRUE(absl::StrContains(bad.err, "1 rejected")) << bad.err;
  }
}

}  // namespace
}  // namespace vexlens
