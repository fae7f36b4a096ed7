#include "vexlens/support/authority.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "lib/identity/distribution.h"
#include "lib/identity/percent.h"
#include "lib/identity/registry.h"
#include "lib/trust/purl_qualifiers.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using identity::Decoded;
using identity::NormalDistro;
using identity::NormalRegistry;
using trust::IsPurlQualifier;

namespace {

constexpr std::string_view kStarFault = "a * stands only at the end, after /, %2F or :";

absl::Status Fault(std::string_view message) { return absl::InvalidArgumentError(message); }

// Returns the text before a `*` at the end of `text`, after one of `separators`; nothing if there is no `*`. Errors:
// INVALID_ARGUMENT for one elsewhere.
absl::StatusOr<std::optional<std::string_view>> BeforeStar(std::string_view text,
                                                           std::initializer_list<std::string_view> separators) {
  const std::size_t star = text.find('*');
  if (star == text.npos) return std::nullopt;
  const std::string_view before = text.substr(0, star);
  const bool follows = std::any_of(separators.begin(), separators.end(), [&](std::string_view separator) {
    return absl::EndsWithIgnoreCase(before, separator);
  });
  if (star + 1 != text.size() || !follows) return Fault(kStarFault);
  return before;
}

// Reports whether `text` is "pkg:" or a type alone, "pkg:julia/". For some types no name alone makes a valid purl.
bool IsTypeAlone(std::string_view text) {
  const std::string_view type = text.substr(std::string_view("pkg:").size());
  return std::all_of(type.begin(), type.end(), [](char c) { return absl::ascii_isalnum(c) || c == '.' || c == '-'; }) ||
         (type.find('/') == type.size() - 1 && type.size() > 1);
}

// Returns the canonical spelling of the beginning of a purl, as it is in purls that go on with a name.
absl::StatusOr<std::string> CanonicalPurlPrefix(std::string_view prefix) {
  absl::Status fault;
  for (const std::string_view rest : {"x", "x/x"}) {
    absl::StatusOr<std::string> purl = CanonicalPurl(absl::StrCat(prefix, rest));
    if (purl.ok() && !ParseSubject(*purl, "").version.empty()) return Fault(kStarFault);
    if (purl.ok()) return purl->substr(0, purl->size() - rest.size());
    fault.Update(purl.status());
  }
  if (IsTypeAlone(prefix)) return absl::AsciiStrToLower(prefix);
  return fault;
}

bool Matches(std::string_view text, std::string_view pattern, bool is_prefix) {
  return is_prefix ? text.starts_with(pattern) : text == pattern;
}

// Returns the normal spelling of the beginning of a purl's base, as it is before `rest`.
std::string NormalName(std::string_view name, std::string_view rest) {
  const std::string spelling = NormalSpelling(absl::StrCat(name, rest));
  const std::string_view base = ParseSubject(spelling, "").base;
  return std::string(base.substr(0, base.size() - rest.size()));
}

// Returns the value of a qualifier as conditions compare it: a repository may end in a slash or not, Docker's registry
// has two names, and distributions have several.
std::string Comparable(std::string_view qualifier, std::string_view value) {
  std::string store;
  std::string_view text = Decoded(value, store);
  if (qualifier == "distro") return NormalDistro(text);
  if (qualifier != "repository_url") return std::string(text);
  while (text.ends_with('/')) text.remove_suffix(1);
  return std::string(NormalRegistry(text));
}

// Returns the default of a qualifier that a purl leaves out; "" for none.
std::string_view DefaultOf(std::string_view base, std::string_view qualifier) {
  if (qualifier == "type" && base.starts_with("pkg:maven/")) return "jar";
  const bool image = base.starts_with("pkg:docker/") || base.starts_with("pkg:oci/");
  return qualifier == "repository_url" && image ? "docker.io" : "";
}

}  // namespace

absl::StatusOr<AuthorityPattern> AuthorityPattern::Parse(std::string_view text) {
  if (text.empty()) return Fault("empty");
  AuthorityPattern pattern;
  pattern.text_ = text;
  VEXLENS_RETURN_IF_ERROR(absl::StartsWithIgnoreCase(text, "pkg:") ? pattern.ReadPurl(text) : pattern.ReadOther(text));
  return pattern;
}

