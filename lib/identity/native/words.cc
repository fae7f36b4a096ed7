#include "lib/identity/native/words.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "lib/identity/cut.h"
#include "lib/identity/native/range.h"
#include "lib/identity/versions/constraint.h"
#include "lib/identity/versions/version_order.h"
#include "vexlens/identity.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::identity {
namespace {

// The words that name no single version (CSAF 2.0, 6.1.31).
constexpr std::string_view kWords[] = {"after", "all", "before", "earlier", "later", "prior", "versions"};

bool IsWord(std::string_view text) {
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [text](std::string_view word) { return absl::EqualsIgnoreCase(word, text); });
}

// Cuts "all", "versions" or both from the beginning of `text` and reports whether they stood there.
bool TakeAllVersions(std::string_view& text) {
  bool any = false;
  for (const std::string_view word : {"all", "versions"}) {
    const std::string_view rest = text.substr(std::min(word.size(), text.size()));
    if (!absl::StartsWithIgnoreCase(text, word) || (!rest.empty() && absl::ascii_isalnum(rest.front()))) continue;
    text = absl::StripLeadingAsciiWhitespace(rest);
    any = true;
  }
  return any;
}

bool ExpandPlain(const Comparison& comparison, Constraints& constraints) {
  Comparator comparator;
  if (!IsPlainSign(comparison.sign, comparator)) return false;
  constraints.push_back({comparator, std::string(comparison.version)});
  return true;
}

// Appends comparisons with versions of `scheme`.
absl::Status ReadWords(std::string_view scheme, std::string_view text, Constraints& constraints) {
  const std::size_t before = constraints.size();
  VEXLENS_RETURN_IF_ERROR(ReadComparisons(text, ExpandPlain, constraints));
  for (std::size_t i = before; i < constraints.size(); ++i) {
    const std::string_view version = VersionIn(scheme, constraints[i].version);
    if (version.empty()) return BadRange(constraints[i].version, "no version");
    constraints[i].version = std::string(version);
  }
  return absl::OkStatus();
}

// Reads a vers without its beginning: comparisons with bars between them, which mean the same as in a vers.
absl::StatusOr<std::string> ReadBars(std::string_view scheme, std::string_view text) {
  Constraints constraints;
  std::size_t items = 0;
  for (bool more = true; more; ++items) {
    more = text.find('|') != text.npos;
    const std::string_view item = CutBefore('|', text);
    VEXLENS_RETURN_IF_ERROR(ReadWords(scheme, item, constraints));
    if (constraints.size() != items + 1) return BadRange(item, "expected one comparison between two bars");
  }
  return CanonicalRange(RangeText(scheme, constraints));
}

absl::StatusOr<std::string> ReadPlain(std::string_view scheme, std::string_view text) {
  Alternatives alternatives;
  VEXLENS_RETURN_IF_ERROR(ReadWords(scheme, text, alternatives.emplace_back()));
  if (alternatives[0].empty()) return BadRange(text, "no version");
  return RangeOf(scheme, text, alternatives);
}

}  // namespace

bool AreRangeWords(std::string_view text) {
  const auto compares = [](char c) { return c == '<' || c == '>'; };
  if (absl::StartsWithIgnoreCase(text, "vers:") || std::any_of(text.begin(), text.end(), compares)) return true;
  for (const std::string_view word : absl::StrSplit(text, ' ')) {
    if (IsWord(word)) return true;
  }
  return false;
}

absl::StatusOr<std::string> RangeFromWords(std::string_view scheme, std::string_view text) {
  std::string_view rest = absl::StripAsciiWhitespace(text);
  if (rest == "*" || rest == "all/*") return RangeText(scheme, {});
  const bool all = TakeAllVersions(rest);
  if (rest.empty() && all) return RangeText(scheme, {});
  if (rest.empty()) return BadRange(text, "no version");
  absl::StatusOr<std::string> range = absl::StrContains(rest, '|') ? ReadBars(scheme, rest) : ReadPlain(scheme, rest);
  if (range.ok()) return range;
  absl::StatusOr<std::string> native = RangeFromNative(scheme, rest);
  return native.ok() ? native : range;
}

std::string_view VersionIn(std::string_view scheme, std::string_view text) {
  constexpr std::string_view kInNoVersion = " \t\r\n/@";
  std::string_view number = text;
  if (!number.empty() && absl::ascii_tolower(number.front()) == 'v') number.remove_prefix(1);
  if (number.empty() || !absl::ascii_isdigit(number.front())) return {};  // most names are none
  const VersionOrder order = FindVersionOrder(scheme);
  if (order == nullptr || text.find_first_of(kInNoVersion) != text.npos) return {};
  if (scheme == "golang" && order(text, text) == 0) return text;  // there the v is part of it
  return order(number, number) == 0 ? number : std::string_view();
}

}  // namespace vexlens::identity
