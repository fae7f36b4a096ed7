// `stella vex attest` and `stella pack provenance attest` as a user meets them.
#include <filesystem>
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/cli/stella.h"
#include "tests/signing/openssl_vectors.h"
#include "tests/support/signed_documents.h"
#include "tests/workspace/vex_documents.h"
#include "vexlens/dsse.h"

namespace vexlens {
namespace {

using testing::Result;
using testing::Vex;

// Verified is what `key` signed in an envelope, as the command writes it.
std::string Verified(std::string_view envelope, std::string_view key) {
  const PrivateKey& signer = testing::SigningKey(key);
  const DsseVerifier verifier = {signer.public_key(), signer.scheme()};
  const absl::StatusOr<DsseEnvelope> read = DsseEnvelope::Parse(envelope);
  if (!read.ok()) return std::string(read.status().message());
  const absl::StatusOr<DssePayload> payload = read->Verify({&verifier, 1});
  return payload.ok() ? payload->bytes : std::string(payload.status().message());
}

class AttestTest : public testing::StellaWorkspaceTest {
 protected:
  AttestTest() {
    Save("issuers.json", R"({"issuers":[{"id":"lab","tier":"known"},{"id":"rival","tier":"known"}]})");
    Save("vex/a.json", Vex("lab", "CVE-2024-1", "pkg:npm/a@1", "fixed", "2024-05-01T00:00:00Z"));
    Save("vex/b.json", Vex("lab", "CVE-2024-2", "pkg:npm/b@1", "under_investigation", "2024-05-01T00:00:00Z"));
    Save("vex/c.json", Vex("rival", "CVE-2024-2", "pkg:npm/b@1", "fixed", "2024-05-01T00:00:00Z"));
  }

