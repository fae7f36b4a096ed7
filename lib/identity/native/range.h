// Ranges in the notations of package managers, and the pieces that their readers share.
#ifndef VEXLENS_LIB_IDENTITY_NATIVE_RANGE_H_
#define VEXLENS_LIB_IDENTITY_NATIVE_RANGE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/identity/versions/constraint.h"

namespace vexlens {

// Alternatives are met by a version that meets all constraints of one of them.
using Alternatives = std::vector<Constraints>;

// NativeReader reads a range in time linear in its length. INVALID_ARGUMENT quotes the part that it cannot read.
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

// RangeOf is the canonical vers of the alternatives that a reader made of `text`. INVALID_ARGUMENT when one of their
// versions is none of `scheme`, whose order is known, or when no version meets any of them.
absl::StatusOr<std::string> RangeOf(std::string_view scheme, std::string_view text, const Alternatives& alternatives);

// ---- pieces ----

// Comparison is a sign, "" for none, with its version.
struct Comparison {
  std::string_view sign, version;
};

// Expansion appends the constraints that a comparison stands for, false when it has no meaning.
using Expansion = bool (*)(const Comparison& comparison, Constraints& constraints);

// ReadComparisons reads comparisons with blanks or commas between them, all of which must hold. A blank may follow a
// sign.
absl::Status ReadComparisons(std::string_view text, Expansion expand, Constraints& constraints);

// IsPlainSign gives the comparator of the signs that most notations share: = == < <= > >= !=, and Debian's << and >>.
bool IsPlainSign(std::string_view sign, Comparator& comparator);

// BadRange is the error about `part`.
absl::Status BadRange(std::string_view part, std::string_view message);

// Leading is `count` numbers from the beginning of the dotted `numbers`, zeros for what is missing.
std::string Leading(std::string_view numbers, std::size_t count);

// Next is the version that follows all that begin with `numbers`: the last number is raised by one.
std::string Next(std::string_view numbers);

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_NATIVE_RANGE_H_
