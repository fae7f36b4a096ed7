// Ranges and versions in the words of advisories, which use the notation of no package manager.
#ifndef VEXLENS_LIB_IDENTITY_NATIVE_WORDS_H_
#define VEXLENS_LIB_IDENTITY_NATIVE_WORDS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace vexlens::identity {

// Reports whether a text speaks of several versions: it is a vers, compares ("<4.2") or has one of the words by which
// CSAF knows a range ("4.1 and earlier"; 6.1.31).
bool AreRangeWords(std::string_view text);

// Returns the canonical vers of "<4.2", ">= V2.0 | < V2.1", ">=2.0, <2.1", "all versions < V2.1" or "all versions",
// with versions of `scheme`, or of a range as the scheme's own tools write it. Errors: INVALID_ARGUMENT quotes what it
// cannot read.
absl::StatusOr<std::string> RangeFromWords(std::string_view scheme, std::string_view text);

// Returns the version of `scheme` that `text` is, "V2.1" without its V; "" for a text that begins with no number or is
// no version.
std::string_view VersionIn(std::string_view scheme, std::string_view text);

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_NATIVE_WORDS_H_
