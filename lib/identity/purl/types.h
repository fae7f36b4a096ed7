// What the registered purl types ask of a package URL's components.
#ifndef VEXLENS_LIB_IDENTITY_PURL_TYPES_H_
#define VEXLENS_LIB_IDENTITY_PURL_TYPES_H_

#include <cstdint>
#include <string_view>

#include "lib/identity/purl/octets.h"
#include "vexlens/purl.h"

namespace vexlens {

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

// FindPurlType is the definition of `name` (lower case), or one without any demands.
const PurlType& FindPurlType(std::string_view name);

// FoldOfPurlName is how a name is spelled beside its canonical qualifiers: model names keep their case but on
// Databricks' servers.
Fold FoldOfPurlName(const PurlType& type, const PurlQualifiers& qualifiers);

// PurlNameFault is what only a few types find wrong with a canonical name, "" when nothing is.
std::string_view PurlNameFault(const PurlType& type, std::string_view name);

// PurlVersionFault is the same of a canonical version.
std::string_view PurlVersionFault(const PurlType& type, std::string_view version);

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_PURL_TYPES_H_
