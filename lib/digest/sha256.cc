// The door to BoringSSL for digests.
#include <openssl/sha.h>

#include "lib/digest/sha256_stream.h"
#include "vexlens/digest.h"

namespace vexlens {

using digest::Sha256Stream;

namespace {

constexpr std::string_view kPrefix = "sha256:";

// HexPairs is the two digits of every byte.
constexpr struct HexPairs {
  char of[256][2];
  constexpr HexPairs() : of{} {
    constexpr char kHex[] = "0123456789abcdef";
    for (int i = 0; i < 256; ++i) {
      of[i][0] = kHex[i >> 4];
      of[i][1] = kHex[i & 15];
    }
  }
} kHexPairs;

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

Digest Sha256(std::string_view bytes) {
  Digest digest;
  SHA256(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), digest.bytes.data());
  return digest;
}

Digest Sha256(std::string_view first, std::string_view second) {
  Digest digest;
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, first.data(), first.size());
  SHA256_Update(&context, second.data(), second.size());
  SHA256_Final(digest.bytes.data(), &context);
  return digest;
}

struct Sha256Stream::State {
  SHA256_CTX context;
};

Sha256Stream::Sha256Stream() : state_(std::make_unique<State>()) { SHA256_Init(&state_->context); }
Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::Add(std::string_view piece) { SHA256_Update(&state_->context, piece.data(), piece.size()); }

Digest Sha256Stream::Finish() {
  Digest digest;
  SHA256_Final(digest.bytes.data(), &state_->context);
  SHA256_Init(&state_->context);
  return digest;
}

char* WriteDigest(const Digest& digest, char* at) {
  at += kPrefix.copy(at, kPrefix.size());
  for (const std::uint8_t byte : digest.bytes) {
    *at++ = kHexPairs.of[byte][0];
    *at++ = kHexPairs.of[byte][1];
  }
  return at;
}

void AppendDigest(const Digest& digest, std::string& out) {
  char text[kDigestRoom];
  out.append(text, WriteDigest(digest, text));
}

std::string DigestText(const Digest& digest) {
  std::string out;
  AppendDigest(digest, out);
  return out;
}

std::optional<Digest> ParseDigest(std::string_view text) {
  if (text.size() != kPrefix.size() + 64 || text.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  Digest digest;
  for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
    const int high = HexValue(text[2 * i]);
    const int low = HexValue(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    digest.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return digest;
}

}  // namespace vexlens
