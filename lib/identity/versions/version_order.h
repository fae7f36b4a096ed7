// VersionOrder: the order of versions, scheme by scheme.
#ifndef VEXLENS_LIB_IDENTITY_VERSIONS_VERSION_ORDER_H_
#define VEXLENS_LIB_IDENTITY_VERSIONS_VERSION_ORDER_H_

#include <compare>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace vexlens::identity {

// VersionOrder compares two versions in time linear in their length, with numbers of any size. It is total on versions
// of the scheme. Other texts are unordered, even with themselves.
using VersionOrder = std::partial_ordering (*)(std::string_view a, std::string_view b);

// NormalForm returns one version of the scheme for all that are equal to `version`; a text that is no version as it is.
// Time and length are linear.
using NormalForm = std::string (*)(std::string_view version);

// VersionScheme is a row of the table of schemes.
struct VersionScheme {
  std::string_view name;
  VersionOrder order;
  NormalForm normal;
};

// Returns all vers schemes whose order is known, by name.
std::span<const VersionScheme> VersionSchemes();

// Returns the row of a vers scheme; null if its order is not known.
const VersionScheme* FindVersionScheme(std::string_view scheme);

// Returns the order of a vers scheme; null if it is not known.
VersionOrder FindVersionOrder(std::string_view scheme);

// Compares as pacman's vercmp, [epoch:]version[-release], except that no release is release 1, the first that makepkg
// gives (for pacman it equals every release, which is not transitive). A version ends in a letter or a digit.
std::partial_ordering CompareAlpm(std::string_view a, std::string_view b);

// Compares as apk-tools 3, number{.number}[letter]{_suffix[number]}[~hash][-r number].
std::partial_ordering CompareApk(std::string_view a, std::string_view b);

// Compares as Composer's normalised versions, up to four numbers with a stability after them. Branches ("dev-main") are
// no versions.
std::partial_ordering CompareComposer(std::string_view a, std::string_view b);

// Compares as Conan 2, fields with "-" pre-release and "+" build, except that a field that begins with digits is a
// number with a rest (Conan's own comparison of numbers with texts is not transitive).
std::partial_ordering CompareConan(std::string_view a, std::string_view b);

// Compares instants of RFC 3339, section 5.6, with "T" and "Z" in upper case, any zone and any number of fractional
// digits. Second 60 is the first of the next minute.
std::partial_ordering CompareDatetime(std::string_view a, std::string_view b);

// Compares [epoch:]upstream[-revision] by Debian Policy 5.6.12.
std::partial_ordering CompareDeb(std::string_view a, std::string_view b);

// Compares as Gem::Version: letters make a pre-release, "-" is ".pre.", trailing zeros do not count.
std::partial_ordering CompareGem(std::string_view a, std::string_view b);

// Compares dotted numbers. Nothing else is a version: vers-spec leaves the rest of "generic" open.
std::partial_ordering CompareGeneric(std::string_view a, std::string_view b);

// Compares by Gentoo's Package Manager Specification, section 3.3.
std::partial_ordering CompareGentoo(std::string_view a, std::string_view b);

// Compares dotted numbers up to the first character that is neither a digit nor a dot.
std::partial_ordering CompareIntdot(std::string_view a, std::string_view b);

// Compares any texts byte by byte.
std::partial_ordering CompareLexicographic(std::string_view a, std::string_view b);

// Compares as Maven's ComparableVersion, except in two points where that is not transitive (maven_order.cc).
std::partial_ordering CompareMaven(std::string_view a, std::string_view b);

// Compares as NuGet.Versioning: up to four numbers, pre-release in any case, build metadata ignored.
std::partial_ordering CompareNuget(std::string_view a, std::string_view b);

// Compares versions of OpenSSL: "1.0.2zg" before 3.0, "3.0.0-alpha1" and "1.1.1-pre2" before their release.
std::partial_ordering CompareOpenssl(std::string_view a, std::string_view b);

