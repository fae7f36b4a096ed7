// Reads the entries of a directory's file.
#ifndef VEXLENS_LIB_TRUST_ISSUER_READER_H_
#define VEXLENS_LIB_TRUST_ISSUER_READER_H_

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"
#include "lib/json/strict.h"
#include "vexlens/trust.h"

namespace vexlens::trust {

inline constexpr json::Parser::Limits kDirectoryLimits = {.max_bytes = std::size_t{64} << 20, .max_depth = 32};

// Returns an entry of `tenant`, "" for a global one. Errors: the first is kept in `status`, which `object` shares.
Issuer ReadIssuer(json::StrictObject& object, std::string_view tenant, absl::Status& status);

}  // namespace vexlens::trust

#endif  // VEXLENS_LIB_TRUST_ISSUER_READER_H_
