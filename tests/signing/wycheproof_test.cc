// Wycheproof: every vector has the verdict that its label says.
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/json/document.h"
#include "tests/support/corpora.h"
#include "vexlens/keys.h"

namespace vexlens {
namespace {

struct Counts {
  std::size_t valid = 0;
  std::size_t invalid = 0;
  std::size_t left_out = 0;
};

// Check runs a file's vectors; `form` makes the form that Verify takes of a signature, or leaves the vector out.
template <typename Form>
Counts Check(std::string_view file, SignatureScheme scheme, Form form) {
  const std::string text = testing::ReadBytes(testing::CorporaFolder() / "signatures" / "wycheproof" / file);
  json::Parser parser;
  json::Value root;
  EXPECT_FALSE(parser.Parse(text, {.max_bytes = 1 << 24, .max_depth = 16}, 0, root).has_value()) << file;
  Counts counts;
  for (const json::Value group : root["testGroups"].elements()) {
    const auto key = PublicKey::FromPem(group["publicKeyPem"].text());
    if (!key.ok()) {
      ADD_FAILURE() << group["publicKeyPem"].text() << key.status();
      continue;
    }
    for (const json::Value test : group["tests"].elements()) {
      const std::optional<std::string> signature = form(absl::HexStringToBytes(test["sig"].text()));
      if (!signature.has_value()) {
        EXPECT_EQ(test["result"].text(), "invalid");
        ++counts.left_out;
        continue;
      }
      const absl::Status status = key->Verify(scheme, absl::HexStringToBytes(test["msg"].text()), *signature);
      const bool valid = test["result"].text() == "valid";
      EXPECT_TRUE(valid || test["result"].text() == "invalid") << test["result"].text();
      EXPECT_EQ(status.code(), valid ? absl::StatusCode::kOk : absl::StatusCode::kUnauthenticated)
          << file << " " << *test["tcId"].integer() << ": " << test["comment"].text();
      ++(valid ? counts.valid : counts.invalid);
    }
  }
  EXPECT_EQ(static_cast<std::int64_t>(counts.valid + counts.invalid + counts.left_out),
            root["numberOfTests"].integer());
  return counts;
}

std::optional<std::string> AsItIs(std::string signature) { return signature; }

std::string DerInteger(std::string_view number) {
  while (number.size() > 1 && number[0] == '\0' && static_cast<unsigned char>(number[1]) < 0x80)
    number.remove_prefix(1);
  const std::string sign(static_cast<unsigned char>(number[0]) >= 0x80 ? 1 : 0, '\0');
  return absl::StrCat("\x02", std::string(1, static_cast<char>(sign.size() + number.size())), sign, number);
}

// InDer turns r and s of 32 bytes each (IEEE P1363) into the DER form. Keys take no other, so that vectors about
// the size of r and s say nothing about them, and are left out.
std::optional<std::string> InDer(std::string signature) {
  if (signature.size() != 64) return std::nullopt;
  const std::string body = DerInteger(signature.substr(0, 32)) + DerInteger(signature.substr(32));
  return absl::StrCat("\x30", std::string(1, static_cast<char>(body.size())), body);
}

TEST(WycheproofTest, Ed25519) {
  VEXLENS_NEEDS_CORPORA();
  const Counts counts = Check("ed25519_test.json", SignatureScheme::kEd25519, AsItIs);
  EXPECT_EQ(counts.valid, 88u);
  EXPECT_EQ(counts.invalid, 63u);
}

TEST(WycheproofTest, EcdsaP256) {
  VEXLENS_NEEDS_CORPORA();
  const Counts counts = Check("ecdsa_secp256r1_sha256_test.json", SignatureScheme::kEcdsaP256Sha256, AsItIs);
  EXPECT_EQ(counts.valid, 174u);
  EXPECT_EQ(counts.invalid, 310u);
}

TEST(WycheproofTest, EcdsaP256InTheFormOfP1363) {
  VEXLENS_NEEDS_CORPORA();
  const Counts counts = Check("ecdsa_secp256r1_sha256_p1363_test.json", SignatureScheme::kEcdsaP256Sha256, InDer);
  EXPECT_EQ(counts.valid, 173u);
  EXPECT_EQ(counts.invalid, 68u);
  EXPECT_EQ(counts.left_out, 21u);
}

}  // namespace
}  // namespace vexlens
