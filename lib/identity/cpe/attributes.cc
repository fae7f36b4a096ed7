// One CPE attribute against another.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "lib/identity/cpe/cpe.h"

namespace vexlens::identity {
namespace {

bool IsWildcard(char c) { return c == '*' || c == '?'; }

// Pattern is an attribute without the wildcards at its ends. "*" stands for any text there, each "?" for at
// most one character (NISTIR 7695, 5.3.2).
struct Pattern {
  std::string_view body;
  std::size_t before = 0;  // how many characters may stand before the body
  std::size_t after = 0;

  bool HasWildcards() const { return before > 0 || after > 0; }
};

std::size_t Allowed(char wildcard, std::size_t so_far) {
  return wildcard == '*' || so_far == std::string_view::npos ? std::string_view::npos : so_far + 1;
}

// Reports whether an odd number of backslashes is before `at`.
bool IsEscaped(std::string_view text, std::size_t at) {
  std::size_t backslashes = 0;
  while (backslashes < at && text[at - backslashes - 1] == '\\') ++backslashes;
  return backslashes % 2 == 1;
}

Pattern ParsePattern(std::string_view text) {
  Pattern pattern;
  while (!text.empty() && IsWildcard(text.front())) {
    pattern.before = Allowed(text.front(), pattern.before);
    text.remove_prefix(1);
  }
  while (!text.empty() && IsWildcard(text.back()) && !IsEscaped(text, text.size() - 1)) {
    pattern.after = Allowed(text.back(), pattern.after);
    text.remove_suffix(1);
  }
  pattern.body = text;
  return pattern;
}

// Returns the number of characters; an escape is one.
std::size_t Length(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); ++i, ++length) {
    if (text[i] == '\\') ++i;
  }
  return length;
}

// Reports whether the body is in `text` with no more characters on either side than allowed.
bool Fits(const Pattern& pattern, std::string_view text) {
  const std::size_t all = Length(text);
  const std::size_t body = Length(pattern.body);
  if (body > all) return false;
  const std::size_t spare = all - body;
  const std::size_t first = spare > pattern.after ? spare - pattern.after : 0;
  const std::size_t last = std::min(pattern.before, spare);
  for (std::size_t place = 0; place <= last; ++place) {
    if (place >= first && absl::StartsWith(text, pattern.body)) return true;
    if (place < last) text.remove_prefix(text.front() == '\\' ? 2 : 1);
  }
  return false;
}

}  // namespace

std::string_view CutAtColon(std::string_view& rest) {
  std::size_t end = 0;
  while (end < rest.size() && rest[end] != ':') end += rest[end] == '\\' ? 2 : 1;
  end = std::min(end, rest.size());
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return taken;
}

std::optional<CpeAttributes> SplitCpe(std::string_view text) {
  if (!absl::StartsWith(text, kCpePrefix)) return std::nullopt;
  text.remove_prefix(kCpePrefix.size());
  CpeAttributes attributes;
  for (std::string_view& attribute : attributes) {
    attribute = CutAtColon(text);
    if (attribute.empty()) return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  return attributes;
}

CpeRelation CompareCpeAttributes(std::string_view source, std::string_view target) {
  if (target != "*" && ParsePattern(target).HasWildcards()) return CpeRelation::kUndefined;
  if (source == target) return CpeRelation::kEqual;
  if (source == "*") return CpeRelation::kSuperset;
  if (target == "*") return CpeRelation::kSubset;
  if (source == "-" || target == "-") return CpeRelation::kDisjoint;
  const Pattern pattern = ParsePattern(source);
  return pattern.HasWildcards() && Fits(pattern, target) ? CpeRelation::kSuperset : CpeRelation::kDisjoint;
}

bool CpeAttributeCovers(std::string_view statement, std::string_view query) {
  if (statement == "*" || statement == query) return true;
  return CompareCpeAttributes(statement, query) == CpeRelation::kSuperset;
}

std::string_view CpePlain(std::string_view attribute, std::string& store) {
  if (attribute.find('\\') == attribute.npos) return attribute;
  store.clear();
  for (std::size_t i = 0; i < attribute.size(); ++i) {
    if (attribute[i] == '\\' && i + 1 < attribute.size()) ++i;
    store += attribute[i];
  }
  return store;
}

}  // namespace vexlens::identity
