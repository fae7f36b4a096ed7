// JSON Pointers (RFC 6901), the way in which every message says where.
#ifndef VEXLENS_LIB_JSON_POINTER_H_
#define VEXLENS_LIB_JSON_POINTER_H_

#include <string>
#include <string_view>

namespace vexlens::json {

// EscapePointer writes a member's name as a reference token: ~ as ~0, / as ~1 (RFC 6901, section 3).
std::string EscapePointer(std::string_view name);

}  // namespace vexlens::json

#endif  // VEXLENS_LIB_JSON_POINTER_H_