  Result Attest(std::string_view more = "") const {
    return Run(absl::StrCat("vex attest --author 'Acme <psirt@acme.example>' --input ", Path("vex"), " --issuers ",
                            Path("issuers.json"), " --as-of 2024-06-01T00:00:00Z ", more));
  }
  std::string KeyFile(std::string_view key) const { return Save("key.pem", testing::OpensslText("privateKeys", key)); }
};

TEST_F(AttestTest, WritesTheStatementAndTellsWhatItDoesNotSay) {
  const Result attested = Attest();
  EXPECT_EQ(attested.code, 0) << attested.err;
  EXPECT_TRUE(absl::StartsWith(attested.out, R"({"_type":"https://in-toto.io/Statement/v1",)")) << attested.out;
  EXPECT_EQ(Member(attested.out, "author"), "Acme <psirt@acme.example>");
  EXPECT_EQ(Member(attested.out, "timestamp"), "2024-06-01T00:00:00Z");
  EXPECT_TRUE(absl::StrContains(attested.err, "attested: 2 statements; not said: 4 things\n")) << attested.err;
  EXPECT_TRUE(absl::StrContains(attested.err,
                                "not said: CVE-2024-2 pkg:npm/b@1: that it is DISPUTED: said is under_investigation\n"))
      << attested.err;

  const Result one = Attest("--vulnerability CVE-2024-1 --output json");
  EXPECT_TRUE(absl::StrContains(one.err, "attested: 1 statement; not said: 2 things\n")) << one.err;
  EXPECT_EQ(Attest("--vulnerability CVE-2024-1 --product pkg:npm/a@1").out, one.out);
}

// What is written is read again as a document of that author's.
TEST_F(AttestTest, SignsForWhoeverHasThePublicKey) {
  const std::string bare = Attest().out;
  for (const std::string_view key : {"ed25519", "p256"}) {
    const Result attested = Attest(absl::StrCat("--key ", KeyFile(key)));
    ASSERT_EQ(attested.code, 0) << attested.err;
    EXPECT_EQ(Verified(attested.out, key) + "\n", bare);
    const std::string issuers =
        Save("acme.json", absl::StrCat(R"({"issuers":[{"id":"Acme <psirt@acme.example>","tier":"trusted","keys":[)",
                                       testing::KeyEntry(key, "k"), "]}]}"));
    const Result verified = Run(absl::StrCat("vex verify ", Save("signed.json", attested.out), " --issuers ", issuers));
    EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
  }
}

TEST_F(AttestTest, AWorkspaceSaysTheSame) {
  ASSERT_EQ(Trust(absl::StrCat("issuers import --actor ann --reason test ", Path("issuers.json"))).code, 0);
  ASSERT_EQ(Stella(absl::StrCat("ingest --as-of 2024-06-01T00:00:00Z ", Path("vex"))).code, 0);
  const std::string author = "attest --author 'Acme <psirt@acme.example>' ";
  const Result all = Stella(author);
  EXPECT_EQ(all.code, 0) << all.err;
  EXPECT_EQ(all.out, Attest().out);
  EXPECT_EQ(Stella(author + "--vulnerability CVE-2024-1").out, Attest("--vulnerability CVE-2024-1").out);
  EXPECT_EQ(Stella(author + "--product pkg:npm/b@1").out, Attest("--product pkg:npm/b@1").out);
  EXPECT_EQ(Stella(author + "--product pkg:npm/z@1").code, 4);
  EXPECT_EQ(Stella(author + "--tenant nobody").err, "stella: no records to attest\n");
}

TEST_F(AttestTest, ErrorsSayWhatAndNeverTheKey) {
  EXPECT_EQ(Run(absl::StrCat("vex attest --input ", Path("vex"))).code, 2);  // no author
  const Result table = Attest("--output table");
  EXPECT_EQ(table.code, 2);
  EXPECT_EQ(table.err, "stella: --output: an attestation is no table: json or ndjson\n");
  std::filesystem::create_directories(Path("none"));
  const Result none = Run(absl::StrCat("vex attest --author a --input ", Path("none")));
  EXPECT_EQ(none.code, 2);
  EXPECT_EQ(none.err, "stella: no records to attest\n");
  EXPECT_EQ(Attest("--vulnerability CVE-2024-9").code, 4);

  const std::string pem = testing::OpensslText("privateKeys", "ed25519");
  const std::string body = pem.substr(pem.find('\n') + 1, 40);
  for (const std::string& bad : {pem.substr(0, pem.size() - 30), pem + "x", pem.substr(28), std::string("no key")}) {
    const Result refused = Attest(absl::StrCat("--key ", Save("key.pem", bad)));
    EXPECT_EQ(refused.code, 2);
    EXPECT_EQ(refused.out, "");
    EXPECT_TRUE(absl::StartsWith(refused.err, "stella: --key: ")) << refused.err;
    EXPECT_FALSE(absl::StrContains(refused.err, body)) << refused.err;
  }
}

TEST_F(AttestTest, APackRunIsProvenance) {
  std::filesystem::create_directories(Path("kept"));
  Save("made/image.tar", "image");
  const auto pack = [&](std::string_view what, std::string_view more) {
    return Run(absl::StrCat("pack provenance ", what, " --tenant acme --run run-7 --out ", Path("kept"), " ", more));
  };
  const std::string write = absl::StrCat("--artifacts ", Path("made"), " --plan-hash sha256:", std::string(64, 'a'),
                                         " --status succeeded --builder https://ci.example");
  EXPECT_EQ(pack("attest", "").code, 4);
  ASSERT_EQ(pack("write", write).code, 0);
  const Result bare = pack("attest", "");
  EXPECT_EQ(bare.code, 0) << bare.err;
  EXPECT_EQ(Member(bare.out, "predicateType"), "https://slsa.dev/provenance/v1");
  EXPECT_EQ(Member(bare.out, "invocationId"), "acme/run-7");
  const Result envelope = pack("attest", absl::StrCat("--key ", KeyFile("p256")));
  EXPECT_EQ(Verified(envelope.out, "p256") + "\n", bare.out);
  EXPECT_EQ(pack("attest", absl::StrCat("--key ", Path("made/image.tar"))).code, 2);
}

}  // namespace
}  // namespace vexlens
