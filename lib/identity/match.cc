// MatchLevel: at which scope level a statement's subject speaks about a query's.
#include "absl/strings/match.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/identity/cpe.h"
#include "lib/identity/cut.h"
#include "lib/identity/percent.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

constexpr int kNoMatch = 0;
constexpr int kDigestLevel = 1;
constexpr int kEqual = 2;
constexpr int kNarrowed = 3;  // by range, or by fewer qualifiers
constexpr int kAnyVersion = 4;
constexpr int kWider = 5;

// Includes tells whether `query` has every qualifier of `statement`, and its subpath if it has one. Both are
// sorted, so one walk is enough.
bool Includes(std::string_view query, std::string_view statement) {
  std::string_view wanted_subpath = statement, subpath = query;
  std::string_view wanted = CutBefore('#', wanted_subpath), given = CutBefore('#', subpath);
  if (!wanted_subpath.empty() && wanted_subpath != subpath) return false;
  while (!wanted.empty()) {
    const std::string_view pair = CutBefore('&', wanted);
    bool found = false;
    while (!found && !given.empty()) found = CutBefore('&', given) == pair;
    if (!found) return false;
  }
  return true;
}

// RpmEpoch is the value of the qualifier in which rpm purls keep what the version begins with elsewhere.
std::string_view RpmEpoch(const Subject& subject) {
  if (!absl::StartsWith(subject.base, "pkg:rpm/")) return {};
  std::string_view rest = subject.qualifiers;
  std::string_view qualifiers = CutBefore('#', rest);
  while (!qualifiers.empty()) {
    std::string_view value = CutBefore('&', qualifiers);
    if (CutBefore('=', value) == "epoch") return value;
  }
  return {};
}

bool RangeHolds(std::string_view range, const Subject& query) {
  std::string store;
  std::string_view version =
      query.kind == IdentifierKind::kCpe ? CpePlain(query.version, store) : Decoded(query.version, store);
  const std::string_view epoch = RpmEpoch(query);
  if (epoch.empty() || absl::StrContains(version, ':')) return RangeContains(range, version);
  return RangeContains(range, absl::StrCat(epoch, ":", version));
}

// RangeApplies tells whether a ranged statement speaks of the query's version, or of the very same range.
bool RangeApplies(const Subject& statement, const Subject& query) {
  if (!query.range.empty()) return query.range == statement.range;
  return !query.version.empty() && RangeHolds(statement.range, query);
}

int CpeLevel(const Subject& statement, const Subject& query) {
  const std::optional<CpeAttributes> wanted = SplitCpe(statement.identifier);
  const std::optional<CpeAttributes> given = SplitCpe(query.identifier);
  if (!wanted || !given) return kNoMatch;
  bool open = false;   // "*" as version or update, where the query says more
  bool wider = false;  // anything else that covers without being equal
  for (std::size_t i = 0; i < kCpeAttributes; ++i) {
    const bool version = i == kCpeVersion;
    if (version && !statement.range.empty()) continue;  // the range speaks for it
    if ((*wanted)[i] == (*given)[i]) continue;
    if (!CpeAttributeCovers((*wanted)[i], (*given)[i])) return kNoMatch;
    ((version || i == kCpeUpdate) && (*wanted)[i] == "*" ? open : wider) = true;
  }
  if (statement.range.empty()) return wider ? kWider : kAnyVersion;
  if (!RangeApplies(statement, query)) return kNoMatch;
  return open || wider ? kWider : kNarrowed;
}

int PurlLevel(const Subject& statement, const Subject& query) {
  if (statement.base != query.base || !Includes(query.qualifiers, statement.qualifiers)) return kNoMatch;
  if (!statement.range.empty()) return RangeApplies(statement, query) ? kNarrowed : kNoMatch;
  if (statement.version.empty()) return kAnyVersion;
  return statement.version == query.version && query.range.empty() ? kNarrowed : kNoMatch;
}

}  // namespace

int MatchLevel(const Subject& statement, const Subject& query) {
  if (statement.kind != query.kind) return kNoMatch;
  if (statement.identifier == query.identifier && statement.range == query.range) {
    return statement.kind == IdentifierKind::kDigest ? kDigestLevel : kEqual;
  }
  return statement.kind == IdentifierKind::kCpe ? CpeLevel(statement, query) : PurlLevel(statement, query);
}

}  // namespace vexlens
