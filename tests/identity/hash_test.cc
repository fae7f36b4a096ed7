#include "lib/identity/hash.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "vexlens/identity.h"

namespace vexlens {

using identity::IsCanonicalHash;
using identity::IsStrongHash;

namespace {

TEST(HashTest, Canonical) {
  const std::string hex64 = std::string(63, 'a') + 'B';
  const std::string lower64 = std::string(63, 'a') + 'b';
  EXPECT_EQ(*CanonicalHash("sha-256", hex64), "sha256:" + lower64);
  EXPECT_EQ(*CanonicalHash("SHA3-256", hex64), "sha3256:" + lower64);
  EXPECT_EQ(*CanonicalHash("BLAKE2b-256", hex64), "blake2b256:" + lower64);
  EXPECT_EQ(*CanonicalHash("blake3", hex64), "blake3:" + lower64);
  EXPECT_EQ(*CanonicalIdentifier("SHA-256:" + hex64), "sha256:" + lower64);
  EXPECT_EQ(*CanonicalHash("md5", std::string(32, '0')), "md5:" + std::string(32, '0'));
}

TEST(HashTest, Refusals) {
  EXPECT_EQ(CanonicalHash("sha-255", "00").status().message(), "hash: \"sha-255\" is no known algorithm");
  EXPECT_EQ(CanonicalHash("", "").status().message(), "hash: \"\" is no known algorithm");
  EXPECT_EQ(CanonicalHash("md5", "00").status().message(), "md5: expected 32 hex digits, found 2");
  EXPECT_EQ(CanonicalHash("md5", std::string(31, '0') + 'g').status().message(),
            "md5: the character at 31 is no hex digit");
  EXPECT_FALSE(CanonicalIdentifier("sha256:abc").ok());
}

TEST(HashTest, Md5AndSha1AreWeakAndWhatIsShorterThanSha256IsNotStrong) {
  const struct {
    std::string_view algorithm;
    std::size_t digits;
    bool weak, strong;
  } kCases[] = {{"md5", 32, true, false},      {"sha1", 40, true, false},   {"sha224", 56, false, false},
                {"sha3224", 56, false, false}, {"sha256", 64, false, true}, {"sha3256", 64, false, true},
                {"sha512", 128, false, true},  {"blake3", 64, false, true}};
  for (const auto& [algorithm, digits, weak, strong] : kCases) {
    const std::string hash = *CanonicalHash(algorithm, std::string(digits, 'a'));
    EXPECT_EQ(IsWeakDigest(hash), weak) << algorithm;
    EXPECT_EQ(IsStrongHash(hash), strong) << algorithm;
  }
}

TEST(HashTest, ACanonicalHashIsToldFromAnyOtherText) {
  const std::string hex(64, 'a');
  EXPECT_TRUE(IsCanonicalHash("sha256:" + hex));
  for (const std::string& text :
       {"sha-256:" + hex, "SHA256:" + hex, "sha256:" + std::string(64, 'A'), "sha256:" + hex + "a",
        "sha256:" + hex.substr(1), "sha256" + hex, "sha512:" + hex, std::string(":"), std::string()}) {
    EXPECT_FALSE(IsCanonicalHash(text)) << text;
  }
}

}  // namespace
}  // namespace vexlens
