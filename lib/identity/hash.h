// Hashes, for other kinds of identifiers.
#ifndef VEXLENS_LIB_IDENTITY_HASH_H_
#define VEXLENS_LIB_IDENTITY_HASH_H_

#include <string_view>

namespace vexlens::identity {

// Reports whether an algorithm is known, in any spelling ("SHA-256", "sha256").
bool IsHashAlgorithm(std::string_view written);

// Reports whether a text is a hash in canonical form (CanonicalHash).
bool IsCanonicalHash(std::string_view text);

// Reports whether a canonical hash is by SHA-256 or better.
bool IsStrongHash(std::string_view text);

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_HASH_H_
