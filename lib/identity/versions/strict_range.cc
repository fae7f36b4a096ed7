// Version ranges (vers): strict reading, where only the canonical form is a range.
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
#include "absl/strings/str_cat.h"
#include "lib/identity/cut.h"
#include "lib/identity/percent.h"
#include "lib/identity/versions/constraint.h"
#include "lib/identity/versions/version_order.h"
#include "vexlens/identity.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using identity::AreOrdered;
using identity::Constraints;
using identity::CutBefore;
using identity::FindVersionOrder;
using identity::IsPlainInRange;
using identity::IsRangeScheme;
using identity::IsWildcardScheme;
using identity::MayBeEscaped;
using identity::Redundant;
using identity::TakeComparator;
using identity::TakeWord;
using identity::TripletAt;
using identity::VersionOrder;

namespace {

absl::Status Error(std::size_t byte, std::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat("vers: byte ", byte, ": ", message));
}

std::string Quoted(std::string_view text) { return absl::StrCat("\"", absl::CHexEscape(text.substr(0, 80)), "\""); }

// Undoes the escapes of `text`, which begins at `byte`.
absl::StatusOr<std::string> ReadVersion(std::string_view text, std::size_t byte) {
  std::string version;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      if (!IsPlainInRange(text[i])) return Error(byte + i, "a character that a version holds as an escape only");
      version += text[i];
      continue;
    }
    const int octet = TripletAt(text, i);
    if (octet < 0) return Error(byte + i, "\"%\" without two hex digits");
    if (!MayBeEscaped(octet)) return Error(byte + i, "an escape that no version may hold");
    const std::string_view digits = text.substr(i + 1, 2);
    if (IsPlainInRange(static_cast<char>(octet)) || std::any_of(digits.begin(), digits.end(), absl::ascii_islower)) {
      return Error(byte + i, absl::StrCat(Quoted(text.substr(i, 3)), " is not how the canonical form writes it"));
    }
    version += static_cast<char>(octet);
    i += 2;
  }
  return version;
}

absl::StatusOr<Constraint> ReadConstraint(std::string_view text, std::size_t byte) {
  if (text.empty()) return Error(byte, "a \"|\" with nothing before or behind it");
  if (text.front() == '=') return Error(byte, "equality is written without \"=\"");
  std::string_view rest = text;
  const Comparator comparator = TakeComparator(rest);
  byte += text.size() - rest.size();
  if (rest.empty()) return Error(byte, "no version");
  VEXLENS_ASSIGN_OR_RETURN(std::string version, ReadVersion(rest, byte));
  return Constraint{comparator, std::move(version)};
}

// Checks that each version is newer than the one before, and that no constraint says nothing.
absl::Status CheckOrder(VersionOrder order, const Constraints& constraints, const std::vector<std::size_t>& bytes) {
  for (std::size_t i = 1; i < constraints.size(); ++i) {
    const std::string_view last = constraints[i - 1].version;
    const std::string_view version = constraints[i].version;
    const auto compared = order(last, version);
    if (compared == 0)
      return Error(bytes[i], absl::StrCat(Quoted(version), " is the version ", Quoted(last), " again"));
    if (compared > 0) return Error(bytes[i], absl::StrCat(Quoted(version), " belongs before ", Quoted(last)));
  }
  const std::vector<bool> redundant = Redundant(constraints);
  const auto first = std::find(redundant.begin(), redundant.end(), true);
  if (first == redundant.end()) return absl::OkStatus();
  return Error(bytes[first - redundant.begin()], "this constraint says nothing beside its neighbours");
}

// Returns all that can be said where the order of versions is not known.
absl::Status CheckUnique(const Constraints& constraints, const std::vector<std::size_t>& bytes) {
  absl::flat_hash_set<std::string_view> seen;
  for (std::size_t i = 0; i < constraints.size(); ++i) {
    const std::string& version = constraints[i].version;
    if (!seen.insert(version).second) return Error(bytes[i], absl::StrCat("the version ", Quoted(version), " again"));
  }
  return absl::OkStatus();
}

absl::Status ReadConstraints(std::string_view rest, std::size_t byte, Range& range) {
  if (rest.empty()) return Error(byte, "no constraints");
  if (rest == "*") return absl::OkStatus();
  if (IsWildcardScheme(range.scheme)) return Error(byte, "this scheme takes \"*\" only");
  std::vector<std::size_t> bytes;
  for (bool more = true; more;) {
    more = rest.find('|') != rest.npos;
    const std::string_view text = CutBefore('|', rest);
    if (text == "*") return Error(byte, "\"*\" stands alone or not at all");
    VEXLENS_ASSIGN_OR_RETURN(Constraint constraint, ReadConstraint(text, byte));
    if (range.scheme == "datetime" && std::any_of(text.begin(), text.end(), absl::ascii_islower)) {
      return Error(byte, "an instant is written in upper case");
    }
    range.constraints.push_back(std::move(constraint));
    bytes.push_back(byte);
    byte += text.size() + 1;
  }
  const VersionOrder order = FindVersionOrder(range.scheme);
  return AreOrdered(order, range.constraints) ? CheckOrder(order, range.constraints, bytes)
                                              : CheckUnique(range.constraints, bytes);
}

}  // namespace

absl::StatusOr<Range> ParseRange(std::string_view text) {
  const auto space = std::find_if(text.begin(), text.end(), absl::ascii_isspace);
  if (space != text.end()) return Error(space - text.begin(), "white space");
  std::string_view rest = text;
  if (!TakeWord("vers:", rest)) return Error(0, "expected \"vers:\"");
  const std::string_view scheme = CutBefore('/', rest);
  if (!IsRangeScheme(scheme)) return Error(5, "no version scheme");
  if (std::any_of(scheme.begin(), scheme.end(), absl::ascii_isupper)) return Error(5, "a scheme is in lower case");
  Range range{std::string(scheme), {}};
  VEXLENS_RETURN_IF_ERROR(ReadConstraints(rest, text.size() - rest.size(), range));
  return range;
}

}  // namespace vexlens