// Compares by Python's PEP 440, with local versions. What PEP 440 does not know is no version.
std::partial_ordering ComparePypi(std::string_view a, std::string_view b);

// Compares [epoch:]version[-release] by rpmvercmp, with "~" and "^"; no release is older than any.
std::partial_ordering CompareRpm(std::string_view a, std::string_view b);

// Compares by Semantic Versioning 2.0.0, part 11, with any number of leading numbers (missing ones are zeros) and an
// optional "v" at the beginning. Build metadata is ignored.
std::partial_ordering CompareSemver(std::string_view a, std::string_view b);

// ---- normal forms, under the names of the orders ----

std::string NormalAlpm(std::string_view version);           // "1:2.0.a-1", with a release
std::string NormalApk(std::string_view version);            // "1.0_rc2-r1"
std::string NormalComposer(std::string_view version);       // "1.2.0.0-beta2", four numbers
std::string NormalConan(std::string_view version);          // "1.2-pre.1+b", without zeros at an end
std::string NormalDatetime(std::string_view version);       // "2024-01-01T00:00:00.5Z", UTC
std::string NormalDeb(std::string_view version);            // "1:1.0+dfsg-2", without the epoch 0 and the revision 0
std::string NormalGem(std::string_view version);            // "1.2.rc.1", without zeros at an end
std::string NormalGeneric(std::string_view version);        // "1.2", without zeros at the end
std::string NormalGentoo(std::string_view version);         // "1.0_rc_p2-r1", without suffix numbers and revisions 0
std::string NormalIntdot(std::string_view version);         // as NormalGeneric
std::string NormalLexicographic(std::string_view version);  // the text itself
std::string NormalMaven(std::string_view version);          // "1.2-rc-1", lower case, aliases resolved
std::string NormalNuget(std::string_view version);          // as NormalSemver, in lower case
std::string NormalOpenssl(std::string_view version);        // "1.0.2zg", "3.0.0-alpha1", three numbers at least
std::string NormalPypi(std::string_view version);           // "1.2rc1.post2.dev3+local.4", without zeros at the end
std::string NormalRpm(std::string_view version);            // "1:3.0.7-2.el9", without the epoch 0
std::string NormalSemver(std::string_view version);         // "1.2.0-rc.1", three numbers at least, no v, no build

// ---- pieces that several schemes share ----

// Compares two runs of decimal digits as numbers; "" is zero.
std::strong_ordering CompareDigits(std::string_view a, std::string_view b);

// Returns a run of decimal digits without leading zeros; "0" for "".
std::string_view NormalDigits(std::string_view digits);

// Reports whether a text is non-empty runs of digits with single dots between them.
bool IsDotted(std::string_view text);

// Compares two dotted texts number by number; missing numbers are zeros.
std::strong_ordering CompareDotted(std::string_view a, std::string_view b);

// Returns a dotted text without leading zeros of its numbers, and without zeros at the end after the first `least`.
std::string NormalDotted(std::string_view text, std::size_t least);

// PackageVersion is [epoch:]upstream[-release] of a distribution's package, cut at the last dash.
struct PackageVersion {
  std::string_view epoch, upstream, release;
  bool has_release = false;
};
PackageVersion ParsePackageVersion(std::string_view version);

// Returns `rest` with an epoch before it. The epoch 0 is left out, unless `rest` would be read as if it had another.
std::string WithEpoch(std::string_view epoch, std::string_view rest);

// Removes the leading digits and their colon from `version` and returns the digits; "" if there are none.
std::string_view TakeEpoch(std::string_view& version);

// Removes the leading digits from `text` and returns them.
std::string_view TakeDigits(std::string_view& text);

// Removes the leading ASCII letters and returns them.
std::string_view TakeLetters(std::string_view& text);

// Removes `word` from the beginning of `text`, and returns whether it was there.
bool TakeWord(std::string_view word, std::string_view& text);

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_VERSIONS_VERSION_ORDER_H_
