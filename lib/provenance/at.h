// At: an error with the name of what it concerns.
#ifndef VEXLENS_LIB_PROVENANCE_AT_H_
#define VEXLENS_LIB_PROVENANCE_AT_H_

#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace vexlens::provenance {

inline absl::Status At(std::string_view name, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat(name, ": ", status.message()));
}

}  // namespace vexlens::provenance

#endif  // VEXLENS_LIB_PROVENANCE_AT_H_
