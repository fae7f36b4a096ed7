// Digests that stand where a version does: an image of a container has no other.
#ifndef VEXLENS_LIB_SBOM_IMAGE_DIGEST_H_
#define VEXLENS_LIB_SBOM_IMAGE_DIGEST_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace vexlens::sbom {

// Returns the canonical digest of "sha256:<hex>" or "sha512:<hex>", and "" for a text that begins otherwise.
// INVALID_ARGUMENT: it begins so, and no digest follows.
absl::StatusOr<std::string> DigestInVersion(std::string_view version);

// Returns what DigestInVersion does for the text after the last "@", "" without one ("registry.example/shop@sha256:…").
absl::StatusOr<std::string> DigestInName(std::string_view name);

// Returns what DigestInVersion does for the version of a canonical purl of type oci or docker, "" for any other type
// (package-url/purl-spec, types oci and docker).
absl::StatusOr<std::string> DigestInPurl(std::string_view purl);

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_IMAGE_DIGEST_H_
