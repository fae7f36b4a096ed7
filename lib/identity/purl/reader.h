// The canonical form of a purl, recognised and taken apart in one go.
#ifndef VEXLENS_LIB_IDENTITY_PURL_READER_H_
#define VEXLENS_LIB_IDENTITY_PURL_READER_H_

#include <optional>
#include <string_view>

#include "vexlens/purl.h"

namespace vexlens {

// ReadCanonicalPurl takes `text` apart when it is a canonical purl, and is nothing for any other text. It
// allocates nothing and takes time linear in the text. It accepts exactly what WritePurl writes.
std::optional<Purl> ReadCanonicalPurl(std::string_view text);

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_PURL_READER_H_
