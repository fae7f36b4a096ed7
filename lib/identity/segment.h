// Segments: names that can name a folder and be one part of a path.
#ifndef VEXLENS_LIB_IDENTITY_SEGMENT_H_
#define VEXLENS_LIB_IDENTITY_SEGMENT_H_

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"

namespace vexlens::identity {

// Checks the rule of CheckTenant for a name of at most `most` bytes. Messages begin with `what`.
absl::Status CheckSegment(std::string_view what, std::string_view name, std::size_t most);

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_SEGMENT_H_
