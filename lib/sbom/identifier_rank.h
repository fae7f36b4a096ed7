// The order of a component's identifiers.
#ifndef VEXLENS_LIB_SBOM_IDENTIFIER_RANK_H_
#define VEXLENS_LIB_SBOM_IDENTIFIER_RANK_H_

#include <cstdint>
#include <string_view>

namespace vexlens::sbom {

// IdentifierRank is the kind of an identifier, in the order of SbomComponent::identifiers.
enum class IdentifierRank : std::uint8_t { kPurl, kCpe, kDigest, kOpaque };

// Returns the rank of a canonical identifier.
inline IdentifierRank RankOf(std::string_view identifier) {
  if (identifier.starts_with("pkg:")) return IdentifierRank::kPurl;
  if (identifier.starts_with("cpe:")) return IdentifierRank::kCpe;
  return identifier.starts_with("cdx:") ? IdentifierRank::kOpaque : IdentifierRank::kDigest;
}

}  // namespace vexlens::sbom

#endif  // VEXLENS_LIB_SBOM_IDENTIFIER_RANK_H_
