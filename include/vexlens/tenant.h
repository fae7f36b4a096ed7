// Tenants: each has documents, issuers and answers of its own.
#ifndef VEXLENS_TENANT_H_
#define VEXLENS_TENANT_H_

#include <string_view>

#include "absl/status/status.h"

namespace vexlens {

// Returns OK if `name` may be a tenant's: 1 to 255 bytes of UTF-8 without control characters (U+0000 to U+001F, U+007F
// to U+009F) and `/`, and neither `.` nor `..`. It can then name a folder and be a segment of a path. Names are
// compared byte for byte. Errors: INVALID_ARGUMENT says what is wrong, without the name.
absl::Status CheckTenant(std::string_view name);

}  // namespace vexlens

#endif  // VEXLENS_TENANT_H_
