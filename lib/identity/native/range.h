// Ranges in the notations of package managers, and what their readers share.
#ifndef VEXLENS_LIB_IDENTITY_NATIVE_RANGE_H_
#define VEXLENS_LIB_IDENTITY_NATIVE_RANGE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/identity/versions/constraint.h"

namespace vexlens::identity {

// Alternatives are lists of constraints. A version meets them if it meets all constraints of one list.
using Alternatives = std::vector<Constraints>;

// NativeReader parses a range, in time linear in its length. Errors: INVALID_ARGUMENT quotes the part that it cannot
// read.
using NativeReader = absl::Status (*)(std::string_view text, Alternatives& alternatives);

absl::Status ReadCargoRange(std::string_view text, Alternatives& alternatives);   // "1.2, <1.9": Cargo requirements
absl::Status ReadConanRange(std::string_view text, Alternatives& alternatives);   // "~1.2 || ^3": Conan 2
absl::Status ReadGemRange(std::string_view text, Alternatives& alternatives);     // "~> 2.0.8, != 2.0.9"
absl::Status ReadIntervals(std::string_view text, Alternatives& alternatives);    // "[1.0,2.0),[3.0,)": Maven
absl::Status ReadNginxRange(std::string_view text, Alternatives& alternatives);   // "1.5.0+, 1.4.1+, 0.6.18-0.8.39"
absl::Status ReadNpmRange(std::string_view text, Alternatives& alternatives);     // "^1.2.3 || 2.x - 4": node-semver
absl::Status ReadNugetRange(std::string_view text, Alternatives& alternatives);   // "[1.0,2.0)", "1.0" and newer
absl::Status ReadPlainRange(std::string_view text, Alternatives& alternatives);   // ">= 1.0, << 2.0"
absl::Status ReadPypiRange(std::string_view text, Alternatives& alternatives);    // "~=1.4.2, !=1.4.5, <2": PEP 440
absl::Status ReadVersionList(std::string_view text, Alternatives& alternatives);  // "3.0.0, 1.0.1b": OpenSSL

// Returns the canonical vers of the alternatives that a reader made of `text`. Requires: the order of `scheme` is
// known. Errors: INVALID_ARGUMENT if one of the versions is none of the scheme, or if no version can meet them.
absl::StatusOr<std::string> RangeOf(std::string_view scheme, std::string_view text, const Alternatives& alternatives);

// ---- pieces ----

// Comparison is a sign, "" for none, with its version.
struct Comparison {
  std::string_view sign, version;
};

// Expansion appends the constraints that a comparison stands for. Returns false if it has no meaning.
using Expansion = bool (*)(const Comparison& comparison, Constraints& constraints);

// Parses comparisons that must all hold, with blanks or commas between them. A blank may follow a sign. Errors: as
// NativeReader.
absl::Status ReadComparisons(std::string_view text, Expansion expand, Constraints& constraints);

// Sets the comparator of a sign that most notations share: = == < <= > >= !=, and Debian's << and >>. Returns false for
// other signs.
bool IsPlainSign(std::string_view sign, Comparator& comparator);

// Returns the error of a reader about `part`.
absl::Status BadRange(std::string_view part, std::string_view message);

// Returns the first `count` of dotted numbers, with zeros for those that are missing.
std::string Leading(std::string_view numbers, std::size_t count);

// Returns the first version after all that begin with `numbers`: the last number plus one.
std::string Next(std::string_view numbers);

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_NATIVE_RANGE_H_
