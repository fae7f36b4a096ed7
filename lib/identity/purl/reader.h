// Recognises canonical purls and takes them apart in one pass.
#ifndef VEXLENS_LIB_IDENTITY_PURL_READER_H_
#define VEXLENS_LIB_IDENTITY_PURL_READER_H_

#include <optional>
#include <string_view>

#include "vexlens/purl.h"

namespace vexlens::identity {

// Returns the components of a canonical purl, which is exactly what WritePurl writes; nothing for any other text.
// Allocates nothing, and takes time linear in the text.
std::optional<Purl> ReadCanonicalPurl(std::string_view text);

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_PURL_READER_H_