absl::Status AuthorityPattern::ReadPurl(std::string_view text) {
  kind_ = IdentifierKind::kPurl;
  if (text.find('#') != text.npos) return Fault("a pattern has no subpath");
  const std::size_t question = std::min(text.find('?'), text.size());
  const std::string_view path = text.substr(0, question);
  VEXLENS_ASSIGN_OR_RETURN(const auto prefix, BeforeStar(path, {"/", "%2F", ":"}));
  is_prefix_ = prefix.has_value();
  // Some types are valid only with a qualifier, and a condition that ends in a star is none.
  const bool whole = text.find('*') == text.npos;
  VEXLENS_ASSIGN_OR_RETURN(const std::string name,
                           is_prefix_ ? CanonicalPurlPrefix(*prefix) : CanonicalPurl(whole ? text : path));
  name_ = is_prefix_ ? name : std::string(ParseSubject(name, "").base);
  normal_name_ = NormalName(name_, is_prefix_ ? "x" : "");
  return question == text.size() ? absl::OkStatus() : ReadConditions(text.substr(question + 1));
}

absl::Status AuthorityPattern::ReadConditions(std::string_view text) {
  for (const std::string_view part : absl::StrSplit(text, '&')) {
    const std::pair<std::string_view, std::string_view> pair = absl::StrSplit(part, absl::MaxSplits('=', 1));
    Condition condition{absl::AsciiStrToLower(pair.first), "", false};
    if (!IsPurlQualifier(condition.qualifier)) {
      return Fault(absl::StrCat("\"", pair.first, "\" is not a qualifier of purls"));
    }
    if (pair.second.empty()) return Fault(absl::StrCat(condition.qualifier, " has no value"));
    for (const Condition& other : conditions_) {
      if (other.qualifier == condition.qualifier) return Fault(absl::StrCat(condition.qualifier, " stands twice"));
    }
    const auto prefix = BeforeStar(pair.second, {"/", "%2F"});
    if (!prefix.ok()) return Fault(absl::StrCat("in ", condition.qualifier, ", a * stands only at the end, after /"));
    condition.is_prefix = prefix->has_value();
    condition.value = Comparable(condition.qualifier, prefix->value_or(pair.second));
    if (condition.is_prefix && !condition.value.ends_with('/')) condition.value += '/';
    conditions_.push_back(std::move(condition));
  }
  return absl::OkStatus();
}

absl::Status AuthorityPattern::ReadOther(std::string_view text) {
  const bool has_star = text.find('*') != text.npos;
  const absl::StatusOr<std::string> literal = CanonicalIdentifier(text);
  if (!has_star && !literal.ok()) return literal.status();
  // A complete CPE is literal: its stars are its own.
  if (literal.ok() && (!has_star || absl::StartsWithIgnoreCase(text, "cpe:2.3:"))) {
    const Subject subject = ParseSubject(*literal, "");
    kind_ = subject.kind;
    name_ = subject.base;
    return absl::OkStatus();
  }
  if (absl::StartsWithIgnoreCase(text, "cpe:/")) return Fault("a prefix of CPEs begins with cpe:2.3:");
  VEXLENS_ASSIGN_OR_RETURN(const auto prefix, BeforeStar(text, {"/", "%2F", ":"}));
  const bool is_cpe = absl::StartsWithIgnoreCase(text, "cpe:");
  name_ = is_cpe ? absl::AsciiStrToLower(*prefix) : std::string(*prefix);
  is_prefix_ = true;
  return absl::OkStatus();
}

bool AuthorityPattern::Covers(const Subject& product) const {
  if (kind_ != IdentifierKind::kPurl) {
    if (is_prefix_) return product.identifier.starts_with(name_);
    // The digest of an opaque name is its version.
    const bool is_image = product.kind == IdentifierKind::kOpaque && !product.digest.empty();
    return product.base == name_ ||
           (is_image && product.base.substr(0, product.base.size() - product.digest.size() - 1) == name_);
  }
  if (product.kind != kind_) return false;
  if (!Matches(product.base, name_, is_prefix_) && !Matches(product.base, normal_name_, is_prefix_)) return false;
  return std::all_of(conditions_.begin(), conditions_.end(), [&](const Condition& condition) {
    std::string_view value = QualifierValue(product.qualifiers, condition.qualifier);
    if (value.empty()) value = DefaultOf(product.base, condition.qualifier);
    return !value.empty() && Matches(Comparable(condition.qualifier, value), condition.value, condition.is_prefix);
  });
}

}  // namespace vexlens
