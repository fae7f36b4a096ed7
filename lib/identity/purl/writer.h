// Writes the canonical form of a purl from components in any spelling.
#ifndef VEXLENS_LIB_IDENTITY_PURL_WRITER_H_
#define VEXLENS_LIB_IDENTITY_PURL_WRITER_H_

#include <string>
#include <string_view>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "vexlens/purl.h"

namespace vexlens::identity {

// LoosePurl is the components of a purl in any spelling.
struct LoosePurl {
  std::string_view type;
  std::string_view name_space;
  std::string_view name;
  std::string_view version;
  absl::InlinedVector<PurlQualifier, 8> qualifiers;
  std::string_view subpath;
};

// KeyCase is whether an upper-case letter in a qualifier's key is mended. The standard does not allow it.
enum class KeyCase : bool { kMended, kRefused };

// Writes the canonical purl to `out`. If the components are views into `source`, they have escapes, and errors name the
// byte; if `source` is "", they have none, and errors name the component.
absl::Status WritePurl(std::string_view source, LoosePurl purl, KeyCase key_case, std::string& out);

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_PURL_WRITER_H_
