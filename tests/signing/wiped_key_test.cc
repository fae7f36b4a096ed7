// No memory that is given back holds any of a private key.
#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "lib/signing/pem.h"
#include "tests/signing/openssl_vectors.h"
#include "vexlens/keys.h"

namespace {

// What is looked for: a piece of the key, and the same backwards, as numbers lie in memory.
constexpr std::size_t kPiece = 12;
char piece[kPiece];
char backwards[kPiece];
std::atomic<bool> watching = false;
std::atomic<int> given_back = 0;
std::atomic<int> with_the_key = 0;

void Look(void* memory) {
  const std::string_view bytes(static_cast<const char*>(memory), malloc_usable_size(memory));
  ++given_back;
  if (bytes.find(std::string_view(piece, kPiece)) != std::string_view::npos ||
      bytes.find(std::string_view(backwards, kPiece)) != std::string_view::npos) {
    ++with_the_key;
  }
}

}  // namespace

extern "C" void __libc_free(void* memory);

// free takes the place of the C library's, for the C++ library too.
extern "C" __attribute__((visibility("default"))) void free(void* memory) {
  if (memory != nullptr && watching) Look(memory);
  __libc_free(memory);
}

namespace vexlens {

using signing::DecodePem;

namespace {

// The place of the secret in the DER that the vectors have.
struct Place {
  std::string_view name;
  std::size_t offset;
};

class WipedKeyTest : public ::testing::TestWithParam<Place> {};

TEST_P(WipedKeyTest, NothingIsLeft) {
  const std::string pem = testing::OpensslText("privateKeys", GetParam().name);
  std::string der;
  ASSERT_TRUE(DecodePem(pem, "PRIVATE KEY", der).ok());
  const std::string_view secret = std::string_view(der).substr(GetParam().offset, 32);
  secret.substr(10).copy(piece, kPiece);
  std::reverse_copy(piece, piece + kPiece, backwards);
  const std::string broken = pem.substr(0, pem.size() - 40) + "*" + pem.substr(pem.size() - 39);
  given_back = 0;
  with_the_key = 0;

  watching = true;
  {
    const auto key = PrivateKey::FromPem(pem);
    ASSERT_TRUE(key.ok());
    ASSERT_TRUE(key->Sign("message").ok());
    ASSERT_FALSE(PrivateKey::FromPem(broken).ok());
  }
  watching = false;
  EXPECT_GT(given_back, 5);
  EXPECT_EQ(with_the_key, 0);

  watching = true;
  std::optional<std::string> copy(std::string(secret) + std::string(100, 'x'));
  copy.reset();
  watching = false;
  EXPECT_GE(with_the_key, 1) << "the watch sees what is not overwritten";
}

INSTANTIATE_TEST_SUITE_P(All, WipedKeyTest, ::testing::Values(Place{"ed25519", 16}, Place{"p256", 36}),
                         [](const auto& parameter) { return std::string(parameter.param.name); });

}  // namespace
}  // namespace vexlens
