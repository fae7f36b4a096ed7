// Version ranges (vers): the canonical form of what documents write.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/constraint.h"
#include "lib/identity/cut.h"
#include "lib/identity/percent.h"
#include "lib/identity/version_order.h"
#include "vexlens/identity.h"

namespace vexlens {
namespace {

struct Constraint {
  Comparator comparator;
  std::string version;  // decoded
};
using Constraints = std::vector<Constraint>;

absl::Status Error(std::string_view constraint, std::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat("vers: \"", absl::CHexEscape(constraint.substr(0, 80)), "\": ", message));
}

bool IsScheme(std::string_view text) {
  return !text.empty() && absl::ascii_isalpha(text[0]) &&
         std::all_of(text.begin(), text.end(), [](char c) { return absl::ascii_isalnum(c) || c == '.' || c == '-'; });
}

bool IsReserved(char c) { return std::string_view("><=!*|%").find(c) != std::string_view::npos; }

absl::StatusOr<Constraint> ReadConstraint(std::string_view text) {
  std::string_view rest = text;
  Constraint constraint{TakeComparator(rest), ""};
  rest = absl::StripAsciiWhitespace(rest);
  if (rest.empty()) return Error(text, "no version");
  for (std::size_t i = 0; i < rest.size(); ++i) {
    char c = rest[i];
    if (c == '%') {
      const int octet = TripletAt(rest, i);
      if (octet < 0) return Error(text, "\"%\" without two hex digits");
      c = static_cast<char>(octet);
      i += 2;
    } else if (absl::ascii_isspace(c) || IsReserved(c)) {
      return Error(text, "an unescaped character that no version may hold");
    }
    constraint.version += c;
  }
  return constraint;
}

// Ordered tells whether `order` is known and all versions have their place in it.
bool Ordered(VersionOrder order, const Constraints& constraints) {
  return order != nullptr && std::all_of(constraints.begin(), constraints.end(),
                                         [order](const Constraint& c) { return order(c.version, c.version) == 0; });
}

// Sort puts the constraints in version order and drops repetitions. False when one version stands under two
// comparators: then nobody knows what was meant.
bool Sort(VersionOrder order, Constraints& constraints) {
  std::sort(constraints.begin(), constraints.end(), [order](const Constraint& a, const Constraint& b) {
    const auto by_version = order(a.version, b.version);
    if (by_version != 0) return by_version < 0;
    return std::pair(a.comparator, std::string_view(a.version)) < std::pair(b.comparator, std::string_view(b.version));
  });
  const auto same = [order](const Constraint& a, const Constraint& b) {
    return a.comparator == b.comparator && order(a.version, b.version) == 0;
  };
  constraints.erase(std::unique(constraints.begin(), constraints.end(), same), constraints.end());
  return std::adjacent_find(constraints.begin(), constraints.end(), [order](const Constraint& a, const Constraint& b) {
           return order(a.version, b.version) == 0;
         }) == constraints.end();
}

// Simplify drops the constraints that say nothing beside their neighbours (vers-spec, "Constraints
// simplification"): what follows a lower bound before the next upper one, and what an upper bound includes.
Constraints Simplify(Constraints sorted) {
  std::vector<std::size_t> bounds;  // the places of those kept so far, "!=" apart
  std::vector<bool> dropped(sorted.size());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const Comparator comparator = sorted[i].comparator;
    if (comparator == Comparator::kNotEqual) continue;
    if (!IsUpperBound(comparator) && !bounds.empty() && IsLowerBound(sorted[bounds.back()].comparator)) {
      dropped[i] = true;
      continue;
    }
    while (IsUpperBound(comparator) && !bounds.empty() && !IsLowerBound(sorted[bounds.back()].comparator)) {
      dropped[bounds.back()] = true;
      bounds.pop_back();
    }
    bounds.push_back(i);
  }
  Constraints kept;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (!dropped[i]) kept.push_back(std::move(sorted[i]));
  }
  return kept;
}

// DropRepeated keeps the first of equal constraints, where no order tells where they belong.
Constraints DropRepeated(const Constraints& constraints) {
  absl::flat_hash_set<std::pair<std::string_view, Comparator>> seen;
  Constraints kept;
  for (const Constraint& constraint : constraints) {
    if (seen.emplace(constraint.version, constraint.comparator).second) kept.push_back(constraint);
  }
  return kept;
}

void AppendConstraint(const Constraint& constraint, std::string& out) {
  out += ComparatorText(constraint.comparator);
  for (const char c : constraint.version) {
    if (!absl::ascii_isgraph(c) || IsReserved(c)) {
      AppendTriplet(static_cast<unsigned char>(c), out);
    } else {
      out += c;
    }
  }
}

}  // namespace

absl::StatusOr<std::string> CanonicalRange(std::string_view text) {
  std::string_view rest = absl::StripAsciiWhitespace(text);
  if (!absl::StartsWithIgnoreCase(rest, "vers:")) return absl::InvalidArgumentError("vers: expected \"vers:\"");
  rest.remove_prefix(5);
  const std::string_view written = CutBefore('/', rest);
  if (!IsScheme(written)) return Error(written, "no version scheme");
  const std::string scheme = absl::AsciiStrToLower(written);

  Constraints constraints;
  bool all = false;
  while (!rest.empty()) {
    const std::string_view item = absl::StripAsciiWhitespace(CutBefore('|', rest));
    if (item.empty()) continue;
    if (item == "*") {
      all = true;
      continue;
    }
    absl::StatusOr<Constraint> constraint = ReadConstraint(item);
    if (!constraint.ok()) return constraint.status();
    constraints.push_back(*std::move(constraint));
  }
  std::string out = absl::StrCat("vers:", scheme, "/");
  if (all && constraints.empty()) return absl::StrCat(out, "*");
  if (all) return Error(text, "\"*\" stands alone or not at all");
  if (constraints.empty()) return Error(text, "no constraints");
  if (scheme == "all" || scheme == "none") return Error(text, "this scheme takes \"*\" only");

  const VersionOrder order = FindVersionOrder(scheme);
  if (Ordered(order, constraints)) {
    if (!Sort(order, constraints)) return Error(text, "one version under two comparators");
    constraints = Simplify(std::move(constraints));
  } else {
    constraints = DropRepeated(constraints);
  }
  for (const Constraint& constraint : constraints) {
    if (&constraint != &constraints.front()) out += '|';
    AppendConstraint(constraint, out);
  }
  return out;
}

}  // namespace vexlens
