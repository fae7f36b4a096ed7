#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "vexlens/identity.h"

namespace vexlens {
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

}  // namespace
}  // namespace vexlens
