// Meet: at which scope level a statement's subject speaks about a query's.
#include "absl/strings/match.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/identity/cpe/cpe.h"
#include "lib/identity/cut.h"
#include "lib/identity/distribution.h"
#include "lib/identity/percent.h"
#include "vexlens/identity.h"

namespace vexlens {

using identity::CpeAttributeCovers;
using identity::CpeAttributes;
using identity::CpePlain;
using identity::CutBefore;
using identity::Decoded;
using identity::DistroCovers;
using identity::kCpeAttributes;
using identity::kCpeProduct;
using identity::kCpeUpdate;
using identity::kCpeVendor;
using identity::kCpeVersion;
using identity::SplitCpe;

namespace {

constexpr int kNoMatch = 0;
constexpr int kDigestLevel = 1;
constexpr int kEqual = 2;
constexpr int kNarrowed = 3;  // by range, by fewer qualifiers, or by a wider distro
constexpr int kAnyVersion = 4;
constexpr int kWider = 5;

// Reports whether "key=value" of a statement is said of a query that has `given`.
bool PairHolds(std::string_view wanted, std::string_view given) {
  if (wanted == given) return true;
  const std::string_view key = CutBefore('=', wanted);
  return CutBefore('=', given) == key && DistroCovers(key, wanted, given);
}

// Reports whether `query` has every qualifier of `statement`, and its subpath if it has one. Both are
// sorted, so one walk is enough.
bool Includes(std::string_view query, std::string_view statement) {
  std::string_view wanted_subpath = statement, subpath = query;
  std::string_view wanted = CutBefore('#', wanted_subpath), given = CutBefore('#', subpath);
  if (!wanted_subpath.empty() && wanted_subpath != subpath) return false;
  while (!wanted.empty()) {
    const std::string_view pair = CutBefore('&', wanted);
    bool found = false;
    while (!found && !given.empty()) found = PairHolds(pair, CutBefore('&', given));
    if (!found) return false;
  }
  return true;
}

// Looks at the version as it is written; the epoch of an rpm or deb may stand in a qualifier, and the
// releases of Go itself begin with "go".
bool RangeHolds(std::string_view range, const Subject& query) {
  std::string store;
  if (query.kind == IdentifierKind::kCpe) return RangeContains(range, CpePlain(query.version, store));
  const Subject written = ParseSubject(query.identifier, "");
  std::string_view version = Decoded(written.version, store);
  if (query.base == "pkg:golang/stdlib" && version.starts_with("go")) version.remove_prefix(2);
  const bool epochs = query.base.starts_with("pkg:rpm/") || query.base.starts_with("pkg:deb/");
  const std::string_view epoch = epochs ? QualifierValue(written.qualifiers, "epoch") : std::string_view();
  if (epoch.empty() || absl::StrContains(version, ':')) return RangeContains(range, version);
  return RangeContains(range, absl::StrCat(epoch, ":", version));
}

// Reports whether a range without bounds leaves the query's version out, or says nothing to it because that is
// a range too.
bool IsExcluded(const Subject& statement, const Subject& query) {
  if (statement.range.ends_with("/*")) return false;
  if (!query.range.empty()) return true;
  return !query.version.empty() && !RangeHolds(statement.range, query);
}

bool SameRange(std::string_view a, std::string_view b) {
  return a == b || (!a.empty() && !b.empty() && NormalRange(a) == NormalRange(b));
}

// Reports whether a statement's range with bounds speaks of the query's version, or of the very same range.
bool RangeApplies(const Subject& statement, const Subject& query) {
  if (!query.range.empty()) return SameRange(statement.range, query.range);
  return !query.version.empty() && RangeHolds(statement.range, query);
}

bool IsOpen(std::string_view attribute) { return attribute == "*"; }

int CpeLevel(const Subject& statement, const Subject& query) {
  const std::optional<CpeAttributes> wanted = SplitCpe(statement.identifier);
  const std::optional<CpeAttributes> given = SplitCpe(query.identifier);
  if (!wanted || !given || IsOpen((*wanted)[kCpeVendor]) || IsOpen((*wanted)[kCpeProduct])) return kNoMatch;
  const bool bounded = IsBounded(statement.range);
  bool wider = false;  // anything but version and update that covers without being equal
  for (std::size_t i = 0; i < kCpeAttributes; ++i) {
    const bool version = i == kCpeVersion;
    if (version && bounded) continue;  // the range speaks for it
    if ((*wanted)[i] == (*given)[i]) continue;
    if (!CpeAttributeCovers((*wanted)[i], (*given)[i])) return kNoMatch;
    wider |= !((version || i == kCpeUpdate) && (*wanted)[i] == "*");
  }
  if (bounded) {
    if (!RangeApplies(statement, query)) return kNoMatch;
    return wider ? kWider : kNarrowed;
  }
  if (!statement.range.empty() && IsExcluded(statement, query)) return kNoMatch;
  return wider ? kWider : kAnyVersion;
}

int PurlLevel(const Subject& statement, const Subject& query) {
  if (statement.base != query.base || !Includes(query.qualifiers, statement.qualifiers)) return kNoMatch;
  if (IsBounded(statement.range)) return RangeApplies(statement, query) ? kNarrowed : kNoMatch;
  if (!statement.range.empty()) return IsExcluded(statement, query) ? kNoMatch : kAnyVersion;
  if (statement.version.empty()) return kAnyVersion;
  if (statement.version != query.version || !query.range.empty()) return kNoMatch;
  return statement.qualifiers == query.qualifiers ? kEqual : kNarrowed;
}

int NameLevel(const Subject& statement, const Subject& query) {
  if (statement.kind != query.kind) return kNoMatch;
  if (statement.spelling == query.spelling && SameRange(statement.range, query.range)) return kEqual;
  switch (statement.kind) {
    case IdentifierKind::kCpe:
      return CpeLevel(statement, query);
    case IdentifierKind::kPurl:
      return PurlLevel(statement, query);
    case IdentifierKind::kDigest:
    case IdentifierKind::kOpaque:
      break;
  }
  // Nothing orders the versions of such a name: a range with bounds applies to itself only.
  if (statement.spelling != query.spelling || IsBounded(statement.range)) return kNoMatch;
  return !statement.range.empty() && IsExcluded(statement, query) ? kNoMatch : kAnyVersion;
}

}  // namespace

Meeting Meet(const Subject& statement, const Subject& query) {
  if (&statement == &query && statement.digest.empty()) return {kEqual};
  const int level = NameLevel(statement, query);
  const bool same_digest = !statement.digest.empty() && statement.digest == query.digest;
  if (!same_digest || !SameRange(statement.range, query.range)) return {level};
  return {kDigestLevel, level == kNoMatch, IsWeakDigest(statement.digest)};
}

bool IsBounded(std::string_view range) {
  if (range.empty() || range.ends_with("/*")) return false;
  std::string_view rest = range.substr(std::min(range.find('/') + 1, range.size()));
  while (!rest.empty()) {
    if (!CutBefore('|', rest).starts_with("!=")) return true;
  }
  return range.starts_with("vers:none/");
}

}  // namespace vexlens
