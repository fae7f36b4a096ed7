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

// CanonicalVulnerability spells an identifier as keys do: as its registry does where the kind is known, whatever the
// case ("euvd-2026-1", "RHSA-2024:1"), anything else byte for byte. Blanks around it are cut, "GCVE-0-2026-1234" is
// CVE-2026-1234, and a URL that ends in an identifier is that identifier.
std::string CanonicalVulnerability(std::string_view text);

// IsCve tells whether the canonical `text` is a CVE id ("CVE-2024-3094").
bool IsCve(std::string_view text);

// IsVendorAdvisory tells ids of vendors' advisories (RHSA-, USN-, DSA-, SUSE-SU- …): they cover several
// vulnerabilities and are never aliases of one.
bool IsVendorAdvisory(std::string_view text);

// IsVulnerabilityId tells whether the canonical `text` has the syntax of a known kind of vulnerability
// identifier (CVE, GHSA, GO, PYSEC, RUSTSEC, OSV …), vendor advisories excepted.
bool IsVulnerabilityId(std::string_view text);

// ---- products and components ----

// IdentifierKind is what sort of name an identifier is. Only names of one kind are compared.
enum class IdentifierKind : std::uint8_t { kOpaque, kPurl, kCpe, kDigest };

// CanonicalPurl is the canonical form of a package URL (ECMA-427: type and type-specific case rules,
// sorted qualifiers, percent-encoding). INVALID_ARGUMENT names what is wrong and where.
absl::StatusOr<std::string> CanonicalPurl(std::string_view text);

// CanonicalCpe is the CPE 2.3 formatted string of a formatted string or a 2.2 URI (NISTIR 7695), lower case.
absl::StatusOr<std::string> CanonicalCpe(std::string_view text);

// CanonicalHash is "<algorithm>:<hex>" in lower case, the algorithm without dash ("sha256", "blake2b512").
// INVALID_ARGUMENT for an unknown algorithm or a value that is not its hex.
absl::StatusOr<std::string> CanonicalHash(std::string_view algorithm, std::string_view hex);

// IsWeakDigest tells a canonical hash by MD5 or SHA-1, for which anybody can make two artifacts.
bool IsWeakDigest(std::string_view hash);

// CanonicalIdentifier is the canonical form of any product text: a purl ("pkg:"), a CPE ("cpe:"), a hash
// ("sha256:"), anything else as it stands. INVALID_ARGUMENT for a malformed one of the first three.
absl::StatusOr<std::string> CanonicalIdentifier(std::string_view text);

// CanonicalKey is the canonical form of a key text: a product text, or one with a range behind it
// ("pkg:npm/widget vers:npm/<2.0.0").
absl::StatusOr<std::string> CanonicalKey(std::string_view text);

// NormalSpelling is one text for all canonical identifiers that are equal spellings of one another, and an identifier
// of its own for all that are not: docs/matching.md has the table. It is itself canonical.
//   pkg:rpm/rhel/curl@8.0-1?epoch=1&distro=redhat-9   pkg:rpm/redhat/curl@1:8.0-1?distro=rhel-9
std::string NormalSpelling(std::string_view identifier);

// NormalRange is one text for all canonical ranges of one scheme whose constraints are equal, version by version. It is
// for comparing: it need not be a range itself.
std::string NormalRange(std::string_view range);

// Subject is a parsed canonical identifier with the version range that narrows it, as views into these texts. The parts
// are those of the spelling.
//   purl   pkg:deb/debian/curl@8.0?arch=amd64#lib   base "pkg:deb/debian/curl", version "8.0",
//                                                   qualifiers "arch=amd64#lib" (the subpath counts as one)
//          pkg:oci/web@sha256:4d15…?tag=1           digest "sha256:4d15…", which is also the version
//   CPE    cpe:2.3:a:acme:web:1.0:…                 base "cpe:2.3:a:acme:web", version "1.0" ("" for * and -),
//                                                   qualifiers: the attributes after the version
//   hash   sha256:4d15…                             base and digest are all of it
//   opaque registry.example.net/web@sha256:4d15…    base is all of it, digest what stands behind the last @
struct Subject {
  IdentifierKind kind = IdentifierKind::kOpaque;
  std::string_view identifier;  // as it was written
  std::string_view spelling;    // NormalSpelling of it
  std::string_view range;       // canonical vers, or ""
  std::string_view base;
  std::string_view version;
  std::string_view qualifiers;
  std::string_view digest;  // canonical hash, or ""

  // Tells whether the subject denotes certain bits or some of them: a version, a range with bounds, a digest. What
  // carries `vers:npm/*`, or exclusions alone, does not.
  bool versioned() const;
};

// ParseSubject takes a canonical identifier apart; it never fails. `range` is a vers or "", `spelling` is
// NormalSpelling(identifier), or "" for an identifier that is its own.
Subject ParseSubject(std::string_view identifier, std::string_view range, std::string_view spelling = "");

// IsBounded tells a canonical range that denotes some versions from one that only leaves some out, or none.
bool IsBounded(std::string_view range);

// Meeting is how a statement's subject speaks about a query's.
struct Meeting {
  int level = 0;              // 1 to 5, 0: not at all
  bool digest_alone = false;  // at level 1: names or qualifiers would not match
  bool weak_digest = false;   // at level 1: by MD5 or SHA-1

  explicit operator bool() const { return level != 0; }
};

// Meet tells how a statement about `statement` speaks about `query`. Levels: 1 digest; 2 equal identifier, in any equal
// spelling; 3 version inside the range, fewer qualifiers, or a wider distro; 4 no version in the statement (CPE: open
// only in version and update); 5 wider. More or different qualifiers never match; a statement with a version or a range
// with bounds says nothing to a query without; a range applies to another range only when equal. A CPE open in vendor
// or product speaks about its own text alone.
Meeting Meet(const Subject& statement, const Subject& query);

