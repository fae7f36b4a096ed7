// The entries of a directory's file, one by one.
#ifndef VEXLENS_LIB_TRUST_ISSUER_READER_H_
#define VEXLENS_LIB_TRUST_ISSUER_READER_H_

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"
#include "lib/json/strict.h"
#include "vexlens/trust.h"

namespace vexlens {

inline constexpr json::Parser::Limits kDirectoryLimits = {.max_bytes = std::size_t{64} << 20, .max_depth = 32};

// ReadIssuer reads an entry of `tenant`, "" for a global one. `status`, which `object` shares, keeps the first fault.
Issuer ReadIssuer(json::StrictObject& object, std::string_view tenant, absl::Status& status);

}  // namespace vexlens

#endif  // VEXLENS_LIB_TRUST_ISSUER_READER_H_
