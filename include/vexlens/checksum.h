// Checksums: the small files beside a document that say what its bytes hash to.
#ifndef VEXLENS_CHECKSUM_H_
#define VEXLENS_CHECKSUM_H_

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"

namespace vexlens {

enum class ChecksumKind : std::uint8_t { kSha256, kSha512 };

// CheckChecksum compares `bytes` with the hexadecimal digest that a checksum file begins with, as sha256sum and
// sha512sum write it and CSAF asks for it (CSAF 2.0, 7.1.18). DATA_LOSS when they differ, INVALID_ARGUMENT when
// the text begins with no such digest.
absl::Status CheckChecksum(std::string_view bytes, std::string_view checksum, ChecksumKind kind);

}  // namespace vexlens

#endif  // VEXLENS_CHECKSUM_H_
