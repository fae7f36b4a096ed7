// The rules of registered purl types for the components of a purl.
#ifndef VEXLENS_LIB_IDENTITY_PURL_TYPES_H_
#define VEXLENS_LIB_IDENTITY_PURL_TYPES_H_

#include <cstdint>
#include <string_view>

#include "lib/identity/purl/octets.h"
#include "vexlens/purl.h"

namespace vexlens::identity {

// Need is whether a component may be there.
enum class Need : std::uint8_t { kOptional, kRequired, kProhibited };

// PurlType is the machine-readable part of a type's definition in purl-spec/types.
struct PurlType {
  std::string_view name;
  Need need_namespace = Need::kOptional;
  Fold fold_namespace = Fold::kKeep;
  Fold fold_name = Fold::kKeep;
  Fold fold_version = Fold::kKeep;
  std::string_view required_qualifier = "";
  Fold fold_subpath = Fold::kKeep;
  bool name_is_path = false;  // the namespace is one segment, all others are the name
};

// Returns the definition of a type in lower case; one without rules if it is not registered.
const PurlType& FindPurlType(std::string_view name);

// Returns how a name is spelled with these canonical qualifiers: names of models keep their case, except on Databricks'
// servers.
Fold FoldOfPurlName(const PurlType& type, const PurlQualifiers& qualifiers);

// Returns what is wrong with a canonical name by rules of a few types; "" if nothing is.
std::string_view PurlNameFault(const PurlType& type, std::string_view name);

// Returns the same for a canonical version.
std::string_view PurlVersionFault(const PurlType& type, std::string_view version);

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_PURL_TYPES_H_
