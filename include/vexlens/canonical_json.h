// CanonicalJson: any JSON text in the one spelling that is hashed and signed (RFC 8785).
#ifndef VEXLENS_CANONICAL_JSON_H_
#define VEXLENS_CANONICAL_JSON_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace vexlens {

// CanonicalJsonOptions bound what is taken. The depth is bounded by kMaxCanonicalDepth.
struct CanonicalJsonOptions {
  std::size_t max_bytes = std::size_t{256} << 20;
  std::size_t padding = 0;  // bytes that may be read after the text; 64 or more saves a copy
};

// kMaxCanonicalDepth is how deep objects and arrays may be nested. One that is empty is no level.
inline constexpr std::size_t kMaxCanonicalDepth = 512;

// CanonicalJson is `json` without white space, members ordered by the UTF-16 code units of their names, strings
// with only the escapes that must be, numbers as ECMAScript writes the double nearest to them (RFC 8785, 3.2.2.3):
// -0 is 0, and digits beyond a double's are lost. The canonical form of a canonical text is itself.
// INVALID_ARGUMENT names the byte and the place of what is no I-JSON (RFC 7493): a fault in the syntax, no UTF-8, a
// byte order mark, a lone surrogate, a name twice in one object, a number beyond the range of a double.
// RESOURCE_EXHAUSTED tells of a limit. Safe for concurrent use.
absl::StatusOr<std::string> CanonicalJson(std::string_view json, const CanonicalJsonOptions& options = {});

// AppendJsonString writes `text`, which is UTF-8, as a JSON string with only the escapes that must be (RFC 8785,
// 3.2.2.2).
void AppendJsonString(std::string_view text, std::string& out);

}  // namespace vexlens

#endif  // VEXLENS_CANONICAL_JSON_H_
