// Identity: what a vulnerability, a product or a component is called, and when two names mean the same thing.
#ifndef VEXLENS_IDENTITY_H_
#define VEXLENS_IDENTITY_H_

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace vexlens {

// ---- vulnerabilities ----

// Returns an identifier as keys have it: in the spelling of its registry if the kind is known, whatever the case
// ("euvd-2026-1", "RHSA-2024:1"), else byte for byte. Blanks around it are cut, "GCVE-0-2026-1234" is CVE-2026-1234,
// and a URL that ends in an identifier is that identifier.
std::string CanonicalVulnerability(std::string_view text);

// Reports whether the canonical `text` is a CVE id ("CVE-2024-3094").
bool IsCve(std::string_view text);

// Reports whether the canonical `text` is the id of a vendor's advisory (RHSA-, USN-, DSA-, SUSE-SU- …). Those cover
// several vulnerabilities and are never aliases of one.
bool IsVendorAdvisory(std::string_view text);

// Reports whether the canonical `text` has the syntax of a known kind of vulnerability identifier (CVE, GHSA, GO,
// PYSEC, RUSTSEC, OSV …), apart from vendors' advisories.
bool IsVulnerabilityId(std::string_view text);

// ---- products and components ----

// IdentifierKind is the kind of an identifier. Only identifiers of one kind are compared.
enum class IdentifierKind : std::uint8_t { kOpaque, kPurl, kCpe, kDigest };

// Returns the canonical form of a package URL (ECMA-427: case rules of the type, sorted qualifiers, percent-encoding).
// Errors: INVALID_ARGUMENT names what is wrong and where.
absl::StatusOr<std::string> CanonicalPurl(std::string_view text);

// Returns the CPE 2.3 formatted string of a formatted string or a 2.2 URI (NISTIR 7695), in lower case. Errors:
// INVALID_ARGUMENT.
absl::StatusOr<std::string> CanonicalCpe(std::string_view text);

// Returns "<algorithm>:<hex>" in lower case, the algorithm without dashes ("sha256", "blake2b512").
// Errors: INVALID_ARGUMENT for an unknown algorithm or a value that is not its hex.
absl::StatusOr<std::string> CanonicalHash(std::string_view algorithm, std::string_view hex);

// Reports whether a canonical hash is by MD5 or SHA-1, for which two artifacts with one hash can be made.
bool IsWeakDigest(std::string_view hash);

// Returns the canonical form of any product text: a purl ("pkg:"), a CPE ("cpe:") or a hash ("sha256:"); anything else
// as it is. Errors: INVALID_ARGUMENT for a malformed purl, CPE or hash.
absl::StatusOr<std::string> CanonicalIdentifier(std::string_view text);

// Returns the canonical form of a key text: a product text, perhaps with a range after it
// ("pkg:npm/widget vers:npm/<2.0.0"). Errors: as CanonicalIdentifier and CanonicalRange.
absl::StatusOr<std::string> CanonicalKey(std::string_view text);

// Returns a canonical identifier that is the same for all equal spellings of one thing, and different for different
// things: docs/matching.md has the table.
//   pkg:rpm/rhel/curl@8.0-1?epoch=1&distro=redhat-9   pkg:rpm/redhat/curl@1:8.0-1?distro=rhel-9
std::string NormalSpelling(std::string_view identifier);

// Returns a text that is the same for all canonical ranges of a scheme whose constraints are equal, version by version.
// It is for comparing, and need not be a range.
std::string NormalRange(std::string_view range);

// Subject is a canonical identifier taken apart, with the version range that narrows it: views into these texts. The
// parts are those of the spelling.
//   purl   pkg:deb/debian/curl@8.0?arch=amd64#lib   base "pkg:deb/debian/curl", version "8.0",
//                                                   qualifiers "arch=amd64#lib" (the subpath counts as one)
//          pkg:oci/web@sha256:4d15…?tag=1           digest "sha256:4d15…", which is also the version
//   CPE    cpe:2.3:a:acme:web:1.0:…                 base "cpe:2.3:a:acme:web", version "1.0" ("" for * and -),
//                                                   qualifiers: the attributes after the version
//   hash   sha256:4d15…                             base and digest are all of it
//   opaque registry.example.net/web@sha256:4d15…    base is all of it, digest what follows the last @
struct Subject {
  IdentifierKind kind = IdentifierKind::kOpaque;
  std::string_view identifier;  // as it was written
  std::string_view spelling;    // NormalSpelling of it
  std::string_view range;       // canonical vers, or ""
  std::string_view base;
  std::string_view version;
  std::string_view qualifiers;
  std::string_view digest;  // canonical hash, or ""

  // Reports whether the subject is narrowed to some versions: it has a version, a range with bounds or a digest.
  // `vers:npm/*` and exclusions alone do not narrow it.
  bool versioned() const;
};

// Takes a canonical identifier apart; never fails. Requires: `range` is a canonical vers or "", `spelling` is
// NormalSpelling(identifier), or "" if that is the identifier itself.
Subject ParseSubject(std::string_view identifier, std::string_view range, std::string_view spelling = "");

// Reports whether a canonical range limits a subject to certain versions, be it to none. "", `*` and exclusions alone
// do not.
bool IsBounded(std::string_view range);

// Meeting is how a statement's subject speaks about a query's.
struct Meeting {
  int level = 0;              // 1 to 5, 0: not at all
  bool digest_alone = false;  // at level 1: names or qualifiers would not match
  bool weak_digest = false;   // at level 1: by MD5 or SHA-1

  explicit operator bool() const { return level != 0; }
};

// Returns how a statement about `statement` speaks about `query`. Levels: 1 digest; 2 equal identifier, in any equal
// spelling; 3 version inside the range, fewer qualifiers, or a wider distro; 4 no version in the statement (CPE: open
// only in version and update); 5 wider. More or different qualifiers never match; a statement with a version or a range
// with bounds says nothing about a query without one; a range speaks about another range only if both are equal. A CPE
// open in vendor or product speaks about its own text alone.
Meeting Meet(const Subject& statement, const Subject& query);

// Returns Meet(statement, query).level.
inline int MatchLevel(const Subject& statement, const Subject& query) { return Meet(statement, query).level; }

// Returns the value of a key in Subject::qualifiers of a purl, with its escapes; "" when there is none.
std::string_view QualifierValue(std::string_view qualifiers, std::string_view key);

// Returns the type of a purl; "" for anything else.
std::string_view PurlType(const Subject& subject);

// Reports whether a subject is a purl of type rpm, deb, apk or alpm.
bool IsPackageOfDistribution(const Subject& subject);

// ---- near misses and scopes ----

// Miss is why a statement does not speak about a query, the nearest last.
enum class Miss : std::uint8_t {
  kUnrelated,            // another name altogether; all others are near misses
  kKind,                 // the same name as another kind of identifier
  kType,                 // the same name as another type of purl or part of CPE
  kName,                 // the same name in another namespace or of another vendor
  kVersion,              // another version
  kVersionOutOfRange,    // a version outside the range, or another range
  kVersionNotGiven,      // a version or range in the statement, none in the query
  kQualifier,            // a qualifier, subpath or CPE attribute that differs in the query or is not there
  kFixedWithoutVersion,  // `fixed` without a version would clear every version
  kWeakDigest,           // the same by MD5 or SHA-1 alone, which is not enough for an all-clear
  kOtherName,            // the same digest, under a name over which the issuer has no authority
  kOtherProduct,         // the component matches, but in another product
  kOtherPath,            // what encloses the component in the statement is not all known to enclose it here
  kProductNotGiven,      // the statement is about this component in a product, which the query does not name
  kOnlyComponent,        // the statement is about a component of this product, the query about the whole
};
// Returns the name in JSON ("version_out_of_range").
std::string_view MissName(Miss miss);

// NearMiss is a Miss with what differed first, in the order type, name, version, qualifier.
struct NearMiss {
  Miss miss = Miss::kUnrelated;
  std::string attribute;  // of kQualifier: its name ("arch", "subpath", "target_sw")
  std::string said;       // the statement's value, "" for none
  std::string asked;      // the query's

  bool near() const { return miss != Miss::kUnrelated; }

  // Returns one line for people: "the statement has arch=amd64, asked was arch=arm64".
  std::string Text() const;
};

// Returns what differs between two subjects. Requires: MatchLevel(statement, query) == 0.
NearMiss WhyNot(const Subject& statement, const Subject& query);

// Returns the last part of a purl's name, the product of a CPE, or all of another identifier. Near misses have it in
// common, apart from case.
std::string_view NameOf(const Subject& subject);

// Scope is what a statement or a query is about: a product, or a component of it.
struct Scope {
  Subject product;
  Subject component;  // its identifier is "" for the product as a whole

  bool has_component() const { return !component.identifier.empty(); }
};

// Assertion is a statement's scope with what else decides whether it speaks about a query.
struct Assertion {
  Scope scope;
  std::vector<Subject> through;             // what encloses the component in the product, outermost first
  std::string_view relationship;            // CSAF category of component and product, or ""
  bool clears = false;                      // its status is not_affected or fixed
  bool fixed = false;                       // its status is fixed
  bool crowd = false;                       // the directory does not list its speaker
  std::function<bool(const Subject&)> say;  // what the speaker has authority over; null: everything
};

// Returns the level at which a statement speaks about a query, 0 if it does not: the query table of docs/matching.md,
// with how far an all-clear reaches.
int ScopeLevel(const Assertion& statement, const Scope& query);

// Returns why a statement does not speak about a query. Requires: ScopeLevel(statement, query) == 0.
NearMiss WhyNot(const Assertion& statement, const Scope& query);

// ---- version ranges (vers) ----

// Comparator is the sign before a version in a range.
enum class Comparator : std::uint8_t { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

// Constraint is a comparator with its version, without escapes.
struct Constraint {
  Comparator comparator;
  std::string version;
};

// Range is a parsed vers. Without constraints it is "*", every version; of the scheme "none", no version.
struct Range {
  std::string scheme;
  std::vector<Constraint> constraints;
};

// Parses a canonical vers text (vers-spec, clause 5). Errors: INVALID_ARGUMENT says what is not canonical and at which
// byte: white space, escapes, order, a version twice, a constraint that says nothing.
absl::StatusOr<Range> ParseRange(std::string_view text);

// Returns the canonical form of a vers text ("vers:npm/>=1.0.0|<2.0.0"). White space, order and repetition are mended
// where the meaning is clear. Errors: INVALID_ARGUMENT names what is wrong.
absl::StatusOr<std::string> CanonicalRange(std::string_view text);

// Returns the canonical vers of a range in the notation of the scheme's own tools ("^1.2.3" of npm, "[1.0,2.0)" of
// maven). Errors: INVALID_ARGUMENT names the part that cannot be read, UNIMPLEMENTED for a scheme without known
// notation.
absl::StatusOr<std::string> RangeFromNative(std::string_view scheme, std::string_view text);

// Reports whether `version` is in the canonical `range`. A range of a scheme without known order contains only versions
// that it names ("=", "*").
bool RangeContains(std::string_view range, std::string_view version);

// Compares two versions of a scheme. Returns unordered if one of them is no version of it, or the order of the scheme
// is not known (docs/matching.md lists those that are).
std::partial_ordering CompareVersions(std::string_view scheme, std::string_view a, std::string_view b);

// Returns the same spelling for all equal versions: NormalVersion(s, a) == NormalVersion(s, b) if and only if
// CompareVersions(s, a, b) == 0. The spelling is a version of the scheme ("1.0.0" for npm's "v1.0+build"). A text that
// is no version of the scheme, or of an unknown scheme, is returned as it is. Takes time linear in the text.
std::string NormalVersion(std::string_view scheme, std::string_view version);

}  // namespace vexlens

#endif  // VEXLENS_IDENTITY_H_
