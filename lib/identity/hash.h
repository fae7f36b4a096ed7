// What the other identifiers need to know of hashes.
#ifndef VEXLENS_LIB_IDENTITY_HASH_H_
#define VEXLENS_LIB_IDENTITY_HASH_H_

#include <string_view>

namespace vexlens {

// IsHashAlgorithm reports whether this is a known algorithm, in any spelling ("SHA-256", "sha256").
bool IsHashAlgorithm(std::string_view written);

// IsCanonicalHash reports whether a text could be a result of CanonicalHash.
bool IsCanonicalHash(std::string_view text);

// IsStrongHash reports whether a canonical hash is by SHA-256 or better.
bool IsStrongHash(std::string_view text);

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_HASH_H_
