// How versions of one scheme are ordered.
#ifndef VEXLENS_LIB_IDENTITY_VERSION_ORDER_H_
#define VEXLENS_LIB_IDENTITY_VERSION_ORDER_H_

#include <compare>
#include <span>
#include <string_view>

namespace vexlens {

// VersionOrder compares two versions in time linear in their length, numbers of any size included. Texts that
// are no versions of the scheme are unordered, even with themselves; all others are totally ordered.
using VersionOrder = std::partial_ordering (*)(std::string_view a, std::string_view b);

// VersionScheme is a row of the table of schemes.
struct VersionScheme {
  std::string_view name;
  VersionOrder order;
};

// VersionSchemes is the table: all vers schemes whose order is known, by name.
std::span<const VersionScheme> VersionSchemes();

// FindVersionOrder is the order of a vers scheme, nullptr when it is not known.
VersionOrder FindVersionOrder(std::string_view scheme);

// CompareAlpm: pacman's vercmp, [epoch:]version[-release]. No release is release 1, the first that makepkg gives
// (for pacman it equals every release, which is no order). A version ends in a letter or a digit.
std::partial_ordering CompareAlpm(std::string_view a, std::string_view b);

// CompareApk: apk-tools 3, number{.number}[letter]{_suffix[number]}[~hash][-r number].
std::partial_ordering CompareApk(std::string_view a, std::string_view b);

// CompareComposer: Composer's normalised versions, up to four numbers with a stability behind them. Branches
// ("dev-main") are no versions.
std::partial_ordering CompareComposer(std::string_view a, std::string_view b);

// CompareConan: Conan 2, fields with "-" pre-release and "+" build. A field that begins with digits is a number
// with a rest (Conan's own comparison of numbers with texts goes round in circles).
std::partial_ordering CompareConan(std::string_view a, std::string_view b);

// CompareDatetime orders instants by RFC 3339, section 5.6, "T" and "Z" in upper case, with any zone and any
// number of fractional digits. Second 60 is the next minute's first.
std::partial_ordering CompareDatetime(std::string_view a, std::string_view b);

// CompareDeb: [epoch:]upstream[-revision] by Debian Policy 5.6.12.
std::partial_ordering CompareDeb(std::string_view a, std::string_view b);

// CompareGem: Gem::Version; letters make a pre-release, "-" is ".pre.", trailing zeros mean nothing.
std::partial_ordering CompareGem(std::string_view a, std::string_view b);

// CompareGeneric orders dotted numbers and nothing else: vers-spec leaves the rest of "generic" open.
std::partial_ordering CompareGeneric(std::string_view a, std::string_view b);

// CompareGentoo: Gentoo's Package Manager Specification, section 3.3.
std::partial_ordering CompareGentoo(std::string_view a, std::string_view b);

// CompareIntdot: dotted numbers, read up to the first character that is neither digit nor dot.
std::partial_ordering CompareIntdot(std::string_view a, std::string_view b);

// CompareLexicographic: byte by byte, any text.
std::partial_ordering CompareLexicographic(std::string_view a, std::string_view b);

// CompareMaven: Maven's ComparableVersion; see there for the two points in which it is no order.
std::partial_ordering CompareMaven(std::string_view a, std::string_view b);

// CompareNuget: NuGet.Versioning, up to four numbers, pre-release in any case, build metadata ignored.
std::partial_ordering CompareNuget(std::string_view a, std::string_view b);

// CompareOpenssl: "1.0.2zg" before 3.0, "3.0.0-alpha1" and "1.1.1-pre2" before their release.
std::partial_ordering CompareOpenssl(std::string_view a, std::string_view b);

// ComparePypi: Python's PEP 440, local versions included. What PEP 440 does not know is no version.
std::partial_ordering ComparePypi(std::string_view a, std::string_view b);

// CompareRpm: [epoch:]version[-release] by rpmvercmp, "~" and "^" included; no release is older than any.
std::partial_ordering CompareRpm(std::string_view a, std::string_view b);

// CompareSemver: Semantic Versioning 2.0.0, part 11, with any number of leading numbers (missing ones are
// zeros) and an optional leading "v". Build metadata means nothing.
std::partial_ordering CompareSemver(std::string_view a, std::string_view b);

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

// TakeLetters cuts the leading ASCII letters.
std::string_view TakeLetters(std::string_view& text);

// TakeWord cuts `word` from the beginning of `text` if it stands there.
bool TakeWord(std::string_view word, std::string_view& text);

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_VERSION_ORDER_H_
