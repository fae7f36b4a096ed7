// SHA-256 digests of documents, statements and records.
#ifndef VEXLENS_DIGEST_H_
#define VEXLENS_DIGEST_H_

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vexlens {

// Digest is a SHA-256 value; it orders as its text does. Immutable value.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};

  friend auto operator<=>(const Digest&, const Digest&) = default;
  template <typename H>
  friend H AbslHashValue(H hash, const Digest& digest) {
    return H::combine(std::move(hash), digest.bytes);
  }
};

// Sha256 is the digest of `bytes` (FIPS 180-4).
Digest Sha256(std::string_view bytes);

// Sha256 of two pieces is that of the one with the other behind it.
Digest Sha256(std::string_view first, std::string_view second);

// WriteDigest writes "sha256:" and 64 lower-case hex digits, kDigestRoom bytes, and returns their end.
inline constexpr std::size_t kDigestRoom = 7 + 64;
char* WriteDigest(const Digest& digest, char* at);

// AppendDigest is WriteDigest at the end of `out`.
void AppendDigest(const Digest& digest, std::string& out);

// DigestText is AppendDigest into a new string.
std::string DigestText(const Digest& digest);

// ParseDigest reads what AppendDigest writes; nothing for any other text.
std::optional<Digest> ParseDigest(std::string_view text);

}  // namespace vexlens

#endif  // VEXLENS_DIGEST_H_
