// What the other identifiers need to know of hashes.
#ifndef VEXLENS_LIB_IDENTITY_HASH_H_
#define VEXLENS_LIB_IDENTITY_HASH_H_

#include <string_view>

namespace vexlens {

// IsHashAlgorithm tells a known algorithm in any spelling ("SHA-256", "sha256").
bool IsHashAlgorithm(std::string_view written);

// IsCanonicalHash tells a result of CanonicalHash from any other text.
bool IsCanonicalHash(std::string_view text);

// IsStrongHash tells a canonical hash by SHA-256 or better.
bool IsStrongHash(std::string_view text);

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_HASH_H_
