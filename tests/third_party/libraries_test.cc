// One answer from each library that we link, in one program: it shows that the
// tool chain builds them, and that they bear each other's company.

#include <array>
#include <string>
#include <string_view>
#include <type_traits>

#include "CLI/CLI.hpp"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "openssl/curve25519.h"
#include "openssl/sha.h"
#include "simdjson.h"

namespace {

// Our headers say std::string_view; Abseil built otherwise would not take it.
static_assert(std::is_same_v<absl::string_view, std::string_view>);

std::string Hex(const auto& bytes) {
  return absl::BytesToHexString(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

TEST(Abseil, HashMapAndStatus) {
  absl::flat_hash_map<std::string, int> map = {{"fixed", 3}};
  EXPECT_EQ(map.at("fixed"), 3);
  const absl::StatusOr<int> missing = absl::NotFoundError("no such key");
  EXPECT_EQ(missing.status().message(), "no such key");
}

// CVE-2025-0838: without Debian's patch this size overflows.
TEST(AbseilDeathTest, HashMapRefusesImpossibleSize) {
  absl::flat_hash_map<int, int> map;
  EXPECT_DEATH(map.reserve(map.max_size() + 1), "Hash table size overflow");
}

// FIPS 180-4, the example of one block.
TEST(BoringSsl, Sha256) {
  constexpr std::string_view text = "abc";
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  EXPECT_EQ(Hex(digest), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// RFC 8032, section 7.1, test 1.
TEST(BoringSsl, Ed25519) {
  const std::string seed = absl::HexStringToBytes("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  std::array<unsigned char, ED25519_PUBLIC_KEY_LEN> public_key;
  std::array<unsigned char, ED25519_PRIVATE_KEY_LEN> private_key;
  ED25519_keypair_from_seed(public_key.data(), private_key.data(), reinterpret_cast<const unsigned char*>(seed.data()));
  EXPECT_EQ(Hex(public_key), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

  std::array<unsigned char, ED25519_SIGNATURE_LEN> signature;
  ASSERT_EQ(ED25519_sign(signature.data(), nullptr, 0, private_key.data()), 1);
  EXPECT_EQ(ED25519_verify(nullptr, 0, signature.data(), public_key.data()), 1);
  signature[0] ^= 1;
  EXPECT_EQ(ED25519_verify(nullptr, 0, signature.data(), public_key.data()), 0);
}

TEST(Simdjson, ParsesAndValidates) {
  simdjson::dom::parser parser;
  const simdjson::padded_string json(R"({"status":"fixed","count":3})", 28);
  simdjson::dom::element root;
  ASSERT_EQ(parser.parse(json).get(root), simdjson::SUCCESS);
  std::string_view status;
  ASSERT_EQ(root["status"].get(status), simdjson::SUCCESS);
  EXPECT_EQ(status, "fixed");

  const simdjson::padded_string wrong(R"({"skip":[01]})", 13);
  EXPECT_NE(parser.parse(wrong).get(root), simdjson::SUCCESS);
}

TEST(Cli11, ParsesArguments) {
  CLI::App app;
  int page_size = 0;
  app.add_option("--page-size", page_size);
  app.parse("--page-size 7", false);
  EXPECT_EQ(page_size, 7);
}

}  // namespace
