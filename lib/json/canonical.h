// Canonical JSON (RFC 8785) as it is written: members in order, by the caller.
#ifndef VEXLENS_LIB_JSON_CANONICAL_H_
#define VEXLENS_LIB_JSON_CANONICAL_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace vexlens::json {

// AppendString writes `text`, which is UTF-8, as a JSON string with only the escapes of RFC 8785, 3.2.2.2.
void AppendString(std::string_view text, std::string& out);

// AppendUint writes a whole number below 2^53, where JSON numbers are exact.
void AppendUint(std::uint64_t value, std::string& out);

}  // namespace vexlens::json

#endif  // VEXLENS_LIB_JSON_CANONICAL_H_