// MatchLevel is the level of that.
inline int MatchLevel(const Subject& statement, const Subject& query) { return Meet(statement, query).level; }

// QualifierValue is the value of a key in Subject::qualifiers of a purl, with its escapes; "" when there is none.
std::string_view QualifierValue(std::string_view qualifiers, std::string_view key);

// PurlType is the type of a purl; "" of anything else.
std::string_view PurlType(const Subject& subject);

// IsPackageOfDistribution tells purls whose type is rpm, deb, apk or alpm.
bool IsPackageOfDistribution(const Subject& subject);

// ---- near misses and scopes ----

// Miss is what keeps a statement from speaking about a query, the nearest last.
enum class Miss : std::uint8_t {
  kUnrelated,            // another name altogether; everything below is a near miss
  kKind,                 // the same name as another kind of identifier
  kType,                 // the same name as another type of purl or part of CPE
  kName,                 // the same name in another namespace or of another vendor
  kVersion,              // another version
  kVersionOutOfRange,    // a version outside the range, or another range
  kVersionNotGiven,      // a version or range in the statement, none in the query
  kQualifier,            // a qualifier, subpath or CPE attribute that the query has otherwise or not at all
  kFixedWithoutVersion,  // `fixed` without a version would clear every version
  kWeakDigest,           // the same by MD5 or SHA-1, which is no ground for an all-clear
  kOtherName,            // the same by its digest, under a name over which the issuer has no authority
  kOtherProduct,         // the component matches, but in another product
  kOtherPath,            // not all that encloses the component there is known to enclose it here
  kProductNotGiven,      // the statement is about this component of a product, the query does not say that it is there
  kOnlyComponent,        // the statement is about a component of this product, the query about the whole
};
// MissName is the name in JSON ("version_out_of_range").
std::string_view MissName(Miss miss);

// NearMiss says what differed first, in the order type, name, version, qualifier.
struct NearMiss {
  Miss miss = Miss::kUnrelated;
  std::string attribute;  // of kQualifier: its name ("arch", "subpath", "target_sw")
  std::string said;       // the statement's value, "" for none
  std::string asked;      // the query's

  bool near() const { return miss != Miss::kUnrelated; }
  // Text is one line for a person: "the statement has arch=amd64, asked was arch=arm64".
  std::string Text() const;
};

// WhyNot tells what differs between two subjects whose MatchLevel is 0.
NearMiss WhyNot(const Subject& statement, const Subject& query);

// NameOf is the last part of a purl's name, the product of a CPE, all of any other identifier. What nearly matches
// has it in common, but for its case.
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
  bool fixed = false;                       // … is fixed
  bool crowd = false;                       // nobody listed its speaker
  std::function<bool(const Subject&)> say;  // what the speaker has authority over; null: everything
};

// ScopeLevel is the level at which a statement speaks about a query, 0 when it does not: the query table of
// docs/matching.md, with how far an all-clear reaches. WhyNot tells why a statement at level 0 does not.
int ScopeLevel(const Assertion& statement, const Scope& query);
NearMiss WhyNot(const Assertion& statement, const Scope& query);

// ---- version ranges (vers) ----

// Comparator is the sign before a version.
enum class Comparator : std::uint8_t { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

// Constraint is a comparator with its version, escapes undone.
struct Constraint {
  Comparator comparator;
  std::string version;
};

// Range is a parsed vers. No constraints stand for "*": every version, none for the scheme "none".
struct Range {
  std::string scheme;
  std::vector<Constraint> constraints;
};

// ParseRange reads a canonical vers text (vers-spec, clause 5) and no other. INVALID_ARGUMENT says what is not
// canonical and at which byte: white space, escapes, order, a version twice, a constraint that says nothing.
absl::StatusOr<Range> ParseRange(std::string_view text);

// CanonicalRange is the canonical form of a vers text ("vers:npm/>=1.0.0|<2.0.0"); white space, order and
// repetition are mended where the meaning is clear. INVALID_ARGUMENT names what is wrong.
absl::StatusOr<std::string> CanonicalRange(std::string_view text);

// RangeFromNative is the canonical vers of a range as the scheme's own tools write it ("^1.2.3" of npm, "[1.0,2.0)"
// of maven). INVALID_ARGUMENT names the part that cannot be read; UNIMPLEMENTED: no such notation is known.
absl::StatusOr<std::string> RangeFromNative(std::string_view scheme, std::string_view text);

// RangeContains tells whether `version` lies in the canonical `range`. A scheme whose order is not known
// contains only what it names ("=", "*").
bool RangeContains(std::string_view range, std::string_view version);

// CompareVersions compares two versions of a scheme; unordered when one of them is none, or the scheme is not known
// (docs/matching.md lists those that are).
std::partial_ordering CompareVersions(std::string_view scheme, std::string_view a, std::string_view b);

// NormalVersion is one spelling for all versions that the scheme calls equal: for versions a and b of it,
// NormalVersion(s, a) == NormalVersion(s, b) exactly when CompareVersions(s, a, b) == 0. The spelling is a version of
// the scheme itself ("1.0.0" of npm's "v1.0+build"), so that no other text has it: a text that is no version of the
// scheme, and any text of an unknown scheme, is its own spelling. Takes time linear in the text.
std::string NormalVersion(std::string_view scheme, std::string_view version);

}  // namespace vexlens

#endif  // VEXLENS_IDENTITY_H_
