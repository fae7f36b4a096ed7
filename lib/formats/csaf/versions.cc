#include "lib/formats/csaf/versions.h"

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/formats/cyclonedx/links.h"
#include "lib/identity/cpe/cpe.h"
#include "lib/identity/distribution.h"
#include "lib/identity/hash.h"
#include "lib/identity/native/words.h"
#include "lib/identity/percent.h"
#include "lib/identity/versions/version_order.h"
#include "vexlens/identity.h"

namespace vexlens::formats {

using identity::AreRangeWords;
using identity::CpePlain;
using identity::Decoded;
using identity::FindVersionScheme;
using identity::IsDistributionType;
using identity::IsHashAlgorithm;
using identity::RangeFromWords;
using identity::VersionIn;
using identity::VersionScheme;

namespace {

// Nothing longer is a version. The limit bounds the work for many products under one branch.
constexpr std::size_t kLongestVersion = 256;

// Shorter ranges are proportionate to the products below them and need no budget.
constexpr std::size_t kShortRange = 512;

constexpr std::string_view kDotted = "generic";  // the scheme of dotted numbers

// Returns the scheme of a purl's type; for anything else that of dotted numbers.
std::string_view SchemeOf(const Subject& subject) {
  const VersionScheme* const scheme = FindVersionScheme(PurlType(subject));
  return scheme == nullptr ? kDotted : scheme->name;
}

// Returns the identifier's version without escapes.
std::string OwnVersion(const Subject& subject) {
  std::string store;
  const bool cpe = subject.kind == IdentifierKind::kCpe;
  return std::string(cpe ? CpePlain(subject.version, store) : Decoded(subject.version, store));
}

// Returns the same with the epoch, which rpm purls keep in a qualifier.
std::string FullVersion(const Subject& subject) {
  std::string version = OwnVersion(subject);
  if (!absl::StartsWith(subject.base, "pkg:rpm/") || absl::StrContains(version, ':')) return version;
  const std::string_view epoch = QualifierValue(subject.qualifiers, "epoch");
  return epoch.empty() ? version : absl::StrCat(epoch, ":", version);
}

// Reports whether a version is the digest of an image.
bool NamesDigest(std::string_view version) {
  const std::size_t colon = version.find(':');
  return colon != version.npos && IsHashAlgorithm(version.substr(0, colon));
}

std::string_view WithoutEpoch(std::string_view version) {
  const std::size_t colon = version.find(':');
  return colon == version.npos ? version : version.substr(colon + 1);
}

// Reports whether a branch and an identifier name one version. Epoch and release do not matter if the branch leaves
// them to the identifier.
bool Agree(std::string_view scheme, std::string_view said, std::string_view own) {
  const auto same = [&](std::string_view other) {
    return absl::EqualsIgnoreCase(said, other) || CompareVersions(scheme, said, other) == 0;
  };
  if (same(own)) return true;
  if (!IsDistributionType(scheme)) return false;
  if (!absl::StrContains(said, ':')) own = WithoutEpoch(own);
  if (same(own)) return true;
  return !absl::StrContains(said, '-') && same(own.substr(0, own.rfind('-')));
}

// Reports whether the name of a branch is that of a package ("389-ds-base-1.4.3-1.src"), not a version.
bool IsNameOf(const Subject& subject, std::string_view name) {
  const std::string_view package = NameOf(subject);
  if (package.empty() || !absl::StartsWithIgnoreCase(name, package)) return false;
  return name.size() == package.size() || !absl::ascii_isalnum(name[package.size()]);
}

// Reports whether the name of a branch may be a version: it begins with a number.
bool MayBeVersion(std::string_view name) {
  return name.size() <= kLongestVersion && !VersionIn("lexicographic", name).empty();
}

// Returns a version as an attribute of a CPE formatted string.
std::string EscapedCpe(std::string_view version) {
  std::string escaped;
  for (const char c : version) {
    if (!absl::ascii_isalnum(c) && c != '.' && c != '_' && c != '-') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

SubjectId AtVersion(SubjectId subject, std::string_view version, Evidence& evidence) {
  const std::string range = SingleVersionRange(version);
  if (evidence.KindOf(subject) != IdentifierKind::kCpe) return evidence.Narrow(subject, range);
  const Subject parsed = evidence.ParsedSubject(subject);
  const absl::StatusOr<std::string> cpe =
      CanonicalCpe(absl::StrCat(parsed.base, ":", EscapedCpe(version), ":", parsed.qualifiers));
  return cpe.ok() ? evidence.InternSubject(*cpe, "") : evidence.Narrow(subject, range);
}

}  // namespace

BranchVersions Versions::Below(const BranchVersions& above, std::string_view category, json::Value branch,
                               const Place& place) {
  BranchVersions versions = above;
  const bool is_range = category == "product_version_range";
  if (!is_range && category != "product_version") return versions;
  const std::string_view name = findings_.RequiredText(branch, place, "name");
  const Place here(place, "name");
  if (!is_range && AreRangeWords(name)) {
    findings_.Warn(here, "6.1.31", Quoted(name), " is no version but a range");
    SetRange(name, here, versions);
  } else if (is_range) {
    SetRange(name, here, versions);
  } else if (MayBeVersion(name)) {
    versions.contradictory |= !versions.version.empty() && versions.version != name;
    versions.version = name;
  }
  const bool both = versions.ranged && !versions.version.empty();
  if (both && (!above.ranged || above.version.empty())) {
    findings_.Warn(here, "6.1.58", "a path with both a product_version and a product_version_range");
  }
  return versions;
}

void Versions::SetRange(std::string_view name, const Place& place, BranchVersions& versions) {
  if (!absl::StartsWith(name, "vers:")) {
    if (!name.empty()) findings_.Warn(place, "", Quoted(name), " is no vers");
  } else if (const absl::StatusOr<std::string> range = CanonicalRange(name); !range.ok()) {
    findings_.Warn(place, "", range.status().message());
  }
  versions.contradictory |= versions.ranged && versions.range != name;
  versions.range = name;
  versions.ranged = true;
}

SubjectId Versions::Reconcile(SubjectId subject, const BranchVersions& said, const Place& place) {
  const Evidence& evidence = findings_.draft().evidence;
  const Subject parsed = evidence.ParsedSubject(subject);
  if (parsed.kind != IdentifierKind::kPurl && parsed.kind != IdentifierKind::kCpe) return subject;
  if ((said.version.empty() && !said.ranged) || NamesDigest(OwnVersion(parsed))) return subject;
  if (said.contradictory) {
    findings_.Warn(place, "", "not taken: the branches above it contradict each other about its version");
    return 0;
  }
  const std::string_view scheme = SchemeOf(parsed);
  const std::string_view version = VersionIn(scheme, said.version);
  if (!version.empty() && !IsNameOf(parsed, said.version)) subject = WithVersion(subject, version, scheme, place);
  return said.ranged && subject != 0 ? WithRange(subject, said.range, scheme, place) : subject;
}

SubjectId Versions::WithVersion(SubjectId subject, std::string_view version, std::string_view scheme,
                                const Place& place) {
  Evidence& evidence = findings_.draft().evidence;
  const Subject parsed = evidence.ParsedSubject(subject);
  if (parsed.version.empty()) return AtVersion(subject, version, evidence);
  if (Agree(scheme, version, FullVersion(parsed))) return subject;
  findings_.Warn(place, "", "not taken: its version is ", Quoted(OwnVersion(parsed)), ", the branch's is ",
                 Quoted(version));
  return 0;
}

SubjectId Versions::WithRange(SubjectId subject, std::string_view range, std::string_view scheme, const Place& place) {
  Evidence& evidence = findings_.draft().evidence;
  const TextId read = ReadRange(range, scheme);
  const Subject parsed = evidence.ParsedSubject(subject);
  if (read == 0 && !parsed.version.empty()) return subject;
  if (read == 0) {
    findings_.Warn(place, "", "not taken: the range ", Quoted(range),
                   " cannot be read, and without a version it would speak of every one");
    return 0;
  }
  const std::string_view vers = evidence.Text(read);
  if (vers.size() > kShortRange && !budget_.TakeBytes(vers.size())) return 0;
  if (parsed.version.empty()) return evidence.Narrow(subject, std::string(vers));
  if (RangeContains(vers, FullVersion(parsed))) return subject;
  findings_.Warn(place, "", "not taken: its version ", Quoted(OwnVersion(parsed)), " lies outside the branch's range ",
                 Quoted(range));
  return 0;
}

TextId Versions::ReadRange(std::string_view name, std::string_view scheme) {
  const auto [known, added] = ranges_.try_emplace({name.data(), scheme}, 0);
  if (added) {
    const absl::StatusOr<std::string> range =
        absl::StartsWith(name, "vers:") ? CanonicalRange(name) : RangeFromWords(scheme, name);
    if (range.ok()) known->second = findings_.draft().Intern(*range);
  }
  return known->second;
}

}  // namespace vexlens::formats
