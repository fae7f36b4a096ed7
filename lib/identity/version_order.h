// How versions of one scheme are ordered.
#ifndef VEXLENS_LIB_IDENTITY_VERSION_ORDER_H_
#define VEXLENS_LIB_IDENTITY_VERSION_ORDER_H_

#include <compare>
#include <string_view>

namespace vexlens {

// VersionOrder compares two versions in time linear in their length, numbers of any size included. Texts that
// are no versions of the scheme are unordered, even with themselves; all others are totally ordered.
using VersionOrder = std::partial_ordering (*)(std::string_view a, std::string_view b);

// FindVersionOrder is the order of a vers scheme, nullptr when it is not known.
VersionOrder FindVersionOrder(std::string_view scheme);

// CompareSemver: Semantic Versioning 2.0.0, part 11, with any number of leading numbers (missing ones are
// zeros) and an optional leading "v". Build metadata means nothing.
std::partial_ordering CompareSemver(std::string_view a, std::string_view b);

// CompareRpm: [epoch:]version[-release] by rpmvercmp, "~" and "^" included; no release is older than any.
std::partial_ordering CompareRpm(std::string_view a, std::string_view b);

// CompareDeb: [epoch:]upstream[-revision] by Debian Policy 5.6.12.
std::partial_ordering CompareDeb(std::string_view a, std::string_view b);

// CompareIntdot: dotted numbers, read up to the first character that is neither digit nor dot.
std::partial_ordering CompareIntdot(std::string_view a, std::string_view b);

// CompareGeneric orders dotted numbers and nothing else: vers-spec leaves the rest of "generic" open.
std::partial_ordering CompareGeneric(std::string_view a, std::string_view b);

// ---- pieces that several schemes share ----

// CompareDigits compares two runs of decimal digits as numbers; "" is zero.
std::strong_ordering CompareDigits(std::string_view a, std::string_view b);

// IsDotted tells non-empty runs of digits with single dots between them.
bool IsDotted(std::string_view text);

// CompareDotted compares two such texts number by number; missing numbers are zeros.
std::strong_ordering CompareDotted(std::string_view a, std::string_view b);

// TakeEpoch cuts the leading digits and their colon from `version` and returns the digits, "" for none.
std::string_view TakeEpoch(std::string_view& version);

// TakeDigits cuts the leading digits from `text` and returns them.
std::string_view TakeDigits(std::string_view& text);

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_VERSION_ORDER_H_
