// What the registered purl types ask of a package URL's components.
#ifndef VEXLENS_LIB_IDENTITY_PURL_TYPES_H_
#define VEXLENS_LIB_IDENTITY_PURL_TYPES_H_

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"

namespace vexlens {

// Fold is how a component's characters are spelled in the canonical form.
enum class Fold : std::uint8_t {
  kKeep,
  kLower,
  kUpper,
  kDashes,       // lower case, "_" becomes "-" (PyPI)
  kUnderscores,  // lower case, all but letters and digits becomes "_" (Dart)
};

// Folded is `c` in that spelling.
inline char Folded(Fold fold, char c) {
  switch (fold) {
    case Fold::kKeep:
      return c;
    case Fold::kLower:
      return absl::ascii_tolower(c);
    case Fold::kUpper:
      return absl::ascii_toupper(c);
    case Fold::kDashes:
      return c == '_' ? '-' : absl::ascii_tolower(c);
    case Fold::kUnderscores:
      return absl::ascii_isalnum(c) ? absl::ascii_tolower(c) : '_';
  }
  return c;
}

// Need is whether a component may be there.
enum class Need : std::uint8_t { kOptional, kRequired, kProhibited };

// PurlType is the machine-readable part of a type's definition in purl-spec/types. Case is ASCII's.
struct PurlType {
  std::string_view name;
  Need need_namespace = Need::kOptional;
  Fold fold_namespace = Fold::kKeep;
  Fold fold_name = Fold::kKeep;
  Fold fold_version = Fold::kKeep;
  std::string_view required_qualifier = "";
};

// FindPurlType is the definition of `name` (lower case), or one without any demands.
const PurlType& FindPurlType(std::string_view name);

// CheckPurlOfType checks what only a few types demand of the canonical name and version.
absl::Status CheckPurlOfType(const PurlType& type, std::string_view name, std::string_view version);

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_PURL_TYPES_H_
