#include "lib/sbom/image_digest.h"

#include <cstddef>

#include "vexlens/identity.h"
#include "vexlens/purl.h"

namespace vexlens::sbom {

absl::StatusOr<std::string> DigestInVersion(std::string_view version) {
  // The algorithms of the OCI image specification, descriptor.md.
  for (const std::string_view algorithm : {"sha256", "sha512"}) {
    if (!version.starts_with(algorithm) || version.substr(algorithm.size(), 1) != ":") continue;
    return CanonicalHash(algorithm, version.substr(algorithm.size() + 1));
  }
  return std::string();
}

absl::StatusOr<std::string> DigestInName(std::string_view name) {
  const std::size_t at = name.rfind('@');
  return DigestInVersion(at == name.npos ? std::string_view() : name.substr(at + 1));
}

absl::StatusOr<std::string> DigestInPurl(std::string_view purl) {
  if (!purl.starts_with("pkg:oci/") && !purl.starts_with("pkg:docker/")) return std::string();
  std::string store;
  return DigestInVersion(DecodePurl(ParseSubject(purl, "").version, store));
}

}  // namespace vexlens::sbom
