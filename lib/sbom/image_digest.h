// Digests in the place of a version, as container images have them.
#ifndef VEXLENS_LIB_SBOM_IMAGE_DIGEST_H_
#define VEXLENS_LIB_SBOM_IMAGE_DIGEST_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace vexlens::sbom {

// Returns the canonical digest of "sha256:<hex>" or "sha512:<hex>"; "" for a text that begins otherwise. Errors:
// INVALID_ARGUMENT for a text that begins so without a digest after it.
absl::StatusOr<std::string> DigestInVersion(std::string_view version);

// Returns DigestInVersion of the text after the last "@" ("registry.example/shop@sha256:…"); "" if there is none.
absl::StatusOr<std::string> DigestInName(std::string_view name);

// Returns DigestInVersion of the version of a canonical purl of type oci or docker (purl-spec); "" for other types.
absl::StatusOr<std::string> DigestInPurl(std::string_view purl);

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_IMAGE_DIGEST_H_
